package dev.drift.git.publish;

import dev.drift.git.repository.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/// Makes a tree with other files in it. Entries that are not concerned are taken over: nothing is
/// checked out, so no filter, attribute or line end conversion takes part.
final class TreeEdit {
  private final ObjectReader reader;
  private final ObjectInserter inserter;

  TreeEdit(ObjectReader reader, ObjectInserter inserter) {
    this.reader = reader;
    this.inserter = inserter;
  }

  /// A file keeps its mode; a new one is not executable. A folder without files is gone, because
  /// Git has no empty ones.
  ///
  /// @param files contents by path; empty for a file that is deleted
  /// @throws Refusal if a file stands where a folder is needed
  /// @throws IOException if the repository cannot be read or written
  ObjectId with(ObjectId tree, Map<String, Optional<byte[]>> files) throws IOException, Refusal {
    Optional<ObjectId> edited = edit(Optional.of(tree), files, "");
    return edited.isPresent() ? edited.get() : inserter.insert(new TreeFormatter());
  }

  private record Entry(FileMode mode, ObjectId id) {}

  private Optional<ObjectId> edit(
      Optional<ObjectId> tree, Map<String, Optional<byte[]>> files, String folder)
      throws IOException, Refusal {
    Map<String, Entry> entries = entries(tree);
    TreeMap<String, TreeMap<String, Optional<byte[]>>> below = new TreeMap<>();
    for (Map.Entry<String, Optional<byte[]>> file : files.entrySet()) {
      int slash = file.getKey().indexOf('/');
      if (slash < 0) {
        put(entries, file.getKey(), file.getValue());
      } else {
        below
            .computeIfAbsent(file.getKey().substring(0, slash), _ -> new TreeMap<>())
            .put(file.getKey().substring(slash + 1), file.getValue());
      }
    }
    for (Map.Entry<String, TreeMap<String, Optional<byte[]>>> one : below.entrySet()) {
      String key = key(one.getKey()) + "/";
      String path = folder + one.getKey();
      if (entries.containsKey(key(one.getKey()))) {
        throw new Refusal(
            "%s is a file, so no file can be written below it.".formatted(SafeText.of(path)));
      }
      Optional<ObjectId> edited =
          edit(Optional.ofNullable(entries.get(key)).map(Entry::id), one.getValue(), path + "/");
      if (edited.isPresent()) {
        entries.put(key, new Entry(FileMode.TREE, edited.get()));
      } else {
        entries.remove(key);
      }
    }
    return entries.isEmpty() ? Optional.empty() : Optional.of(insert(entries));
  }

  private void put(Map<String, Entry> entries, String name, Optional<byte[]> content)
      throws IOException {
    String key = key(name);
    if (content.isEmpty()) {
      entries.remove(key);
      return;
    }
    FileMode mode =
        Optional.ofNullable(entries.get(key)).map(Entry::mode).orElse(FileMode.REGULAR_FILE);
    entries.put(key, new Entry(mode, inserter.insert(Constants.OBJ_BLOB, content.get())));
  }

  private Map<String, Entry> entries(Optional<ObjectId> tree) throws IOException {
    Map<String, Entry> entries = new TreeMap<>();
    if (tree.isEmpty()) {
      return entries;
    }
    CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, tree.get());
    for (; !parser.eof(); parser.next(1)) {
      byte[] name = new byte[parser.getNameLength()];
      parser.getName(name, 0);
      FileMode mode = parser.getEntryFileMode();
      String key = new String(name, StandardCharsets.ISO_8859_1);
      entries.put(
          mode.equals(FileMode.TREE) ? key + "/" : key, new Entry(mode, parser.getEntryObjectId()));
    }
    return entries;
  }

  private ObjectId insert(Map<String, Entry> entries) throws IOException {
    TreeFormatter formatter = new TreeFormatter();
    entries.forEach(
        (key, entry) ->
            formatter.append(
                key.replaceFirst("/$", "").getBytes(StandardCharsets.ISO_8859_1),
                entry.mode(),
                entry.id()));
    return inserter.insert(formatter);
  }

  /// The bytes of a name, one for each character, so that keys sort as Git sorts entries: by bytes,
  /// and folders as if their names ended in a slash.
  private static String key(String name) {
    return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
