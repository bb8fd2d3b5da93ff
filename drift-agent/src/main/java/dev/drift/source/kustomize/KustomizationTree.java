package dev.drift.source.kustomize;

import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.net.SafeUrl;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import dev.drift.yaml.DocumentReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// All kustomizations of a tree, and which of them are built: those that no other one includes.
public final class KustomizationTree {
  /// Of a text of the repository, in a reason.
  private static final int LONGEST = 200;

  /// `host:path`, `user@host:path`, `github.com/owner/name`: what kustomize takes for a repository.
  /// See <https://github.com/kubernetes-sigs/kustomize/blob/master/examples/remoteBuild.md>.
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "(?i)(?:git::|gh:|[\\w.-]+@[\\w.-]+[:/]|github\\.com[:/]).*|.*(?:://|\\?ref=|\\.git(?:/|$)|_git/).*",
          Pattern.DOTALL);

  private final SourceTree tree;
  private final DocumentReader reader;
  private final NavigableMap<String, KustomizationFile> byFolder;
  private final Set<String> paths;

  private KustomizationTree(
      SourceTree tree,
      DocumentReader reader,
      NavigableMap<String, KustomizationFile> byFolder,
      Set<String> paths) {
    this.tree = tree;
    this.reader = reader;
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
    return new KustomizationTree(tree, reader, byFolder, paths);
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
    return text.startsWith("/") || isUrl(text)
        ? Optional.empty()
        : TreePath.normal(TreePath.join(one.folder(), text));
  }

  /// What a build reads.
  ///
  /// @param root as kustomize gets it
  /// @param files all of it
  /// @param covered the folders of the kustomizations that are part of it, and the files that these
  ///     name outside of them
  /// @param refused why it must not be built: a sentence without its full stop
  public record Inputs(
      KustomizationFile root,
      List<SourceFile> files,
      Set<String> covered,
      Optional<Refusal> refused) {}

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
    KustomizationFile understood = root;
    NavigableMap<String, SourceFile> plugins = new TreeMap<>();
    Map<String, SourceFile> kustomizations = new HashMap<>();
    while (!open.isEmpty()) {
      KustomizationFile one = open.removeLast();
      if (!folders.add(one.folder())) {
        continue;
      }
      covered.add(one.folder());
      Optional<Refusal> refused =
          one.charts()
              .map(
                  it ->
                      new Refusal(one.file().path(), it.line(), PluginConfigs.charts(it.field())));
      if (refused.isEmpty()) {
        refused = readBelow(one.folder(), files);
      }
      if (refused.isPresent()) {
        return new Inputs(root, List.of(), covered, refused);
      }
      switch (withPlugins(one)) {
        case Inline.Refused(Refusal refusal) -> {
          return new Inputs(root, List.of(), covered, Optional.of(refusal));
        }
        case Inline.Usable(KustomizationFile usable) -> {
          kustomizations.put(one.file().path(), usable.plain());
          understood = one.equals(root) ? usable : understood;
        }
      }
      List<KustomizationFile.Reference> references = new ArrayList<>(one.references());
      if (one.equals(root)) {
        more.forEach(it -> references.add(new KustomizationFile.Reference(it, "a deployer", 1)));
      }
      for (KustomizationFile.Reference reference : references) {
        boolean plugin = KustomizationFile.PLUGINS.contains(reference.field());
        Optional<String> path = resolve(one, reference.text());
        if (path.isPresent() && byFolder.containsKey(path.get())) {
          open.add(byFolder.get(path.get()));
          refused =
              plugin
                  ? Optional.of(
                      new Refusal(
                          one.file().path(),
                          reference.line(),
                          "%s names the kustomization %s; Drift uses configurations of plugins only if they are files"
                              .formatted(reference.field(), shown(reference.text()))))
                  : Optional.empty();
        } else if (path.isPresent() && paths.contains(path.get())) {
          covered.add(path.get());
          refused = read(path.get(), files);
          if (refused.isEmpty() && plugin && files.containsKey(path.get())) {
            refused = plugins(one, reference, files.get(path.get()), plugins);
          }
        } else {
          refused = Optional.of(refusal(one, reference));
        }
        if (refused.isPresent()) {
          return new Inputs(root, List.of(), covered, refused);
        }
      }
    }
    files.putAll(plugins);
    files.putAll(kustomizations);
    return new Inputs(understood, List.copyOf(files.values()), covered, Optional.empty());
  }

  private sealed interface Inline {
    record Usable(KustomizationFile file) implements Inline {}

    record Refused(Refusal refusal) implements Inline {}
  }

  /// The kustomization with the configurations of plugins that stand in it, as Drift understood
  /// them.
  private Inline withPlugins(KustomizationFile one) {
    Map<String, String> understood = new HashMap<>();
    for (KustomizationFile.Reference inline : one.inlinePlugins()) {
      switch (new PluginConfigs(reader).readInline(inline.field(), inline.text())) {
        case PluginConfigs.Result.Refused(String why) -> {
          return new Inline.Refused(new Refusal(one.file().path(), inline.line(), why));
        }
        case PluginConfigs.Result.Usable(String text) -> understood.put(inline.text(), text);
      }
    }
    Value.Obj content = one.content();
    for (String field : understood.isEmpty() ? List.<String>of() : KustomizationFile.PLUGINS) {
      if (content.get(field).isPresent()) {
        List<Value> items =
            content.list(field).stream()
                .map(
                    it ->
                        it instanceof Value.Str(String text)
                            ? (Value) Value.of(understood.getOrDefault(text, text))
                            : it)
                .toList();
        content = content.with(field, new Value.Arr(items));
      }
    }
    return new Inline.Usable(one.with(content));
  }

  private Optional<Refusal> plugins(
      KustomizationFile one,
      KustomizationFile.Reference reference,
      SourceFile file,
      Map<String, SourceFile> plugins) {
    return switch (new PluginConfigs(reader).read(reference.field(), file)) {
      case PluginConfigs.Result.Refused(String why) ->
          Optional.of(new Refusal(one.file().path(), reference.line(), why));
      case PluginConfigs.Result.Usable(String text) -> {
        plugins.put(
            file.path(), new SourceFile(file.path(), text.getBytes(StandardCharsets.UTF_8)));
        yield Optional.empty();
      }
    };
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
    String text = reference.text();
    boolean outside =
        text.startsWith("/") || TreePath.normal(TreePath.join(one.folder(), text)).isEmpty();
    return new Refusal(
        one.file().path(),
        reference.line(),
        "%s names %s"
            .formatted(
                reference.field(),
                isRemote(text)
                    ? remote(text)
                    : shown(text)
                        + (outside
                            ? ", which is outside of this repository"
                            : ", which is not in this repository")));
  }

  /// Whether kustomize would ask a server for it.
  private static boolean isRemote(String text) {
    return isUrl(text) || REPOSITORY.matcher(text).matches();
  }

  /// Whether kustomize asks a web server for it.
  static boolean isUrl(String text) {
    return text.contains("://")
        || text.regionMatches(true, 0, "http:", 0, "http:".length())
        || text.regionMatches(true, 0, "https:", 0, "https:".length());
  }

  /// Why it is not used: half a sentence.
  static String remote(String text) {
    return "%s, which is not part of this repository; remote bases are not fetched, so add a copy to the repository"
        .formatted(shown(text));
  }

  private static String shown(String text) {
    String safe = SafeUrl.of(text).replaceAll("\\p{Cntrl}+", " ");
    return safe.length() > LONGEST ? safe.substring(0, LONGEST) + "…" : safe;
  }
}
