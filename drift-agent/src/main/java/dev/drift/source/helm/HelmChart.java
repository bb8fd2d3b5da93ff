package dev.drift.source.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.drift.json.JsonWriter;
import dev.drift.model.Lazy;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.ChartAddress;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A chart with all its files, and with the charts that it depends on: of a source, or fetched.
public final class HelmChart {
  static final String CHART_FILE = "Chart.yaml";
  private static final String IGNORE_FILE = ".helmignore";
  private static final String VALUES = "values.yaml";
  private static final String CHARTS = "charts/";
  private static final String LOCAL = "file://";
  private static final Pattern REMOTE = Pattern.compile("(?i)(?:https?|oci)://.*");
  private static final int DEEPEST = 5;

  /// Of a chart, which becomes that of a folder.
  private static final Pattern NAME = Pattern.compile("[\\w-][\\w.-]*");

  private final String folder;
  private final boolean fetched;
  private final Value.Obj metadata;
  private final NavigableMap<String, Part> parts;
  private final Lazy<Set<String>> lookingUp = new Lazy<>(this::findLookingUp);

  /// A file of the chart.
  ///
  /// @param content as helm reads it
  /// @param source the path in the tree: that of the archive for what is packed in one
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Part(byte[] content, String source) {}

  private HelmChart(
      String folder, boolean fetched, Value.Obj metadata, NavigableMap<String, Part> parts) {
    this.folder = folder;
    this.fetched = fetched;
    this.metadata = metadata;
    this.parts = parts;
  }

  /// What came of reading one.
  public sealed interface Result {
    record Read(HelmChart chart) implements Result {
      public Read {
        requireNonNull(chart, "chart is null");
      }
    }

    /// @param file path in the tree
    /// @param line counted from 1
    /// @param why a clause
    record Refused(String file, int line, String why) implements Result {}
  }

  /// Fetches a chart that another one depends on.
  @FunctionalInterface
  interface Remote {
    /// @param label the file that a refusal names
    Result chart(ChartAddress address, String label);
  }

  /// @param folder in the tree, normalised
  /// @throws IOException if the tree itself cannot be read
  static Result read(
      SourceTree tree, String folder, DocumentReader reader, ArchiveBudget budget, Remote remote)
      throws IOException {
    NavigableMap<String, Part> parts = new TreeMap<>();
    Optional<Result.Refused> refused =
        add(tree, folder, "", parts, reader, budget, remote, 0).or(() -> fileAndFolder(parts));
    if (refused.isPresent()) {
      return refused.get();
    }
    return new Result.Read(
        new HelmChart(
            folder, false, object(part(parts, CHART_FILE), reader).orElse(Value.Obj.EMPTY), parts));
  }

  /// A chart as `helm package` packs it: below one folder.
  ///
  /// @param label what the chart is called in its place in a tree
  static Result unpacked(
      byte[] archive, String label, DocumentReader reader, ArchiveBudget budget) {
    NavigableMap<String, Part> parts = new TreeMap<>();
    try {
      for (Map.Entry<String, byte[]> each : TarGz.unpack(archive, budget).entrySet()) {
        String path = each.getKey().substring(each.getKey().indexOf('/') + 1);
        // It was obeyed when the chart was packed, and helm would obey it again for a folder.
        if (!path.equals(IGNORE_FILE)) {
          Optional<Result.Refused> refused =
              add(path, new SourceFile(label, each.getValue()), parts, budget);
          if (refused.isPresent()) {
            return refused.get();
          }
        }
      }
    } catch (IOException e) {
      return new Result.Refused(label, 1, "the archive cannot be unpacked: " + e.getMessage());
    }
    Optional<Result.Refused> refused = fileAndFolder(parts);
    if (refused.isPresent()) {
      return refused.get();
    }
    Optional<Value.Obj> metadata =
        Optional.ofNullable(parts.get(CHART_FILE)).flatMap(it -> object(it, reader));
    return metadata.isPresent()
        ? new Result.Read(new HelmChart(label, true, metadata.get(), parts))
        : new Result.Refused(label, 1, "the archive has no Chart.yaml that is one mapping");
  }

  /// An archive may hold a file and another one below it, which no folder can.
  private static Optional<Result.Refused> fileAndFolder(NavigableMap<String, Part> parts) {
    for (Map.Entry<String, Part> each : parts.entrySet()) {
      String below = each.getKey() + "/";
      String next = parts.ceilingKey(below);
      if (next != null && next.startsWith(below)) {
        return refused(each.getValue().source(), 1, "one of its paths is a file and a folder");
      }
    }
    return Optional.empty();
  }

  /// Whether charts may only be parts of others: <https://helm.sh/docs/topics/library_charts/>.
  public boolean isLibrary() {
    return metadata.text("type").equals(Optional.of("library"));
  }

  public String name() {
    return metadata.text("name").orElse("");
  }

  /// Whether its files are not in the tree.
  public boolean isFetched() {
    return fetched;
  }

  /// In the tree, or what names it if it was fetched.
  public String folder() {
    return folder;
  }

  /// In the tree.
  public String file() {
    return TreePath.join(folder, CHART_FILE);
  }

  /// A file of the chart, such as one with values.
  ///
  /// @param path as seen from the chart
  public Optional<SourceFile> find(String path) {
    return TreePath.normal(path)
        .map(parts::get)
        .map(part -> new SourceFile(part.source(), part.content()));
  }

  /// The chart with other values of its own.
  public HelmChart withValues(byte[] content) {
    NavigableMap<String, Part> changed = new TreeMap<>(parts);
    changed.put(VALUES, new Part(content, TreePath.join(folder, VALUES)));
    return new HelmChart(folder, fetched, metadata, changed);
  }

  /// The chart of another repository.
  ///
  /// @param label what it is called
  HelmChart fetchedAs(String label) {
    NavigableMap<String, Part> files = new TreeMap<>();
    parts.forEach((path, part) -> files.put(path, new Part(part.content(), label)));
    return new HelmChart(label, true, metadata, files);
  }

  /// The chart as it is packaged with another version.
  public HelmChart withVersion(String version) {
    Value.Obj changed = metadata.with("version", Value.of(version));
    NavigableMap<String, Part> all = new TreeMap<>(parts);
    all.put(
        CHART_FILE, new Part(JsonWriter.text(changed).getBytes(UTF_8), part(CHART_FILE).source()));
    return new HelmChart(folder, fetched, changed, all);
  }

  /// As its Chart.yaml says.
  public String version() {
    return metadata.text("version").orElse("");
  }

  /// Whether another chart has the same files with the same content.
  public boolean isSame(HelmChart other) {
    return parts.keySet().equals(other.parts.keySet())
        && parts.keySet().stream()
            .allMatch(it -> Arrays.equals(part(it).content(), other.part(it).content()));
  }

  private Part part(String path) {
    return part(parts, path);
  }

  /// All files below a folder.
  public List<SourceFile> below(String root) {
    return parts.entrySet().stream()
        .map(it -> new SourceFile(TreePath.join(root, it.getKey()), it.getValue().content()))
        .toList();
  }

  /// Where a template that helm names is in the tree.
  ///
  /// @param printed such as `shop/charts/redis/templates/secret.yaml`
  Optional<Place> place(String printed, String kind) {
    return path(printed)
        .map(path -> new Place(part(parts, path).source(), line(path, kind), 1, 0, 0, false));
  }

  /// Where a template says that it makes a resource of a kind, if only one line does.
  private int line(String path, String kind) {
    Part part = part(parts, path);
    if (!part.source().endsWith(path.substring(path.lastIndexOf('/') + 1))) {
      return 1;
    }
    List<String> lines = new String(part.content(), UTF_8).lines().toList();
    List<Integer> found =
        IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).strip().equals("kind: " + kind))
            .boxed()
            .toList();
    return found.size() == 1 ? found.getFirst() + 1 : 1;
  }

  /// The chart in which the time and the revision of the release are others, and in which all
  /// templates that ask the cluster print something more: what is made of their text differs too.
  ///
  /// @param draws whether also numbers that are drawn are others
  HelmChart perturbed(boolean draws) {
    Set<Templates.Changing> others =
        draws
            ? EnumSet.allOf(Templates.Changing.class)
            : EnumSet.complementOf(EnumSet.of(Templates.Changing.DRAWS));
    Set<String> paths = lookingUp.get();
    NavigableMap<String, Part> changed = new TreeMap<>();
    parts.forEach(
        (path, part) ->
            changed.put(
                path,
                Templates.isOne(path)
                    ? new Part(
                        (Templates.perturbed(new String(part.content(), UTF_8), others)
                                + (paths.contains(path) ? "\n# looked up\n" : ""))
                            .getBytes(UTF_8),
                        part.source())
                    : part));
    return new HelmChart(folder, fetched, metadata, changed);
  }

  /// Whether templates draw numbers from a range.
  boolean draws() {
    return parts.entrySet().stream()
        .anyMatch(
            it ->
                Templates.isOne(it.getKey())
                    && Templates.draws(new String(it.getValue().content(), UTF_8)));
  }

  /// Whether what a template prints depends on what it looks up in the cluster.
  ///
  /// @param printed as helm names the template
  boolean looksUp(String printed) {
    return path(printed).filter(lookingUp.get()::contains).isPresent();
  }

  private Set<String> findLookingUp() {
    Map<String, String> texts = new HashMap<>();
    parts.forEach(
        (path, part) -> {
          if (Templates.isOne(path)) {
            texts.put(path, new String(part.content(), UTF_8));
          }
        });
    return new Templates(texts).lookingUp();
  }

  /// Helm names a chart that is part of another by its name or alias, not by its folder.
  private Optional<String> path(String printed) {
    String within = printed.substring(printed.indexOf('/') + 1);
    if (parts.containsKey(within)) {
      return Optional.of(within);
    }
    String file = within.substring(Math.max(0, within.lastIndexOf('/')));
    return parts.keySet().stream()
        .filter(it -> it.endsWith(file))
        .filter(it -> shape(it).equals(shape(within)))
        .min(Comparator.comparingInt(it -> it.length() - common(it, within)));
  }

  /// The path without the names of charts in it.
  private static String shape(String path) {
    return path.replaceAll("(^|/)charts/[^/]+/", "$1charts/*/");
  }

  private static int common(String one, String other) {
    int length = 0;
    while (length < Math.min(one.length(), other.length())
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return length;
  }

  /// @param at the folder within the chart, with `/` at its end; empty for the chart itself
  private static Optional<Result.Refused> add(
      SourceTree tree,
      String folder,
      String at,
      NavigableMap<String, Part> parts,
      DocumentReader reader,
      ArchiveBudget budget,
      Remote remote,
      int depth)
      throws IOException {
    String chartFile = TreePath.join(folder, CHART_FILE);
    if (depth > DEEPEST) {
      return refused(chartFile, 1, "its dependencies are nested too deeply");
    }
    for (String path : tree.list(folder)) {
      switch (tree.read(path)) {
        case SourceTree.FileRead.Read(SourceFile file) -> {
          Optional<Result.Refused> refused =
              add(
                  at + path.substring(folder.isEmpty() ? 0 : folder.length() + 1),
                  file,
                  parts,
                  budget);
          if (refused.isPresent()) {
            return refused;
          }
        }
        // A link to a folder, or to nothing.
        case SourceTree.FileRead.Missing _ -> {}
        case SourceTree.FileRead.Refused(var problem) -> {
          return refused(path, 1, withoutStop(problem.message()));
        }
      }
    }
    if (!parts.containsKey(at + CHART_FILE)) {
      return refused(chartFile, 1, "the folder has no Chart.yaml");
    }
    return dependencies(tree, folder, at, parts, reader, budget, remote, depth);
  }

  private static Optional<Result.Refused> add(
      String path, SourceFile file, NavigableMap<String, Part> parts, ArchiveBudget budget) {
    boolean packed = path.endsWith(".tgz") && ("/" + TreePath.parent(path)).endsWith("/charts");
    if (!packed) {
      parts.put(path, new Part(file.content(), file.path()));
      return Optional.empty();
    }
    try {
      TarGz.unpack(file.content(), budget)
          .forEach(
              (name, content) ->
                  parts.put(
                      TreePath.join(TreePath.parent(path), name), new Part(content, file.path())));
      return Optional.empty();
    } catch (IOException e) {
      return refused(file.path(), 1, "the archive cannot be unpacked: " + e.getMessage());
    }
  }

  /// Those that are part of the repository are added as `helm dependency build` would.
  private static Optional<Result.Refused> dependencies(
      SourceTree tree,
      String folder,
      String at,
      NavigableMap<String, Part> parts,
      DocumentReader reader,
      ArchiveBudget budget,
      Remote remote,
      int depth)
      throws IOException {
    Part own = part(parts, at + CHART_FILE);
    Optional<Document> chart = document(own, reader);
    if (chart.isEmpty() || !(chart.get().value() instanceof Value.Obj content)) {
      return refused(own.source(), 1, "its Chart.yaml is not one mapping");
    }
    Set<String> vendored = vendored(at, parts, reader);
    List<Value> listed = content.list("dependencies");
    for (int i = 0; i < listed.size(); i++) {
      if (!(listed.get(i) instanceof Value.Obj dependency)) {
        continue;
      }
      String name = dependency.text("name").orElse("");
      if (name.isEmpty() || vendored.contains(name)) {
        continue;
      }
      int line = chart.get().places().field("dependencies").item(i).start().line();
      if (!NAME.matcher(name).matches()) {
        return refused(
            own.source(),
            line,
            "its dependency %s does not have the name of a chart".formatted(shown(name)));
      }
      String alias = dependency.text("alias").orElse(name);
      if (!NAME.matcher(alias).matches()) {
        return refused(
            own.source(),
            line,
            "its dependency %s does not have the alias of a chart".formatted(shown(name)));
      }
      String repository = dependency.text("repository").orElse("");
      Optional<String> local =
          repository.startsWith(LOCAL)
              ? TreePath.normal(TreePath.join(folder, repository.substring(LOCAL.length())))
              : Optional.empty();
      if (REMOTE.matcher(repository).matches()) {
        Optional<Result.Refused> refused =
            fetch(folder, at, dependency, i, line, parts, reader, remote);
        if (refused.isPresent()) {
          return refused;
        }
        continue;
      }
      if (local.isEmpty() || !tree.isFile(TreePath.join(local.get(), CHART_FILE))) {
        return refused(
            own.source(),
            line,
            ("its dependency %s is not in %s, and its repository is not one that charts are fetched"
                    + " from; run helm dependency build %s and commit the folder charts")
                .formatted(
                    shown(name), TreePath.join(folder, "charts"), folder.isEmpty() ? "." : folder));
      }
      Optional<Result.Refused> refused =
          add(
              tree,
              local.get(),
              at + CHARTS + name + "/",
              parts,
              reader,
              budget,
              remote,
              depth + 1);
      if (refused.isPresent()) {
        return refused;
      }
    }
    return Optional.empty();
  }

  /// Adds a chart of another repository. Its files have the place of the Chart.yaml that names it.
  ///
  /// @param index of the dependency, because several may have one name and other versions
  private static Optional<Result.Refused> fetch(
      String folder,
      String at,
      Value.Obj dependency,
      int index,
      int line,
      NavigableMap<String, Part> parts,
      DocumentReader reader,
      Remote remote) {
    Part own = part(parts, at + CHART_FILE);
    String name = dependency.text("name").orElse("");
    String repository = dependency.text("repository").orElse("").replaceFirst("/+$", "");
    String version = dependency.text("version").orElse("");
    Optional<Value.Obj> lock =
        Optional.ofNullable(parts.get(at + "Chart.lock")).flatMap(it -> object(it, reader));
    if (lock.isPresent()) {
      // Whoever builds the chart takes all of them from the lock.
      List<String> locked =
          lock.get().objects("dependencies").stream()
              .filter(it -> it.text("name").equals(Optional.of(name)))
              .flatMap(it -> it.text("version").stream())
              .toList();
      String wanted = version;
      if (locked.isEmpty()) {
        return refused(
            own.source(),
            line,
            "its dependency %s is not in %s; run helm dependency update %s and commit Chart.lock"
                .formatted(
                    shown(name),
                    TreePath.join(folder, "Chart.lock"),
                    folder.isEmpty() ? "." : folder));
      }
      version = locked.contains(wanted) ? wanted : locked.getFirst();
    }
    ChartAddress address =
        repository.startsWith("oci://")
            ? new ChartAddress.InRegistry(
                repository + "/" + name,
                new ChartAddress.Wanted.Version(version),
                Optional.empty(),
                /* plain= */ false,
                Optional.empty())
            : new ChartAddress.InRepository(repository, name, version, Optional.empty());
    return switch (remote.chart(address, own.source())) {
      case Result.Refused(var _, var _, String why) ->
          refused(
              own.source(),
              line,
              "its dependency %s is not in %s, and %s"
                  .formatted(shown(name), TreePath.join(folder, "charts"), why));
      case Result.Read(HelmChart chart) -> {
        chart.parts.forEach(
            (path, part) ->
                parts.put(
                    at + CHARTS + name + "-" + index + "/" + path,
                    new Part(part.content(), own.source())));
        yield Optional.empty();
      }
    };
  }

  /// The names of the charts in the folder `charts` of one.
  private static Set<String> vendored(
      String at, NavigableMap<String, Part> parts, DocumentReader reader) {
    Set<String> names = new HashSet<>();
    parts.forEach(
        (path, part) -> {
          if (path.startsWith(at + CHARTS) && path.endsWith("/" + CHART_FILE)) {
            String inner = path.substring((at + CHARTS).length());
            if (inner.indexOf('/') == inner.lastIndexOf('/')) {
              object(part, reader).flatMap(it -> it.text("name")).ifPresent(names::add);
            }
          }
        });
    return names;
  }

  /// One that is there.
  private static Part part(NavigableMap<String, Part> parts, String path) {
    return Optional.ofNullable(parts.get(path)).orElseThrow();
  }

  private static Optional<Value.Obj> object(Part part, DocumentReader reader) {
    return document(part, reader)
        .map(Document::value)
        .filter(Value.Obj.class::isInstance)
        .map(Value.Obj.class::cast);
  }

  private static Optional<Document> document(Part part, DocumentReader reader) {
    List<Document> documents =
        reader.read(new SourceFile(part.source(), part.content())).documents();
    return documents.size() == 1 ? Optional.of(documents.getFirst()) : Optional.empty();
  }

  private static Optional<Result.Refused> refused(String file, int line, String why) {
    return Optional.of(new Result.Refused(file, line, why));
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static String shown(String name) {
    return name.replaceAll("[^\\w.-]", "?");
  }
}
