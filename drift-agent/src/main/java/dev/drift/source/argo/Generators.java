package dev.drift.source.argo;

import dev.drift.json.JsonWriter;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Documents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The generators of ApplicationSets that depend on Git alone.
/// See <https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators/>.
final class Generators {
  /// Of one generator: a matrix of large lists would never end.
  private static final int MOST = 10_000;

  private static final Set<String> NOT_A_TYPE = Set.of("selector");

  private final Rendering rendering;
  private final SimpleTemplate template;
  private final StepLimit limit;

  /// @param limit of all generators of an ApplicationSet
  Generators(Rendering rendering, SimpleTemplate template, StepLimit limit) {
    this.rendering = rendering;
    this.template = template;
    this.limit = limit;
  }

  /// The parameters of each Application.
  ///
  /// @param outer parameters of the generator before it in a matrix; empty if there are none
  /// @throws NotRendered if Git alone does not say what it generates
  /// @throws IOException if the tree itself cannot be read
  List<Value.Obj> parameters(Value.Obj generator, Value.Obj outer) throws IOException, NotRendered {
    List<String> types =
        generator.fields().keySet().stream().filter(it -> !NOT_A_TYPE.contains(it)).toList();
    if (types.size() != 1) {
      throw new NotRendered("a generator has %d types instead of one".formatted(types.size()));
    }
    if (generator.get("selector").isPresent()) {
      throw new NotRendered("a generator has a selector, which Drift does not evaluate");
    }
    String type = types.getFirst();
    Value.Obj own = generator.object(type);
    if (!own.object("template").fields().isEmpty()) {
      throw new NotRendered(
          "the %s generator has a template of its own, which Drift does not merge".formatted(type));
    }
    if (!outer.fields().isEmpty()) {
      if (!own.object("values").fields().isEmpty()) {
        throw new NotRendered("a generator in a matrix has values, which Drift does not fill in");
      }
      own = (Value.Obj) template.fill(own, outer, limit);
    }
    List<Value.Obj> parameters =
        switch (type) {
          case "list" -> list(own);
          case "git" -> git(own);
          case "matrix" -> matrix(own, outer);
          case "merge" -> merge(own, outer);
          default ->
              throw new NotRendered(
                  "the %s generator depends on more than this repository".formatted(type));
        };
    if (parameters.size() > MOST) {
      throw tooMany();
    }
    return parameters;
  }

  private static NotRendered tooMany() {
    return new NotRendered("a generator makes more than %,d Applications".formatted(MOST));
  }

  private List<Value.Obj> list(Value.Obj list) throws NotRendered {
    if (list.text("elementsYaml").filter(it -> !it.isEmpty()).isPresent()) {
      throw new NotRendered("the list generator has elementsYaml, which Drift does not evaluate");
    }
    List<Value.Obj> all = new ArrayList<>();
    for (Value.Obj element : list.objects("elements")) {
      if (template.go()) {
        all.add(element);
        continue;
      }
      Map<String, Value> flat = new LinkedHashMap<>();
      for (var field : element.fields().entrySet()) {
        if (field.getKey().equals("values") && field.getValue() instanceof Value.Obj values) {
          for (var value : values.fields().entrySet()) {
            flat.put("values." + value.getKey(), onlyText(value.getValue()));
          }
        } else {
          flat.put(field.getKey(), onlyText(field.getValue()));
        }
      }
      limit.spend(flat.size() * StepLimit.VALUE);
      all.add(new Value.Obj(flat));
    }
    return all;
  }

  private static Value onlyText(Value value) throws NotRendered {
    if (value instanceof Value.Str) {
      return value;
    }
    throw new NotRendered(
        "an element of the list generator is not a text, which Argo CD only allows with goTemplate");
  }

  private List<Value.Obj> git(Value.Obj git) throws IOException, NotRendered {
    if (rendering.repository().isUnknown()
        || !rendering.repository().isAt(git.text("repoURL").orElse(""))) {
      throw new NotRendered("the git generator reads another repository, which Drift does not");
    }
    if (!rendering.repository().isRevision(git.text("revision").orElse(""))) {
      throw new NotRendered(
          "the git generator reads the revision %s, and this run reads another one"
              .formatted(git.text("revision").orElse("")));
    }
    List<Value.Obj> found = git.objects("directories").isEmpty() ? files(git) : directories(git);
    Value.Obj values = git.object("values");
    List<Value.Obj> all = new ArrayList<>();
    for (Value.Obj parameters : found) {
      Value.Obj filled = Value.Obj.EMPTY;
      for (var value : values.fields().entrySet()) {
        filled =
            filled.with(
                value.getKey(),
                Value.of(template.fill(SimpleTemplate.text(value.getValue()), parameters, limit)));
      }
      Value.Obj with = parameters;
      if (template.go() && !filled.fields().isEmpty()) {
        with = with.with("values", filled);
      } else {
        for (var value : filled.fields().entrySet()) {
          with = with.with("values." + value.getKey(), value.getValue());
        }
      }
      all.add(with);
    }
    return all;
  }

  private List<Value.Obj> directories(Value.Obj git) throws NotRendered {
    List<PathEntry> entries = entries(git.objects("directories"), false);
    Set<String> folders = new TreeSet<>();
    for (String path : rendering.files().paths()) {
      for (String at = TreePath.parent(path); !at.isEmpty(); at = TreePath.parent(at)) {
        folders.add(at);
      }
    }
    List<Value.Obj> all = new ArrayList<>();
    for (String folder : folders) {
      boolean hidden = ("/" + folder).contains("/.");
      if (!hidden && isIncluded(entries, folder)) {
        all.add(path(git, folder, Optional.empty(), Value.Obj.EMPTY));
      }
    }
    return all;
  }

  private List<Value.Obj> files(Value.Obj git) throws IOException, NotRendered {
    List<PathEntry> entries = entries(git.objects("files"), true);
    List<Value.Obj> all = new ArrayList<>();
    for (String path : rendering.files().paths()) {
      if (!isIncluded(entries, path)) {
        continue;
      }
      Optional<SourceFile> file = rendering.files().read(path);
      if (file.isEmpty()) {
        continue;
      }
      Documents documents = rendering.documents().read(file.get());
      if (!documents.problems().isEmpty() || documents.documents().size() > 1) {
        throw new NotRendered("%s is not one valid YAML or JSON document".formatted(path));
      }
      Value content =
          documents.documents().isEmpty()
              ? Value.Obj.EMPTY
              : documents.documents().getFirst().value();
      List<Value> sets =
          switch (content) {
            case Value.Obj one -> List.of(one);
            case Value.Arr(List<Value> several) -> several;
            case Value.Null _ -> List.of(Value.Obj.EMPTY);
            case Value.Bool _, Value.Masked _, Value.Num _, Value.Str _ ->
                throw new NotRendered("%s is not a mapping".formatted(path));
          };
      for (Value set : sets) {
        if (!(set instanceof Value.Obj fields)) {
          throw new NotRendered("%s holds more than mappings".formatted(path));
        }
        Value.Obj own = fields;
        if (!template.go()) {
          Map<String, Value> flat = new LinkedHashMap<>();
          flatten("", fields, flat);
          own = new Value.Obj(flat);
        }
        all.add(path(git, TreePath.parent(path), Optional.of(path), own));
      }
    }
    return all;
  }

  private static void flatten(String name, Value value, Map<String, Value> flat)
      throws NotRendered {
    String start = name.isEmpty() ? "" : name + ".";
    switch (value) {
      case Value.Obj(Map<String, Value> fields) when !fields.isEmpty() || name.isEmpty() -> {
        for (var field : fields.entrySet()) {
          flatten(start + field.getKey(), field.getValue(), flat);
        }
      }
      case Value.Arr(List<Value> items) when !items.isEmpty() -> {
        for (int i = 0; i < items.size(); i++) {
          flatten(start + i, items.get(i), flat);
        }
      }
      case Value.Arr _,
          Value.Bool _,
          Value.Masked _,
          Value.Null _,
          Value.Num _,
          Value.Obj _,
          Value.Str _ ->
          flat.put(name, Value.of(SimpleTemplate.text(value)));
    }
  }

  private record PathEntry(GlobPattern glob, boolean excludes) {}

  /// @param files whether `*` matches `/`, as in `git ls-files`
  private static List<PathEntry> entries(List<Value.Obj> entries, boolean files) {
    return entries.stream()
        .map(
            it -> {
              String glob = it.text("path").orElse("");
              return new PathEntry(
                  files ? GlobPattern.ofFiles(glob) : GlobPattern.ofPath(glob),
                  it.get("exclude").equals(Optional.of(Value.of(true))));
            })
        .toList();
  }

  /// An entry that excludes a path does so in any order.
  private boolean isIncluded(List<PathEntry> entries, String path) throws NotRendered {
    boolean included = false;
    for (PathEntry entry : entries) {
      limit.spend(1);
      boolean matches = entry.glob().matches(path, limit);
      if (matches && entry.excludes()) {
        return false;
      }
      included |= matches;
    }
    return included;
  }

  /// The parameters that a folder or file gives.
  ///
  /// @param own those that it holds
  private Value.Obj path(Value.Obj git, String folder, Optional<String> file, Value.Obj own) {
    String shown = folder.isEmpty() ? "." : folder;
    Optional<String> prefix = git.text("pathParamPrefix").filter(it -> !it.isEmpty());
    Map<String, Value> path = new LinkedHashMap<>();
    path.put("basename", Value.of(name(shown)));
    path.put("basenameNormalized", Value.of(normalized(name(shown))));
    file.ifPresent(
        it -> {
          path.put("filename", Value.of(name(it)));
          path.put("filenameNormalized", Value.of(normalized(name(it))));
        });
    String[] segments = shown.split("/");
    if (template.go()) {
      path.put("path", Value.of(shown));
      path.put(
          "segments",
          new Value.Arr(List.of(segments).stream().map(it -> (Value) Value.of(it)).toList()));
      Value.Obj all = new Value.Obj(path);
      return prefix
          .map(it -> own.with(it, Value.Obj.EMPTY.with("path", all)))
          .orElseGet(() -> own.with("path", all));
    }
    String start = prefix.map(it -> it + ".path").orElse("path");
    Value.Obj flat = own.with(start, Value.of(shown));
    for (var field : path.entrySet()) {
      flat = flat.with(start + "." + field.getKey(), field.getValue());
    }
    for (int i = 0; i < segments.length; i++) {
      if (!segments[i].isEmpty()) {
        flat = flat.with("%s[%d]".formatted(start, i), Value.of(segments[i]));
      }
    }
    return flat;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// As a name of an object may be.
  private static String normalized(String name) {
    String valid = name.toLowerCase(Locale.ROOT).replaceAll("[^-a-z0-9.]", "-");
    return (valid.length() > 253 ? valid.substring(0, 253) : valid).replaceAll("^[-.]+|[-.]+$", "");
  }

  private List<Value.Obj> matrix(Value.Obj matrix, Value.Obj outer)
      throws IOException, NotRendered {
    List<Value.Obj> generators = matrix.objects("generators");
    if (generators.size() != 2) {
      throw new NotRendered(
          "a matrix has %d generators, and Argo CD takes two".formatted(generators.size()));
    }
    List<Value.Obj> all = new ArrayList<>();
    for (Value.Obj first : parameters(generators.get(0), outer)) {
      limit.spend(StepLimit.VALUE);
      for (Value.Obj second : parameters(generators.get(1), first)) {
        all.add(template.go() ? over(second, first) : combined(first, second));
        if (all.size() > MOST) {
          throw tooMany();
        }
      }
    }
    return all;
  }

  private Value.Obj combined(Value.Obj some, Value.Obj more) throws NotRendered {
    limit.spend(StepLimit.VALUE * (some.fields().size() + more.fields().size()));
    Map<String, Value> all = new LinkedHashMap<>(some.fields());
    for (var field : more.fields().entrySet()) {
      Optional<Value> before = some.get(field.getKey());
      if (before.isPresent() && !before.get().equals(field.getValue())) {
        throw new NotRendered(
            "both generators of a matrix have the parameter %s".formatted(field.getKey()));
      }
      all.put(field.getKey(), field.getValue());
    }
    return new Value.Obj(all);
  }

  /// What is not empty wins, as in <https://github.com/imdario/mergo> with override.
  private Value.Obj over(Value.Obj base, Value.Obj winner) throws NotRendered {
    limit.spend(StepLimit.VALUE * (base.fields().size() + winner.fields().size()));
    Map<String, Value> all = new LinkedHashMap<>(base.fields());
    for (var field : winner.fields().entrySet()) {
      Optional<Value> before = base.get(field.getKey());
      Value value = field.getValue();
      if (before.orElse(null) instanceof Value.Obj inner && value instanceof Value.Obj more) {
        all.put(field.getKey(), over(inner, more));
      } else if (before.isEmpty() || !isEmpty(value)) {
        all.put(field.getKey(), value);
      }
    }
    return new Value.Obj(all);
  }

  private static boolean isEmpty(Value value) {
    return switch (value) {
      case Value.Str(String text) -> text.isEmpty();
      case Value.Bool(boolean bool) -> !bool;
      case Value.Num(var number) -> number.signum() == 0;
      case Value.Arr(List<Value> items) -> items.isEmpty();
      case Value.Obj object -> object.fields().isEmpty();
      case Value.Null _ -> true;
      case Value.Masked _ -> false;
    };
  }

  private List<Value.Obj> merge(Value.Obj merge, Value.Obj outer) throws IOException, NotRendered {
    if (!outer.fields().isEmpty()) {
      throw new NotRendered("a merge generator is within a matrix, which Drift does not evaluate");
    }
    List<Value> keys = merge.list("mergeKeys");
    List<Value.Obj> generators = merge.objects("generators");
    if (keys.isEmpty() || generators.size() < 2) {
      throw new NotRendered("a merge generator lacks mergeKeys or a second generator");
    }
    Map<String, Value.Obj> base = byKeys(keys, generators.getFirst());
    for (Value.Obj generator : generators.subList(1, generators.size())) {
      for (var each : byKeys(keys, generator).entrySet()) {
        Value.Obj before = base.get(each.getKey());
        if (before != null) {
          Value.Obj parameters = each.getValue();
          base.put(
              each.getKey(), template.go() ? over(before, parameters) : copied(before, parameters));
        }
      }
    }
    return List.copyOf(base.values());
  }

  private Value.Obj copied(Value.Obj base, Value.Obj winner) throws NotRendered {
    limit.spend(StepLimit.VALUE * (base.fields().size() + winner.fields().size()));
    Map<String, Value> all = new LinkedHashMap<>(base.fields());
    all.putAll(winner.fields());
    return new Value.Obj(all);
  }

  private Map<String, Value.Obj> byKeys(List<Value> keys, Value.Obj generator)
      throws IOException, NotRendered {
    Map<String, Value.Obj> all = new LinkedHashMap<>();
    for (Value.Obj parameters : parameters(generator, Value.Obj.EMPTY)) {
      Value.Obj key = Value.Obj.EMPTY;
      for (Value name : keys) {
        String text = SimpleTemplate.text(name);
        key = key.with(text, parameters.get(text).orElse(Value.Null.NULL));
      }
      if (all.put(JsonWriter.text(key), parameters) != null) {
        throw new NotRendered("a merge generator has several parameters for one of its mergeKeys");
      }
    }
    return all;
  }
}
