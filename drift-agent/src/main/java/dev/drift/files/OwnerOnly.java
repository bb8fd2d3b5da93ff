package dev.drift.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Makes files and folders that nobody but their owner may read: never for a moment with other
/// permissions.
public final class OwnerOnly {
  private OwnerOnly() {}

  /// @throws IOException if it is there already, or cannot be made
  public static void createFile(Path file) throws IOException {
    Files.createFile(file, attributes("rw-------"));
  }

  /// The folder, and those above it that are missing.
  ///
  /// @throws IOException if it cannot be made
  public static void createDirectories(Path folder) throws IOException {
    Files.createDirectories(folder, attributes("rwx------"));
  }

  private static FileAttribute<?>[] attributes(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
