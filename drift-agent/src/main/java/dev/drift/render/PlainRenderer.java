package dev.drift.render;

import dev.drift.model.Checkout;
import dev.drift.model.Manifest;
import dev.drift.model.Place;
import dev.drift.model.Problem;
import dev.drift.model.Rendered;
import dev.drift.model.Skipped;
import dev.drift.model.SourceFile;
import dev.drift.model.Unrendered;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes manifests as they are written, without templates: what `kubectl apply -R -f` would read.
/// Charts and kustomizations are recognised and not read as manifests: what they declare is
/// unknown.
///
/// Fills in nothing (no namespace, no default) and looks for no duplicates.
public final class PlainRenderer {
  private final DocumentReader reader;

  public PlainRenderer(YamlLimits limits) {
    this(limits, KnownFiles.NONE);
  }

  /// @param known what need not be parsed again
  public PlainRenderer(YamlLimits limits, KnownFiles known) {
    this.reader = new DocumentReader(limits, known);
  }

  /// Never fails: what could not be read is among the problems, file by file, behind those of the
  /// checkout itself, so that the result holds all of them.
  public Rendered render(Checkout checkout) {
    Layout layout = layout(checkout);
    Rendered rendered = render(plain(checkout.files(), layout));
    Layout flux = layout.and(FluxKustomization.of(rendered.manifests()));
    List<Unrendered> unrendered = new ArrayList<>(flux.holding(checkout.files()));
    unrendered.addAll(rendered.unrendered());
    checkout.problems().stream()
        .filter(problem -> hidesFiles(problem))
        .forEach(problem -> unrendered.add(unread(problem)));
    List<Skipped> skipped = new ArrayList<>(checkout.skipped());
    skipped.addAll(rendered.skipped());
    List<Problem> problems = new ArrayList<>(checkout.problems());
    problems.addAll(rendered.problems());
    return new Rendered(
        rendered.manifests().stream()
            .filter(manifest -> flux.of(manifest.places().file()).isEmpty())
            .toList(),
        skipped,
        unrendered,
        problems);
  }

  /// What the source declares outside of its paths.
  public Rendered renderOthers(Checkout checkout) {
    if (checkout.others().isEmpty()) {
      return Rendered.NOTHING;
    }
    Layout layout = layout(checkout);
    Rendered rendered = render(plain(checkout.others(), layout));
    List<Unrendered> unrendered = new ArrayList<>(layout.holding(checkout.others()));
    unrendered.addAll(rendered.unrendered());
    return new Rendered(rendered.manifests(), List.of(), unrendered, List.of());
  }

  private Layout layout(Checkout checkout) {
    List<SourceFile> all = new ArrayList<>(checkout.files());
    all.addAll(checkout.others());
    return Layout.of(all, file -> reader.read(file).documents());
  }

  private static List<SourceFile> plain(List<SourceFile> files, Layout layout) {
    return layout.isEmpty()
        ? files
        : files.stream().filter(file -> layout.of(file.path()).isEmpty()).toList();
  }

  /// Each file is read by itself, so all cores may do it; the results are in the files' order.
  private Rendered render(List<SourceFile> plain) {
    List<Manifest> manifests = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    List<Unrendered> unrendered = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    List<Rendered> files =
        plain.parallelStream()
            .filter(file -> DocumentReader.reads(file.path()))
            .map(this::render)
            .toList();
    for (Rendered file : files) {
      manifests.addAll(file.manifests());
      skipped.addAll(file.skipped());
      unrendered.addAll(file.unrendered());
      problems.addAll(file.problems());
    }
    return new Rendered(manifests, skipped, unrendered, problems);
  }

  private Rendered render(SourceFile file) {
    if (LfsPointer.is(file.content())) {
      Problem problem = LfsPointer.problem(file.path());
      return new Rendered(List.of(), List.of(), List.of(unread(problem)), List.of(problem));
    }
    List<Manifest> manifests = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    List<Unrendered> unrendered = new ArrayList<>();
    Documents documents = reader.read(file);
    List<Problem> problems = new ArrayList<>(documents.problems());
    for (Document document : documents.documents()) {
      switch (Classifier.classify(document)) {
        case Classified.Resources(List<Manifest> found, List<Problem> wrong) -> {
          manifests.addAll(found);
          problems.addAll(wrong);
        }
        case Classified.Template(String reason) ->
            unrendered.add(
                new Unrendered(
                    document.places().start(), Unrendered.Kind.TEMPLATE, reason, Optional.empty()));
        case Classified.None(String reason) ->
            skipped.add(new Skipped(document.places().start(), reason));
        case Classified.Empty _ -> {}
      }
    }
    if (!documents.problems().isEmpty()) {
      unrendered.add(invalid(file, documents.problems().getFirst()));
    }
    return new Rendered(manifests, skipped, unrendered, problems);
  }

  /// A file whose text is known: it declares nothing whose name it does not hold.
  private static Unrendered invalid(SourceFile file, Problem problem) {
    return new Unrendered(
        problem.place().orElse(start(file.path())),
        Unrendered.Kind.INVALID,
        problem.message(),
        Optional.of(new String(file.content(), StandardCharsets.UTF_8)));
  }

  /// Whether there are files that were not read; a slip in `--path` hides none.
  private static boolean hidesFiles(Problem problem) {
    return problem.place().isPresent() || problem.code() == Problem.Code.TOO_MANY_FILES;
  }

  /// A file whose text is not known.
  private static Unrendered unread(Problem problem) {
    return new Unrendered(
        problem.place().orElse(start(".")),
        Unrendered.Kind.INVALID,
        problem.message(),
        Optional.empty());
  }

  private static Place start(String path) {
    return new Place(path, 1, 1, 0, 0, false);
  }

  static Problem problem(Place place, Problem.Code code, String sentence) {
    return Problem.at(place, code, "%s:%d: %s".formatted(place.file(), place.line(), sentence));
  }
}
