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
    void aSecretIsGeneratedOnce() throws IOException {
        Path path = temp.resolve("deep/.storelatch");
        String made;
        try (LocalDirectory directory = LocalDirectory.open(path)) {
            made = directory.secret("one");
            assertThat(directory.secret("two")).hasSizeGreaterThanOrEqualTo(64).isNotEqualTo(made);
        }
        try (LocalDirectory directory = LocalDirectory.open(path)) {
            assertThat(directory.secret("one")).isEqualTo(made);
        }
    }

    @Test
    void onlyTheOwnerHasAccess() throws IOException {
        Path path = Files.createDirectory(
                temp.resolve("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (LocalDirectory directory = LocalDirectory.open(path)) {
            directory.secret("one");

            assertThat(permissions(path)).isEqualTo("rwx------");
            assertThat(permissions(path.resolve("one"))).isEqualTo("rw-------");
            assertThat(permissions(path.resolve("lock"))).isEqualTo("rw-------");
            assertThat(path).isDirectoryNotContaining("glob:**.new");
        }
    }

    @Test
    void aSecondServerIsRejectedUntilTheFirstHasEnded() throws IOException {
        LocalDirectory first = LocalDirectory.open(temp);

        assertThatThrownBy(() -> LocalDirectory.open(temp))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("Another Storelatch is running in the directory");

        first.close();
        LocalDirectory.open(temp).close();
    }

    @Test
    void aDirectoryThatCannotBeCreatedIsRejected() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));

        assertThatThrownBy(() -> LocalDirectory.open(file))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("cannot be used");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
