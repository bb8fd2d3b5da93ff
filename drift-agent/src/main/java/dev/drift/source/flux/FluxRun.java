package dev.drift.source.flux;

import dev.drift.model.Lazy;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.source.flux.cluster.LiveFlux;
import dev.drift.source.flux.envsubst.SubstitutionException;
import dev.drift.source.kustomize.KustomizationTree;
import dev.drift.source.part.AppliedTree;
import dev.drift.source.part.DeliveryLag;
import dev.drift.source.part.Inventory;
import dev.drift.source.part.Reading;
import dev.drift.source.tool.RenderTools;
import dev.drift.source.tool.RenderWorkspace;
import dev.drift.source.tool.SideBySide;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Renders Kustomizations, and those that they deploy in turn, each once.
///
/// Those that others wait for come first, so that the ConfigMaps that they deploy are there for the
/// variables of the others.
final class FluxRun {
  private static final ObjectRules.Result NOTHING =
      new ObjectRules.Result(List.of(), List.of(), List.of(), List.of(), List.of());

  /// Of Kustomizations.
  private static final int MOST = 2_000;

  /// How often a Kustomization that deploys itself may change itself.
  private static final int MOST_CHANGES = 3;

  private final Reading reading;
  private final RenderTools tools;
  private final ThisRepository repository;
  private final VariableSources variables;
  private final AppliedKustomizations known;
  private final DeliveryLag lag;
  private final Map<BuildKey, FluxBuild> builds = new HashMap<>();
  private final List<FluxKustomization> open = new ArrayList<>();
  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  private final Set<String> covered = new TreeSet<>();
  private final Set<String> programs = new TreeSet<>();
  private final Set<String> applied = new HashSet<>();
  private final Set<String> here = new HashSet<>();
  private final Set<String> outside = new HashSet<>();
  private final Lazy<Optional<ControllerVersion>> live = new Lazy<>(this::live);
  private Optional<ControllerVersion> rendered = Optional.empty();

  /// @param ignore of the source
  private record BuildKey(Optional<String> ignore, Optional<String> commit) {}

  private record Outcome(FluxKustomization flux, int changes, ObjectRules.Result result) {}

  FluxRun(Reading reading, RenderTools tools, ThisRepository repository) {
    this.reading = reading;
    this.tools = tools;
    this.repository = repository;
    this.known = new AppliedKustomizations(reading);
    this.lag = new DeliveryLag(reading, "Flux", "Kustomization");
    this.variables = new VariableSources(reading.request().cluster());
    variables.add(reading.manifests());
  }

  /// @throws IOException if the tree cannot be read, or its copy cannot be written
  void render(Collection<FluxKustomization> roots) throws IOException {
    add(roots);
    while (!open.isEmpty()) {
      FluxKustomization next = next();
      open.remove(next);
      Optional<Outcome> before = Optional.ofNullable(outcomes.get(next.id()));
      boolean again =
          before
              .filter(it -> it.changes() < MOST_CHANGES)
              .filter(it -> !it.flux().spec().equals(next.spec()))
              .filter(_ -> deploysItself(next))
              .isPresent();
      if ((before.isEmpty() && outcomes.size() < MOST) || again) {
        ObjectRules.Result result = render(next);
        outcomes.put(
            next.id(),
            new Outcome(
                next,
                before.map(it -> it.changes() + 1).orElse(0),
                outside.contains(next.id()) ? result.notCompared() : result));
        variables.add(result.manifests());
        result.manifests().stream()
            .filter(it -> it.groupKind().group().equals("source.toolkit.fluxcd.io"))
            .forEach(repository::declare);
        List<FluxKustomization> children = FluxKustomization.of(result.manifests());
        if (outside.contains(next.id())) {
          children.stream().filter(it -> !overlaps(it)).forEach(it -> outside.add(it.id()));
        }
        add(children);
      } else if (before.isEmpty()) {
        outcomes.put(
            next.id(),
            new Outcome(
                next, 0, unknown(next, "there are more than %,d Kustomizations".formatted(MOST))));
      }
    }
  }

  /// Renders those that a cluster has. What the repository itself declares takes the place of what
  /// the cluster has of it, and what it no longer declares is not rendered.
  ///
  /// @throws IOException if the tree cannot be read, or its copy cannot be written
  void renderLive(Collection<FluxKustomization> kustomizations) throws IOException {
    List<FluxKustomization> left = new ArrayList<>(kustomizations);
    while (!left.isEmpty()) {
      Set<String> waiting = new HashSet<>();
      left.forEach(it -> waiting.add(it.id()));
      List<FluxKustomization> next =
          left.stream()
              .filter(it -> LiveFlux.owner(it.manifest()).filter(waiting::contains).isEmpty())
              .toList();
      // In a circle, any.
      List<FluxKustomization> now = next.isEmpty() ? List.of(left.getFirst()) : next;
      left.removeAll(now);
      List<FluxKustomization> roots =
          now.stream()
              .filter(it -> !outcomes.containsKey(it.id()))
              .filter(it -> LiveFlux.owner(it.manifest()).filter(applied::contains).isEmpty())
              .toList();
      roots.stream().filter(it -> !overlaps(it)).forEach(it -> outside.add(it.id()));
      render(roots);
    }
  }

  /// Several are built side by side before it is their turn. The order in which they are rendered
  /// decides what is declared and which variables there are, and not what kustomize prints.
  private void add(Collection<FluxKustomization> kustomizations) throws IOException {
    open.addAll(kustomizations);
    List<FluxKustomization> some =
        kustomizations.stream().filter(it -> !outcomes.containsKey(it.id())).limit(MOST).toList();
    if (some.size() < 2) {
      return; // it can as well wait for its turn
    }
    List<Supplier<RenderWorkspace.Result>> printing = new ArrayList<>();
    for (FluxKustomization flux : some) {
      Optional<FluxBuild> build = foreseen(flux);
      if (build.isPresent()) {
        build.get().ahead(flux, version()).ifPresent(printing::add);
      }
    }
    SideBySide.run(printing);
  }

  /// What will build it, if nothing changes until it is its turn.
  private Optional<FluxBuild> foreseen(FluxKustomization flux) throws IOException {
    if (flux.isElsewhere()
        || flux.hasSecrets()
        || flux.isSuspended()
        || !(repository.of(flux.source())
            instanceof ThisRepository.Answer.Yes(Optional<String> ignore))) {
      return Optional.empty();
    }
    return switch (known.tree(flux)) {
      case AppliedTree.AsRead _ ->
          Optional.of(build(ignore, reading.request().repository().commit(), reading.tree()));
      case AppliedTree.At(String commit, SourceTree tree) ->
          Optional.of(build(ignore, Optional.of(commit), tree));
      case AppliedTree.Unreadable _ -> Optional.empty();
    };
  }

  private boolean overlaps(FluxKustomization flux) {
    return reading.isCompared(flux.path());
  }

  /// Those that were rendered, as [FluxKustomization#id] names them.
  Set<String> applied() {
    return applied;
  }

  /// Whether it was rendered by itself, which the labels of its owner say.
  private static boolean deploysItself(FluxKustomization flux) {
    Value.Obj labels = flux.manifest().content().object("metadata").object("labels");
    return labels.text(FluxKustomization.GROUP + "/name").equals(Optional.of(flux.name()))
        && labels
            .text(FluxKustomization.GROUP + "/namespace")
            .equals(Optional.of(flux.namespace()));
  }

  /// One that waits for nothing that is still open, and whose variables are known; else one that
  /// waits for nothing; else, in a circle, any.
  private FluxKustomization next() {
    List<String> ids = open.stream().map(FluxKustomization::id).toList();
    List<FluxKustomization> free =
        open.stream().filter(it -> it.dependencies().stream().noneMatch(ids::contains)).toList();
    return free.stream()
        .filter(variables::has)
        .findFirst()
        .or(() -> free.stream().findFirst())
        .orElseGet(open::getFirst);
  }

  private ObjectRules.Result render(FluxKustomization flux) throws IOException {
    // What others deploy elsewhere says nothing of the folders here.
    if (flux.isLive()
        && repository.of(flux.source()) instanceof ThisRepository.Answer.No no
        && (no.files() == ThisRepository.Files.ELSEWHERE || folders(flux.path()).isEmpty())) {
      return new ObjectRules.Result(
          List.of(),
          List.of(),
          List.of(
              new Skipped(
                  flux.place(),
                  "The Flux Kustomization %s is not of this repository: %s."
                      .formatted(flux.id(), no.why()))),
          List.of(),
          List.of());
    }
    here.add(flux.id());
    if (flux.isElsewhere()) {
      covered.add(flux.path());
      return new ObjectRules.Result(
          List.of(),
          List.of(),
          List.of(
              new Skipped(
                  flux.place(),
                  "The Flux Kustomization %s deploys to another cluster (spec.kubeConfig)."
                      .formatted(flux.id()))),
          List.of(),
          List.of());
    }
    if (flux.hasSecrets()) {
      return unknown(flux, "its spec has values of Secrets, which no sentence may show");
    }
    return switch (repository.of(flux.source())) {
      case ThisRepository.Answer.No no -> notRead(flux, no);
      case ThisRepository.Answer.AnotherRevision(Optional<String> ignore, String why) -> {
        if (!flux.isSuspended()
            && known.tree(flux) instanceof AppliedTree.At(var commit, var tree)) {
          if (known.mayBeApplyingOther(flux, commit)) {
            covered.addAll(folders(flux.path()));
            yield unknown(flux, why + ", and Flux may be applying a newer commit of it");
          }
          Optional<String> at = Optional.of(commit);
          yield built(flux, build(ignore, at, tree), at);
        }
        covered.addAll(folders(flux.path()));
        yield unknown(flux, why);
      }
      case ThisRepository.Answer.Yes(Optional<String> ignore) -> {
        if (flux.isSuspended()) {
          covered.add(flux.path());
          yield unknown(flux, "it is suspended, so Flux does not apply what Git says");
        }
        Optional<String> read = reading.request().repository().commit();
        yield switch (known.tree(flux)) {
          case AppliedTree.AsRead _ -> built(flux, build(ignore, read, reading.tree()), read);
          case AppliedTree.At(String commit, SourceTree tree) -> {
            lag.add(commit, flux.id());
            Optional<String> at = Optional.of(commit);
            yield built(flux, build(ignore, at, tree), at);
          }
          case AppliedTree.Unreadable(String why) -> {
            covered.add(flux.path());
            yield unknown(flux, why);
          }
        };
      }
    };
  }

  /// @param commit of what is built
  private ObjectRules.Result built(FluxKustomization flux, FluxBuild build, Optional<String> commit)
      throws IOException {
    return switch (build.run(flux, version())) {
      case FluxBuild.Result.Failed(String why, Set<String> taken) -> {
        covered.addAll(taken);
        yield unknown(flux, why);
      }
      case FluxBuild.Result.Built built -> {
        covered.addAll(built.covered());
        programs.add(built.program().toString());
        ObjectRules.Result result = applied(flux, built);
        yield commit
            .flatMap(it -> known.inventory(flux, it))
            .flatMap(it -> notApplied(it, result))
            .map(why -> unknown(flux, why))
            .orElse(result);
      }
    };
  }

  /// Why something else was applied than what is rendered.
  private static Optional<String> notApplied(Inventory applied, ObjectRules.Result rendered) {
    List<Manifest> all = new ArrayList<>(rendered.manifests());
    all.addAll(rendered.apart());
    return applied.differenceFrom(all, rendered.unrendered().isEmpty(), "Flux");
  }

  /// Not of what is read, or perhaps so all the same: then folders here that have its path, also at
  /// the end of theirs, are not read as manifests. Only if Flux changes nothing in such a folder,
  /// its files are manifests as they are, and are compared if a person did not leave them out.
  private ObjectRules.Result notRead(FluxKustomization flux, ThisRepository.Answer.No no)
      throws IOException {
    switch (no.files()) {
      case ELSEWHERE -> {}
      case PERHAPS_HERE -> {
        Set<String> folders = folders(flux.path());
        if (!folders.isEmpty()
            && !flux.changesManifests()
            && !flux.isLive()
            && folders.stream().allMatch(it -> isWhollyCompared(it))) {
          return NOTHING;
        }
        covered.addAll(folders);
      }
    }
    return unknown(flux, no.why());
  }

  private boolean isWhollyCompared(String folder) {
    List<String> within = reading.within();
    return within.isEmpty() || within.stream().anyMatch(it -> TreePath.isWithin(folder, it));
  }

  /// Without the root, which every repository has.
  private Set<String> folders(String path) throws IOException {
    Set<String> found = new TreeSet<>();
    if (!path.isEmpty()) {
      for (String file : reading.tree().list("")) {
        for (String at = TreePath.parent(file); !at.isEmpty(); at = TreePath.parent(at)) {
          if (at.equals(path) || at.endsWith("/" + path)) {
            found.add(at);
          }
        }
      }
    }
    return found;
  }

  private FluxBuild build(Optional<String> ignore, Optional<String> commit, SourceTree tree)
      throws IOException {
    BuildKey key = new BuildKey(ignore, commit);
    FluxBuild same = builds.get(key);
    if (same != null) {
      return same;
    }
    Artifact artifact = Artifact.of(tree, ignore);
    FluxBuild build =
        new FluxBuild(
            artifact,
            KustomizationTree.of(
                artifact.tree(),
                reading.documents(),
                version().remoteBases()
                    ? reading.request().fetcher()
                    : new NoRemoteBases(reading.request().fetcher())),
            tools,
            reading.known(),
            reading.decryption(),
            reading.request().builds(),
            reading.request().prefix());
    builds.put(key, build);
    return build;
  }

  private ObjectRules.Result applied(FluxKustomization flux, FluxBuild.Result.Built built) {
    List<BuiltObject> objects = built.objects();
    rendered = rendered.or(() -> controller(objects));
    // Flux reads variables when it comes to the first object that has them substituted.
    VariableSources.Result found =
        objects.stream().allMatch(BuiltObject::isNotSubstituted)
            ? new VariableSources.Result.Known(Variables.NONE)
            : variables.of(flux);
    return switch (found) {
      case VariableSources.Result.Unknown(String why) -> unknown(flux, why);
      case VariableSources.Result.Known(Variables values) ->
          applied(flux, objects, new EncryptedSecrets(objects, built.undecrypted()), values);
    };
  }

  private ObjectRules.Result applied(
      FluxKustomization flux,
      List<BuiltObject> objects,
      EncryptedSecrets encrypted,
      Variables values) {
    ControllerVersion controller = version();
    ObjectRules rules =
        new ObjectRules(
            flux, values, controller.isStrict(), reading.documents(), reading.decryption());
    List<Manifest> manifests = new ArrayList<>();
    List<Manifest> apart = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    List<Unrendered> unrendered = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (BuiltObject object : objects) {
      Optional<Unrendered> unknown = encrypted.unknown(object);
      if (unknown.isPresent()) {
        unrendered.add(unknown.get());
        continue;
      }
      try {
        ObjectRules.Result result = rules.apply(object);
        manifests.addAll(result.manifests());
        apart.addAll(result.apart());
        skipped.addAll(result.skipped());
        unrendered.addAll(result.unrendered());
        problems.addAll(result.problems());
      } catch (SubstitutionException e) {
        return unknown(flux, refused(object, e, controller));
      }
    }
    applied.add(flux.id());
    KustomizationIgnores ignored = KustomizationIgnores.of(flux, manifests, controller);
    problems.addAll(ignored.problems());
    return new ObjectRules.Result(
        manifests, apart, skipped, unrendered, problems, ignored.ignores());
  }

  private static String refused(
      BuiltObject object, SubstitutionException cause, ControllerVersion controller) {
    return "Flux refuses the variables of the %s %s: %s%s"
        .formatted(
            object.content().text("kind").orElse(""),
            object.content().object("metadata").text("name").orElse(""),
            cause.getMessage(),
            cause.getMessage().endsWith("is not set") && controller.version().isEmpty()
                ? " (the version of kustomize-controller is not known; before 1.9.0, it is empty)"
                : "");
  }

  /// The live one is what renders; what Git says of it may not have been applied yet.
  private ControllerVersion version() {
    return live.get().or(() -> rendered).orElse(ControllerVersion.UNKNOWN);
  }

  private Optional<ControllerVersion> live() {
    return reading
                .request()
                .cluster()
                .object(
                    new ResourceRef(
                        "apps/v1",
                        new ResourceId(Kinds.DEPLOYMENT, "flux-system", ControllerVersion.NAME)))
            instanceof ClusterFacts.Answer.Found(Value.Obj deployment)
        ? Optional.of(ControllerVersion.of(deployment))
        : Optional.empty();
  }

  private static Optional<ControllerVersion> controller(List<BuiltObject> objects) {
    return objects.stream()
        .map(BuiltObject::content)
        .filter(it -> it.text("kind").equals(Optional.of("Deployment")))
        .filter(
            it -> it.object("metadata").text("name").equals(Optional.of(ControllerVersion.NAME)))
        .map(ControllerVersion::of)
        .findFirst();
  }

  private static ObjectRules.Result unknown(FluxKustomization flux, String why) {
    return new ObjectRules.Result(
        List.of(),
        List.of(),
        List.of(),
        List.of(
            new Unrendered(
                flux.place(),
                Unrendered.Kind.FLUX_KUSTOMIZATION,
                "The Flux Kustomization %s was not rendered: %s. What it declares is unknown."
                    .formatted(flux.id(), why),
                Optional.empty())),
        List.of());
  }

  /// Whether the source of none is this repository.
  boolean isAllElsewhere() {
    return here.isEmpty();
  }

  List<ObjectRules.Result> results() {
    return outcomes.values().stream().map(Outcome::result).toList();
  }

  /// What is on its way, and what is not known of it.
  List<Problem> notes() {
    List<Problem> notes = new ArrayList<>(lag.notes());
    notes.addAll(known.notes());
    return notes;
  }

  Set<String> covered() {
    return covered;
  }

  Set<String> programs() {
    return programs;
  }
}
