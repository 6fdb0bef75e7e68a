import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Measures how many passwords one thread hashes per second, with the library, parameters and reused memory of the server. */
class HashRate {

    private static final long SECOND = 1_000_000_000;

    public static void main(String[] args) {
        hashFor(5 * SECOND);
        System.out.printf(Locale.ROOT, "%.2f%n", hashFor(15 * SECOND));
    }

    private static double hashFor(long nanos) {
        int memoryKib = 19 * 1024;
        byte[] password = "correct horse battery staple".getBytes(StandardCharsets.UTF_8);
        Argon2Parameters costs = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withSalt(new byte[16])
                .withMemoryAsKB(memoryKib)
                .withIterations(2)
                .withParallelism(1)
                .withBlockPool(new Argon2BytesGenerator.FixedBlockPool(memoryKib))
                .build();
        long start = System.nanoTime();
        long hashes = 0;
        while (System.nanoTime() - start < nanos) {
            Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
            argon2.init(costs);
            argon2.generateBytes(password, new byte[32]);
            hashes++;
        }
        return (double) hashes * SECOND / (System.nanoTime() - start);
    }
}
