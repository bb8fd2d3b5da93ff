package dev.drift.source.kustomize;

import dev.drift.model.origin.SourceFile;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import dev.drift.yaml.DocumentReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// All kustomizations of a tree, and which of them are built: those that no other one includes.
public final class KustomizationTree {
  private final SourceTree tree;
  private final NavigableMap<String, KustomizationFile> byFolder;
  private final Set<String> paths;

  private KustomizationTree(
      SourceTree tree, NavigableMap<String, KustomizationFile> byFolder, Set<String> paths) {
    this.tree = tree;
    this.byFolder = byFolder;
    this.paths = paths;
  }

  /// @throws IOException if the tree itself cannot be read
  public static KustomizationTree of(SourceTree tree, DocumentReader reader) throws IOException {
    NavigableMap<String, KustomizationFile> byFolder = new TreeMap<>();
    Set<String> paths = new HashSet<>(tree.list(""));
    for (String path : new TreeSet<>(paths)) {
      if (KustomizationFile.isOne(path)
          && tree.read(path) instanceof SourceTree.FileRead.Read(SourceFile file)) {
        KustomizationFile.read(file, reader).ifPresent(it -> byFolder.putIfAbsent(it.folder(), it));
      }
    }
    return new KustomizationTree(tree, byFolder, paths);
  }

  public Optional<KustomizationFile> in(String folder) {
    return Optional.ofNullable(byFolder.get(folder));
  }

  /// Those that are built on their own.
  ///
  /// @param within folders as a person named them; none for the whole tree. One that is named is
  ///     built even if another one includes it
  public List<KustomizationFile> roots(List<String> within) {
    List<KustomizationFile> candidates =
        byFolder.values().stream()
            .filter(it -> !it.isComponent())
            .filter(
                it ->
                    within.isEmpty()
                        || within.stream()
                            .flatMap(path -> TreePath.normal(path).stream())
                            .anyMatch(
                                named ->
                                    TreePath.isWithin(it.folder(), named)
                                        || named.equals(it.file().path())))
            .toList();
    Set<String> included = new HashSet<>();
    for (KustomizationFile one : within.isEmpty() ? byFolder.values() : candidates) {
      folders(one).forEach(included::add);
    }
    return candidates.stream().filter(it -> !included.contains(it.folder())).toList();
  }

  /// The folders of kustomizations that one includes directly.
  private List<String> folders(KustomizationFile one) {
    return one.references().stream()
        .flatMap(it -> resolve(one, it.text()).stream())
        .filter(byFolder::containsKey)
        .filter(it -> !it.equals(one.folder()))
        .toList();
  }

  private static Optional<String> resolve(KustomizationFile one, String text) {
    return text.startsWith("/") || text.contains("://")
        ? Optional.empty()
        : TreePath.normal(TreePath.join(one.folder(), text));
  }

  /// What a build reads.
  ///
  /// @param files all of it
  /// @param covered the folders of the kustomizations that are part of it, and the files that these
  ///     name outside of them
  /// @param refused why it must not be built: a sentence without its full stop
  public record Inputs(List<SourceFile> files, Set<String> covered, Optional<Refusal> refused) {}

  public record Refusal(String file, int line, String why) {}

  /// All that the build of a kustomization may read: whole folders, because generators and patches
  /// name files below them.
  ///
  /// @throws IOException if the tree itself cannot be read
  public Inputs inputs(KustomizationFile root) throws IOException {
    return inputs(root, List.of());
  }

  /// The same, if it also refers to other folders or files.
  ///
  /// @param more as a kustomization file would name them
  /// @throws IOException if the tree itself cannot be read
  public Inputs inputs(KustomizationFile root, List<String> more) throws IOException {
    NavigableMap<String, SourceFile> files = new TreeMap<>();
    Set<String> folders = new TreeSet<>();
    Set<String> covered = new TreeSet<>();
    List<KustomizationFile> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      KustomizationFile one = open.removeLast();
      if (!folders.add(one.folder())) {
        continue;
      }
      covered.add(one.folder());
      Optional<Refusal> refused = readBelow(one.folder(), files);
      if (refused.isPresent()) {
        return new Inputs(List.of(), covered, refused);
      }
      List<KustomizationFile.Reference> references = new ArrayList<>(one.references());
      if (one.equals(root)) {
        more.forEach(it -> references.add(new KustomizationFile.Reference(it, "a deployer", 1)));
      }
      for (KustomizationFile.Reference reference : references) {
        Optional<String> path = resolve(one, reference.text());
        if (path.isPresent() && byFolder.containsKey(path.get())) {
          open.add(byFolder.get(path.get()));
        } else if (path.isPresent() && paths.contains(path.get())) {
          covered.add(path.get());
          refused = read(path.get(), files);
        } else {
          refused = Optional.of(refusal(one, reference));
        }
        if (refused.isPresent()) {
          return new Inputs(List.of(), covered, refused);
        }
      }
    }
    return new Inputs(List.copyOf(files.values()), covered, Optional.empty());
  }

  private Optional<Refusal> readBelow(String folder, Map<String, SourceFile> files)
      throws IOException {
    for (String path : paths) {
      // Nested kustomizations are read when something includes them.
      if (TreePath.isWithin(path, folder) && !isOfAnother(path, folder)) {
        Optional<Refusal> refused = read(path, files);
        if (refused.isPresent()) {
          return refused;
        }
      }
    }
    return Optional.empty();
  }

  private boolean isOfAnother(String path, String folder) {
    for (String at = TreePath.parent(path);
        at.length() > folder.length();
        at = TreePath.parent(at)) {
      if (byFolder.containsKey(at)) {
        return true;
      }
    }
    return false;
  }

  private Optional<Refusal> read(String path, Map<String, SourceFile> files) throws IOException {
    if (files.containsKey(path)) {
      return Optional.empty();
    }
    return switch (tree.read(path)) {
      case SourceTree.FileRead.Read(SourceFile file) -> {
        files.put(path, new SourceFile(path, file.content(), file.id()));
        yield Optional.empty();
      }
      case SourceTree.FileRead.Missing _ -> Optional.empty();
      case SourceTree.FileRead.Refused(var problem) ->
          Optional.of(new Refusal(path, 1, problem.message()));
    };
  }

  private Refusal refusal(KustomizationFile one, KustomizationFile.Reference reference) {
    boolean remote = reference.text().contains("://") || reference.text().contains("?ref=");
    return new Refusal(
        one.file().path(),
        reference.line(),
        remote
            ? "%s names %s, which is not part of this repository; remote bases are not fetched, so add a copy to the repository"
                .formatted(reference.field(), dev.drift.net.SafeUrl.of(reference.text()))
            : "%s names %s, which is not in this repository"
                .formatted(reference.field(), reference.text()));
  }
}
