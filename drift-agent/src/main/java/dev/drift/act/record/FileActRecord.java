package dev.drift.act.record;

import dev.drift.files.OwnerOnly;
import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/// A file to which JSON documents are appended, one a line, each on the disk before the method
/// returns. Only one process has it open.
///
/// A line that a crash cut off is the last one, and nothing was done on it: it is skipped. Any
/// other line that cannot be read stops whoever opens the file, as something was lost.
final class FileActRecord implements ActRecord {
  private static final String FILE = "journal.jsonl";
  private static final long MOST_BYTES = 256L * 1024 * 1024;

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

  private FileActRecord(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  /// @param folder made if it is missing, for its owner only
  /// @throws DriftException if another process has it open, or it cannot be read or written
  static FileActRecord open(Path folder, Consumer<Value.Obj> before) {
    Path file = folder.resolve(FILE);
    try {
      OwnerOnly.createDirectories(folder);
      if (!Files.exists(file)) {
        OwnerOnly.createFile(file);
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        FileLock lock = lock(channel, file);
        read(channel, file, true, before);
        channel.position(channel.size());
        return new FileActRecord(file, channel, lock);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /// For who only looks: what is being written meanwhile may be missing.
  ///
  /// @throws DriftException if it cannot be read
  static void read(Path folder, Consumer<Value.Obj> each) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      read(channel, file, false, each);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static FileLock lock(FileChannel channel, Path file) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      throw busy(file);
    }
    throw busy(file);
  }

  private static DriftException busy(Path file) {
    return new DriftException(
        Problem.of(
            Problem.Code.RECORD_FAILED,
            "another run of Drift is acting with the record %s; wait for it, or give this one its own --record"
                .formatted(file)));
  }

  private static void read(FileChannel channel, Path file, boolean own, Consumer<Value.Obj> each)
      throws IOException {
    if (channel.size() > MOST_BYTES) {
      throw new DriftException(
          Problem.of(
              Problem.Code.RECORD_FAILED,
              "the record %s is larger than 256 MiB; move it away to begin a new one"
                  .formatted(file)));
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
      // Until all is read.
    }
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    int start = 0;
    int number = 0;
    while (start < text.length()) {
      number++;
      int end = text.indexOf('\n', start);
      if (end < 0) {
        if (own) {
          channel.truncate(text.substring(0, start).getBytes(StandardCharsets.UTF_8).length);
        }
        break;
      }
      each.accept(entry(text.substring(start, end), file, number));
      start = end + 1;
    }
  }

  private static Value.Obj entry(String line, Path file, int number) {
    try {
      if (JsonReader.read(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)))
          instanceof Value.Obj entry) {
        return entry;
      }
    } catch (IOException e) {
      // Said below.
    }
    throw new DriftException(
        Problem.of(
            Problem.Code.RECORD_FAILED,
            "%s:%d is not a JSON object, so the record is damaged; restore it, or move it away to begin a new one"
                .formatted(file, number)));
  }

  private static DriftException failed(Path file, IOException e) {
    return new DriftException(
        Problem.of(
            Problem.Code.RECORD_FAILED,
            "the record %s cannot be read and written: %s".formatted(file, e.getMessage())),
        e);
  }

  /// @throws DriftException if it is not certainly on the disk; then nothing may be done on it
  @Override
  public void append(Value.Obj entry) {
    byte[] line = (JsonWriter.text(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }
}
