package dev.drift.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Makes files that nobody but their owner may read: never for a moment with other rights.
public final class OwnerOnly {
  private OwnerOnly() {}

  /// @throws IOException if it is there already, or cannot be made
  public static void createFile(Path file) throws IOException {
    Files.createFile(file, attributes());
  }

  private static FileAttribute<?>[] attributes() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
