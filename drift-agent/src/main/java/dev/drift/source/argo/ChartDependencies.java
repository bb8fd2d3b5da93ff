package dev.drift.source.argo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.net.SafeUrl;
import dev.drift.source.ChartAddress;
import dev.drift.source.Fetcher;
import dev.drift.source.helm.HelmChart;
import dev.drift.source.tool.RenderWorkspace;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Documents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The charts that a chart depends on. Those of this repository are added as `helm dependency
/// build` would, without what they depend on themselves, and so are others that may be fetched.
///
/// That command is never run: `Chart.lock` makes it read any folder of this machine, and connect to
/// any of its ports.
final class ChartDependencies {
  private static final String CHART_FILE = "Chart.yaml";
  private static final List<String> LOCKS = List.of("Chart.lock", "requirements.lock");
  private static final String LOCAL = "file://";
  private static final Pattern REMOTE = Pattern.compile("(?i)(?:https?|oci)://.*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /// A version that only itself fulfils.
  private static final Pattern EXACT =
      Pattern.compile("v?(\\d+\\.\\d+\\.\\d+(-[\\w.-]+)?)(\\+.*)?");

  /// Of all charts that are added to one.
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private final Rendering rendering;
  private final String folder;

  /// By name.
  private final Map<String, Local> locals = new LinkedHashMap<>();

  private final List<Local> remotes = new ArrayList<>();

  /// @param folder of this repository; empty for a chart of another one
  private record Local(String name, String version, String repository, String folder) {}

  private ChartDependencies(Rendering rendering, String folder) {
    this.rendering = rendering;
    this.folder = folder;
  }

  /// @param folder of the chart
  /// @throws NotRendered if one is neither in its folder charts nor in this repository
  /// @throws IOException if the tree itself cannot be read
  static ChartDependencies read(Rendering rendering, String folder)
      throws IOException, NotRendered {
    ChartDependencies dependencies = new ChartDependencies(rendering, folder);
    Value.Obj chart =
        dependencies
            .file(TreePath.join(folder, CHART_FILE))
            .orElseThrow(
                () ->
                    new NotRendered(
                        "its path %s has no Chart.yaml"
                            .formatted(folder.isEmpty() ? "." : folder)));
    List<Value.Obj> listed = new ArrayList<>(listed(chart));
    // Helm reads it whatever the apiVersion is, and it hides what Chart.yaml lists.
    List<Value.Obj> required =
        listed(
            dependencies.file(TreePath.join(folder, "requirements.yaml")).orElse(Value.Obj.EMPTY));
    if (!listed.isEmpty() && !required.isEmpty()) {
      throw new NotRendered(
          "its chart lists dependencies both in Chart.yaml and in requirements.yaml; delete"
              + " requirements.yaml");
    }
    listed.addAll(required);
    for (Value.Obj each : listed) {
      dependencies.add(text(each, "name"), text(each, "version"), text(each, "repository"));
    }
    return dependencies;
  }

  private void add(String name, String version, String repository) throws NotRendered {
    if (!NAME.matcher(name).matches()) {
      throw new NotRendered(
          "its chart has a dependency whose name is not letters, digits, hyphens and dots");
    }
    if (REMOTE.matcher(repository).matches()) {
      if (!isVendored(name)) {
        remotes.add(new Local(name, version, repository, ""));
      }
      return;
    }
    if (!repository.startsWith(LOCAL)) {
      if (!isVendored(name)) {
        throw new NotRendered(
            ("its chart depends on %s%s, which is not in charts/; run helm dependency build and"
                    + " commit charts/")
                .formatted(
                    name,
                    repository.isEmpty() ? "" : " from %s".formatted(SafeUrl.of(repository))));
      }
      return;
    }
    String path = repository.substring(LOCAL.length());
    String found =
        Optional.of(path)
            .filter(it -> !it.startsWith("/"))
            .flatMap(it -> TreePath.normal(TreePath.join(folder, it)))
            .filter(it -> rendering.files().paths().contains(TreePath.join(it, CHART_FILE)))
            .orElseThrow(
                () ->
                    new NotRendered(
                        "its chart depends on %s from %s, which is not a chart of this repository"
                            .formatted(name, repository)));
    Local before = locals.put(name, new Local(name, version, repository, found));
    if (before != null && !before.folder().equals(found)) {
      throw new NotRendered(
          "its chart depends on %s from both %s and %s".formatted(name, before.folder(), found));
    }
  }

  private boolean isVendored(String name) {
    String charts = TreePath.join(folder, "charts");
    return rendering.files().below(charts).stream()
        .anyMatch(
            it ->
                it.startsWith(charts + "/" + name + "/")
                    || it.startsWith(charts + "/" + name + "-"));
  }

  /// Whether no charts can be added.
  boolean isEmpty() {
    return locals.isEmpty() && remotes.isEmpty();
  }

  /// Of the charts of this repository.
  Set<String> folders() {
    Set<String> folders = new TreeSet<>();
    locals.values().forEach(it -> folders.add(it.folder()));
    return folders;
  }

  /// The file of this repository that was added as one of the chart.
  ///
  /// @param path in the chart, such as `charts/library/templates/web.yaml`
  Optional<String> source(String path) {
    String[] steps = path.split("/", 3);
    return steps.length == 3 && steps[0].equals("charts")
        ? Optional.ofNullable(locals.get(steps[1]))
            .map(it -> TreePath.join(it.folder(), steps[2]))
            .filter(rendering.files().paths()::contains)
        : Optional.empty();
  }

  /// Adds the charts that are missing to the folder charts.
  ///
  /// @throws NotRendered if helm would not take one of them, or it cannot be fetched
  /// @throws IOException if one cannot be read or written
  void addTo(RenderWorkspace workspace) throws IOException, NotRendered {
    long bytes = 0;
    for (int i = 0; i < remotes.size(); i++) {
      Local remote = remotes.get(i);
      String target = TreePath.join(folder, "charts/%s-%d".formatted(remote.name(), i));
      for (SourceFile file : fetched(remote).below(target)) {
        bytes += file.content().length;
        if (bytes > MOST_BYTES) {
          throw tooMuch();
        }
        workspace.write(file.path(), file.content());
      }
    }
    for (Local local : locals.values()) {
      if (isVendored(local.name())) {
        continue;
      }
      checkVersion(local);
      HelmIgnore ignored = ignored(local);
      for (SourceFile file : rendering.files().readBelow(local.folder())) {
        String inChart =
            local.folder().isEmpty()
                ? file.path()
                : file.path().substring(local.folder().length() + 1);
        if (ignored.ignores(inChart)) {
          continue;
        }
        bytes += file.content().length;
        if (bytes > MOST_BYTES) {
          throw tooMuch();
        }
        workspace.write(
            TreePath.join(folder, "charts/%s/%s".formatted(local.name(), inChart)), file.content());
      }
    }
  }

  private static NotRendered tooMuch() {
    return new NotRendered(
        "its chart depends on more than %d MiB of charts".formatted(MOST_BYTES >> 20));
  }

  private HelmChart fetched(Local remote) throws IOException, NotRendered {
    String repository = remote.repository().replaceFirst("/+$", "");
    String version = locked(remote);
    ChartAddress address =
        repository.startsWith("oci://")
            ? new ChartAddress.InRegistry(
                repository + "/" + remote.name(),
                new ChartAddress.Wanted.Version(version),
                Optional.empty(),
                /* plain= */ false,
                Optional.empty())
            : new ChartAddress.InRepository(repository, remote.name(), version, Optional.empty());
    String said = "its chart depends on %s, which is not in charts/, and ".formatted(remote.name());
    return switch (rendering.fetcher().chart(address)) {
      case Fetcher.ChartAnswer.Unknown(String why) -> throw new NotRendered(said + why);
      case Fetcher.ChartAnswer.Found found ->
          switch (rendering
              .charts()
              .unpacked(found.digest(), remote.name() + ".tgz", found.archive())) {
            case HelmChart.Result.Refused(var _, var _, String why) ->
                throw new NotRendered(said + why);
            case HelmChart.Result.Read(HelmChart chart) -> chart;
          };
    };
  }

  private HelmIgnore ignored(Local local) throws IOException, NotRendered {
    String path = TreePath.join(local.folder(), HelmIgnore.FILE);
    String text =
        rendering.files().read(path).map(it -> new String(it.content(), UTF_8)).orElse("");
    return new HelmIgnore(text, path, new StepLimit("the rules of " + path));
  }

  /// Helm takes the repository and version from the lock.
  private String locked(Local local) throws IOException, NotRendered {
    String wanted = local.version();
    for (String name : LOCKS) {
      Optional<Value.Obj> lock = file(TreePath.join(folder, name));
      if (lock.isEmpty()) {
        continue;
      }
      List<Value.Obj> locked = new ArrayList<>();
      for (Value.Obj each : listed(lock.get())) {
        if (text(each, "name").equals(local.name())) {
          locked.add(each);
        }
      }
      if (locked.isEmpty() || !text(locked.getFirst(), "repository").equals(local.repository())) {
        throw new NotRendered(
            ("its chart depends on %s from %s, and its %s does not; run helm dependency update and"
                    + " commit %s")
                .formatted(local.name(), local.repository(), name, name));
      }
      wanted = text(locked.getFirst(), "version");
    }
    return wanted;
  }

  private void checkVersion(Local local) throws IOException, NotRendered {
    String wanted = locked(local);
    String path = TreePath.join(local.folder(), CHART_FILE);
    String version = text(file(path).orElse(Value.Obj.EMPTY), "version");
    var exact = EXACT.matcher(wanted);
    var own = EXACT.matcher(version);
    if (exact.matches() && own.matches() && !exact.group(1).equals(own.group(1))) {
      throw new NotRendered(
          "its chart depends on version %s of %s, and %s has version %s"
              .formatted(wanted, local.name(), path, version));
    }
  }

  private Optional<Value.Obj> file(String path) throws IOException, NotRendered {
    Optional<SourceFile> file = rendering.files().read(path);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Documents documents = rendering.documents().read(file.get());
    if (documents.problems().isEmpty() && documents.documents().isEmpty()) {
      return Optional.of(Value.Obj.EMPTY);
    }
    if (!documents.problems().isEmpty()
        || documents.documents().size() > 1
        || !(documents.documents().getFirst().value() instanceof Value.Obj content)) {
      throw new NotRendered("%s is not one valid YAML mapping; correct it".formatted(path));
    }
    return Optional.of(content);
  }

  private static List<Value.Obj> listed(Value.Obj file) throws NotRendered {
    return field(file, "dependencies").orElse(Value.Null.NULL) instanceof Value.Arr(var items)
        ? items.stream().filter(Value.Obj.class::isInstance).map(Value.Obj.class::cast).toList()
        : List.of();
  }

  private static String text(Value.Obj object, String name) throws NotRendered {
    return field(object, name).orElse(Value.Null.NULL) instanceof Value.Str(String text)
        ? text
        : "";
  }

  /// Helm reads YAML as Go reads JSON, which takes `Name` for `name`.
  private static Optional<Value> field(Value.Obj object, String name) throws NotRendered {
    List<String> keys =
        object.fields().keySet().stream().filter(it -> it.equalsIgnoreCase(name)).toList();
    if (keys.size() > 1) {
      throw new NotRendered(
          "its chart has both %s and %s in one mapping; delete one of them"
              .formatted(keys.get(0), keys.get(1)));
    }
    return keys.isEmpty() ? Optional.empty() : object.get(keys.getFirst());
  }
}
