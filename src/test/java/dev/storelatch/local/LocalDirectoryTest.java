package dev.storelatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.storelatch.core.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDirectoryTest {

    @TempDir
    Path temp;

    @Test
    void aSecretIsMadeOnceAndKept() throws IOException {
        Path directory = temp.resolve("deep/.storelatch");
        String made;
        try (LocalDirectory folder = LocalDirectory.open(directory)) {
            made = folder.secret("one");
            assertThat(folder.secret("two")).hasSizeGreaterThanOrEqualTo(64).isNotEqualTo(made);
        }
        try (LocalDirectory folder = LocalDirectory.open(directory)) {
            assertThat(folder.secret("one")).isEqualTo(made);
        }
    }

    @Test
    void nobodyElseCanReadIt() throws IOException {
        Path directory = Files.createDirectory(
                temp.resolve("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (LocalDirectory folder = LocalDirectory.open(directory)) {
            folder.secret("one");

            assertThat(permissions(directory)).isEqualTo("rwx------");
            assertThat(permissions(directory.resolve("one"))).isEqualTo("rw-------");
            assertThat(permissions(directory.resolve("lock"))).isEqualTo("rw-------");
            assertThat(directory).isDirectoryNotContaining("glob:**.new");
        }
    }

    @Test
    void aSecondServerIsRefusedUntilTheFirstHasEnded() throws IOException {
        LocalDirectory first = LocalDirectory.open(temp);

        assertThatThrownBy(() -> LocalDirectory.open(temp))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("Another Storelatch is running in the folder");

        first.close();
        LocalDirectory.open(temp).close();
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));

        assertThatThrownBy(() -> LocalDirectory.open(file))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("cannot be used");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
