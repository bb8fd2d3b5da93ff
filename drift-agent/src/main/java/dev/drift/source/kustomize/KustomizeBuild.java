package dev.drift.source.kustomize;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.KnownBuilds;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.part.Reading;
import dev.drift.source.sops.EncryptedFiles;
import dev.drift.source.tool.BuildKey;
import dev.drift.source.tool.ProgramRun;
import dev.drift.source.tool.RenderTool;
import dev.drift.source.tool.RenderWorkspace;
import dev.drift.source.tool.SideBySide;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Builds one kustomization with kustomize: no plugins, no charts, nothing from the network.
public final class KustomizeBuild {
  private final RenderTool kustomize;
  private final KustomizationFile root;
  private final List<SourceFile> files;
  private final boolean copiesSecrets;
  private final Reading reading;
  private final String prefix;
  private final Edits edits;
  private final KnownBuilds builds;
  private final BuildOrigins origins;
  private final Sayings sayings;

  /// What came of it.
  public sealed interface Result {
    /// @param unrendered documents that the build leaves as templates, or encrypted
    record Built(List<Manifest> manifests, List<Unrendered> unrendered, List<Problem> problems)
        implements Result {}

    /// @param why a sentence without its full stop
    record Failed(String why) implements Result {}
  }

  /// What a deployer changes in the private copy before the build.
  ///
  /// @param name all that decides what is changed, so that a build with the same edits is known
  /// @param edit makes the changes
  public record Edits(List<String> name, Edit edit) {
    static final Edits NONE = new Edits(List.of(), _ -> Optional.empty());

    public Edits {
      name = List.copyOf(name);
      requireNonNull(edit, "edit is null");
    }
  }

  /// One change of a private copy, or several.
  @FunctionalInterface
  public interface Edit {
    /// @return why it failed: a sentence without its full stop
    /// @throws IOException if the private copy cannot be read or written
    Optional<String> apply(RenderWorkspace workspace) throws IOException;
  }

  KustomizeBuild(RenderTool kustomize, KustomizationTree.Inputs inputs, Reading reading) {
    this(kustomize, inputs, reading, Edits.NONE);
  }

  public KustomizeBuild(
      RenderTool kustomize, KustomizationTree.Inputs inputs, Reading reading, Edits edits) {
    this.kustomize = requireNonNull(kustomize, "kustomize is null");
    this.root = inputs.root();
    this.files = inputs.files();
    this.copiesSecrets = inputs.copiesSecrets();
    this.reading = requireNonNull(reading, "reading is null");
    this.prefix = reading.request().prefix();
    this.edits = requireNonNull(edits, "edits is null");
    this.builds = reading.request().builds();
    this.origins = new BuildOrigins("kustomize", root, inputs.own(), reading.known(), prefix);
    this.sayings = new Sayings(root, inputs.own(), reading.documents(), prefix);
  }

  public Result run() {
    return of(print());
  }

  /// What comes of each, in this order. The programs run side by side, and what they print is read
  /// by as many threads as there are processors.
  static List<Result> run(List<KustomizeBuild> builds) {
    List<RenderWorkspace.Result> printed =
        SideBySide.run(
            builds.stream().<Supplier<RenderWorkspace.Result>>map(it -> it::print).toList());
    return IntStream.range(0, builds.size())
        .parallel()
        .mapToObj(i -> builds.get(i).of(printed.get(i)))
        .toList();
  }

  /// What kustomize prints, or why it prints nothing.
  private RenderWorkspace.Result print() {
    List<SourceFile> inputs = marks() ? withOrigins() : files;
    List<String> arguments = List.of("build", root.folder().isEmpty() ? "." : root.folder());
    List<String> identifying = new ArrayList<>(arguments);
    identifying.addAll(edits.name());
    return ProgramRun.run(
        builds, BuildKey.of(kustomize, identifying, inputs), () -> edited(arguments, inputs));
  }

  private RenderWorkspace.Result edited(List<String> arguments, List<SourceFile> inputs) {
    try (RenderWorkspace workspace = RenderWorkspace.of(inputs)) {
      Optional<String> failed = edits.edit().apply(workspace);
      return failed.isPresent()
          ? new RenderWorkspace.Result.Failed(failed.get())
          : workspace.run(kustomize, arguments);
    } catch (IOException e) {
      return new RenderWorkspace.Result.Failed(RenderWorkspace.failure(e));
    }
  }

  /// What is in that.
  private Result of(RenderWorkspace.Result printed) {
    return switch (printed) {
      case RenderWorkspace.Result.Failed(String why) -> new Result.Failed(why);
      case RenderWorkspace.Result.Printed(byte[] output) -> read(output, marks());
    };
  }

  private boolean marks() {
    return root.content().get("buildMetadata").isEmpty();
  }

  /// The files, of which the root asks for [BuildOrigins#ANNOTATION].
  private List<SourceFile> withOrigins() {
    SourceFile marking =
        root.with(
                root.content()
                    .with("buildMetadata", new Value.Arr(List.of(Value.of(BuildOrigins.OPTION)))))
            .plain();
    return files.stream().map(it -> it.path().equals(marking.path()) ? marking : it).toList();
  }

  private Result read(byte[] output, boolean marked) {
    FileManifests found =
        FileManifests.of(
            new SourceFile(prefix + root.file().path(), output),
            reading.documents(),
            reading.decryption());
    List<Manifest> manifests = new ArrayList<>();
    List<Unrendered> unrendered =
        new ArrayList<>(found.unrendered().stream().map(this::placed).toList());
    for (Manifest manifest : found.manifests()) {
      Optional<String> encrypted = EncryptedFiles.of(manifest);
      if (encrypted.isPresent()) {
        unrendered.add(
            new Unrendered(
                start(root.file().path()),
                Unrendered.Kind.ENCRYPTED,
                encrypted.get(),
                Optional.empty()));
      } else {
        Manifest placed = origins.placed(manifest, marked);
        manifests.add(
            placed.origin() instanceof Generated generated
                ? placed.with(generated.saying(sayings.of(placed)))
                : placed);
      }
    }
    if (copiesSecrets) {
      CopiedSecrets copied = CopiedSecrets.of(manifests);
      manifests.replaceAll(copied::hidden);
    }
    return new Result.Built(
        manifests, unrendered, found.problems().stream().map(this::placed).toList());
  }

  /// Lines of the output are lines of no file.
  private Problem placed(Problem problem) {
    return Problem.at(
        start(root.file().path()),
        problem.code(),
        "%s: in what kustomize builds: %s"
            .formatted(
                prefix + root.file().path(), problem.message().replaceFirst("^\\S+:\\d+: ", "")));
  }

  private Unrendered placed(Unrendered one) {
    return new Unrendered(start(root.file().path()), one.kind(), one.reason(), one.text());
  }

  private Place start(String path) {
    return new Place(prefix + path, 1, 1, 0, 0, false);
  }
}
