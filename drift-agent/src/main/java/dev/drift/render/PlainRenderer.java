package dev.drift.render;

import dev.drift.model.Checkout;
import dev.drift.model.Manifest;
import dev.drift.model.Place;
import dev.drift.model.Problem;
import dev.drift.model.Rendered;
import dev.drift.model.Skipped;
import dev.drift.model.SourceFile;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.util.ArrayList;
import java.util.List;

/// Takes manifests as they are written, without templates: what `kubectl apply -R -f` would read.
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
  /// checkout itself, so that the result tells all.
  public Rendered render(Checkout checkout) {
    List<Manifest> manifests = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>(checkout.skipped());
    List<Problem> problems = new ArrayList<>(checkout.problems());
    // Each file is read by itself, so all cores may do it; the results are in the files' order.
    List<Rendered> files =
        checkout.files().parallelStream()
            .filter(file -> DocumentReader.reads(file.path()))
            .map(this::render)
            .toList();
    for (Rendered file : files) {
      manifests.addAll(file.manifests());
      skipped.addAll(file.skipped());
      problems.addAll(file.problems());
    }
    return new Rendered(manifests, skipped, problems);
  }

  private Rendered render(SourceFile file) {
    if (LfsPointer.is(file.content())) {
      return new Rendered(List.of(), List.of(), List.of(LfsPointer.problem(file.path())));
    }
    List<Manifest> manifests = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    Documents documents = reader.read(file);
    List<Problem> problems = new ArrayList<>(documents.problems());
    for (Document document : documents.documents()) {
      switch (Classifier.classify(document)) {
        case Classified.Resources(List<Manifest> found, List<Problem> wrong) -> {
          manifests.addAll(found);
          problems.addAll(wrong);
        }
        case Classified.None(String reason) ->
            skipped.add(new Skipped(document.places().start(), reason));
        case Classified.Empty _ -> {}
      }
    }
    return new Rendered(manifests, skipped, problems);
  }

  static Problem problem(Place place, Problem.Code code, String sentence) {
    return Problem.at(place, code, "%s:%d: %s".formatted(place.file(), place.line(), sentence));
  }
}
