package dev.drift.git;

import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.SourceFile;
import dev.drift.model.Value;
import dev.drift.yaml.KnownFiles;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the files of a clone say, kept beside the clone: a file whose content Git calls the same is
/// neither unpacked nor parsed again. See docs/adr/0007-parsed-files.md.
///
/// Holds nothing that cannot be made again, so whatever is wrong with the file means that nothing
/// is known. Its first line names the parser: what another one made counts for nothing.
public final class ParsedFiles implements KnownFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ParsedFiles.class);

  /// Of files that this run did not need, such as those of another branch, only so many are kept.
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private final Optional<Store> store;
  private final Map<String, Entry> known;
  private final Map<String, Entry> used = new ConcurrentHashMap<>();
  private volatile boolean changed;

  /// Where the entries are kept.
  ///
  /// @param parser a line
  private record Store(Path file, String parser) {}

  /// A file as Git has it, and as JSON what its documents say: two stretches of these bytes.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(byte[] bytes, int from, int content, int documents) {
    byte[] contentBytes() {
      byte[] copy = new byte[content];
      System.arraycopy(bytes, from, copy, 0, content);
      return copy;
    }

    int size() {
      return content + documents;
    }
  }

  private ParsedFiles(Optional<Store> store, Map<String, Entry> known) {
    this.store = store;
    this.known = known;
  }

  /// Knows nothing and keeps nothing.
  static ParsedFiles none() {
    return new ParsedFiles(Optional.empty(), Map.of());
  }

  /// @param parser who parsed what is kept: a line
  static ParsedFiles load(Path file, String parser) {
    Store store = new Store(file, parser);
    try {
      return new ParsedFiles(Optional.of(store), entries(store));
    } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
      LOG.debug("{} tells nothing: {}", file, e.getClass().getSimpleName());
      return new ParsedFiles(Optional.of(store), Map.of());
    }
  }

  private static Map<String, Entry> entries(Store store) throws IOException {
    byte[] bytes = Files.readAllBytes(store.file());
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int end = bytes.length - Long.BYTES;
    CRC32C sum = new CRC32C();
    sum.update(in.slice(0, Math.max(0, end)));
    if (end < 0 || in.getLong(end) != sum.getValue() || !text(in).equals(store.parser())) {
      throw new IOException("it is broken, or was made by another parser");
    }
    Map<String, Entry> entries = new HashMap<>();
    while (in.position() < end) {
      String key = text(in);
      Entry entry = new Entry(bytes, in.position() + 2 * Integer.BYTES, in.getInt(), in.getInt());
      entries.put(key, entry);
      in.position(in.position() + entry.size());
    }
    return entries;
  }

  private static String text(ByteBuffer in) {
    byte[] text = new byte[in.getShort()];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /// The content of a file, where it is known.
  ///
  /// @param id what Git calls it
  Optional<byte[]> content(String id, String path) {
    return Optional.ofNullable(known.get(key(id, path))).map(Entry::contentBytes);
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
    int from = entry.from() + entry.content();
    try (var parser =
        JsonReader.TRUSTED_FACTORY.createParser(entry.bytes(), from, entry.documents())) {
      parser.nextToken();
      if (JsonReader.value(parser) instanceof Value.Arr documents) {
        used.put(key, entry);
        return Optional.of(documents.items());
      }
    } catch (IOException e) {
      LOG.debug("what {} says could not be read back", file.path());
    }
    return Optional.empty();
  }

  @Override
  public void keep(SourceFile file, List<Value> documents) {
    if (store.isEmpty() || file.id().isEmpty()) {
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(3 * file.content().length);
    bytes.writeBytes(file.content());
    try (var out = JsonReader.TRUSTED_FACTORY.createGenerator(bytes)) {
      JsonWriter.write(new Value.Arr(documents), out);
    } catch (IOException e) {
      return; // What has no form in JSON, such as half a surrogate pair, is parsed each time.
    }
    int content = file.content().length;
    Entry entry = new Entry(bytes.toByteArray(), 0, content, bytes.size() - content);
    used.put(key(file.id().get(), file.path()), entry);
    changed = true;
  }

  /// JSON and YAML of the same bytes may say other things.
  private static String key(String id, String path) {
    return path.endsWith(".json") ? id + ".json" : id;
  }

  /// Keeps what this run needed for the next one. Where that fails, the next one parses again.
  public void save() {
    if (store.isPresent() && changed) {
      try {
        save(store.get());
      } catch (IOException | UncheckedIOException e) {
        LOG.debug("what was parsed could not be kept in {}", store.get().file(), e);
      }
    }
  }

  private void save(Store to) throws IOException {
    Path next = to.file().resolveSibling(to.file().getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (!alone(channel)) {
        return; // Another drift writes the same.
      }
      channel.truncate(0);
      CheckedOutputStream sum =
          new CheckedOutputStream(Channels.newOutputStream(channel), new CRC32C());
      DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(sum, 1 << 16));
      out.writeUTF(to.parser());
      for (Map.Entry<String, Entry> each : kept().entrySet()) {
        Entry entry = each.getValue();
        out.writeUTF(each.getKey());
        out.writeInt(entry.content());
        out.writeInt(entry.documents());
        out.write(entry.bytes(), entry.from(), entry.size());
      }
      out.flush();
      out.writeLong(sum.getChecksum().getValue());
      out.flush();
      Files.move(
          next, to.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// All that this run needed; of the rest so much as there is room for.
  private Map<String, Entry> kept() {
    Map<String, Entry> kept = new LinkedHashMap<>(used);
    long bytes = used.values().stream().mapToLong(Entry::size).sum();
    for (Map.Entry<String, Entry> other : known.entrySet()) {
      bytes += other.getValue().size();
      if (bytes > MOST_BYTES) {
        break;
      }
      kept.putIfAbsent(other.getKey(), other.getValue());
    }
    return kept;
  }

  private static boolean alone(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
