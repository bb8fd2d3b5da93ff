package dev.drift.source.helm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.KnownBuilds;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.tool.BuildKey;
import dev.drift.source.tool.ProgramRun;
import dev.drift.source.tool.RenderTool;
import dev.drift.source.tool.RenderWorkspace;
import dev.drift.source.tool.SideBySide;
import dev.drift.yaml.DocumentReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Renders one chart with `helm template`, twice: what differs between the two is what the chart
/// does not determine.
public final class HelmBuild {
  /// As `helm template` separates documents.
  private static final Pattern SOURCE =
      Pattern.compile("(?m)^---\\r?\\n# Source: ([^\\r\\n]+)\\r?\\n");

  /// In the folder `crds` of a chart, or of one that is part of it.
  private static final Pattern CRDS = Pattern.compile("[^/]+(/charts/[^/]+)*/crds/.*");

  private static final String CHART = "chart";
  private static final String HOOK = "helm.sh/hook";
  private static final String CHANGES =
      "each time that helm renders the chart, this value is another one, such as a random password";

  private final RenderTool helm;
  private final HelmChart chart;
  private final HelmRequest request;
  private final List<String> inputs;
  private final DocumentReader reader;
  private final RenderTime time;
  private final KnownBuilds builds;
  private final String prefix;
  private final Optional<Place> named;

  /// What came of it.
  public sealed interface Result {
    /// @param objects what is deployed, hooks and CRDs included
    /// @param lookedUp the same of templates that look something up in the cluster, as they are if
    ///     they find nothing
    /// @param unrendered what is known to be deployed but not what it is
    record Built(
        List<HelmObject> objects,
        List<HelmObject> lookedUp,
        List<Unrendered> unrendered,
        List<Problem> problems)
        implements Result {
      public Built {
        objects = List.copyOf(objects);
        lookedUp = List.copyOf(lookedUp);
        unrendered = List.copyOf(unrendered);
        problems = List.copyOf(problems);
      }
    }

    /// @param why a clause
    record Failed(String why) implements Result {}
  }

  /// @param inputs files of the source besides the chart that the objects are made of, without
  ///     prefix
  /// @param time of all builds
  /// @param builds what need not be rendered again; none if a value is secret or comes from a
  ///     cluster
  /// @param prefix of paths in results
  /// @param named where a chart that was fetched is named: nothing else of it is in the source
  public HelmBuild(
      RenderTool helm,
      HelmChart chart,
      HelmRequest request,
      List<String> inputs,
      DocumentReader reader,
      RenderTime time,
      KnownBuilds builds,
      String prefix,
      Optional<Place> named) {
    this.helm = helm;
    this.chart = chart;
    this.request = request;
    this.inputs = List.copyOf(inputs);
    this.reader = reader;
    this.time = time;
    this.builds = builds;
    this.prefix = prefix;
    this.named = named;
  }

  /// What helm printed for one template, as text.
  private record Template(String source, String text) {}

  /// What helm printed for one template.
  private record Printed(String source, FileManifests content) {}

  public Result run() {
    Optional<String> refusal = request.refusal();
    if (refusal.isPresent()) {
      return new Result.Failed(refusal.get());
    }
    List<RenderWorkspace.Result> both =
        SideBySide.run(List.of(() -> template(chart, Time.FIRST), this::perturbed));
    return switch (both.getFirst()) {
      case RenderWorkspace.Result.Failed(String why) -> new Result.Failed(cut(why));
      case RenderWorkspace.Result.Printed(byte[] output) ->
          switch (both.getLast()) {
            case RenderWorkspace.Result.Failed(String why) ->
                new Result.Failed("rendered a second time, " + cut(why));
            case RenderWorkspace.Result.Printed(byte[] other) -> {
              List<Printed> first = printed(output);
              yield built(first, Arrays.equals(output, other) ? first : printed(other));
            }
          };
    };
  }

  /// Numbers that are drawn from the same range again if others are not what the chart can use.
  private RenderWorkspace.Result perturbed() {
    RenderWorkspace.Result result = template(chart.perturbed(true), Time.SECOND);
    return result instanceof RenderWorkspace.Result.Failed && chart.draws()
        ? template(chart.perturbed(false), Time.SECOND)
        : result;
  }

  /// Nobody can pass helm the flag here.
  private static String cut(String why) {
    return why.replace("Use --debug flag to render out invalid YAML", "").strip();
  }

  /// Which of the two: what one of them printed is not taken for the other.
  private enum Time {
    FIRST,
    SECOND
  }

  private RenderWorkspace.Result template(HelmChart files, Time which) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("template", request.release(), "./" + CHART));
    arguments.addAll(List.of("--namespace", request.namespace(), "--include-crds"));
    request.kubeVersion().ifPresent(it -> arguments.addAll(List.of("--kube-version", it)));
    if (!request.apiVersions().isEmpty()) {
      arguments.addAll(List.of("--api-versions", String.join(",", request.apiVersions())));
    }
    boolean upgrade =
        switch (request.action()) {
          case INSTALL -> false;
          case UPGRADE -> true;
          case EITHER -> which == Time.SECOND;
        };
    if (upgrade) {
      arguments.add("--is-upgrade");
    }
    List<SourceFile> all = new ArrayList<>(files.below(CHART));
    for (int i = 0; i < request.values().size(); i++) {
      String path = "values/%d.yaml".formatted(i);
      all.add(new SourceFile(path, request.values().get(i).content()));
      arguments.addAll(List.of("--values", path));
    }
    arguments.addAll(request.arguments());
    List<String> identifying = new ArrayList<>(arguments);
    identifying.add(which.name());
    ProgramRun run = new ProgramRun(helm, arguments, all);
    return ProgramRun.run(
        builds, BuildKey.of(helm, identifying, all), () -> time.run(chart.folder(), run::run));
  }

  private List<Printed> printed(byte[] output) {
    String text = new String(output, UTF_8);
    List<Template> templates = new ArrayList<>();
    Matcher matcher = SOURCE.matcher(text);
    int start = -1;
    String source = "";
    while (matcher.find()) {
      if (start >= 0) {
        templates.add(new Template(source, text.substring(start, matcher.start())));
      }
      source = matcher.group(1);
      start = matcher.end();
    }
    if (start >= 0) {
      templates.add(new Template(source, text.substring(start)));
    }
    return templates.parallelStream().map(this::read).toList();
  }

  private Printed read(Template template) {
    String source = template.source();
    return new Printed(
        source, FileManifests.of(new SourceFile(source, template.text().getBytes(UTF_8)), reader));
  }

  private Result.Built built(List<Printed> first, List<Printed> second) {
    Map<ResourceId, Manifest> others = new LinkedHashMap<>();
    for (Printed printed : second) {
      printed.content().manifests().forEach(it -> others.put(id(it), it));
    }
    RenamedHooks renamed = new RenamedHooks(first, second);
    List<HelmObject> objects = new ArrayList<>();
    List<HelmObject> lookedUp = new ArrayList<>();
    List<Unrendered> unrendered = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Set<ResourceId> seen = new HashSet<>();
    for (Printed printed : first) {
      boolean looksUp = chart.looksUp(printed.source());
      for (Manifest manifest : printed.content().manifests()) {
        Optional<Place> place = place(printed.source(), manifest.kind());
        Manifest other = others.get(id(manifest));
        seen.add(id(manifest));
        if (other == null && isHook(manifest)) {
          Manifest again = renamed.again(printed.source(), manifest);
          objects.add(object(printed.source(), place, manifest, again));
        } else if (other == null) {
          unrendered.add(renamed(place, manifest));
        } else {
          (looksUp ? lookedUp : objects).add(object(printed.source(), place, manifest, other));
        }
      }
      printed
          .content()
          .unrendered()
          .forEach(
              it ->
                  unrendered.add(
                      new Unrendered(
                          place(printed.source(), "").orElse(start()),
                          it.kind(),
                          it.reason(),
                          it.text())));
      printed
          .content()
          .problems()
          .forEach(it -> problems.add(problem(place(printed.source(), ""), it)));
    }
    others.forEach(
        (id, manifest) -> {
          if (!seen.contains(id) && !isHook(manifest)) {
            unrendered.add(renamed(Optional.empty(), manifest));
          }
        });
    return new Result.Built(objects, lookedUp, unrendered, problems);
  }

  /// Hooks that have another name each time, as the second time has them.
  private static final class RenamedHooks {
    private final Map<String, Deque<Manifest>> others = new HashMap<>();

    RenamedHooks(List<Printed> first, List<Printed> second) {
      Set<ResourceId> ids = new HashSet<>();
      first.forEach(one -> one.content().manifests().forEach(it -> ids.add(id(it))));
      for (Printed printed : second) {
        for (Manifest manifest : printed.content().manifests()) {
          if (isHook(manifest) && !ids.contains(id(manifest))) {
            others
                .computeIfAbsent(key(printed.source(), manifest), _ -> new ArrayDeque<>())
                .add(manifest);
          }
        }
      }
    }

    /// The next one of its template; without one, it is there only now and then, and its name
    /// differs from that of nothing.
    Manifest again(String source, Manifest manifest) {
      Deque<Manifest> left = others.getOrDefault(key(source, manifest), new ArrayDeque<>());
      return left.isEmpty()
          ? manifest.with(
              manifest
                  .content()
                  .with(
                      "metadata", manifest.content().object("metadata").with("name", Value.of(""))))
          : left.remove();
    }

    private static String key(String source, Manifest manifest) {
      return manifest.kind() + " " + source;
    }
  }

  private HelmObject object(
      String source, Optional<Place> place, Manifest manifest, Manifest other) {
    List<String> files = new ArrayList<>();
    place.map(Place::file).ifPresent(files::add);
    if (!chart.isFetched()) {
      files.add(prefix + chart.file());
    }
    inputs.stream().map(it -> prefix + it).filter(it -> !files.contains(it)).forEach(files::add);
    HelmObject.Role role =
        CRDS.matcher(source).matches()
            ? HelmObject.Role.CRD
            : isHook(manifest) ? HelmObject.Role.HOOK : HelmObject.Role.RESOURCE;
    return new HelmObject(
        manifest.with(
            new Generated("helm", files, place).and(Unstable.between(manifest, other, CHANGES))),
        role);
  }

  /// Hooks are not compared, so their names may be others each time, as those of tests often are.
  private static boolean isHook(Manifest manifest) {
    return manifest.content().object("metadata").object("annotations").text(HOOK).isPresent();
  }

  /// Why an object that depends on what the cluster had is not compared.
  public static Unrendered lookedUp(HelmObject object, String release) {
    return new Unrendered(
        object.manifest().origin().places().start(),
        Unrendered.Kind.HELM_CHART,
        ("%s %s of the Helm release %s depends on what its template looks up in the cluster when it"
                + " is installed (lookup). What it declares is unknown.")
            .formatted(object.manifest().kind(), object.manifest().name(), release),
        Optional.of(object.manifest().name()));
  }

  private Unrendered renamed(Optional<Place> place, Manifest manifest) {
    return new Unrendered(
        place.orElse(start()),
        Unrendered.Kind.HELM_CHART,
        ("The Helm release %s has a %s whose name or presence is another one each time that helm"
                + " renders it, so no object of the cluster can be matched to it.")
            .formatted(request.release(), manifest.kind()),
        Optional.empty());
  }

  /// Lines of the output are lines of no file.
  private Problem problem(Optional<Place> place, Problem problem) {
    Place at = place.orElse(start());
    return Problem.at(
        at,
        problem.code(),
        "%s: in what helm renders: %s"
            .formatted(at.file(), problem.message().replaceFirst("^\\S+:\\d+: ", "")));
  }

  private Optional<Place> place(String source, String kind) {
    return named.isPresent() ? named : placeInChart(source, kind);
  }

  private Optional<Place> placeInChart(String source, String kind) {
    return chart
        .place(source, kind)
        .map(it -> new Place(prefix + it.file(), it.line(), it.column(), 0, 0, false));
  }

  private Place start() {
    return named.orElseGet(() -> new Place(prefix + chart.file(), 1, 1, 0, 0, false));
  }

  private static ResourceId id(Manifest manifest) {
    return new ResourceId(manifest.groupKind(), manifest.namespace(), manifest.name());
  }
}
