package dev.drift.noise;

import dev.drift.model.Problem;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Places;
import dev.drift.model.value.Path;
import dev.drift.model.value.PathPattern;
import dev.drift.model.value.Value;
import dev.drift.policy.CheckedMapping;
import dev.drift.policy.PolicyReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads noise packs; `docs/noise-packs.md` describes their form. Refuses what is wider
/// than noise ever is, and what could hide a change that is severe.
final class NoisePackReader {
  private static final String KIND = "NoisePack";
  private static final Pattern KINDS = Pattern.compile("[A-Z][A-Za-z0-9]*(\\.[a-z0-9.-]+)?");
  private static final PathPattern OWNERS = PathPattern.parse("metadata.uid");
  private static final String OWNER_UID = "{metadata.ownerReferences[*].uid}";

  private final List<OperatorWrite> writes = new ArrayList<>();
  private final List<MadeObject> makes = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private NoisePackReader() {}

  /// @param pack empty if there are problems
  /// @param problems with file and line
  record Result(Optional<NoisePack> pack, List<Problem> problems) {
    Result {
      problems = List.copyOf(problems);
    }
  }

  /// Never fails: what is wrong is among the problems, all of it.
  static Result read(Value document, Places places) {
    NoisePackReader reader = new NoisePackReader();
    if (!(document instanceof Value.Obj object)) {
      return new Result(
          Optional.empty(),
          List.of(
              Problem.at(
                  places.start(),
                  Problem.Code.INVALID_POLICY,
                  "the document is not a noise pack")));
    }
    Optional<NoisePack> pack =
        reader.pack(
            new CheckedMapping(
                object, Path.ROOT, path -> places.nearest(path, object), reader.problems));
    return new Result(reader.problems.isEmpty() ? pack : Optional.empty(), reader.problems);
  }

  private Optional<NoisePack> pack(CheckedMapping fields) {
    boolean ours =
        fields.text("apiVersion").equals(Optional.of(PolicyReader.API_VERSION))
            && fields.text("kind").equals(Optional.of(KIND));
    if (!ours) {
      fields.problem(
          "the document is not a noise pack; write apiVersion: %s and kind: %s"
              .formatted(PolicyReader.API_VERSION, KIND));
      return Optional.empty();
    }
    Optional<CheckedMapping> metadata = fields.object("metadata");
    Optional<String> name =
        metadata.flatMap(inner -> inner.required("name", "reports refer to the pack by this name"));
    metadata.ifPresent(CheckedMapping::done);
    Optional<CheckedMapping> spec = fields.object("spec");
    fields.done();
    if (name.isEmpty() || spec.isEmpty()) {
      fields.problem("a noise pack needs metadata.name and spec");
      return Optional.empty();
    }
    return Optional.of(spec(spec.get(), name.get()));
  }

  private NoisePack spec(CheckedMapping spec, String name) {
    spec.required("operator", "the name of the operator, for people");
    Set<String> groups = new HashSet<>(spec.texts("groups", text -> text));
    Optional<RequiredObject> shown = spec.object("shown").map(NoisePackReader::other);
    if (groups.isEmpty() && shown.isEmpty()) {
      spec.problem(
          "a noise pack needs groups or objects that reveal the operator; add groups or shown");
    }
    spec.objects("writes").forEach(this::write);
    spec.objects("makes").forEach(this::make);
    spec.done();
    return new NoisePack(name, groups, shown, writes, makes);
  }

  private void write(CheckedMapping fields) {
    int before = fields.problems();
    Optional<String> name = fields.required("name", "tests refer to the entry by this name");
    Set<GroupKind> kinds = kinds(fields);
    Optional<String> path = fields.required("path", "what the operator writes");
    Optional<PathPattern> pattern = path.flatMap(text -> pattern(fields, "path", text));
    Optional<String> from = fields.text("from");
    Conditions conditions = conditions(fields);
    Optional<String> reason = fields.required("reason", "who writes it, and why");
    Optional<String> source = source(fields);
    fields.done();
    if (fields.isFine(before)) {
      limit(fields, path.orElseThrow(), kinds, from, conditions);
    }
    if (fields.isFine(before)) {
      writes.add(
          new OperatorWrite(
              name.orElseThrow(),
              kinds,
              pattern.orElseThrow(),
              from,
              conditions,
              reason.orElseThrow(),
              source.orElseThrow()));
    }
  }

  private static void limit(
      CheckedMapping fields,
      String path,
      Set<GroupKind> kinds,
      Optional<String> from,
      Conditions conditions) {
    boolean key = Limits.isKey(path);
    boolean finalizer = Limits.isFinalizer(path) || Limits.isAnyFinalizer(path);
    if (!key && !finalizer) {
      limitField(fields, path, kinds, from, conditions);
      return;
    }
    if (from.isPresent()) {
      fields.problem(
          "from",
          "labels, annotations and finalizers that Git declares cannot be explained; remove from");
    }
    if (key && Limits.isSevereKey(path)) {
      fields.problem(
          "path",
          "this key decides what may run or which permissions it has; no pack may explain it");
    }
    if (finalizer && kinds.isEmpty()) {
      fields.problem("a finalizer entry needs kinds; add kinds");
    }
    if (!Limits.isFinalizer(path) && conditions.value().filter(Template::isNarrow).isEmpty()) {
      fields.problem("the entry needs the value that the operator writes; add value");
    }
  }

  private static void limitField(
      CheckedMapping fields,
      String path,
      Set<GroupKind> kinds,
      Optional<String> from,
      Conditions conditions) {
    boolean exact = from.isPresent() && conditions.value().filter(Template::isConstant).isPresent();
    if (!exact || kinds.isEmpty()) {
      fields.problem(
          "path",
          "path is not the full name of a label, annotation or finalizer; for other fields, the"
              + " entry needs kinds, the value in Git (from) and the value in the cluster (value)");
    }
    if (Limits.isSevereField(PathPattern.parse(path), kinds)) {
      fields.problem(
          "path",
          "this field may hold a secret, permissions or a Pod template; no pack may explain it");
    }
  }

  private void make(CheckedMapping fields) {
    int before = fields.problems();
    Optional<String> name = fields.required("name", "tests refer to the entry by this name");
    Set<GroupKind> kinds = kinds(fields);
    Set<String> data = new HashSet<>(fields.texts("data", text -> text));
    Conditions conditions = conditions(fields);
    Optional<String> reason = fields.required("reason", "who creates it, and why");
    Optional<String> source = source(fields);
    fields.done();
    if (fields.isFine(before)) {
      limit(fields, kinds, data, conditions);
    }
    if (fields.isFine(before)) {
      makes.add(
          new MadeObject(
              name.orElseThrow(),
              kinds,
              data,
              conditions,
              reason.orElseThrow(),
              source.orElseThrow()));
    }
  }

  private static void limit(
      CheckedMapping fields, Set<GroupKind> kinds, Set<String> data, Conditions conditions) {
    if (kinds.isEmpty()) {
      fields.problem("the entry needs the kinds that the operator creates; add kinds");
    }
    if (conditions.value().isPresent()) {
      fields.problem("value", "a whole object has no value; use where");
    }
    if (conditions.there().isEmpty() && (data.isEmpty() || conditions.where().isEmpty())) {
      fields.problem(
          "the entry needs the object that the operator creates it for (there), or its full"
              + " content (where and data)");
    }
    if (kinds.stream().anyMatch(Limits::givesRights)) {
      fields.problem(
          "kinds", "objects of this kind may grant permissions; no pack may explain them");
    }
    if (kinds.stream().anyMatch(Limits::isWorkload) && !namesOwner(conditions)) {
      fields.problem(
          "kinds",
          "an entry for workloads needs the owner: there, with where: metadata.uid: " + OWNER_UID);
    }
  }

  private static boolean namesOwner(Conditions conditions) {
    return conditions
        .there()
        .filter(
            other ->
                other.where().stream()
                    .anyMatch(
                        wanted ->
                            wanted.path().toString().equals(OWNERS.toString())
                                && wanted.value().toString().equals(OWNER_UID)))
        .isPresent();
  }

  private static Conditions conditions(CheckedMapping fields) {
    return new Conditions(
        fields.text("value").flatMap(text -> template(fields, "value", text)),
        wanted(fields),
        fields.object("there").map(NoisePackReader::other));
  }

  private static RequiredObject other(CheckedMapping fields) {
    RequiredObject other = new RequiredObject(kinds(fields), wanted(fields));
    if (other.kinds().isEmpty() || other.where().isEmpty()) {
      fields.problem("another object is identified by its kinds and content; add kinds and where");
    }
    fields.done();
    return other;
  }

  private static List<FieldCondition> wanted(CheckedMapping fields) {
    List<FieldCondition> wanted = new ArrayList<>();
    for (Map.Entry<String, String> one : fields.map("where").entrySet()) {
      Optional<PathPattern> path = pattern(fields, "where", one.getKey());
      Optional<Template> value = template(fields, "where", one.getValue());
      if (path.isPresent() && value.isPresent()) {
        wanted.add(new FieldCondition(path.get(), value.get()));
      }
    }
    return wanted;
  }

  private static Set<GroupKind> kinds(CheckedMapping fields) {
    return new HashSet<>(fields.texts("kinds", NoisePackReader::kind));
  }

  private static GroupKind kind(String text) {
    if (!KINDS.matcher(text).matches()) {
      throw new IllegalArgumentException("is not a kind such as Secret or Kafka.kafka.strimzi.io");
    }
    int dot = text.indexOf('.');
    return dot < 0
        ? new GroupKind("", text)
        : new GroupKind(text.substring(dot + 1), text.substring(0, dot));
  }

  private static Optional<PathPattern> pattern(CheckedMapping fields, String field, String text) {
    try {
      return Optional.of(PathPattern.parse(text));
    } catch (IllegalArgumentException e) {
      fields.problem(field, field + " must be a path such as metadata.name: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Template> template(CheckedMapping fields, String field, String text) {
    try {
      return Optional.of(Template.parse(text));
    } catch (IllegalArgumentException e) {
      fields.problem(field, "%s %s".formatted(field, e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<String> source(CheckedMapping fields) {
    Optional<String> source =
        fields.required("source", "a link to the operator's code or documentation that shows it");
    if (source.filter(link -> !link.startsWith("https://")).isPresent()) {
      fields.problem("source", "source must be an https:// link");
    }
    return source;
  }
}
