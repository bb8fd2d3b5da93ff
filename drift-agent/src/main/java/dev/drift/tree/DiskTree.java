package dev.drift.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A folder on disk, without what is excluded, and without `.git`.
public final class DiskTree implements FileTree {
  /// Bytes of a name. Git has longer ones, which no file system of Linux holds.
  private static final int LONGEST = 255;

  private static final String GIT = ".git";

  private final Path root;
  private final Optional<Exclusion> exclusion;

  /// Leaves files and folders out.
  @FunctionalInterface
  public interface Exclusion {
    /// @param path of a file or folder whose own folder is not left out
    /// @throws IOException if that cannot be found out
    boolean excludes(String path, boolean folder) throws IOException;
  }

  /// All of the folder, and of the repositories in it.
  public DiskTree(Path root) {
    this(root, Optional.empty());
  }

  /// A work tree: repositories in it are submodules.
  public DiskTree(Path root, Exclusion exclusion) {
    this(root, Optional.of(exclusion));
  }

  private DiskTree(Path root, Optional<Exclusion> exclusion) {
    this.root = root;
    this.exclusion = exclusion;
  }

  @Override
  public Optional<Entry> find(String path) throws IOException {
    Path at = root;
    for (String part : path.isEmpty() ? List.<String>of() : List.of(path.split("/"))) {
      boolean isFolder = at.equals(root) || Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS);
      if (!isFolder || part.equals(GIT) || part.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
        return Optional.empty();
      }
      try {
        at = at.resolve(part);
      } catch (InvalidPathException e) {
        return Optional.empty(); // Git has names that this locale cannot write.
      }
    }
    return entry(path, at);
  }

  @Override
  public void walk(Entry folder, Consumer<Entry> visitor) throws IOException {
    String path = folder.path();
    Path disk = root.resolve(path);
    List<Path> children;
    try (Stream<Path> listed = Files.list(disk)) {
      children = listed.sorted().toList();
    } catch (AccessDeniedException e) {
      visitor.accept(new Entry(path, Entry.Kind.CLOSED, folder.content()));
      return;
    }
    for (Path child : children) {
      String name = child.getFileName().toString();
      Optional<Entry> entry = entry(TreePath.join(path, name), child);
      if (name.equals(GIT) || entry.isEmpty()) {
        continue;
      }
      boolean isFolder = entry.get().kind() == Entry.Kind.FOLDER;
      if (isExcluded(entry.get().path(), isFolder)) {
        continue;
      }
      if (!isFolder) {
        visitor.accept(entry.get());
      } else if (exclusion.isPresent()
          && Files.exists(child.resolve(GIT), LinkOption.NOFOLLOW_LINKS)) {
        visitor.accept(new Entry(entry.get().path(), Entry.Kind.SUBMODULE, entry.get().content()));
      } else {
        walk(entry.get(), visitor);
      }
    }
  }

  @Override
  public boolean ignores(String path) throws IOException {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (isExcluded(path.substring(0, slash), true)) {
        return true;
      }
    }
    return isExcluded(path, false);
  }

  private boolean isExcluded(String path, boolean folder) throws IOException {
    return exclusion.isPresent() && exclusion.get().excludes(path, folder);
  }

  private static Optional<Entry> entry(String path, Path disk) throws IOException {
    try {
      BasicFileAttributes attributes =
          path.isEmpty()
              ? Files.readAttributes(disk, BasicFileAttributes.class)
              : Files.readAttributes(disk, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Entry.Kind kind =
          attributes.isSymbolicLink()
              ? Entry.Kind.LINK
              : attributes.isDirectory()
                  ? Entry.Kind.FOLDER
                  : attributes.isRegularFile() ? Entry.Kind.FILE : Entry.Kind.OTHER;
      return Optional.of(new Entry(path, kind, new OnDisk(disk, kind, attributes.size())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private record OnDisk(Path file, Entry.Kind kind, long size) implements Entry.Content {
    @Override
    public byte[] read(int limit) throws IOException {
      if (kind == Entry.Kind.LINK) {
        return Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8);
      }
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        return in.readNBytes(limit + 1);
      }
    }
  }
}
