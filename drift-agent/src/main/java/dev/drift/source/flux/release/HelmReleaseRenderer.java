package dev.drift.source.flux.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.drift.json.JsonWriter;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.ChartAddress;
import dev.drift.source.ClusterFacts;
import dev.drift.source.KnownBuilds;
import dev.drift.source.flux.cluster.LiveFlux;
import dev.drift.source.helm.HelmBuild;
import dev.drift.source.helm.HelmChart;
import dev.drift.source.helm.HelmInstallation;
import dev.drift.source.helm.HelmObject;
import dev.drift.source.helm.HelmRequest;
import dev.drift.source.helm.RenderTime;
import dev.drift.source.helm.StoredRelease;
import dev.drift.source.part.DeliveryLag;
import dev.drift.source.part.Inventory;
import dev.drift.source.part.PartRenderer;
import dev.drift.source.part.Parts;
import dev.drift.source.part.Reading;
import dev.drift.source.tool.RenderProgram;
import dev.drift.source.tool.RenderTool;
import dev.drift.source.tool.RenderTools;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Renders the HelmReleases among the manifests of a source, and those that their charts contain.
public final class HelmReleaseRenderer implements PartRenderer {
  /// Of a HelmRelease that names none.
  private static final String DEFAULT_NAMESPACE = "default";

  private static final String FLUX = "Flux";

  private static final int MOST_RELEASES = 1_000;

  private final RenderTools tools;

  public HelmReleaseRenderer(RenderTools tools) {
    this.tools = requireNonNull(tools, "tools is null");
  }

  @Override
  public Parts render(Reading reading) throws IOException {
    if (!reading.request().options().sourcesFromCluster()) {
      return render(reading, List.of(), List.of());
    }
    return switch (LiveFlux.of(reading.request().cluster())) {
      case LiveFlux.Result.Unknown(String why) -> {
        Unrendered unknown = LiveFlux.notListed(why);
        yield new Parts(
            List.of(),
            reading.unrendered().contains(unknown) ? List.of() : List.of(unknown),
            List.of(),
            Set.of(),
            List.of());
      }
      case LiveFlux.Result.Found(LiveFlux live) -> {
        // What these declare is there already, and what they no longer declare is not.
        Set<String> appliers =
            reading.manifests().stream()
                .flatMap(it -> LiveFlux.applier(it).stream())
                .collect(Collectors.toSet());
        yield render(
            reading, live.sources(), LiveFlux.declaredElsewhere(live.releases(), appliers));
      }
    };
  }

  /// @param sources those of the cluster
  /// @param live releases that the cluster has besides those of the source
  private Parts render(Reading reading, List<Manifest> sources, List<Manifest> live)
      throws IOException {
    Run run = new Run(reading, sources);
    Deque<Manifest> open = new ArrayDeque<>(releases(reading.manifests()));
    Deque<Manifest> others = new ArrayDeque<>(live);
    Set<ResourceId> seen = new HashSet<>();
    while (seen.size() < MOST_RELEASES && !(open.isEmpty() && others.isEmpty())) {
      Manifest next = open.isEmpty() ? others.removeFirst() : open.removeFirst();
      HelmReleaseSpec release = new HelmReleaseSpec(inNamespace(next));
      if (seen.add(id(release.manifest()))) {
        open.addAll(releases(run.release(release)));
      }
    }
    return run.parts();
  }

  private static List<Manifest> releases(List<Manifest> manifests) {
    return manifests.stream().filter(it -> it.is(Kinds.FLUX_HELM_RELEASE)).toList();
  }

  private static Manifest inNamespace(Manifest release) {
    return release.namespace().isEmpty() ? release.in(DEFAULT_NAMESPACE) : release;
  }

  private static ResourceId id(Manifest manifest) {
    return new ResourceId(manifest.groupKind(), manifest.namespace(), manifest.name());
  }

  /// A release with all that it is rendered from.
  ///
  /// @param live the HelmRelease in the cluster; empty if it has none
  /// @param unrendered how much was not rendered before it
  private record Release(
      HelmReleaseSpec spec,
      ReleaseChart.Result.Found chart,
      ReferredValues referred,
      RenderTool helm,
      Optional<Value.Obj> live,
      int unrendered) {
    boolean isInstalled() {
      return revision().isPresent();
    }

    /// Helm has installed the first revision, and has upgraded to all others.
    HelmRequest.Action action() {
      return revision().orElse(1) > 1 ? HelmRequest.Action.UPGRADE : HelmRequest.Action.INSTALL;
    }

    /// The one that helm-controller installed last, by its status.
    Optional<Integer> revision() {
      return live.flatMap(it -> it.object("status").objects("history").stream().findFirst())
          .flatMap(it -> it.number("version"))
          .map(BigDecimal::intValue);
    }

    /// What helm-controller lists of what it installed; empty if that is not what is rendered.
    Optional<Inventory> inventory() {
      return chart.applied().isEmpty() ? Optional.empty() : live.flatMap(InstalledObjects::of);
    }
  }

  /// What came of rendering a release once.
  private sealed interface Outcome {
    /// @param objects those of the build after post-renderers
    record Done(List<HelmObject> objects, HelmBuild.Result.Built built) implements Outcome {}

    /// @param why a clause
    /// @param said whether it may quote what a program says
    record Failed(String why, boolean said) implements Outcome {}
  }

  /// What came of the releases so far.
  private final class Run {
    private final Reading reading;
    private final List<Manifest> sources;
    private final String prefix;
    private final List<Manifest> manifests = new ArrayList<>();
    private final List<Unrendered> unrendered = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> covered = new TreeSet<>();
    private final Set<String> programs = new TreeSet<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<Manifest> elsewhere = new ArrayList<>();
    private final AppliedCharts charts;
    private final DeliveryLag lag;

    /// Releases that are compared as Helm has installed them.
    private final Set<String> notUpgraded = new HashSet<>();

    private final RenderTime time = new RenderTime();

    Run(Reading reading, List<Manifest> sources) {
      this.reading = reading;
      this.sources = sources;
      this.charts = new AppliedCharts(reading);
      this.lag = new DeliveryLag(reading, FLUX, "HelmRelease");
      this.prefix = reading.request().prefix();
    }

    Parts parts() {
      List<Problem> all = new ArrayList<>(problems);
      all.addAll(lag.notes());
      all.addAll(charts.notes());
      return new Parts(
          manifests,
          elsewhere,
          unrendered,
          all,
          skipped,
          List.of(),
          covered,
          List.copyOf(programs));
    }

    /// @return what it deploys
    List<Manifest> release(HelmReleaseSpec release) throws IOException {
      List<Manifest> known = new ArrayList<>(reading.manifests());
      known.addAll(manifests);
      known.addAll(sources);
      if (release.isSecret() && !release.isForAnotherCluster()) {
        return failed(
            release, "what it says besides spec.values is secret, and would be in reports");
      }
      Optional<Value.Obj> live = live(release);
      Optional<Value.Obj> status = live.map(it -> it.object("status"));
      ReleaseChart.Result found =
          new ReleaseChart(reading, charts, known, installed(status)).of(release, status);
      switch (found) {
        case ReleaseChart.Result.Found(var chart, var _, var _) when chart.isFetched() -> {}
        case ReleaseChart.Result.Found(var chart, var _, var _) -> covered.add(chart.folder());
        case ReleaseChart.Result.Unknown(var folder, var _) -> folder.ifPresent(covered::add);
        case ReleaseChart.Result.Elsewhere(String why) -> {
          if (LiveFlux.isLive(release.manifest())) {
            skip(
                release,
                "The HelmRelease %%s is not of this repository: %s."
                    .formatted(why.replace("%", "%%")));
            return List.of();
          }
        }
      }
      if (release.isForAnotherCluster()) {
        skip(
            release,
            "The HelmRelease %s is not compared: it deploys to another cluster (spec.kubeConfig).");
        return List.of();
      }
      if (release.suspended()) {
        skip(
            release,
            "The HelmRelease %s is suspended: Flux does not apply what changes in Git, so"
                + " differences of its objects may be changes that wait.");
      }
      return switch (found) {
        case ReleaseChart.Result.Unknown(var _, String why) -> failed(release, why);
        case ReleaseChart.Result.Elsewhere(String why) -> failed(release, why);
        case ReleaseChart.Result.Found chart -> build(release, chart, known, live);
      };
    }

    /// @param live the HelmRelease in the cluster
    private List<Manifest> build(
        HelmReleaseSpec release,
        ReleaseChart.Result.Found chart,
        List<Manifest> known,
        Optional<Value.Obj> live) {
      String file =
          chart.chart().isFetched()
              ? release.manifest().origin().places().file()
              : prefix + chart.chart().file();
      if (!reading.request().options().concerns(file)) {
        return List.of();
      }
      return switch (tools.find(RenderProgram.HELM)) {
        case RenderTools.Found.Missing(String why) -> failed(release, why);
        case RenderTools.Found.Installed(RenderTool helm) -> {
          programs.add(helm.toString());
          ReferredValues referred =
              new ReferredValues(
                  known, reading.request().cluster(), reading.documents(), this::isUnread);
          Release one = new Release(release, chart, referred, helm, live, unrendered.size());
          if (one.action() == HelmRequest.Action.UPGRADE && release.preservesValues()) {
            yield failed(
                release,
                "an upgrade keeps the values of the last revision (upgrade.preserveValues), and Git"
                    + " may have them no more");
          }
          yield switch (rendered(one, OtherSecrets.none(reading.documents()))) {
            case Outcome.Failed(String why, boolean said) ->
                failed(release, said && referred.areSecret() ? unsaid(why) : why);
            case Outcome.Done done ->
                referred.areSecret() ? withSecrets(one, done) : withoutSecrets(one, done);
          };
        }
      };
    }

    /// A chart that nobody deploys declares nothing.
    private boolean isUnread(ResourceId id) {
      return Stream.concat(reading.unrendered().stream(), unrendered.stream())
          .anyMatch(it -> it.kind() != Unrendered.Kind.HELM_CHART && it.mayDeclare(id));
    }

    /// What helm or kustomize say may quote any value.
    private static String unsaid(String why) {
      String program = why.startsWith("a post-renderer failed") ? "kustomize" : "helm";
      return program + " failed; what it says may hold values of Secrets, so it is not shown";
    }

    private List<Manifest> withoutSecrets(Release one, Outcome.Done done) {
      unrendered.addAll(done.built().unrendered());
      problems.addAll(done.built().problems());
      return install(one, settled(one, done.objects(), done, false));
    }

    /// Rendered with other secrets, whatever differs depends on secrets.
    private List<Manifest> withSecrets(Release one, Outcome.Done done) {
      List<List<HelmObject>> others = new ArrayList<>();
      for (OtherSecrets other : OtherSecrets.all(reading.documents())) {
        if (!(rendered(one, other) instanceof Outcome.Done(var objects, var built))) {
          return failed(
              one.spec(),
              "values of Secrets go into it, and it could not be rendered with others in their"
                  + " place, which shows where they are");
        }
        others.add(objects);
      }
      if (!done.built().unrendered().isEmpty() || !done.built().problems().isEmpty()) {
        unrendered.add(
            unknown(
                one.spec(),
                "Some objects of the HelmRelease %s are not valid or have another name each time"
                    + " that helm renders it. Values of Secrets may be in them, so they are not"
                    + " named. They are not compared."));
      }
      SecretObjects hidden = SecretObjects.of(done.objects(), others);
      if (hidden.missing()) {
        unrendered.add(
            unknown(
                one.spec(),
                "Values of Secrets decide which objects the HelmRelease %s has, or how these or"
                    + " their fields are called. These objects are not named or compared."));
      }
      return install(one, settled(one, hidden.objects(), done, true));
    }

    private Unrendered unknown(HelmReleaseSpec release, String sentence) {
      return new Unrendered(
          release.manifest().origin().places().start(),
          Unrendered.Kind.HELM_RELEASE,
          sentence.formatted(release),
          Optional.empty());
    }

    private Outcome rendered(Release one, OtherSecrets others) {
      HelmReleaseSpec release = one.spec();
      Value.Obj values;
      try {
        values = one.referred().of(release, others);
      } catch (InvalidValues e) {
        return new Outcome.Failed(e.why(), false);
      }
      Optional<String> refusal = time.refusal(one.chart().chart().folder());
      if (refusal.isPresent()) {
        return new Outcome.Failed(refusal.get(), false);
      }
      HelmRequest request =
          HelmRequest.of(
              release.releaseName(),
              release.releaseNamespace(),
              one.action(),
              List.of(new SourceFile("values", JsonWriter.text(values).getBytes(UTF_8))),
              reading.request().cluster());
      HelmBuild build =
          build(
              one,
              release.skipsSchema(one.isInstalled())
                      || reading.request().options().concerning().isPresent()
                  ? request.with("--skip-schema-validation")
                  : request);
      return switch (build.run()) {
        case HelmBuild.Result.Failed(String why) -> new Outcome.Failed(why, true);
        case HelmBuild.Result.Built built -> {
          PostRenderers.Result result =
              new PostRenderers(
                      release.spec(),
                      release.name(),
                      release.namespace(),
                      tools,
                      reading.documents(),
                      time)
                  .run(Stream.concat(built.objects().stream(), built.lookedUp().stream()).toList());
          yield switch (result) {
            case PostRenderers.Result.Failed(String why) -> new Outcome.Failed(why, true);
            case PostRenderers.Result.Done(List<HelmObject> objects, Optional<String> program) -> {
              program.ifPresent(programs::add);
              yield new Outcome.Done(objects, built);
            }
          };
        }
      };
    }

    /// Nothing is kept that is made of secrets, or of what only the cluster has.
    private KnownBuilds builds(Release one) {
      return one.spec().secretValues().isEmpty()
              && one.referred().mayBeKept()
              && !reading.request().options().sourcesFromCluster()
          ? reading.request().builds()
          : KnownBuilds.NONE;
    }

    private HelmBuild build(Release one, HelmRequest request) {
      return new HelmBuild(
          one.helm(),
          one.chart().chart(),
          request,
          inputs(one.spec(), one.chart(), one.referred()),
          reading.documents(),
          time,
          builds(one),
          prefix,
          Optional.of(one.chart().chart())
              .filter(HelmChart::isFetched)
              .map(_ -> one.spec().manifest().origin().places().start()));
    }

    private List<Manifest> install(Release one, List<HelmObject> objects) {
      HelmReleaseSpec release = one.spec();
      boolean upgrade = one.isInstalled();
      HelmInstallation.Installed installed =
          new HelmInstallation(
                  release.releaseName(), release.releaseNamespace(), release.crds(upgrade), true)
              .of(objects);
      boolean isAll = unrendered.size() == one.unrendered();
      Optional<String> difference =
          one.inventory()
              .flatMap(it -> it.differenceFrom(inventoried(installed, objects), isAll, FLUX));
      if (difference.isPresent()) {
        return failed(release, difference.get());
      }
      one.chart()
          .applied()
          .filter(ReleaseChart.Applied::isOlder)
          .filter(_ -> !notUpgraded.contains(release.toString()))
          .ifPresent(it -> lag.add(it.commit(), release.toString()));
      DriftIgnores ignores = new DriftIgnores(release.spec());
      List<Manifest> compared = new ArrayList<>();
      for (Manifest manifest : installed.manifests()) {
        Optional<String> ignored = ignores.ofWhole(manifest);
        if (ignored.isPresent()) {
          elsewhere.add(manifest);
          skipped.add(
              new Skipped(
                  manifest.origin().places().start(),
                  "%s %s of the HelmRelease %s is not compared: %s."
                      .formatted(manifest.kind(), manifest.name(), release, ignored.get())));
        } else {
          compared.add(ignores.with(manifest));
        }
      }
      for (String why : ignores.refused()) {
        problems.add(
            Problem.at(
                release.manifest().origin().places().start(),
                Problem.Code.IGNORE_REFUSED,
                "HelmRelease %s, spec.driftDetection.ignore: %s, so what it ignores is reported"
                    .formatted(release, why)));
      }
      boolean outside =
          LiveFlux.isLive(release.manifest()) && !reading.isCompared(one.chart().chart().folder());
      (outside ? elsewhere : manifests).addAll(compared);
      elsewhere.addAll(installed.elsewhere());
      skipped.addAll(installed.skipped());
      createdNamespace(release).ifPresent(elsewhere::add);
      return compared;
    }

    /// What helm-controller lists: no hooks, and all of the folders `crds`, whether an upgrade
    /// applies it or not.
    private static List<Manifest> inventoried(
        HelmInstallation.Installed installed, List<HelmObject> objects) {
      return Stream.concat(
              installed.manifests().stream(),
              objects.stream()
                  .filter(it -> it.role() == HelmObject.Role.CRD)
                  .map(HelmObject::manifest))
          .toList();
    }

    /// The namespace that Flux lets Helm create.
    private Optional<Manifest> createdNamespace(HelmReleaseSpec release) {
      boolean created =
          release.spec().text("targetNamespace").filter(it -> !it.isEmpty()).isPresent()
              && release
                  .spec()
                  .object("install")
                  .get("createNamespace")
                  .filter(Value.of(true)::equals)
                  .isPresent();
      if (!created) {
        return Optional.empty();
      }
      String name = release.releaseNamespace();
      Value.Obj content =
          Value.Obj.EMPTY
              .with("apiVersion", Value.of("v1"))
              .with("kind", Value.of("Namespace"))
              .with("metadata", Value.Obj.EMPTY.with("name", Value.of(name)));
      return Optional.of(new Manifest("v1", "Namespace", "", name, content, origin(release)));
    }

    private List<String> inputs(
        HelmReleaseSpec release, ReleaseChart.Result.Found chart, ReferredValues referred) {
      List<String> inputs = new ArrayList<>();
      if (!LiveFlux.isLive(release.manifest())) {
        release.manifest().origin().files().forEach(it -> inputs.add(withoutPrefix(it)));
      }
      inputs.addAll(chart.valuesFiles());
      referred.files().forEach(it -> inputs.add(withoutPrefix(it)));
      return inputs;
    }

    private String withoutPrefix(String file) {
      return file.startsWith(prefix) ? file.substring(prefix.length()) : file;
    }

    /// The chart that helm-controller installed last, if what is applied is compared.
    private Optional<ChartAddress.Applied> installed(Optional<Value.Obj> status) {
      return reading.request().options().applied().isEmpty()
          ? Optional.empty()
          : status
              .flatMap(it -> it.objects("history").stream().findFirst())
              .flatMap(
                  it ->
                      it.text("chartVersion")
                          .map(version -> new ChartAddress.Applied(version, it.text("ociDigest"))));
    }

    private Optional<Value.Obj> live(HelmReleaseSpec release) {
      Manifest manifest = release.manifest();
      return reading
                  .request()
                  .cluster()
                  .object(new ResourceRef(manifest.apiVersion(), id(manifest)))
              instanceof ClusterFacts.Answer.Found(Value.Obj content)
          ? Optional.of(content)
          : Optional.empty();
    }

    /// With what Helm stored of the release, where that may be read. What was looked up is not
    /// taken from there if it may hold secrets: their paths are only known as they are rendered.
    private List<HelmObject> settled(
        Release one, List<HelmObject> all, Outcome.Done done, boolean secret) {
      HelmReleaseSpec release = one.spec();
      Set<ResourceId> ids = new HashSet<>();
      done.built().lookedUp().forEach(it -> ids.add(id(it.manifest())));
      List<HelmObject> objects =
          all.stream().filter(it -> !ids.contains(id(it.manifest()))).toList();
      List<HelmObject> open = all.stream().filter(it -> ids.contains(id(it.manifest()))).toList();
      Optional<StoredRelease> stored =
          one.revision()
              .flatMap(
                  it ->
                      StoredRelease.read(
                          reading.request().cluster(),
                          release.storageNamespace(),
                          release.releaseName(),
                          release.releaseNamespace(),
                          it,
                          reading.documents()));
      StoredRelease.Settled settled =
          stored
              .map(it -> it.settle(objects, open))
              .orElse(new StoredRelease.Settled(objects, open, 0));
      if (settled.waiting() > 0 && !secret && reading.request().options().applied().isPresent()) {
        notUpgraded.add(release.toString());
        problems.add(notUpgraded(release, settled.waiting()));
        return stored.orElseThrow().applied(all, origin(release));
      }
      settled.unknown().forEach(it -> unrendered.add(lookedUp(one, it)));
      if (settled.waiting() > 0) {
        skip(
            release,
            "The HelmRelease %%s is not at this revision: %s from what Helm installed last, so their"
                    .formatted(
                        settled.waiting() == 1
                            ? "1 object differs"
                            : settled.waiting() + " objects differ")
                + " differences may be changes that wait.");
      }
      if (!secret) {
        return settled.objects();
      }
      List<HelmObject> certain = new ArrayList<>();
      for (HelmObject object : settled.objects()) {
        if (ids.contains(id(object.manifest()))) {
          unrendered.add(lookedUp(one, object));
        } else {
          certain.add(object);
        }
      }
      return certain;
    }

    private static Problem notUpgraded(HelmReleaseSpec release, int waiting) {
      return Problem.at(
          release.manifest().origin().places().start(),
          Problem.Code.NOT_YET_APPLIED,
          ("Flux has not upgraded the HelmRelease %s yet: %s from what Helm has installed, which is"
                  + " compared. What differs is on its way, and no drift. If the chart was changed"
                  + " without a new version, raise that: Flux packages each version once.")
              .formatted(release, waiting == 1 ? "1 object differs" : waiting + " objects differ"));
    }

    private Generated origin(HelmReleaseSpec release) {
      return new Generated(
          "helm",
          release.manifest().origin().files(),
          Optional.of(release.manifest().origin().places().start()));
    }

    private Unrendered lookedUp(Release one, HelmObject object) {
      return HelmBuild.lookedUp(object, one.spec().releaseName());
    }

    private void skip(HelmReleaseSpec release, String sentence) {
      skipped.add(
          new Skipped(release.manifest().origin().places().start(), sentence.formatted(release)));
    }

    private List<Manifest> failed(HelmReleaseSpec release, String why) {
      Place place = release.manifest().origin().places().start();
      unrendered.add(
          new Unrendered(
              place,
              Unrendered.Kind.HELM_RELEASE,
              "The HelmRelease %s was not rendered: %s. What it declares is unknown."
                  .formatted(release, why),
              Optional.empty()));
      return List.of();
    }
  }
}
