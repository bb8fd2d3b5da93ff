package dev.drift.policy.action;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.drift.finding.Attribution.Confidence;
import dev.drift.model.Glob;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.policy.match.Match;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Why a rule does not speak of a finding.
///
/// @param criterion its name in the policy
/// @param reason a clause that holds no secret
/// @param needs what has to be known of the resource to say so
record Mismatch(String criterion, String reason, ActionSubject.Known needs) {
  Mismatch {
    requireNonNull(criterion, "criterion is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(needs, "needs is null");
  }

  static String label(Confidence confidence) {
    return confidence.name().toLowerCase(Locale.ROOT);
  }

  /// @param found empty if there is none
  static Mismatch of(String criterion, String found, Collection<String> wanted) {
    return new Mismatch(
        criterion,
        "%s is not %s%s"
            .formatted(
                found.isEmpty() ? "(none)" : found,
                wanted.size() > 1 ? "one of " : "",
                wanted.stream().sorted().collect(joining(", "))),
        ActionSubject.Known.NAME);
  }

  static Mismatch of(Match.Criterion criterion, Match wanted, ActionSubject subject) {
    ResourceId id = subject.finding().resource().id();
    String name = criterion.label();
    return switch (criterion) {
      case KINDS -> of(name, kind(id.groupKind(), wanted.kinds()), wanted.kinds());
      case NAMESPACES -> of(name, id.namespace(), texts(wanted.namespaces()));
      case NAMES -> of(name, id.name(), texts(wanted.names()));
      case MANAGERS -> of(name, subject.attribution().manager(), wanted.managers());
      case PATHS ->
          of(
              name,
              subject.finding().path().toString(),
              wanted.paths().stream().map(Object::toString).toList());
      case LABELS ->
          new Mismatch(
              name,
              "the resource does not have "
                  + wanted.labels().entrySet().stream()
                      .map(label -> label.getKey() + "=" + label.getValue())
                      .sorted()
                      .collect(joining(", ")),
              ActionSubject.Known.LABELS);
      case JQ ->
          new Mismatch(name, "the expressions do not select the path", ActionSubject.Known.OBJECTS);
      case KEYS ->
          new Mismatch(
              name,
              "the difference is not only at "
                  + wanted.keys().stream().sorted().collect(joining(", ")),
              ActionSubject.Known.OBJECTS);
      case ADDITIONS ->
          new Mismatch(name, "Git declares something at the path", ActionSubject.Known.OBJECTS);
    };
  }

  /// With its group where only that differs.
  private static String kind(GroupKind found, Collection<String> wanted) {
    return wanted.stream().anyMatch(one -> one.startsWith(found.kind() + "."))
        ? found.toString()
        : found.kind();
  }

  private static List<String> texts(List<Glob> globs) {
    return globs.stream().map(Glob::text).toList();
  }

  /// Such as `severities: low is not one of critical, high`.
  String sentence() {
    return criterion + ": " + reason;
  }
}
