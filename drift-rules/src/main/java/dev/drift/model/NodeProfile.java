package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What Git declares for a group of Nodes. It is a kind of Drift's own that no cluster serves:
/// nobody applies Nodes.
///
/// @param selector labels of the Nodes that it speaks of; at least one
/// @param minimum of their number; empty if nothing is said of it
/// @param maximum of their number
/// @param labels that each of them has, beside others
/// @param taints that each of them has, and no others but those of Kubernetes' own controllers;
///     empty if nothing is said of them
/// @param allocatable quantities of which each of them has at least so much
public record NodeProfile(
    Map<String, String> selector,
    Optional<Integer> minimum,
    Optional<Integer> maximum,
    Map<String, String> labels,
    Optional<List<Taint>> taints,
    Map<String, Value> allocatable) {
  public static final GroupKind KIND = new GroupKind("drift.dev", "NodeProfile");

  private static final Set<String> FIELDS =
      Set.of("selector", "count", "labels", "taints", "allocatable");

  /// See https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/.
  public record Taint(String key, String value, String effect) {
    public Taint {
      requireNonNull(key, "key is null");
      requireNonNull(value, "value is null");
      requireNonNull(effect, "effect is null");
    }
  }

  public NodeProfile {
    selector = Map.copyOf(selector);
    requireNonNull(minimum, "minimum is null");
    requireNonNull(maximum, "maximum is null");
    labels = new TreeMap<>(labels);
    taints = taints.map(List::copyOf);
    allocatable = new TreeMap<>(allocatable);
  }

  /// A field that says something else than a profile can.
  ///
  /// @param reason what is wrong, as the end of a sentence that begins with the path
  public record Invalid(Path path, String reason) {}

  /// Reads `spec` of the document.
  ///
  /// @param invalid takes what is wrong with it
  public static NodeProfile of(Value.Obj document, List<Invalid> invalid) {
    Value.Obj spec = document.object("spec");
    for (String field : spec.fields().keySet()) {
      if (!FIELDS.contains(field)) {
        invalid.add(new Invalid(Path.of("spec", field), "is not a field of a NodeProfile"));
      }
    }
    Map<String, String> selector = texts(spec, "selector", invalid);
    if (selector.isEmpty()) {
      invalid.add(
          new Invalid(
              Path.of("spec", "selector"),
              "is missing; set the labels of the Nodes that the profile applies to"));
    }
    return new NodeProfile(
        selector,
        bound(spec, "min", invalid),
        bound(spec, "max", invalid),
        texts(spec, "labels", invalid),
        spec.get("taints").map(_ -> taints(spec, invalid)),
        spec.object("allocatable").fields());
  }

  private static Map<String, String> texts(Value.Obj spec, String field, List<Invalid> invalid) {
    Map<String, String> texts = new TreeMap<>();
    spec.object(field)
        .fields()
        .forEach(
            (name, value) -> {
              if (value instanceof Value.Str(String text)) {
                texts.put(name, text);
              } else {
                invalid.add(
                    new Invalid(
                        Path.of("spec", field, name),
                        "must be a string, like every label; quote it"));
              }
            });
    return texts;
  }

  /// `count: 3`, or `count: {min: 2, max: 6}`.
  private static Optional<Integer> bound(Value.Obj spec, String which, List<Invalid> invalid) {
    Value count = spec.get("count").orElse(Value.Null.NULL);
    Optional<Value> value =
        count instanceof Value.Obj range ? range.get(which) : Optional.of(count);
    if (value.isEmpty() || value.get() == Value.Null.NULL) {
      return Optional.empty();
    }
    if (value.get() instanceof Value.Num number
        && number.value().signum() >= 0
        && number.value().stripTrailingZeros().scale() <= 0
        && number.value().precision() < 7) {
      return Optional.of(number.value().intValue());
    }
    Invalid wrong =
        new Invalid(Path.of("spec", "count"), "must be a whole number or {min: …, max: …}");
    if (!invalid.contains(wrong)) {
      invalid.add(wrong);
    }
    return Optional.empty();
  }

  private static List<Taint> taints(Value.Obj spec, List<Invalid> invalid) {
    List<Taint> taints = new ArrayList<>();
    List<Value> items = spec.list("taints");
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Value.Obj taint
          && taint.text("key").isPresent()
          && taint.text("effect").isPresent()) {
        taints.add(
            new Taint(
                taint.text("key").get(),
                taint.text("value").orElse(""),
                taint.text("effect").get()));
      } else {
        invalid.add(
            new Invalid(
                Path.of("spec", "taints").plus(new Path.Index(i)),
                "must have a key and an effect"));
      }
    }
    return taints;
  }
}
