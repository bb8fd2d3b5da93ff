package dev.drift.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Writes files whole or not at all: who reads one while it is being replaced sees the old one or
/// the new one.
///
/// A link is followed, so the file that it names is replaced. A pipe or device, such as
/// `/dev/stderr`, cannot be replaced and is written to directly.
public final class AtomicFile {
  private static final int BUFFER = 64 * 1024;

  private AtomicFile() {}

  /// What writes the content.
  public interface Content {
    /// @throws IOException if the content cannot be written
    void writeTo(OutputStream out) throws IOException;
  }

  /// With the permissions that the umask gives new files.
  ///
  /// @throws IOException if the content or the file cannot be written; the old file is there
  ///     still
  public static void write(Path file, Content content) throws IOException {
    write(file, content, false);
  }

  /// A file that only its owner can read.
  ///
  /// @throws IOException as [#write]
  public static void writeOwnerOnly(Path file, Content content) throws IOException {
    write(file, content, true);
  }

  private static void write(Path file, Content content, boolean ownerOnly) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
        content.writeTo(out);
      }
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    Path draft = target.resolveSibling("." + target.getFileName() + "." + random + ".tmp");
    if (ownerOnly) {
      OwnerOnly.createFile(draft);
    } else {
      Files.createFile(draft);
    }
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft), BUFFER)) {
        content.writeTo(out);
      }
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
