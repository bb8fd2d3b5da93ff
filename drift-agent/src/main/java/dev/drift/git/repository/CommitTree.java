package dev.drift.git.repository;

import dev.drift.tree.Entry;
import dev.drift.tree.FileTree;
import dev.drift.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;

/// A tree of a commit, read from the object database: no checkout, no filter, no conversion of
/// line ends.
public final class CommitTree implements FileTree {
  private final ObjectReader reader;
  private final ObjectId root;
  private final KnownContent known;

  public CommitTree(ObjectReader reader, ObjectId root) {
    this(reader, root, KnownContent.NONE);
  }

  /// @param known files that need not be unpacked
  public CommitTree(ObjectReader reader, ObjectId root, KnownContent known) {
    this.reader = reader;
    this.root = root;
    this.known = known;
  }

  @Override
  public Optional<Entry> find(String path) throws IOException {
    if (path.isEmpty()) {
      return Optional.of(entry("", FileMode.TREE, root));
    }
    try (TreeWalk walk = TreeWalk.forPath(reader, path, root)) {
      return walk == null
          ? Optional.empty()
          : Optional.of(entry(path, walk.getFileMode(0), walk.getObjectId(0)));
    }
  }

  /// The tree of a folder.
  public Optional<ObjectId> tree(String path) throws IOException {
    if (path.isEmpty()) {
      return Optional.of(root);
    }
    try (TreeWalk walk = TreeWalk.forPath(reader, path, root)) {
      return walk == null || !walk.getFileMode(0).equals(FileMode.TREE)
          ? Optional.empty()
          : Optional.of(walk.getObjectId(0));
    }
  }

  /// The entries of a folder by name; empty if the folder does not exist.
  public Set<String> names(String folder) throws IOException {
    Optional<ObjectId> tree = tree(folder);
    Set<String> names = new HashSet<>();
    if (tree.isPresent()) {
      try (TreeWalk walk = new TreeWalk(reader)) {
        walk.addTree(new CanonicalTreeParser(null, reader, tree.get()));
        while (walk.next()) {
          names.add(path(walk));
        }
      }
    }
    return names;
  }

  @Override
  public void walk(Entry folder, Consumer<Entry> visitor) throws IOException {
    walkIds(folder.path(), (entry, _) -> visitor.accept(entry));
  }

  /// Takes each entry with the id of its object.
  public interface IdVisitor {
    void visit(Entry entry, ObjectId id);
  }

  public void walkIds(String folder, IdVisitor visitor) throws IOException {
    Optional<ObjectId> tree = tree(folder);
    if (tree.isEmpty()) {
      return;
    }
    try (TreeWalk walk = new TreeWalk(reader)) {
      walk.addTree(new CanonicalTreeParser(null, reader, tree.get()));
      walk.setRecursive(true);
      while (walk.next()) {
        ObjectId id = walk.getObjectId(0);
        String path = TreePath.join(folder, path(walk));
        visitor.visit(entry(path, walk.getFileMode(0), id), id);
      }
    }
  }

  /// As JGit decodes it, but faster if it is ASCII.
  private static String path(TreeWalk walk) {
    byte[] raw = walk.getRawPath();
    for (byte one : raw) {
      if (one < 0) {
        return walk.getPathString();
      }
    }
    return new String(raw, StandardCharsets.US_ASCII);
  }

  private Entry entry(String path, FileMode mode, ObjectId id) {
    return new Entry(path, kind(mode), content(id));
  }

  private Entry.Content content(ObjectId id) {
    String name = id.name();
    Optional<byte[]> content = known.content(name);
    return content.isPresent() ? new Known(name, content.get()) : new Blob(reader, id, name);
  }

  private static Entry.Kind kind(FileMode mode) {
    return switch (mode.getObjectType()) {
      case Constants.OBJ_TREE -> Entry.Kind.FOLDER;
      case Constants.OBJ_COMMIT -> Entry.Kind.SUBMODULE;
      default -> mode.equals(FileMode.SYMLINK) ? Entry.Kind.LINK : Entry.Kind.FILE;
    };
  }

  private record Blob(ObjectReader reader, ObjectId object, String name) implements Entry.Content {
    @Override
    public long size() throws IOException {
      return reader.getObjectSize(object, Constants.OBJ_BLOB);
    }

    @Override
    public byte[] read(int limit) throws IOException {
      try (InputStream in = reader.open(object, Constants.OBJ_BLOB).openStream()) {
        return in.readNBytes(limit + 1);
      }
    }

    @Override
    public Optional<String> id() {
      return Optional.of(name);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Known(String name, byte[] bytes) implements Entry.Content {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public byte[] read(int limit) {
      return bytes;
    }

    @Override
    public Optional<String> id() {
      return Optional.of(name);
    }
  }
}
