package dev.drift.requestlog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows a request log while an API server appends to it: also when the file is renamed and a new
/// one begins, when it is cut off, and when it appears only later. A thread of its own reads it.
public final class FollowedLog implements AutoCloseable {
  private static final Duration APART = Duration.ofMillis(100);
  private static final int LINE_BYTES = 16 * 1024 * 1024;

  /// Of what is there at the start, only the end is read.
  private static final long START_BYTES = 256L * 1024 * 1024;

  /// How many writes are handed on at once.
  private static final int MOST = 100;

  private final Path file;
  private final Sink sink;
  private final long startBytes;
  private final Thread thread;

  private @Nullable FileChannel open;
  private @Nullable Object key;
  private long position;
  private boolean started;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
  private boolean skipping;
  private List<AuditedWrite> writes = new ArrayList<>();
  private Optional<String> broken = Optional.empty();

  /// Takes what the log says.
  public interface Sink {
    /// Waits if there is no room.
    void put(List<AuditedWrite> writes) throws InterruptedException;

    /// @param why the log cannot be followed, a sentence; empty if it can again
    void broken(Optional<String> why);
  }

  private FollowedLog(Path file, Sink sink, long startBytes) {
    this.file = file;
    this.sink = sink;
    this.startBytes = startBytes;
    this.thread = Thread.ofPlatform().daemon().name("drift-audit-log").unstarted(this::work);
  }

  /// Reads from now on. What is in the file already is read, too.
  public static FollowedLog start(Path file, Sink sink) {
    return start(file, sink, START_BYTES);
  }

  static FollowedLog start(Path file, Sink sink, long startBytes) {
    FollowedLog log = new FollowedLog(file, sink, startBytes);
    log.thread.start();
    return log;
  }

  private void work() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          read();
          broken(Optional.empty());
        } catch (NoSuchFileException _) {
          broken(
              Optional.of("The audit log %s does not exist; Drift waits for it.".formatted(file)));
        } catch (AccessDeniedException _) {
          broken(
              Optional.of(
                  "The audit log %s cannot be read: permission denied. Make it readable for this user."
                      .formatted(file)));
        } catch (IOException _) {
          broken(Optional.of("The audit log %s cannot be read.".formatted(file)));
        }
        Thread.sleep(APART);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // It is closed.
    } finally {
      closeFile();
    }
  }

  private void broken(Optional<String> why) {
    if (!why.equals(broken)) {
      broken = why;
      sink.broken(why);
    }
  }

  private void read() throws IOException, InterruptedException {
    if (open == null) {
      open();
    }
    Optional<Object> there = key(file);
    FileChannel channel = Objects.requireNonNull(open);
    if (channel.size() < position) {
      begin(0); // It was cut off, and written from its beginning again.
    }
    toEnd(channel);
    if (!there.equals(Optional.ofNullable(key))) {
      // It was renamed. What came into it until then has been read.
      toEnd(channel);
      closeFile();
      if (there.isPresent()) {
        open();
        toEnd(Objects.requireNonNull(open));
      }
    }
    handOn();
  }

  private void open() throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("a folder");
    }
    Optional<Object> before = key(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    if (!before.equals(key(file))) {
      channel.close();
      throw new NoSuchFileException("renamed just now");
    }
    open = channel;
    key = before.orElse(null);
    long size = channel.size();
    begin(started || size <= startBytes ? 0 : size - startBytes);
    skipping = position > 0; // It may begin within a line.
    started = true;
  }

  private void begin(long at) {
    position = at;
    line.reset();
    skipping = false;
  }

  /// What the file system knows the file by; empty if it does not exist.
  private static Optional<Object> key(Path file) throws IOException {
    try {
      return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private void toEnd(FileChannel channel) throws IOException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    int read = channel.read(buffer, position);
    while (read > 0) {
      position += read;
      split(buffer.array(), read);
      buffer.clear();
      read = channel.read(buffer, position);
    }
  }

  private void split(byte[] bytes, int length) throws InterruptedException {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        take(bytes, start, i);
        if (!skipping) {
          event(line.toByteArray());
        }
        line.reset();
        skipping = false;
        start = i + 1;
      }
    }
    take(bytes, start, length);
  }

  /// An overlong line is not held in memory.
  private void take(byte[] bytes, int from, int to) {
    skipping |= line.size() + to - from > LINE_BYTES;
    if (skipping) {
      line.reset();
    } else {
      line.write(bytes, from, to - from);
    }
  }

  /// A line that is not an event may be of another format, or half of a line of a file that was cut
  /// off: nothing is known of it.
  private void event(byte[] text) throws InterruptedException {
    try {
      EventLine.readWrite(text).ifPresent(writes::add);
    } catch (IOException _) {
      return;
    }
    if (writes.size() >= MOST) {
      handOn();
    }
  }

  private void handOn() throws InterruptedException {
    if (!writes.isEmpty()) {
      List<AuditedWrite> all = writes;
      writes = new ArrayList<>();
      sink.put(all);
    }
  }

  private void closeFile() {
    FileChannel channel = open;
    open = null;
    key = null;
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException _) {
        // Nothing was written to it.
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
