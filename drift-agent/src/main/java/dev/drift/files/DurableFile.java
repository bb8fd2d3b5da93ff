package dev.drift.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Writes files that are there after a power failure, too: whole, with the new content or with the
/// old one. Only their owner can read them.
///
/// The file is forced to the disk before it gets its name, and the folder afterwards, as
/// <https://man7.org/linux/man-pages/man2/fsync.2.html> asks for.
public final class DurableFile {
  private static final String DRAFT = ".tmp";

  private DurableFile() {}

  /// @throws IOException if it cannot be written; the old file is there still
  public static void write(Path file, byte[] content) throws IOException {
    Path target = file.toAbsolutePath();
    String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    Path draft = target.resolveSibling("." + target.getFileName() + "." + random + DRAFT);
    OwnerOnly.createFile(draft);
    try {
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
    forceFolderOf(target);
  }

  /// @throws IOException if it cannot be deleted
  public static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      forceFolderOf(file.toAbsolutePath());
    }
  }

  /// What a process left that was killed while it wrote.
  public static boolean isDraft(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(DRAFT);
  }

  private static void forceFolderOf(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
