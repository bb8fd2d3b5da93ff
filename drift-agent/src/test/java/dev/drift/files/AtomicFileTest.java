package dev.drift.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void keepsTheOldFileIfTheContentFails() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write("half".getBytes(UTF_8));
                      throw new IOException("the disk is full");
                    }))
        .withMessage("the disk is full");

    assertThat(file).hasContent("old");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void replacesWhatALinkNames() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    AtomicFile.writeOwnerOnly(link, out -> out.write("new".getBytes(UTF_8)));

    assertThat(link).isSymbolicLink().hasContent("new");
    assertThat(file).hasContent("new");
  }

  @Test
  void isReadByItsOwnerOnlyEvenIfTheOldFileWasNot() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    AtomicFile.writeOwnerOnly(file, out -> out.write("new".getBytes(UTF_8)));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  /// Nor a device: as root it would replace `/dev/null` by a file.
  @Test
  void writesIntoAPipeAndDoesNotReplaceIt() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<byte[]> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readAllBytes(pipe);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    AtomicFile.writeOwnerOnly(pipe, out -> out.write("new".getBytes(UTF_8)));

    assertThat(read).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("new".getBytes(UTF_8));
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }
}
