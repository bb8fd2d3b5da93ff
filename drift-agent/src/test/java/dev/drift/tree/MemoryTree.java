package dev.drift.tree;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Files of a test.
public record MemoryTree(SortedMap<String, String> files) implements FileTree {
  public MemoryTree {
    files = new TreeMap<>(files);
  }

  /// @param namesAndTexts the name of a file and its text, in turn
  public static MemoryTree of(String... namesAndTexts) {
    SortedMap<String, String> files = new TreeMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      files.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return new MemoryTree(files);
  }

  public SourceTree source() {
    return new SourceTree(this, TreeLimits.DEFAULT);
  }

  @Override
  public Optional<Entry> find(String path) {
    if (files.containsKey(path)) {
      return Optional.of(file(path));
    }
    boolean folder = files.keySet().stream().anyMatch(file -> TreePath.isWithin(file, path));
    return folder
        ? Optional.of(new Entry(path, Entry.Kind.FOLDER, new Text("")))
        : Optional.empty();
  }

  @Override
  public void walk(Entry folder, Consumer<Entry> visitor) {
    files.keySet().stream()
        .filter(file -> TreePath.isWithin(file, folder.path()))
        .forEach(file -> visitor.accept(file(file)));
  }

  private Entry file(String path) {
    return new Entry(path, Entry.Kind.FILE, new Text(files.getOrDefault(path, "")));
  }

  private record Text(String text) implements Entry.Content {
    @Override
    public long size() {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public byte[] read(int limit) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
