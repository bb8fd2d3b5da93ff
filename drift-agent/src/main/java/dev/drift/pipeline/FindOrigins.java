package dev.drift.pipeline;

import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Judgement;
import dev.drift.judge.SourceLocator;
import dev.drift.model.Change;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.DriftException;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Location;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.Saying;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.source.origin.OriginTrace;
import dev.drift.source.origin.Question;
import dev.drift.tree.KustomizationName;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Finds out which lines of the sources set what was found, as far as a renderer stands between the
/// two. Only what is reported is asked for: without findings, nothing is read or rendered.
final class FindOrigins {
  private final Desired desired;
  private final Supplier<SourceReader> reader;
  private final Progress progress;

  /// What is known already, by the fingerprint of the finding.
  private final Map<String, Location> known = new HashMap<>();

  /// @param reader with the configuration of the run; asked only if there is something to find out
  FindOrigins(Desired desired, Supplier<SourceReader> reader, Progress progress) {
    this.desired = desired;
    this.reader = reader;
    this.progress = progress;
  }

  /// The same, with findings that lead there.
  Evaluation located(Evaluation evaluation) {
    return evaluation.located(of(evaluation, _ -> true));
  }

  /// The same with what was found out before. Nothing is rendered.
  Evaluation asKnown(Evaluation evaluation) {
    return evaluation.located(Map.copyOf(known));
  }

  @SuppressWarnings("ReferenceEquality") // what was read again may be other files
  boolean isOf(Desired other) {
    return desired == other;
  }

  /// Those of one resource, by path.
  Map<Path, Location> byPath(Evaluation evaluation, ResourceId id) {
    Map<String, Location> found = of(evaluation, it -> it.finding().resource().id().equals(id));
    Map<Path, Location> paths = new HashMap<>();
    evaluation
        .resource(id)
        .ifPresent(
            result ->
                result.judgements().stream()
                    .map(Judgement::finding)
                    .filter(it -> found.containsKey(it.fingerprint()))
                    .forEach(it -> paths.put(it.path(), found.get(it.fingerprint()))));
    return paths;
  }

  /// By the fingerprint of the finding.
  private Map<String, Location> of(Evaluation evaluation, Predicate<Judgement> asking) {
    Map<String, Question> asked = new LinkedHashMap<>();
    evaluation
        .judgements()
        .filter(Judgement::reported)
        .filter(asking)
        .sorted(Comparator.comparing(Judgement::finding))
        .forEach(
            it -> {
              String id = it.finding().fingerprint();
              if (!known.containsKey(id)) {
                question(it, evaluation).ifPresent(question -> asked.put(id, question));
              }
            });
    for (SourceReading source : desired.sources()) {
      List<Question> own =
          asked.values().stream().filter(it -> declares(source, it.manifest())).toList();
      if (!own.isEmpty()) {
        Map<String, Saying> found =
            progress.during("Tracing values to their files", () -> traced(source, own));
        own.forEach(
            it ->
                Optional.ofNullable(found.get(it.id()))
                    .<Location>map(it.origin()::saidBy)
                    .or(() -> unproven(it.origin()))
                    .ifPresent(location -> known.put(it.id(), location)));
      }
    }
    return Map.copyOf(known);
  }

  @SuppressWarnings("ReferenceEquality") // two sources may declare the same
  private static boolean declares(SourceReading source, Manifest manifest) {
    return source.manifests().stream().anyMatch(it -> it == manifest);
  }

  private static Optional<Question> question(Judgement judgement, Evaluation evaluation) {
    DesiredResource resource =
        evaluation.world().declared().get(judgement.finding().resource().id());
    if (resource == null || !(judgement.origin().orElse(null) instanceof Generated origin)) {
      return Optional.empty();
    }
    Difference difference = judgement.difference();
    Path path = difference.ofField().path();
    if (difference.change() == Change.ADDED && !path.isRoot()) {
      // Another item may stand at this position of Git's list.
      path = new Path(path.elements().subList(0, path.elements().size() - 1));
    }
    Question question =
        Question.of(
            judgement.finding().fingerprint(),
            resource.manifest(),
            origin,
            path,
            SourceLocator.settingLine(resource, difference),
            difference.live().flatMap(FindOrigins::text));
    boolean secret = resource.manifest().secrets().stream().anyMatch(question.path()::startsWith);
    return secret ? Optional.empty() : Optional.of(question);
  }

  private static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Str(String text) -> Optional.of(text);
      case Value.Num number -> Optional.of(number.value().toPlainString());
      default -> Optional.empty();
    };
  }

  private Map<String, Saying> traced(SourceReading source, List<Question> questions) {
    String name = source.source().name();
    String prefix = name.isEmpty() ? "" : name + "/";
    Set<String> files =
        questions.stream().flatMap(it -> it.origin().inputs().stream()).collect(Collectors.toSet());
    try {
      return reader
          .get()
          .tryOut(
              source,
              prefix,
              files,
              (tree, rendering) ->
                  new OriginTrace(
                          tree,
                          prefix,
                          new DocumentReader(YamlLimits.DEFAULT),
                          changed -> rendering.of(changed).compared())
                      .of(questions));
    } catch (DriftException _) {
      // What was compared is reported, wherever it comes from.
      return Map.of();
    }
  }

  /// What is certain without a proof: the template, or the document from which a resource is made.
  private static Optional<Location> unproven(Generated origin) {
    if (origin.place().isEmpty() || origin.saying().isPresent()) {
      return Optional.empty();
    }
    Place place = origin.place().get();
    boolean template = origin.renderer().equals("helm") && place.file().contains("/templates/");
    boolean generated = KustomizationName.isOf(place.file()) || origin.renderer().equals("helm");
    return template
        ? Optional.of(origin.saidBy(new Saying(Path.ROOT, place, Saying.Kind.TEMPLATE)))
        : generated || !DocumentReader.reads(place.file())
            ? Optional.empty()
            : Optional.of(origin.saidBy(new Saying(Path.ROOT, place, Saying.Kind.RESOURCE)));
  }
}
