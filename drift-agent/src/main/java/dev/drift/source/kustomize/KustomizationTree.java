package dev.drift.source.kustomize;

import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.net.SafeUrl;
import dev.drift.source.Fetcher;
import dev.drift.tree.KustomizationName;
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
import java.util.stream.Collectors;

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

  private static final Pattern SPACE_AROUND =
      Pattern.compile("^\\s|\\s$", Pattern.UNICODE_CHARACTER_CLASS);

  /// Entries that are no YAML mapping for any parser, so that kustomize takes them for paths too.
  private static final Pattern PLUGIN_FILE =
      Pattern.compile("[\\w./+@=~ -]+", Pattern.UNICODE_CHARACTER_CLASS);

  /// Fields whose entries may be fetched.
  private static final Set<String> FETCHED_FIELDS = Set.of("resources", "bases", "components");

  private final SourceTree tree;
  private final DocumentReader reader;
  private final Fetcher fetcher;
  private final NavigableMap<String, KustomizationFile> byFolder;
  private final Set<String> paths;
  private final Set<String> files;

  private KustomizationTree(
      SourceTree tree,
      DocumentReader reader,
      Fetcher fetcher,
      NavigableMap<String, KustomizationFile> byFolder,
      Set<String> paths) {
    this.tree = tree;
    this.reader = reader;
    this.fetcher = fetcher;
    this.byFolder = byFolder;
    this.paths = paths;
    this.files =
        paths.stream()
            .filter(KustomizationName::isOf)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /// @param fetcher of bases and files of other repositories
  /// @throws IOException if the tree itself cannot be read
  public static KustomizationTree of(SourceTree tree, DocumentReader reader, Fetcher fetcher)
      throws IOException {
    NavigableMap<String, KustomizationFile> byFolder = new TreeMap<>();
    Set<String> paths = new HashSet<>(tree.list(""));
    for (String path : new TreeSet<>(paths)) {
      if (KustomizationName.isOf(path)
          && tree.read(path) instanceof SourceTree.FileRead.Read(SourceFile file)) {
        KustomizationFile.read(file, reader).ifPresent(it -> byFolder.putIfAbsent(it.folder(), it));
      }
    }
    return new KustomizationTree(tree, reader, fetcher, byFolder, paths);
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

  /// Its folder, and those of all that it includes.
  Set<String> foldersOf(KustomizationFile root) {
    Set<String> found = new TreeSet<>(Set.of(root.folder()));
    List<KustomizationFile> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      for (String at : folders(open.removeLast())) {
        if (found.add(at)) {
          in(at).ifPresent(open::add);
        }
      }
    }
    return found;
  }

  /// The one of these that includes a kustomization, directly or through others.
  Optional<KustomizationFile> including(String folder, List<KustomizationFile> roots) {
    return roots.stream()
        .filter(it -> !it.folder().equals(folder) && foldersOf(it).contains(folder))
        .findFirst();
  }

  /// The folders of kustomizations that one includes directly.
  private List<String> folders(KustomizationFile one) {
    return one.references().stream()
        .flatMap(it -> resolve(one, it.text()).stream())
        .filter(byFolder::containsKey)
        .filter(it -> !it.equals(one.folder()))
        .toList();
  }

  /// Kustomize cuts off space at both ends of some paths, which would make another path of it.
  private static Optional<String> resolve(KustomizationFile one, String text) {
    return text.startsWith("/") || isUrl(text) || SPACE_AROUND.matcher(text).find()
        ? Optional.empty()
        : TreePath.normal(TreePath.join(one.folder(), text));
  }

  /// All kustomization files, valid or not, sorted.
  Set<String> files() {
    return files;
  }

  /// What a build reads.
  ///
  /// @param root as kustomize gets it
  /// @param files all of it
  /// @param fetched the paths of those files that are not in the tree
  /// @param covered the files; of a build that is refused, also the folders
  /// @param folders those of the kustomizations that are part of it
  /// @param leavesFolders whether a kustomization names a file outside of its own folder
  /// @param plugin the first configuration of a plugin
  /// @param copiesSecrets whether values of Secrets may be copied into other objects
  /// @param refused why it must not be built: a sentence without its full stop
  public record Inputs(
      KustomizationFile root,
      List<SourceFile> files,
      Set<String> fetched,
      Set<String> covered,
      Set<String> folders,
      boolean leavesFolders,
      Optional<KustomizationFile.Reference> plugin,
      boolean copiesSecrets,
      Optional<Refusal> refused) {
    /// The files that are in the tree.
    public List<SourceFile> own() {
      return fetched.isEmpty()
          ? files
          : files.stream().filter(it -> !fetched.contains(it.path())).toList();
    }
  }

  public record Refusal(String file, int line, String why) {}

  /// All that the build of a kustomization may read: the files that its kustomizations name.
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
    Collected all = collect(root, more);
    if (all.refused.isEmpty() && !all.remote.isEmpty()) {
      new RemoteBases(fetcher, reader, paths).addTo(all);
    }
    return all.inputs();
  }

  /// What the build reads of this tree, and what of elsewhere.
  ///
  /// @throws IOException if the tree itself cannot be read
  Collected collect(KustomizationFile root, List<String> more) throws IOException {
    Collected all = new Collected(root);
    List<KustomizationFile> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      KustomizationFile one = open.removeLast();
      if (!all.folders.add(one.folder())) {
        continue;
      }
      all.covered.add(one.file().path());
      all.copiesSecrets |= one.copiesSecrets();
      Optional<Refusal> unusable = unusable(one);
      if (unusable.isEmpty()) {
        unusable = readOthers(one, all);
      }
      if (unusable.isPresent()) {
        return all.refused(unusable.get());
      }
      List<KustomizationFile.Reference> references = new ArrayList<>(one.references());
      switch (withPlugins(one, references, all)) {
        case Inline.Refused(Refusal refusal) -> {
          return all.refused(refusal);
        }
        case Inline.Usable(KustomizationFile usable) ->
            all.kustomizations.put(one.file().path(), usable);
      }
      if (one.equals(root)) {
        more.forEach(it -> references.add(KustomizationFile.Reference.of(it, "a deployer", 1)));
      }
      // Configurations of plugins name more.
      for (int i = 0; i < references.size(); i++) {
        Optional<Refusal> refused = add(one, references.get(i), references, open, all);
        if (refused.isPresent()) {
          return all.refused(refused.get());
        }
      }
    }
    return all;
  }

  /// An entry whose content is elsewhere.
  ///
  /// @param file of the kustomization
  record Remote(String file, KustomizationFile.Reference reference, RemoteEntry entry) {}

  /// What a build was found to read.
  static final class Collected {
    final NavigableMap<String, SourceFile> files = new TreeMap<>();

    /// By their paths, as kustomize gets them.
    final Map<String, KustomizationFile> kustomizations = new HashMap<>();

    final List<Remote> remote = new ArrayList<>();
    final Set<String> fetched = new TreeSet<>();
    private final KustomizationFile root;
    final Map<String, SourceFile> understood = new HashMap<>();
    private final Set<String> folders = new TreeSet<>();
    private final Set<String> covered = new TreeSet<>();
    private Optional<KustomizationFile.Reference> plugin = Optional.empty();
    private boolean leavesFolders;
    private boolean copiesSecrets;
    private Optional<Refusal> refused = Optional.empty();

    Collected(KustomizationFile root) {
      this.root = root;
    }

    Optional<Refusal> refusal() {
      return refused;
    }

    /// What is known of a base that is part of it.
    void and(Collected base) {
      leavesFolders |= base.leavesFolders;
      copiesSecrets |= base.copiesSecrets;
      plugin = plugin.or(() -> base.plugin);
    }

    void plugin(
        KustomizationFile.Reference at,
        PluginConfigs.Result.Usable config,
        List<KustomizationFile.Reference> references) {
      plugin = plugin.or(() -> Optional.of(at));
      copiesSecrets |= config.replaces();
      config
          .files()
          .forEach(
              it ->
                  references.add(
                      new KustomizationFile.Reference(
                          it, PluginConfigs.file(at.field()), at.at())));
    }

    Inputs inputs() {
      if (refused.isPresent()) {
        covered.addAll(folders);
      } else {
        kustomizations.values().forEach(it -> understood.put(it.file().path(), it.plain()));
        files.putAll(understood);
      }
      return new Inputs(
          Optional.ofNullable(kustomizations.get(root.file().path())).orElse(root),
          refused.isPresent() ? List.of() : List.copyOf(files.values()),
          fetched,
          covered,
          folders,
          leavesFolders,
          plugin,
          copiesSecrets,
          refused);
    }

    Collected refused(Refusal refusal) {
      refused = Optional.of(refusal);
      return this;
    }
  }

  /// Kustomization files of other names in the same folder, because of which kustomize refuses it.
  private Optional<Refusal> readOthers(KustomizationFile one, Collected all) throws IOException {
    for (String path : files()) {
      if (TreePath.parent(path).equals(one.folder()) && !path.equals(one.file().path())) {
        all.covered.add(path);
        Optional<Refusal> refused = read(path, all.files);
        if (refused.isPresent()) {
          return refused;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> unusable(KustomizationFile one) {
    return one.charts()
        .map(it -> new Refusal(one.file().path(), it.line(), PluginConfigs.charts(it.field())))
        .or(
            () ->
                one.invalidPatch()
                    .map(
                        it ->
                            new Refusal(
                                one.file().path(),
                                it.line(),
                                "%s has a patch that is not valid: %s"
                                    .formatted(it.field(), withoutStop(it.text())))));
  }

  /// Adds what an entry names.
  ///
  /// @param references of the kustomization, which the configuration of a plugin adds to
  private Optional<Refusal> add(
      KustomizationFile one,
      KustomizationFile.Reference reference,
      List<KustomizationFile.Reference> references,
      List<KustomizationFile> open,
      Collected all)
      throws IOException {
    boolean plugin = KustomizationFile.PLUGINS.contains(reference.field());
    Optional<RemoteEntry> remote =
        FETCHED_FIELDS.contains(reference.field()) && isRemote(reference.text())
            ? RemoteEntry.of(reference.text())
            : Optional.empty();
    if (remote.isPresent()) {
      all.remote.add(new Remote(one.file().path(), reference, remote.get()));
      return Optional.empty();
    }
    Optional<String> path = resolve(one, reference.text());
    Optional<KustomizationFile> included = path.flatMap(this::in);
    if (included.isPresent()) {
      open.add(included.get());
      return plugin
          ? Optional.of(
              new Refusal(
                  one.file().path(),
                  reference.line(),
                  "%s names the kustomization %s; Drift uses configurations of plugins only if they are files"
                      .formatted(reference.field(), shown(reference.text()))))
          : Optional.empty();
    }
    if (path.filter(paths::contains).isEmpty()
        || (plugin && !PLUGIN_FILE.matcher(reference.text()).matches())) {
      return Optional.of(refusal(one, reference));
    }
    String file = path.orElseThrow();
    boolean inside = TreePath.isWithin(file, one.folder());
    all.leavesFolders |= !inside;
    if (inside
        && !tree.isFile(file)
        && tree.real(file).filter(it -> !TreePath.isWithin(it, one.folder())).isPresent()) {
      return Optional.of(
          new Refusal(
              one.file().path(),
              reference.line(),
              "%s names %s, a link to a file outside of the folder of the kustomization, which kustomize does not read"
                  .formatted(field(reference), shown(reference.text()))));
    }
    all.covered.add(file);
    Optional<Refusal> refused = read(file, all.files);
    SourceFile content = all.files.get(file);
    if (refused.isPresent() || !plugin || content == null) {
      return refused;
    }
    return switch (new PluginConfigs(reader).read(reference.field(), content)) {
      case PluginConfigs.Result.Refused(String why) ->
          Optional.of(new Refusal(one.file().path(), reference.line(), why));
      case PluginConfigs.Result.Usable usable -> {
        all.understood.put(
            file, new SourceFile(file, usable.text().getBytes(StandardCharsets.UTF_8)));
        all.plugin(reference, usable, references);
        yield Optional.empty();
      }
    };
  }

  private sealed interface Inline {
    record Usable(KustomizationFile file) implements Inline {}

    record Refused(Refusal refusal) implements Inline {}
  }

  /// The kustomization with the configurations of plugins that stand in it, as Drift understood
  /// them.
  private Inline withPlugins(
      KustomizationFile one, List<KustomizationFile.Reference> references, Collected all) {
    Map<String, String> understood = new HashMap<>();
    for (KustomizationFile.Reference inline : one.inlinePlugins()) {
      switch (new PluginConfigs(reader).readInline(inline.field(), inline.text())) {
        case PluginConfigs.Result.Refused(String why) -> {
          return new Inline.Refused(new Refusal(one.file().path(), inline.line(), why));
        }
        case PluginConfigs.Result.Usable usable -> {
          understood.put(inline.text(), usable.text());
          all.plugin(inline, usable, references);
        }
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
          Optional.of(new Refusal(path, 1, withoutStop(problem.message())));
    };
  }

  private Refusal refusal(KustomizationFile one, KustomizationFile.Reference reference) {
    String text = reference.text();
    return new Refusal(
        one.file().path(),
        reference.line(),
        "%s names %s"
            .formatted(
                field(reference),
                isRemote(text) ? remote(text) : shown(text) + ", " + missing(one, text)));
  }

  /// Why it cannot be used, although it is not remote: the end of a sentence.
  private String missing(KustomizationFile one, String text) {
    if (text.startsWith("/") || TreePath.normal(TreePath.join(one.folder(), text)).isEmpty()) {
      return "which is outside of this repository";
    }
    Optional<String> folder = resolve(one, text);
    Optional<String> invalid =
        folder.flatMap(
            at -> files.stream().filter(it -> TreePath.parent(it).equals(at)).findFirst());
    return invalid
        .map(it -> "whose file %s is not one YAML mapping without doubled keys".formatted(it))
        .orElse("which is not in this repository");
  }

  private static String field(KustomizationFile.Reference reference) {
    return PluginConfigs.field(reference.field());
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
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

  static String shown(String text) {
    String safe = SafeUrl.of(text).replaceAll("\\p{Cntrl}+", " ");
    return safe.length() > LONGEST ? safe.substring(0, LONGEST) + "…" : safe;
  }
}
