package dev.storelatch.password;

import dev.storelatch.command.Progress;
import dev.storelatch.password.StoredHashRepository.StoredHash;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One run of {@link WrapPasswordHashesCommand} over one table, and its figures. */
final class HashWrapping {

    private static final int BATCH = 500;

    private final StoredHashRepository hashes;
    private final WrappedScheme wrappedScheme;
    private final ScryptScheme scrypt = new ScryptScheme();
    private final boolean dryRun;

    private int wrapped;
    private int strong;
    private int unreadable;

    HashWrapping(StoredHashRepository hashes, WrappedScheme wrappedScheme, boolean dryRun) {
        this.hashes = hashes;
        this.wrappedScheme = wrappedScheme;
        this.dryRun = dryRun;
    }

    /**
     * Wraps every weak hash of the table.
     *
     * @param label the table's name in the output
     */
    void run(String label, Consumer<String> out) {
        try {
            wrapAll(label, out);
        } finally {
            if (wrapped > 0 && !dryRun) {
                hashes.recordWrapped(wrapped);
            }
        }
        out.accept("%s: %d %s, %d left that are strong, %d left that cannot be read or ask for too much"
                .formatted(label, wrapped, dryRun ? "would be wrapped" : "wrapped", strong, unreadable));
    }

    private void wrapAll(String label, Consumer<String> out) {
        Progress progress = new Progress(label, hashes.count(), out);
        List<StoredHash> batch = hashes.findAfter("", BATCH);
        while (!batch.isEmpty()) {
            for (StoredHash stored : batch) {
                wrap(stored);
                progress.add(1);
            }
            batch = hashes.findAfter(batch.get(batch.size() - 1).id(), BATCH);
        }
    }

    private void wrap(StoredHash stored) {
        Optional<ScryptContainer> container = ScryptContainer.parse(stored.hash());
        if (container.isEmpty()) {
            unreadable++;
        } else if (scrypt.isCurrent(stored.hash())) {
            strong++;
        } else if (dryRun || hashes.replace(stored, wrappedScheme.wrap(container.get()))) {
            wrapped++;
        }
    }
}
