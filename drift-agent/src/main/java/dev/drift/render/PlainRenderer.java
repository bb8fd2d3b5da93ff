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
import dev.drift.yaml.YamlLimits;
import java.util.ArrayList;
import java.util.List;

/// Takes manifests as they are written, without templates: what `kubectl apply -R -f` would read.
///
/// Fills in nothing (no namespace, no default) and looks for no duplicates.
public final class PlainRenderer {
  private final DocumentReader reader;

  public PlainRenderer(YamlLimits limits) {
    this.reader = new DocumentReader(limits);
  }

  /// Never fails: what could not be read is among the problems, file by file.
  public Rendered render(Checkout checkout) {
    List<Manifest> manifests = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>(checkout.skipped());
    List<Problem> problems = new ArrayList<>(checkout.problems());
    for (SourceFile file : checkout.files()) {
      if (!DocumentReader.reads(file.path())) {
        continue;
      }
      if (LfsPointer.is(file.content())) {
        problems.add(LfsPointer.problem(file.path()));
        continue;
      }
      Documents documents = reader.read(file);
      problems.addAll(documents.problems());
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
    }
    return new Rendered(manifests, skipped, problems);
  }

  static Problem problem(Place place, Problem.Code code, String sentence) {
    return Problem.at(place, code, "%s:%d: %s".formatted(place.file(), place.line(), sentence));
  }
}
