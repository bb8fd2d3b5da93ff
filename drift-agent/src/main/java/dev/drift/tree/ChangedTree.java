package dev.drift.tree;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A tree with other contents of some files, as it would be after a change.
final class ChangedTree implements FileTree {
  private final FileTree tree;
  private final TreeMap<String, Optional<byte[]>> files;

  /// @param files new contents by path; empty for a file that is deleted
  ChangedTree(FileTree tree, Map<String, Optional<byte[]>> files) {
    this.tree = tree;
    this.files = new TreeMap<>(files);
  }

  @Override
  public Optional<Entry> find(String path) throws IOException {
    Optional<byte[]> content = files.get(path);
    if (content != null) {
      return content.map(bytes -> file(path, bytes));
    }
    Optional<Entry> before = tree.find(path);
    return before.isEmpty() && isNewFolder(path)
        ? Optional.of(new Entry(path, Entry.Kind.FOLDER, content(new byte[0])))
        : before;
  }

  private boolean isNewFolder(String path) {
    return files.tailMap(path + "/").entrySet().stream()
        .takeWhile(it -> it.getKey().startsWith(path + "/"))
        .anyMatch(it -> it.getValue().isPresent());
  }

  @Override
  public boolean ignores(String path) throws IOException {
    return tree.ignores(path);
  }

  @Override
  public void walk(Entry folder, Consumer<Entry> visitor) throws IOException {
    TreeMap<String, Optional<byte[]>> left = new TreeMap<>(files);
    if (tree.find(folder.path()).isEmpty()) {
      left.forEach(
          (path, content) -> {
            if (content.isPresent() && TreePath.isWithin(path, folder.path())) {
              visitor.accept(file(path, content.get()));
            }
          });
      return;
    }
    tree.walk(
        folder,
        found -> {
          Optional<byte[]> content = left.remove(found.path());
          if (content == null) {
            visitor.accept(found);
          } else {
            content.ifPresent(bytes -> visitor.accept(file(found.path(), bytes)));
          }
        });
    left.forEach(
        (path, content) -> {
          if (content.isPresent() && TreePath.isWithin(path, folder.path())) {
            visitor.accept(file(path, content.get()));
          }
        });
  }

  private static Entry file(String path, byte[] bytes) {
    return new Entry(path, Entry.Kind.FILE, content(bytes));
  }

  private static Entry.Content content(byte[] bytes) {
    return new Entry.Content() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public byte[] read(int limit) {
        return bytes;
      }
    };
  }
}
