package dev.drift.source.cache;

import dev.drift.files.LimitedOutput;
import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.KnownFiles;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parsed files of a clone, cached in the folder of the clone: a file whose content Git
/// calls the same is neither unpacked nor parsed again. See docs/adr/0007-parsed-files.md.
///
/// Holds nothing that cannot be computed again, so a file with any error is ignored. It begins
/// with the name of the parser: the file of another parser is ignored, too.
public final class ParsedFiles implements KnownFiles {
  private static final String JSON = ".json";
  private static final Logger LOG = LoggerFactory.getLogger(ParsedFiles.class);

  /// Of all files together: first those that this run needed, then others, such as those of
  /// another branch. What there is no room for is parsed each time. No more than an eighth of
  /// the memory, because a run with little memory must be able to read what another run has saved.
  private static final long MOST_BYTES =
      Math.min(128L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 8);

  private final Optional<Store> store;
  private final Map<String, Entry> known;
  private final Map<String, Entry> used;
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean changed;

  /// Where the entries are kept.
  ///
  /// @param parser a line
  private record Store(Path file, String parser) {}

  /// A file as Git has it, and as JSON what its documents say.
  private record Entry(Stretch content, Stretch documents) {
    long size() {
      return (long) content.length() + documents.length();
    }
  }

  /// Some bytes of an array, which others share.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Stretch(byte[] in, int from, int length) {
    static Stretch all(byte[] bytes) {
      return new Stretch(bytes, 0, bytes.length);
    }

    byte[] copy() {
      return Arrays.copyOfRange(in, from, from + length);
    }
  }

  private ParsedFiles(Optional<Store> store, Map<String, Entry> known) {
    this.store = store;
    this.known = known;
    this.used = new ConcurrentHashMap<>(known.size());
  }

  /// Knows nothing and keeps nothing.
  public static ParsedFiles none() {
    return new ParsedFiles(Optional.empty(), Map.of());
  }

  /// Those of a clone, kept in its folder and deleted with it. Nothing if this program cannot be
  /// told from another build.
  public static ParsedFiles of(Path clone) {
    return ParserName.ofThisProgram()
        .map(parser -> load(clone.resolve("drift-parsed"), parser))
        .orElseGet(ParsedFiles::none);
  }

  /// @param parser who parsed what is kept: a line
  static ParsedFiles load(Path file, String parser) {
    Store store = new Store(file, parser);
    try {
      return new ParsedFiles(Optional.of(store), entries(store));
    } catch (IOException | RuntimeException e) {
      LOG.debug("ignoring {}: {}", file, e.getClass().getSimpleName());
      return new ParsedFiles(Optional.of(store), Map.of());
    }
  }

  private static Map<String, Entry> entries(Store store) throws IOException {
    if (Files.size(store.file()) > MOST_BYTES + MOST_BYTES / 8) {
      throw new IOException("it is too large");
    }
    byte[] bytes = Files.readAllBytes(store.file());
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int end = bytes.length - Long.BYTES;
    CRC32 sum = new CRC32();
    sum.update(in.slice(0, Math.max(0, end)));
    if (end < 0 || in.getLong(end) != sum.getValue() || !text(in).equals(store.parser())) {
      throw new IOException("it is corrupt, or was written by another parser");
    }
    Map<String, Entry> entries = new HashMap<>();
    while (in.position() < end) {
      String key = text(in);
      entries.put(key, new Entry(stretch(in, bytes), stretch(in, bytes)));
    }
    return entries;
  }

  /// @param bytes that it reads
  private static Stretch stretch(ByteBuffer in, byte[] bytes) {
    int length = in.getInt();
    Stretch stretch = new Stretch(bytes, in.position(), length);
    if (length < 0) {
      throw new IllegalArgumentException("a length is negative");
    }
    in.position(Math.addExact(in.position(), length));
    return stretch;
  }

  private static String text(ByteBuffer in) {
    byte[] text = new byte[Short.toUnsignedInt(in.getShort())];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /// The content of a file, if it is known.
  ///
  /// @param id what Git calls it
  public Optional<byte[]> content(String id) {
    Entry entry = known.get(id);
    return Optional.ofNullable(entry == null ? known.get(id + JSON) : entry)
        .map(found -> found.content().copy());
  }

  @Override
  public Optional<List<Value>> documents(SourceFile file) {
    if (file.id().isEmpty() || known.isEmpty()) {
      return Optional.empty();
    }
    String key = key(file.id().get(), file.path());
    Entry entry = known.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    Stretch json = entry.documents();
    try (var parser =
        JsonReader.TRUSTED_FACTORY.createParser(json.in(), json.from(), json.length())) {
      parser.nextToken();
      if (JsonReader.value(parser) instanceof Value.Arr documents) {
        used.put(key, entry);
        return Optional.of(documents.items());
      }
    } catch (IOException e) {
      LOG.debug("the cached documents of {} could not be read", file.path());
    }
    return Optional.empty();
  }

  @Override
  public void keep(SourceFile file, List<Value> documents) {
    if (store.isEmpty() || file.id().isEmpty()) {
      return;
    }
    String key = key(file.id().get(), file.path());
    if (known.containsKey(key) || bytes.get() > MOST_BYTES) {
      return; // It cannot be read back, or there is no room.
    }
    // A few aliases can expand to gigabytes.
    LimitedOutput json = new LimitedOutput(4 * file.content().length + 64 * 1024);
    try (var out = JsonReader.TRUSTED_FACTORY.createGenerator(json)) {
      JsonWriter.write(new Value.Arr(documents), out);
    } catch (IOException e) {
      return; // Too much, or something that has no form in JSON: it is parsed each time.
    }
    Entry entry = new Entry(Stretch.all(file.content()), Stretch.all(json.bytes()));
    bytes.addAndGet(entry.size());
    used.put(key, entry);
    changed = true;
  }

  /// JSON and YAML of the same bytes may say other things.
  private static String key(String id, String path) {
    return path.endsWith(JSON) ? id + JSON : id;
  }

  /// Keeps what this run needed for the next one. If that fails, the next one parses again.
  public void save() {
    if (store.isPresent() && changed) {
      try {
        save(store.get());
      } catch (IOException e) {
        LOG.debug("the parsed files could not be saved to {}", store.get().file(), e);
      }
    }
  }

  private void save(Store to) throws IOException {
    Path next = to.file().resolveSibling(to.file().getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (!locks(channel)) {
        return; // Another drift writes the same.
      }
      try {
        channel.truncate(0);
        write(to.parser(), channel);
        Files.move(
            next, to.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        Files.deleteIfExists(next); // A full disk must not stay full.
        throw e;
      }
    }
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // another thread of this process has it
    }
  }

  private void write(String parser, FileChannel channel) throws IOException {
    CheckedOutputStream sum =
        new CheckedOutputStream(Channels.newOutputStream(channel), new CRC32());
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(sum, 1 << 16));
    out.writeUTF(parser);
    for (Map.Entry<String, Entry> each : kept().entrySet()) {
      out.writeUTF(each.getKey());
      write(each.getValue().content(), out);
      write(each.getValue().documents(), out);
    }
    out.flush();
    out.writeLong(sum.getChecksum().getValue());
    out.flush();
  }

  private static void write(Stretch stretch, DataOutputStream out) throws IOException {
    out.writeInt(stretch.length());
    out.write(stretch.in(), stretch.from(), stretch.length());
  }

  /// What this run needed, then the rest, so much as there is room for.
  private Map<String, Entry> kept() {
    Map<String, Entry> kept = new LinkedHashMap<>();
    Room room = new Room();
    used.forEach((key, entry) -> room.take(key, entry, kept));
    known.forEach((key, entry) -> room.take(key, entry, kept));
    return kept;
  }

  private static final class Room {
    private long left = MOST_BYTES;

    void take(String key, Entry entry, Map<String, Entry> into) {
      if (entry.size() <= left && into.putIfAbsent(key, entry) == null) {
        left -= entry.size();
      }
    }
  }
}
