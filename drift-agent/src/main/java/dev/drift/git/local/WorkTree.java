package dev.drift.git.local;

import dev.drift.git.repository.CommitTree;
import dev.drift.git.repository.LfsContent;
import dev.drift.model.origin.SourceFile;
import dev.drift.tree.DiskTree;
import dev.drift.tree.Entry;
import dev.drift.tree.FileSelection;
import dev.drift.tree.FileTree;
import dev.drift.tree.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/// A work tree without what Git ignores. It is compared with its HEAD byte by byte: neither the
/// index nor a filter nor a conversion of line ends is asked, because they decide nothing about
/// what is read.
public final class WorkTree implements FileTree {
  private final Repository repository;
  private final String prefix;
  private final Optional<CommitTree> head;
  private final DiskTree disk;

  /// @param prefix the folder of the work tree that is read
  /// @param head the tree of HEAD; nothing before the first commit
  WorkTree(Repository repository, String prefix, ObjectReader reader, Optional<ObjectId> head) {
    this.repository = repository;
    this.prefix = prefix;
    this.head = head.map(tree -> new CommitTree(reader, tree));
    Ignores ignores =
        ignores(repository, prefix, this.head.map(tree -> new CommittedPaths(tree, prefix)));
    Path folder = repository.getWorkTree().toPath().resolve(prefix);
    this.disk = new DiskTree(folder, ignores::ignored);
  }

  private static Ignores ignores(
      Repository repository, String prefix, Optional<CommittedPaths> committed) {
    Path top = repository.getWorkTree().toPath();
    Path exclude = repository.getCommonDirectory().toPath().resolve("info/exclude");
    return new Ignores(top, prefix, exclude, committed);
  }

  /// Whether Git ignores a folder of the work tree and has nothing below it.
  ///
  /// @throws IOException if the repository cannot be read
  public static boolean ignores(Repository repository, String folder) throws IOException {
    if (folder.isEmpty()) {
      return false;
    }
    try (ObjectReader reader = repository.newObjectReader()) {
      ObjectId head = repository.resolve("HEAD^{tree}");
      if (head != null && new CommitTree(reader, head).tree(folder).isPresent()) {
        return false;
      }
      Ignores ignores = ignores(repository, "", Optional.empty());
      for (String at = folder; !at.isEmpty(); at = TreePath.parent(at)) {
        if (ignores.ignored(at, true)) {
          return true;
        }
      }
      return false;
    }
  }

  @Override
  public Optional<Entry> find(String path) throws IOException {
    return disk.find(path);
  }

  @Override
  public void walk(Entry folder, Consumer<Entry> visitor) throws IOException {
    disk.walk(folder, visitor);
  }

  @Override
  public boolean ignores(String path) throws IOException {
    return disk.ignores(path);
  }

  @Override
  public List<String> uncommitted(
      Collection<SourceFile> read, FileSelection selection, List<String> paths) throws IOException {
    Map<String, ObjectId> committed = committed(selection);
    SortedSet<String> differing = new TreeSet<>();
    for (SourceFile file : read) {
      Optional<ObjectId> id = Optional.ofNullable(committed.get(file.path()));
      if (id.isEmpty() || !holds(id.get(), file)) {
        differing.add(file.path());
      }
    }
    for (String path : committed.keySet()) {
      boolean asked =
          paths.isEmpty() || paths.stream().anyMatch(root -> TreePath.isWithin(path, root));
      if (asked && disk.find(path).isEmpty()) {
        differing.add(path);
      }
    }
    return List.copyOf(differing);
  }

  private Map<String, ObjectId> committed(FileSelection selection) throws IOException {
    Map<String, ObjectId> committed = new HashMap<>();
    if (head.isPresent()) {
      int skip = prefix.isEmpty() ? 0 : prefix.length() + 1;
      head.get()
          .walkIds(
              prefix,
              (entry, id) -> {
                String path = entry.path().substring(skip);
                if (isFile(entry) && selection.accepts(path)) {
                  committed.put(path, id);
                }
              });
    }
    return committed;
  }

  private static boolean isFile(Entry entry) {
    return switch (entry.kind()) {
      case FILE, LINK -> true;
      case FOLDER, SUBMODULE, OTHER, CLOSED -> false;
    };
  }

  private boolean holds(ObjectId id, SourceFile file) throws IOException {
    Optional<Entry> link = disk.find(file.path()).filter(one -> one.kind() == Entry.Kind.LINK);
    byte[] stored =
        link.isPresent() ? link.get().content().read(FileTree.LONGEST_LINK) : file.content();
    return blob(stored).equals(id) || LfsContent.pointsTo(repository, id, file.content());
  }

  private static ObjectId blob(byte[] content) {
    try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
      return formatter.idFor(Constants.OBJ_BLOB, content);
    }
  }
}
