package dev.drift.source.flux;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.Manifest;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Saying;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.KnownBuilds;
import dev.drift.source.kustomize.BuildOrigins;
import dev.drift.source.kustomize.CopiedSecrets;
import dev.drift.source.kustomize.KustomizationFile;
import dev.drift.source.kustomize.KustomizationTree;
import dev.drift.source.kustomize.Sayings;
import dev.drift.source.manifest.Decryption;
import dev.drift.source.manifest.KnownManifests;
import dev.drift.source.tool.ProgramRun;
import dev.drift.source.tool.RenderProgram;
import dev.drift.source.tool.RenderTool;
import dev.drift.source.tool.RenderTools;
import dev.drift.source.tool.RenderWorkspace;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Documents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Builds what a Kustomization deploys from an artifact, up to the substitution of variables: files
/// anywhere in the artifact may be read, and nothing outside; no charts, and of plugins only those
/// that are part of kustomize.
final class FluxBuild {
  /// As origins name it.
  static final String RENDERER = "flux";

  private final Artifact artifact;
  private final KustomizationTree kustomizations;
  private final RenderTools tools;
  private final KnownManifests known;
  private final Decryption decryption;
  private final KnownBuilds builds;
  private final String prefix;

  /// What was run before its turn.
  private final Map<Asked, Ahead> ahead = new ConcurrentHashMap<>();

  /// What came of it.
  ///
  /// @see #covered
  sealed interface Result {
    /// Files and folders that it takes, without the prefix.
    Set<String> covered();

    /// @param undecrypted why an encrypted file was not decrypted: half a sentence
    record Built(
        List<BuiltObject> objects,
        RenderTool program,
        Set<String> covered,
        Optional<String> undecrypted)
        implements Result {
      public Built {
        objects = List.copyOf(objects);
        covered = Set.copyOf(covered);
      }
    }

    /// @param why a sentence without its full stop
    record Failed(String why, Set<String> covered) implements Result {
      public Failed {
        covered = Set.copyOf(covered);
      }
    }
  }

  /// What has to be done to know it.
  private sealed interface Step {
    record Over(Result.Failed result) implements Step {}

    /// @param known what it may have printed before
    /// @param reading of what it prints
    record Next(
        ProgramRun program, KnownBuilds known, Function<RenderWorkspace.Result, Result> reading)
        implements Step {}
  }

  private record Asked(FluxKustomization flux, ControllerVersion version) {}

  private record Ahead(Step.Next step, RenderWorkspace.Result printed) {}

  /// @param known what files say that builds are made of
  /// @param decryption of files that Flux decrypts before the build
  /// @param builds what need not be rendered again
  /// @param prefix of paths in results
  FluxBuild(
      Artifact artifact,
      KustomizationTree kustomizations,
      RenderTools tools,
      KnownManifests known,
      Decryption decryption,
      KnownBuilds builds,
      String prefix) {
    this.artifact = artifact;
    this.kustomizations = kustomizations;
    this.tools = tools;
    this.known = known;
    this.decryption = decryption;
    this.builds = builds;
    this.prefix = prefix;
  }

  /// @throws IOException if the tree cannot be read, or its copy cannot be written
  Result run(FluxKustomization flux, ControllerVersion version) throws IOException {
    Ahead before = ahead.remove(new Asked(flux, version));
    if (before != null) {
      return before.step().reading().apply(before.printed());
    }
    return switch (step(flux, version)) {
      case Step.Over(Result.Failed result) -> result;
      case Step.Next next -> next.reading().apply(next.program().run(next.known()));
    };
  }

  /// Runs the program of a Kustomization before it is its turn. Programs may run side by side;
  /// their runs are to be asked for one after the other.
  ///
  /// @return empty if no program will run, or one whose output is not to be kept for so long
  /// @throws IOException if the tree cannot be read
  Optional<Supplier<RenderWorkspace.Result>> ahead(
      FluxKustomization flux, ControllerVersion version) throws IOException {
    if (flux.isLive() || flux.decrypts() || !(step(flux, version) instanceof Step.Next next)) {
      return Optional.empty();
    }
    return Optional.of(
        () -> {
          RenderWorkspace.Result printed = next.program().run(next.known());
          ahead.put(new Asked(flux, version), new Ahead(next, printed));
          return printed;
        });
  }

  private Step step(FluxKustomization flux, ControllerVersion version) throws IOException {
    String folder = flux.path();
    Set<String> covered = new TreeSet<>(Set.of(folder));
    if (!artifact.hasFolder(folder)) {
      return failed("its path %s does not exist".formatted(folder), Set.of());
    }
    Optional<KustomizationFile> own = kustomizations.in(folder);
    Optional<String> invalid =
        artifact.files().stream()
            .filter(it -> TreePath.parent(it).equals(folder) && KustomizationName.isOf(it))
            .filter(_ -> own.isEmpty())
            .findFirst();
    if (invalid.isPresent()) {
      return failed("%s is not one valid YAML mapping".formatted(prefix + invalid.get()), covered);
    }
    return switch (MergedKustomization.of(
        flux, own, artifact, path -> kustomizations.in(path).isPresent(), version)) {
      case MergedKustomization.Result.Refused(String why) -> failed(why, covered);
      case MergedKustomization.Result.Merged(var merged) -> step(flux, own, merged, covered);
    };
  }

  private static Step failed(String why, Set<String> covered) {
    return new Step.Over(new Result.Failed(why, covered));
  }

  private Step step(
      FluxKustomization flux,
      Optional<KustomizationFile> own,
      MergedKustomization merged,
      Set<String> covered)
      throws IOException {
    KustomizationFile root = KustomizationFile.read(merged.file(), known.reader()).orElseThrow();
    KustomizationTree.Inputs inputs = kustomizations.inputs(root);
    Set<String> used = new TreeSet<>(own.isEmpty() ? covered : Set.of());
    used.addAll(inputs.covered());
    covered.addAll(used);
    covered.addAll(inputs.folders());
    if (inputs.refused().isPresent()) {
      KustomizationTree.Refusal refusal = inputs.refused().get();
      return failed("%s: %s".formatted(prefix + refusal.file(), refusal.why()), covered);
    }
    if (inputs.leavesFolders() && inputs.plugin().isPresent()) {
      return failed(
          "it has %s and names files outside of the folder of a kustomization; Drift does not build both together, because plugins could then read any file"
              .formatted(inputs.plugin().get().field()),
          covered);
    }
    return switch (tools.find(RenderProgram.KUSTOMIZE)) {
      case RenderTools.Found.Missing(String why) -> failed(why, covered);
      case RenderTools.Found.Installed(RenderTool kustomize) -> {
        List<String> arguments = new ArrayList<>(List.of("build"));
        if (inputs.leavesFolders()) {
          // As Flux does; every file that a kustomization names was found in the artifact.
          arguments.addAll(List.of("--load-restrictor", "LoadRestrictionsNone"));
        }
        arguments.add(root.folder().isEmpty() ? "." : root.folder());
        DecryptedSources sources = decrypted(flux, root, inputs);
        if (sources.refused().isPresent()) {
          yield failed(sources.refused().get(), covered);
        }
        // What a Kustomization of the cluster adds is not kept, and no secret is.
        yield new Step.Next(
            new ProgramRun(kustomize, arguments, sources.files()),
            flux.isLive() || sources.decrypted() ? KnownBuilds.NONE : builds,
            printed ->
                switch (printed) {
                  case RenderWorkspace.Result.Failed _ when sources.decrypted() ->
                      new Result.Failed(
                          "kustomize failed; what it says may hold secrets of encrypted files, so it"
                              + " is not shown",
                          covered);
                  case RenderWorkspace.Result.Failed(String why) -> new Result.Failed(why, covered);
                  case RenderWorkspace.Result.Printed(byte[] output) ->
                      read(
                          new String(output, UTF_8),
                          origins(flux, own, root, inputs),
                          own.map(it -> new Sayings(it, inputs.own(), known.reader(), prefix)),
                          merged.marked(),
                          inputs.copiesSecrets(),
                          kustomize,
                          used,
                          covered,
                          sources.undecrypted());
                });
      }
    };
  }

  private DecryptedSources decrypted(
      FluxKustomization flux, KustomizationFile root, KustomizationTree.Inputs inputs) {
    if (!flux.decrypts()) {
      return DecryptedSources.none(inputs.files());
    }
    List<KustomizationFile> parts = new ArrayList<>(List.of(root));
    for (String folder : inputs.folders()) {
      if (!folder.equals(root.folder())) {
        kustomizations.in(folder).ifPresent(parts::add);
      }
    }
    return DecryptedSources.of(parts, inputs.files(), decryption);
  }

  /// An origin names the kustomization file, if there is one, and how Flux came to deploy it.
  private BuildOrigins origins(
      FluxKustomization flux,
      Optional<KustomizationFile> own,
      KustomizationFile root,
      KustomizationTree.Inputs inputs) {
    List<String> named = new ArrayList<>();
    own.map(it -> prefix + it.file().path()).ifPresent(named::add);
    if (!flux.isLive()) {
      Stream.concat(Stream.of(flux.place().file()), flux.manifest().origin().files().stream())
          .distinct()
          .filter(it -> !named.contains(it))
          .forEach(named::add);
    }
    return new BuildOrigins(RENDERER, root.folder(), named, inputs.own(), known, prefix);
  }

  private Result read(
      String printed,
      BuildOrigins origins,
      Optional<Sayings> sayings,
      boolean marked,
      boolean copiesSecrets,
      RenderTool kustomize,
      Set<String> used,
      Set<String> covered,
      Optional<String> undecrypted) {
    List<String> texts = new ArrayList<>();
    List<Manifest> manifests = new ArrayList<>();
    for (String text : BuiltObject.documents(printed)) {
      Documents documents = known.reader().read(new SourceFile("built.yaml", text.getBytes(UTF_8)));
      if (documents.documents().size() != 1
          || !(documents.documents().getFirst().value() instanceof Value.Obj content)) {
        return new Result.Failed("kustomize printed what is not a YAML mapping", covered);
      }
      Value.Obj metadata = content.object("metadata");
      String name = metadata.text("name").orElse("");
      String kind = content.text("kind").orElse("");
      String apiVersion = content.text("apiVersion").orElse("");
      if (name.isEmpty() || kind.isEmpty() || apiVersion.isEmpty()) {
        return new Result.Failed("it builds an object without apiVersion, kind or name", covered);
      }
      Manifest manifest =
          new Manifest(
              apiVersion,
              kind,
              metadata.text("namespace").orElse(""),
              name,
              content,
              new Generated(RENDERER, List.of("."), Optional.empty()));
      List<Saying> said = sayings.map(it -> it.of(manifest)).orElse(List.of());
      manifests.add(manifest.with(origins.origin(manifest).saying(said)));
      texts.add(marked ? BuiltObject.without(BuildOrigins.ANNOTATION, text) : text);
    }
    CopiedSecrets copied = CopiedSecrets.of(copiesSecrets ? manifests : List.of());
    List<BuiltObject> objects = new ArrayList<>();
    for (int i = 0; i < manifests.size(); i++) {
      Manifest manifest = copied.hidden(manifests.get(i));
      objects.add(
          new BuiltObject(
              texts.get(i), manifest.content(), (Generated) manifest.origin(), manifest.secrets()));
    }
    return new Result.Built(objects, kustomize, used, undecrypted);
  }
}
