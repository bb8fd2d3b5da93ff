package dev.drift.source.argo;

import dev.drift.model.Manifest;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.value.Value;
import dev.drift.source.ChartAddress;
import dev.drift.source.Fetcher;
import dev.drift.source.helm.HelmChart;
import dev.drift.source.kustomize.KustomizationFile;
import dev.drift.source.manifest.ResourceScopes;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Renders one Application: its sources, each alone, and then what Argo CD does to their objects.
final class ApplicationRendering {
  /// Where a chart is put that was fetched, beside the files of the repository.
  private static final String FETCHED = ".fetched";

  private final Rendering rendering;
  private final ArgoApplication application;
  private final ArgoSettings settings;

  /// URLs of other repositories that it deploys from.
  private final Set<String> elsewhere = new LinkedHashSet<>();

  private final List<Optional<String>> applied;

  /// Versions of charts that were fetched.
  private final Map<ArgoSource, String> versions = new HashMap<>();

  /// @param settings of the Argo CD that watches it
  /// @param applied versions of the charts of its sources; none if they are not known
  ApplicationRendering(
      Rendering rendering,
      ArgoApplication application,
      ArgoSettings settings,
      List<Optional<String>> applied) {
    this.applied = List.copyOf(applied);
    this.rendering = rendering;
    this.application = application;
    this.settings = settings;
  }

  /// URLs of other repositories that it deploys from, after it was rendered.
  Set<String> elsewhere() {
    return Set.copyOf(elsewhere);
  }

  /// Versions of the charts that were fetched for its sources, after it was rendered.
  Map<ArgoSource, String> versions() {
    return Map.copyOf(versions);
  }

  /// All files of its sources, if they are those of this repository.
  ///
  /// @throws IOException if the tree itself cannot be read
  Set<String> claimed() throws IOException {
    Set<String> files = new TreeSet<>();
    for (ArgoSource source : application.sources()) {
      files.addAll(files(source));
    }
    return files;
  }

  /// @throws IOException if the tree itself cannot be read, or a private copy cannot be written
  Made render() throws IOException {
    if (application.isSecret()) {
      // What it renders would show them, and so would the sentences about it.
      return failed(ArgoApplication.SECRET).and(Made.covering(claimed()));
    }
    ArgoApplication.Destination destination = application.destination();
    if (destination.isMissing()) {
      return failed("it has no destination.server and no destination.name");
    }
    if (!destination.isHere()) {
      Set<String> covered = new TreeSet<>();
      for (ArgoSource source : application.sources()) {
        if (isHere(source)) {
          covered.addAll(files(source));
        }
      }
      return Made.covering(covered)
          .with(
              List.of(),
              List.of(
                  new Skipped(
                      application.place(),
                      "The Application %s deploys to the cluster %s, so it is not compared here."
                          .formatted(application, destination))));
    }
    Optional<ArgoSource> hydrated = application.hydrated();
    if (hydrated.isPresent()) {
      return hydrated(hydrated.get());
    }
    Made all = Made.NOTHING;
    for (ArgoSource source : application.sources()) {
      all = all.and(render(source));
    }
    return applied(all);
  }

  private Made applied(Made all) {
    List<Manifest> touched = new ArrayList<>();
    List<Manifest> left = new ArrayList<>();
    List<Skipped> leftOut = new ArrayList<>();
    try {
      KindFilter filter = new KindFilter(settings, rendering.documents());
      for (Manifest manifest : all.manifests()) {
        if (filter.leavesOut(manifest.groupKind(), application.destination().server())) {
          left.add(manifest);
          leftOut.add(
              new Skipped(
                  manifest.origin().places().start(),
                  "Argo CD leaves out the %s %s (resource.exclusions or inclusions in argocd-cm)."
                      .formatted(manifest.kind(), manifest.name())));
        } else {
          touched.add(manifest);
        }
      }
    } catch (NotRendered e) {
      return failed(e.why()).and(Made.covering(all.covered()));
    }
    Made made = appliedOf(all, touched).declaring(left);
    return made.with(made.manifests(), leftOut);
  }

  /// @param touched what Argo CD does not leave out
  private Made appliedOf(Made all, List<Manifest> touched) {
    AppliedObjects applied =
        AppliedObjects.of(
            application,
            touched,
            settings,
            ResourceScopes.of(
                Stream.concat(rendering.reading().manifests().stream(), all.manifests().stream())
                    .toList()));
    IgnoreDifferences.Found ignored =
        IgnoreDifferences.of(application, applied.manifests(), settings, rendering.documents());
    return all.with(applied.manifests(), applied.leftOut())
        .declaring(applied.hooks())
        .ignoring(ignored.ignores(), ignored.problems());
  }

  private boolean isHere(ArgoSource source) {
    return source.chart().isEmpty() && rendering.repository().isAt(source.repoUrl());
  }

  /// What is applied is on the branch that the hydrator writes; what it reads is not applied.
  private Made hydrated(ArgoSource source) throws IOException {
    Set<String> dry = new TreeSet<>();
    for (ArgoSource read : application.dry().stream().toList()) {
      if (isHere(read)) {
        dry.addAll(files(read));
      }
    }
    if (!isHere(source)) {
      elsewhere.add(source.repoUrl());
      return Made.covering(dry);
    }
    if (!rendering.repository().names().contains(source.targetRevision())) {
      return failed(
              ("it is hydrated to the branch %s, and this run reads another revision; read that"
                      + " branch with --revision")
                  .formatted(source.targetRevision()))
          .and(Made.covering(dry));
    }
    return applied(render(source));
  }

  private Made render(ArgoSource source) throws IOException {
    if (source.onlyHoldsFiles()) {
      return Made.NOTHING;
    }
    if (source.chart().isPresent()) {
      try {
        return chart(source, source.chart().get());
      } catch (NotRendered e) {
        return Made.unrendered(
            new Unrendered(
                application.place(),
                Unrendered.Kind.ARGO_APPLICATION,
                "The chart %s of the Application %s was not rendered: %s. What it declares is unknown."
                    .formatted(source.chart().get(), application, e.why()),
                Optional.empty()));
      }
    }
    if (!isHere(source)) {
      elsewhere.add(source.repoUrl());
      return Made.NOTHING;
    }
    if (!rendering.isRevision(source.targetRevision())) {
      return failed(
              ("it deploys the revision %s, and this run reads another one; read that revision with"
                      + " --revision")
                  .formatted(source.targetRevision()))
          .and(Made.covering(files(source)));
    }
    Optional<String> folder = source.folder();
    if (folder.isEmpty() || !rendering.files().hasFolder(folder.get())) {
      return failed(
          source.path().isEmpty()
              ? "it has no path"
              : "its path %s is not a folder of this repository".formatted(source.path().get()));
    }
    try {
      return render(source, folder.get());
    } catch (NotRendered e) {
      return failed(e.why()).and(Made.covering(files(source)));
    }
  }

  /// A chart of a Helm repository, or of a registry, which Argo CD tells by the missing scheme.
  private Made chart(ArgoSource source, String name) throws IOException, NotRendered {
    String url = source.repoUrl().replaceFirst("/+$", "");
    int index = application.sources().indexOf(source);
    Optional<String> version =
        index >= 0 && index < applied.size() ? applied.get(index) : Optional.empty();
    ChartAddress address =
        url.matches("(?i)https?://.*")
            ? new ChartAddress.InRepository(url, name, source.targetRevision(), version)
            : new ChartAddress.InRegistry(
                "oci://%s/%s".formatted(url.replaceFirst("^oci://", ""), name),
                new ChartAddress.Wanted.Version(source.targetRevision()),
                Optional.empty(),
                /* plain= */ false,
                version.map(it -> new ChartAddress.Applied(it, Optional.empty())));
    return switch (rendering.fetcher().chart(address)) {
      case Fetcher.ChartAnswer.Unknown(String why) -> throw new NotRendered(why);
      case Fetcher.ChartAnswer.Found found -> {
        versions.put(source, found.version());
        String label = "%s-%s.tgz".formatted(name, found.version());
        yield switch (rendering.charts().unpacked(found.digest(), label, found.archive())) {
          case HelmChart.Result.Refused(var _, var _, String why) -> throw new NotRendered(why);
          case HelmChart.Result.Read(HelmChart chart) -> render(source, chart, found.version());
        };
      }
    };
  }

  private Made render(ArgoSource named, HelmChart chart, String version)
      throws IOException, NotRendered {
    String folder = FETCHED;
    while (rendering.files().hasFolder(folder)) {
      folder += "-";
    }
    folder = TreePath.join(folder, "chart");
    Rendering with = rendering.with(chart, folder);
    String instance = settings.instanceName(application);
    ArgoSource source =
        SourceOverrides.apply(named, folder, instance, with.files(), with.documents()).source();
    return new HelmSource(
            with,
            application,
            folder,
            source.options(ArgoSource.Type.HELM),
            new BuildEnvironment(application, source, Optional.of(version), instance),
            List.of(application.place().file()),
            /* fetched= */ true)
        .render();
  }

  private Made render(ArgoSource named, String folder) throws IOException, NotRendered {
    String instance = settings.instanceName(application);
    SourceOverrides.Overridden overridden =
        SourceOverrides.apply(named, folder, instance, rendering.files(), rendering.documents());
    ArgoSource source = overridden.source();
    BuildEnvironment environment =
        new BuildEnvironment(application, source, rendering.commit(), instance);
    List<String> inputs = new ArrayList<>();
    overridden.files().forEach(it -> inputs.add(rendering.prefix() + it));
    inputs.add(application.place().file());
    return switch (type(source, folder)) {
      case HELM ->
          new HelmSource(
                  rendering,
                  application,
                  folder,
                  source.options(ArgoSource.Type.HELM),
                  environment,
                  inputs,
                  /* fetched= */ false)
              .render();
      case KUSTOMIZE ->
          new KustomizeSource(
                  rendering,
                  folder,
                  source.options(ArgoSource.Type.KUSTOMIZE),
                  settings.kustomizeBuildOptions(),
                  environment,
                  inputs)
              .render();
      case DIRECTORY ->
          new DirectorySource(rendering, folder, source.options(ArgoSource.Type.DIRECTORY), inputs)
              .render();
      case PLUGIN -> {
        Value.Obj plugin = source.options(ArgoSource.Type.PLUGIN);
        throw new NotRendered(
            plugin
                .text("name")
                .map("the plugin %s renders it, which Drift does not run"::formatted)
                .orElse("a plugin renders it, which Drift does not run"));
      }
    };
  }

  /// As Argo CD finds it out, without the plugins that nobody knows from Git.
  private ArgoSource.Type type(ArgoSource source, String folder) throws NotRendered {
    Optional<ArgoSource.Type> explicit = source.explicitType();
    if (explicit.isPresent()) {
      return explicit.get();
    }
    ArgoSource.Type type = ArgoSource.Type.DIRECTORY;
    // Sorted, as Argo CD walks: what comes last decides.
    for (String path : rendering.files().below(folder)) {
      if (TreePath.parent(path).equals(folder)) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.endsWith("Chart.yaml")) {
          type = ArgoSource.Type.HELM;
        } else if (KustomizationName.isOf(name)) {
          type = ArgoSource.Type.KUSTOMIZE;
        }
      }
    }
    return type;
  }

  /// The files that a source is made of, even if it is not rendered here.
  private Set<String> files(ArgoSource source) throws IOException {
    Optional<String> folder = source.folder();
    if (folder.isEmpty()) {
      return Set.of();
    }
    String path = folder.get();
    try {
      return switch (type(source, path)) {
        case HELM -> HelmSource.covered(path);
        case KUSTOMIZE ->
            rendering
                .kustomizations()
                .in(path)
                .map(this::covered)
                .orElseGet(() -> path.isEmpty() ? Set.of() : Set.of(path));
        case DIRECTORY ->
            new DirectorySource(
                    rendering, path, source.options(ArgoSource.Type.DIRECTORY), List.of())
                .covered();
        case PLUGIN -> path.isEmpty() ? Set.of() : Set.of(path);
      };
    } catch (NotRendered e) {
      return path.isEmpty() ? Set.of() : Set.of(path);
    }
  }

  private Set<String> covered(KustomizationFile root) {
    try {
      return rendering.kustomizations().inputs(root).covered();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param why a clause
  /// @throws IOException if the tree itself cannot be read
  Made notRendered(String why) throws IOException {
    return failed(why).and(Made.covering(claimed()));
  }

  private Made failed(String why) {
    return Made.unrendered(
        new Unrendered(
            application.place(),
            Unrendered.Kind.ARGO_APPLICATION,
            "The Application %s was not rendered: %s. What it declares is unknown."
                .formatted(application, why),
            Optional.empty()));
  }
}
