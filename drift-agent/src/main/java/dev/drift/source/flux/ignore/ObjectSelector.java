package dev.drift.source.flux.ignore;

import dev.drift.model.Manifest;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which objects a rule of Flux is about.
///
/// See <https://github.com/fluxcd/pkg/blob/main/ssa/jsondiff/selector.go>.
public final class ObjectSelector {
  /// What Java matches as Go does, in bounded time: no groups, and few repetitions.
  private static final Pattern SIMPLE = Pattern.compile("\\^?([\\w./:-]|\\\\.|\\.[*+]|\\|)*\\$?");

  private static final int MOST_REPETITIONS = 4;
  private static final Pattern SET =
      Pattern.compile("\\s*([^\\s!=,()]+)\\s+(in|notin)\\s*\\(([^()]*)\\)\\s*");
  private static final Pattern EQUAL =
      Pattern.compile("\\s*([^\\s!=,()]+)\\s*(==|=|!=)\\s*([^\\s!=,()]*)\\s*");
  private static final Pattern PRESENT = Pattern.compile("\\s*(!?)\\s*([^\\s!=,()]+)\\s*");

  private final Value.Obj target;

  private ObjectSelector(Value.Obj target) {
    this.target = target;
  }

  /// @return empty if it cannot be evaluated here
  public static Optional<ObjectSelector> of(Value.Obj target) {
    for (String field : List.of("group", "version", "kind", "name", "namespace")) {
      String pattern = target.text(field).orElse("");
      long repetitions = pattern.chars().filter(c -> c == '*' || c == '+').count();
      if (!SIMPLE.matcher(pattern).matches() || repetitions > MOST_REPETITIONS) {
        return Optional.empty();
      }
    }
    for (String field : List.of("labelSelector", "annotationSelector")) {
      if (requirements(target.text(field).orElse("")).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(new ObjectSelector(target));
  }

  public boolean matches(Manifest manifest) {
    String version = manifest.apiVersion().substring(manifest.apiVersion().lastIndexOf('/') + 1);
    Value.Obj metadata = manifest.content().object("metadata");
    return matches("group", manifest.groupKind().group())
        && matches("version", version)
        && matches("kind", manifest.kind())
        && matches("name", manifest.name())
        && matches("namespace", manifest.namespace())
        && matches("labelSelector", metadata.object("labels"))
        && matches("annotationSelector", metadata.object("annotations"));
  }

  private boolean matches(String field, String text) {
    String pattern = target.text(field).orElse("");
    return pattern.isEmpty() || Pattern.compile("(?:" + pattern + ")").matcher(text).matches();
  }

  private boolean matches(String field, Value.Obj marks) {
    return requirements(target.text(field).orElse("")).orElseThrow().stream()
        .allMatch(it -> it.holds(marks));
  }

  /// One requirement of a selector.
  ///
  /// @param values one of which the mark must have; empty if it must only be there
  private record Requirement(String key, boolean negated, List<String> values) {
    boolean holds(Value.Obj marks) {
      boolean met =
          values.isEmpty()
              ? marks.get(key).isPresent()
              : marks.text(key).filter(values::contains).isPresent();
      return met != negated;
    }
  }

  /// See <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#api>.
  private static Optional<List<Requirement>> requirements(String selector) {
    List<Requirement> all = new ArrayList<>();
    if (selector.isBlank()) {
      return Optional.of(all);
    }
    for (String part : selector.split(",(?![^(]*\\))", -1)) {
      Matcher set = SET.matcher(part);
      Matcher equal = EQUAL.matcher(part);
      Matcher present = PRESENT.matcher(part);
      if (set.matches()) {
        List<String> values =
            List.of(set.group(3).split(",", -1)).stream().map(String::strip).toList();
        all.add(new Requirement(set.group(1), set.group(2).equals("notin"), values));
      } else if (equal.matches()) {
        all.add(
            new Requirement(equal.group(1), equal.group(2).equals("!="), List.of(equal.group(3))));
      } else if (present.matches()) {
        all.add(new Requirement(present.group(2), !present.group(1).isEmpty(), List.of()));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(all);
  }
}
