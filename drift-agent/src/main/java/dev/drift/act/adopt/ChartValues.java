package dev.drift.act.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.drift.edit.Edit;
import dev.drift.model.Manifest;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Generated;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values of a release that may put something into what its chart makes: those whose names say so,
/// such as `podAnnotations` or `resources`.
final class ChartValues {
  private static final Pattern REFERENCE =
      Pattern.compile("\\.Values((?:\\.[A-Za-z_][A-Za-z0-9_]*)+)");

  private static final Path VALUES = Path.of("spec", "values");

  /// By which Flux marks what it installs.
  private static final String LABEL = "helm.toolkit.fluxcd.io/";

  /// How many names are tried for one edit.
  private static final int MOST = 8;

  private final RenderedObject object;
  private final SourceFiles files;
  private final List<Manifest> declared;

  /// @param declared all manifests of the source
  ChartValues(RenderedObject object, List<Manifest> declared) {
    this.object = requireNonNull(object, "object is null");
    this.files = object.files();
    this.declared = List.copyOf(declared);
  }

  /// A document that values of the release are written in.
  ///
  /// @param at where in it
  private record Host(String path, Document document, Path at) {
    Value values() {
      return Steps.at(at, document.value()).orElse(Value.Obj.EMPTY);
    }

    Path below(Path path) {
      List<Path.Element> elements = new ArrayList<>(at.elements());
      elements.addAll(path.elements());
      return new Path(elements);
    }
  }

  /// A value by its path from the root of the values.
  private record Setting(Path path, Optional<Value> value) {}

  /// @throws IOException if the tree itself cannot be read
  List<Draft> of(Step step) throws IOException {
    List<Draft> candidates = new ArrayList<>();
    if (!object.isOfChart()) {
      return candidates;
    }
    Map<Path, Value> defaults = defaults();
    for (Host host : hosts()) {
      for (Setting setting : settings(step, host.values(), defaults)) {
        candidates.add(candidate(host, setting));
      }
    }
    Optional<Manifest> release = release();
    if (release.isPresent()) {
      candidates.addAll(patched(release.get(), step, defaults));
    }
    return candidates;
  }

  private Draft candidate(Host host, Setting setting) {
    Draft draft = new Draft(files);
    return setting.value().isPresent()
        ? draft.edit(
            host.path(),
            host.document(),
            new Edit.Set(host.below(setting.path()), setting.value().get()))
        : draft.remove(host.path(), host.document(), host.below(setting.path()));
  }

  /// What may be set, the likeliest first.
  ///
  /// @param values that the release says so far
  private List<Setting> settings(Step step, Value values, Map<Path, Value> defaults)
      throws IOException {
    Map<Path, Value> known = new LinkedHashMap<>();
    collect(Path.ROOT, values, known);
    Set<Path> own = Set.copyOf(known.keySet());
    defaults.forEach(known::putIfAbsent);
    Optional<Value> old = step.old();
    Optional<Value> live = step.live();
    if (old.isPresent() && live.isPresent()) {
      return overridden(step.path(), old.get(), live.get(), known);
    }
    return live.isPresent()
        ? added(step, live.get(), known)
        : removed(step.path(), old, known, own, defaults);
  }

  /// A default that says what is rendered gets another value in the release.
  private static List<Setting> overridden(
      Path path, Value old, Value live, Map<Path, Value> known) {
    return known.entrySet().stream()
        .filter(it -> it.getValue().equals(old))
        .sorted(Comparator.comparing(it -> !last(it.getKey()).equals(last(path))))
        .limit(MOST)
        .map(it -> new Setting(it.getKey(), Optional.of(live)))
        .toList();
  }

  /// What is written goes; what the chart says by itself is set to null, which is how Helm removes
  /// it: <https://helm.sh/docs/chart_template_guide/values_files/#deleting-a-default-key>.
  private static List<Setting> removed(
      Path path,
      Optional<Value> old,
      Map<Path, Value> known,
      Set<Path> own,
      Map<Path, Value> defaults) {
    List<Setting> settings = new ArrayList<>();
    known.forEach(
        (at, value) -> {
          if (Optional.of(value).equals(old) && related(last(at), last(path))) {
            if (own.contains(at)) {
              settings.add(new Setting(at, Optional.empty()));
            }
            if (defaults.containsKey(at)) {
              settings.add(new Setting(at, Optional.of(Value.Null.NULL)));
            }
          }
        });
    return settings.stream()
        .sorted(Comparator.comparing(it -> !last(it.path()).equals(last(path))))
        .limit(MOST)
        .toList();
  }

  private List<Setting> added(Step step, Value live, Map<Path, Value> known) throws IOException {
    List<Path.Element> elements = step.path().elements();
    Set<Path> names = new LinkedHashSet<>(known.keySet());
    names.addAll(references());
    boolean pod = step.path().startsWith(Path.of("spec", "template"));
    List<Setting> settings = new ArrayList<>();
    for (int i = elements.size() - 1; i >= 0; i--) {
      if (!(elements.get(i) instanceof Path.Field(String field))) {
        continue;
      }
      List<Path.Element> rest = elements.subList(i + 1, elements.size());
      names.stream()
          .filter(it -> related(last(it), field))
          .sorted(
              Comparator.comparing((Path it) -> isOfPod(it) != pod)
                  .thenComparing(it -> !last(it).equals(field))
                  .thenComparing(Path::toString))
          .forEach(it -> setting(it, rest, live, known).ifPresent(settings::add));
      if (rest.size() > 2) {
        break;
      }
    }
    return settings.stream().distinct().limit(MOST).toList();
  }

  /// The value at a name, or below it; an item goes behind those that are there.
  private static Optional<Setting> setting(
      Path name, List<Path.Element> rest, Value live, Map<Path, Value> known) {
    Value now = known.getOrDefault(name, Value.Null.NULL);
    if (rest.size() == 1 && !(rest.getFirst() instanceof Path.Field)) {
      List<Value> items =
          new ArrayList<>(now instanceof Value.Arr(List<Value> some) ? some : List.of());
      items.add(live);
      boolean fits = now instanceof Value.Arr || now instanceof Value.Null;
      return fits
          ? Optional.of(new Setting(name, Optional.of(new Value.Arr(items))))
          : Optional.empty();
    }
    boolean fields = rest.stream().allMatch(Path.Field.class::isInstance);
    boolean fits =
        rest.isEmpty()
            ? now instanceof Value.Null
                || now.equals(Value.Obj.EMPTY)
                || now.equals(Value.Arr.EMPTY)
            : now instanceof Value.Null || now instanceof Value.Obj;
    if (!fields || !fits) {
      return Optional.empty();
    }
    Path at = name;
    for (Path.Element each : rest) {
      at = at.plus(each);
    }
    return Optional.of(new Setting(at, Optional.of(live)));
  }

  private static boolean isOfPod(Path path) {
    return last(path).toLowerCase(Locale.ROOT).contains("pod");
  }

  private static String last(Path path) {
    return path.elements().getLast() instanceof Path.Field(String name) ? name : "";
  }

  /// Whether a value may be what a field of the API gets: `extraEnvVars` for `env`,
  /// `podAnnotations` for `annotations`.
  private static boolean related(String name, String field) {
    String stem = field.toLowerCase(Locale.ROOT);
    return !stem.isEmpty() && name.toLowerCase(Locale.ROOT).contains(stem);
  }

  private static void collect(Path at, Value value, Map<Path, Value> all) {
    if (!at.isRoot()) {
      all.put(at, value);
    }
    if (value instanceof Value.Obj(Map<String, Value> fields)) {
      fields.forEach((name, each) -> collect(at.field(name), each, all));
    }
  }

  /// What the chart says if the release says nothing.
  private Map<Path, Value> defaults() {
    Map<Path, Value> all = new LinkedHashMap<>();
    chart()
        .ifPresent(
            folder -> {
              for (Document document : files.documents(TreePath.join(folder, "values.yaml"))) {
                collect(Path.ROOT, document.value(), all);
              }
            });
    return all;
  }

  private Optional<String> chart() {
    return object.inputs().stream()
        .filter(it -> !KustomizationName.isOf(it))
        .flatMap(it -> object.chart(it).stream())
        .findFirst()
        .or(
            () ->
                object
                    .origin()
                    .place()
                    .flatMap(it -> object.chart(object.source().within(it.file()))));
  }

  /// The values that the template of the object, and the helpers of the chart, name.
  private Set<Path> references() throws IOException {
    Set<Path> found = new LinkedHashSet<>();
    Optional<String> folder = chart();
    if (folder.isEmpty()) {
      return found;
    }
    Optional<String> template =
        object.origin().place().map(it -> object.source().within(it.file()));
    for (String path : files.below(TreePath.join(folder.get(), "templates"))) {
      if (path.endsWith(".tpl") || Optional.of(path).equals(template)) {
        Matcher matcher =
            REFERENCE.matcher(
                files.file(path).map(it -> new String(it.content(), UTF_8)).orElse(""));
        while (matcher.find()) {
          found.add(Path.of(List.of(matcher.group(1).substring(1).split("\\."))));
        }
      }
    }
    return found;
  }

  /// Values files and releases that the object is made of; what counts most comes first.
  private List<Host> hosts() {
    List<Host> releases = new ArrayList<>();
    List<Host> values = new ArrayList<>();
    List<Host> applications = new ArrayList<>();
    for (String path : object.inputs()) {
      for (Document document : files.documents(path)) {
        Value.Obj content = document.value() instanceof Value.Obj fields ? fields : Value.Obj.EMPTY;
        GroupKind kind =
            GroupKind.of(content.text("apiVersion").orElse(""), content.text("kind").orElse(""));
        Value.Obj helm = content.object("spec").object("source").object("helm");
        if (kind.equals(Kinds.FLUX_HELM_RELEASE)) {
          releases.add(new Host(path, document, VALUES));
        } else if (kind.equals(Kinds.ARGO_APPLICATION) && helm.get("values").isEmpty()) {
          applications.add(
              new Host(path, document, Path.of("spec", "source", "helm", "valuesObject")));
        } else if (kind.kind().isEmpty()
            && !KustomizationName.isOf(path)
            && !object.isOfAllReleases(path)) {
          values.add(new Host(path, document, Path.ROOT));
        }
      }
    }
    // Origins name the values files of Argo CD with the last one first, others as Helm gets them.
    List<Host> hosts = new ArrayList<>(applications.isEmpty() ? values.reversed() : values);
    hosts.addAll(0, releases);
    hosts.addAll(applications);
    return hosts;
  }

  /// The HelmRelease that the object is of, if a renderer made that too.
  private Optional<Manifest> release() {
    Value.Obj labels = object.manifest().content().object("metadata").object("labels");
    return declared.stream()
        .filter(it -> it.is(Kinds.FLUX_HELM_RELEASE) && it.origin() instanceof Generated)
        .filter(
            it ->
                labels.text(LABEL + "name").equals(Optional.of(it.name()))
                    && labels.text(LABEL + "namespace").equals(Optional.of(it.namespace())))
        .findFirst();
  }

  /// A release that an overlay patches gets its values by patches too.
  private List<Draft> patched(Manifest release, Step step, Map<Path, Value> defaults)
      throws IOException {
    OverlayPatches patches =
        new OverlayPatches(new RenderedObject(object.source(), files, object.users(), release));
    Value values = Steps.at(VALUES, release.content()).orElse(Value.Obj.EMPTY);
    List<Draft> candidates = new ArrayList<>();
    for (Setting setting : settings(step, values, defaults)) {
      List<Path.Element> at = new ArrayList<>(VALUES.elements());
      at.addAll(setting.path().elements());
      Edit edit =
          setting
              .value()
              .<Edit>map(it -> new Edit.Set(new Path(at), it))
              .orElseGet(() -> new Edit.Remove(new Path(at)));
      Optional<Step> inRelease = Step.of(release.content(), List.of(), edit);
      if (inRelease.isPresent()) {
        candidates.addAll(patches.existing(inRelease.get()));
        patches.added(inRelease.get()).stream().limit(1).forEach(candidates::add);
      }
    }
    return candidates;
  }
}
