package dev.drift.policy;

import dev.drift.model.DesiredResource;
import dev.drift.model.Glob;
import dev.drift.model.Problem;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.PathPattern;
import dev.drift.model.value.Value;
import dev.drift.policy.match.Match;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Ignores that stand on a resource in Git, as the annotation `drift.dev/ignore`: a YAML list of
/// `{path, reason, owner, expires}`. That of a live object says nothing.
public final class Annotations {
  public static final String NAME = "drift.dev/ignore";

  private static final Path PATH = Path.of("metadata", "annotations", NAME);
  private static final DocumentReader READER = new DocumentReader(new YamlLimits(10, 0, 0, 1_000));

  private final List<Ignore> ignores = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private Annotations() {}

  public static Policies.Reading read(Collection<DesiredResource> resources) {
    Annotations annotations = new Annotations();
    for (DesiredResource resource : resources) {
      resource
          .content()
          .object("metadata")
          .object("annotations")
          .text(NAME)
          .ifPresent(text -> annotations.read(resource, text));
    }
    return Policies.Reading.of(annotations.ignores, annotations.problems);
  }

  private void read(DesiredResource resource, String text) {
    Place place =
        resource.manifest().origin().places().nearest(PATH, resource.manifest().content());
    List<Problem> found = new ArrayList<>();
    Documents documents =
        READER.read(new SourceFile(NAME + ".yaml", text.getBytes(StandardCharsets.UTF_8)));
    List<Value> values = documents.documents().stream().map(Document::value).toList();
    if (documents.problems().isEmpty()
        && values.size() == 1
        && values.getFirst() instanceof Value.Arr list) {
      Value.Obj holder = Value.Obj.EMPTY.with("items", list);
      // The items have no places of their own in the file: the annotation is one text to it.
      Function<Path, Place> places = _ -> place;
      for (CheckedMapping fields :
          new CheckedMapping(holder, Path.ROOT, places, found).objects("items")) {
        ignore(resource, fields);
      }
    } else {
      found.add(
          Problem.at(
              place,
              Problem.Code.INVALID_POLICY,
              "expected a YAML list of path, reason, owner and expires"));
    }
    // Empty if a renderer made the annotation and does not tell where.
    Optional<Place> written =
        resource.manifest().origin().nearest(PATH, resource.manifest().content()).place();
    for (Problem problem : found) {
      problems.add(
          new Problem(
              problem.code(),
              "the annotation %s: %s".formatted(NAME, problem.message()),
              written,
              Optional.of(resource.ref())));
    }
  }

  private void ignore(DesiredResource resource, CheckedMapping fields) {
    int before = fields.problems();
    Optional<PathPattern> pattern = Optional.empty();
    Optional<String> path = fields.required("path", "what may differ, such as spec.replicas");
    if (path.isPresent()) {
      try {
        pattern = Optional.of(MatchReader.pattern(path.get()));
      } catch (IllegalArgumentException e) {
        fields.problem("path", "path " + e.getMessage());
      }
    }
    Optional<String> reason = fields.required("reason", PolicyReader.WHY);
    Optional<String> owner = fields.required("owner", PolicyReader.WHO);
    Optional<LocalDate> expires = fields.day("expires", PolicyReader.UNTIL);
    fields.done();
    if (fields.isFine(before)) {
      Match match =
          new Match(
              Set.of(resource.id().groupKind().toString()),
              List.of(new Glob(resource.id().namespace())),
              List.of(new Glob(resource.id().name())),
              Map.of(),
              List.of(pattern.orElseThrow()),
              List.of(),
              Set.of(),
              Set.of());
      ignores.add(
          new Ignore(
              "annotation %s of %s".formatted(NAME, resource.id()),
              PolicySource.REPOSITORY,
              match,
              reason.orElseThrow(),
              owner.orElseThrow(),
              expires.orElseThrow(),
              fields.place()));
    }
  }
}
