package dev.drift.policy.mapping;

import dev.drift.model.Problem;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.policy.CheckedMapping;
import dev.drift.policy.Ignore;
import dev.drift.policy.MatchReader;
import dev.drift.policy.PolicySource;
import dev.drift.policy.match.Match;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads mappings.
public final class MappingFile {
  private static final String API_VERSION = "drift.dev/v1";

  /// Not a resource of a cluster.
  public static final GroupKind KIND = GroupKind.of(API_VERSION, "Mapping");

  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?");
  private static final Pattern HOST =
      Pattern.compile("%s(?:\\.%s)+(?::[0-9]{1,5})?".formatted(LABEL, LABEL));
  private static final Pattern SUFFIX = Pattern.compile("(?:\\.%s)+".formatted(LABEL));
  private static final Pattern REGISTRY =
      Pattern.compile("%s(?:\\.%s)*(?::[0-9]{1,5})?(?:/[a-z0-9._-]+)*".formatted(LABEL, LABEL));

  private final List<Problem> problems = new ArrayList<>();

  private MappingFile() {}

  /// What came of reading one.
  public sealed interface Result {
    record Read(ClusterMapping mapping) implements Result {}

    record Invalid(List<Problem> problems) implements Result {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  public static Result read(SourceFile file, DocumentReader reader) {
    Documents documents = reader.read(file);
    if (!documents.problems().isEmpty()) {
      return new Result.Invalid(documents.problems());
    }
    List<Document> all = documents.documents();
    if (all.size() != 1 || !(all.getFirst().value() instanceof Value.Obj content)) {
      return new Result.Invalid(
          List.of(
              Problem.at(
                  new Place(file.path(), 1, 1, 0, 0, false),
                  Problem.Code.INVALID_POLICY,
                  "a mapping is one YAML document with apiVersion: %s and kind: %s"
                      .formatted(API_VERSION, KIND.kind()))));
    }
    MappingFile mapping = new MappingFile();
    CheckedMapping fields =
        new CheckedMapping(
            content,
            Path.ROOT,
            path -> all.getFirst().places().nearest(path, content),
            mapping.problems);
    ClusterMapping read = mapping.read(fields, file.path());
    return mapping.problems.isEmpty()
        ? new Result.Read(read)
        : new Result.Invalid(mapping.problems);
  }

  private ClusterMapping read(CheckedMapping fields, String file) {
    Optional<String> version = fields.text("apiVersion");
    Optional<String> kind = fields.text("kind");
    if (!version.equals(Optional.of(API_VERSION)) || !kind.equals(Optional.of(KIND.kind()))) {
      fields.problem(
          "the file is not a mapping of this version; write apiVersion: %s and kind: %s"
              .formatted(API_VERSION, KIND.kind()));
      return ClusterMapping.NONE;
    }
    List<Counterpart> namespaces =
        counterparts(fields, "namespaces", it -> NAMESPACE.matcher(it).matches(), "a namespace");
    noTwoTo(namespaces);
    List<RenamedObject> names = names(fields);
    List<Counterpart> hosts =
        counterparts(
            fields,
            "hosts",
            it -> HOST.matcher(it).matches() || SUFFIX.matcher(it).matches(),
            "a host such as db.staging.example.com, or what hosts end in, such as"
                + " .staging.example.com");
    for (Counterpart each : hosts) {
      if (each.from().startsWith(".") != each.to().startsWith(".")) {
        problem(each.place(), "from and to of a host both begin with a dot, or neither does");
      }
    }
    List<Counterpart> registries =
        counterparts(
            fields,
            "registries",
            it -> REGISTRY.matcher(it).matches(),
            "a registry such as registry.example.com or registry.example.com/team");
    List<Ignore> ignores = ignores(fields, file);
    fields.done("a mapping");
    return new ClusterMapping(namespaces, names, hosts, registries, ignores);
  }

  /// The shape that both sides of an entry need.
  private interface Shape {
    boolean fits(String text);
  }

  private List<Counterpart> counterparts(
      CheckedMapping fields, String list, Shape shape, String meaning) {
    List<Counterpart> all = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (CheckedMapping each : fields.objects(list)) {
      Optional<Counterpart> one = counterpart(each, list, shape, meaning);
      each.done("an entry");
      if (one.isPresent() && !taken.add(one.get().from())) {
        each.problem("from", "another entry of %s has the same from; keep one".formatted(list));
      }
      one.ifPresent(all::add);
    }
    return all;
  }

  private static Optional<Counterpart> counterpart(
      CheckedMapping fields, String list, Shape shape, String meaning) {
    int before = fields.problems();
    Optional<String> from = fields.required("from", "what the first cluster has");
    Optional<String> to = fields.required("to", "what the second cluster has instead");
    if (from.filter(it -> !shape.fits(it)).isPresent()) {
      fields.problem("from", "from is not " + meaning);
    }
    if (to.filter(it -> !shape.fits(it)).isPresent()) {
      fields.problem("to", "to is not " + meaning);
    }
    return fields.isFine(before)
        ? Optional.of(new Counterpart(list, from.orElseThrow(), to.orElseThrow(), fields.place()))
        : Optional.empty();
  }

  /// Objects of two namespaces would meet in one.
  private void noTwoTo(List<Counterpart> namespaces) {
    Map<String, Counterpart> taken = new HashMap<>();
    for (Counterpart each : namespaces) {
      Counterpart first = taken.putIfAbsent(each.to(), each);
      if (first != null) {
        problem(
            each.place(),
            "two namespaces have the same counterpart, also at line %d; give each its own"
                .formatted(first.place().line()));
      }
    }
  }

  private List<RenamedObject> names(CheckedMapping fields) {
    List<RenamedObject> all = new ArrayList<>();
    for (CheckedMapping each : fields.objects("names")) {
      Set<String> kinds = new HashSet<>(each.texts("kinds", it -> it));
      counterpart(each, "names", it -> NAME.matcher(it).matches(), "the name of an object")
          .map(name -> new RenamedObject(kinds, name))
          .ifPresent(
              object -> {
                all.stream()
                    .filter(first -> first.takesAllOf(object))
                    .findFirst()
                    .ifPresent(
                        first ->
                            each.problem(
                                "from",
                                "the entry at line %d has the same from and applies first; delete one, or give each its own kinds"
                                    .formatted(first.name().place().line())));
                all.add(object);
              });
      each.done("an entry");
    }
    return all;
  }

  private List<Ignore> ignores(CheckedMapping fields, String file) {
    List<Ignore> all = new ArrayList<>();
    int number = 0;
    for (CheckedMapping each : fields.objects("ignores")) {
      number++;
      int before = each.problems();
      Match match =
          each.object("match")
              .map(it -> MatchReader.read(it, PolicySource.AGENT))
              .orElse(Match.ALL);
      if (each.isFine(before) && match.equals(Match.ALL)) {
        each.problem("the ignore has no criteria and would hide everything; add a match");
      }
      Optional<String> reason = each.required("reason", "why this may differ");
      Optional<String> owner = each.required("owner", "the person or team that decided it");
      Optional<LocalDate> expires =
          each.has("expires")
              ? each.day("expires", "the last day it applies, such as 2027-01-31")
              : Optional.of(Ignore.NEVER);
      each.done("an ignore");
      if (each.isFine(before)) {
        all.add(
            new Ignore(
                "%s, ignore %d".formatted(file, number),
                PolicySource.AGENT,
                match,
                reason.orElseThrow(),
                owner.orElseThrow(),
                expires.orElseThrow(),
                each.place()));
      }
    }
    return all;
  }

  private void problem(Place place, String sentence) {
    problems.add(Problem.at(place, Problem.Code.INVALID_POLICY, sentence));
  }
}
