package dev.drift.git;

import dev.drift.model.SourceFile;
import dev.drift.yaml.DocumentReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/// A work tree against its HEAD, byte by byte: neither the index nor a filter nor a conversion of
/// line ends is asked, because they decide nothing about what is read.
final class WorkTree {
  private final Repository repository;
  private final String prefix;
  private final Map<String, ObjectId> committed = new HashMap<>();

  /// @param prefix the folder of the work tree that is read
  /// @param head the tree of HEAD; nothing before the first commit
  /// @throws IOException if the repository cannot be read
  WorkTree(Repository repository, String prefix, ObjectReader reader, Optional<ObjectId> head)
      throws IOException {
    this.repository = repository;
    this.prefix = prefix;
    if (head.isPresent()) {
      int skip = prefix.isEmpty() ? 0 : prefix.length() + 1;
      new CommitTree(reader, head.get())
          .walkIds(
              prefix,
              (entry, id) -> {
                if (isManifest(entry)) {
                  committed.put(entry.path().substring(skip), id);
                }
              });
    }
  }

  /// Whether Git ignores a folder of the work tree and has nothing below it.
  ///
  /// @throws IOException if the repository cannot be read
  static boolean ignores(Repository repository, String folder) throws IOException {
    if (folder.isEmpty()) {
      return false;
    }
    try (ObjectReader reader = repository.newObjectReader()) {
      ObjectId head = repository.resolve("HEAD^{tree}");
      if (head != null && new CommitTree(reader, head).tree(folder).isPresent()) {
        return false;
      }
      Ignores ignores = new WorkTree(repository, "", reader, Optional.empty()).ignores();
      for (String at = folder; !at.isEmpty(); at = TreePath.parent(at)) {
        if (ignores.ignored(at, true)) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean isManifest(Entry entry) {
    return switch (entry.kind()) {
      case FILE, LINK -> DocumentReader.reads(entry.path());
      case FOLDER, SUBMODULE, OTHER, CLOSED -> false;
    };
  }

  Ignores ignores() {
    Set<String> known = new HashSet<>();
    for (String path : committed.keySet()) {
      for (String at = path; !at.isEmpty() && known.add(at); at = TreePath.parent(at)) {}
    }
    Path top = repository.getWorkTree().toPath();
    Path exclude = repository.getCommonDirectory().toPath().resolve("info/exclude");
    return new Ignores(top, prefix, exclude, known);
  }

  /// The manifests that differ from HEAD, or that only one of the two has, sorted.
  ///
  /// @param tree the disk
  /// @param read what was read of it
  /// @param paths what was asked for, normalised
  /// @throws IOException if the disk cannot be read
  List<String> uncommitted(FileTree tree, Collection<SourceFile> read, List<String> paths)
      throws IOException {
    SortedSet<String> differing = new TreeSet<>();
    for (SourceFile file : read) {
      if (!isCommitted(file.path(), tree, file.content())) {
        differing.add(file.path());
      }
    }
    for (String path : committed.keySet()) {
      boolean asked =
          paths.isEmpty() || paths.stream().anyMatch(root -> TreePath.isWithin(path, root));
      if (asked && tree.find(path).isEmpty()) {
        differing.add(path);
      }
    }
    return List.copyOf(differing);
  }

  private boolean isCommitted(String path, FileTree tree, byte[] content) throws IOException {
    ObjectId id = committed.get(path);
    if (id == null) {
      return false;
    }
    Optional<Entry> entry = tree.find(path).filter(one -> one.kind() == Entry.Kind.LINK);
    byte[] stored = entry.isPresent() ? entry.get().content().read(Links.LONGEST_TARGET) : content;
    if (blob(stored).equals(id)) {
      return true;
    }
    return LfsContent.pointsTo(repository, id, content);
  }

  private static ObjectId blob(byte[] content) {
    try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
      return formatter.idFor(Constants.OBJ_BLOB, content);
    }
  }
}
