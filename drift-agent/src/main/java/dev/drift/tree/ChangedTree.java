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
    return content == null ? tree.find(path) : content.map(bytes -> file(path, bytes));
  }

  @Override
  public boolean ignores(String path) throws IOException {
    return tree.ignores(path);
  }

  @Override
  public void walk(Entry folder, Consumer<Entry> visitor) throws IOException {
    TreeMap<String, Optional<byte[]>> left = new TreeMap<>(files);
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
    return new Entry(
        path,
        Entry.Kind.FILE,
        new Entry.Content() {
          @Override
          public long size() {
            return bytes.length;
          }

          @Override
          public byte[] read(int limit) {
            return bytes;
          }
        });
  }
}
