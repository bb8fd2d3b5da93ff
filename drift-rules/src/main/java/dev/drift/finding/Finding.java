package dev.drift.finding;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Change;
import dev.drift.model.ResourceRef;
import dev.drift.model.origin.Location;
import dev.drift.model.value.Path;
import dev.drift.secret.Shown;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Something that a person should know, judged.
public sealed interface Finding extends Comparable<Finding> {

  Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity)
          .thenComparing(Finding::resource)
          .thenComparing(Finding::path)
          .thenComparing(Finding::rule);

  /// The identity of the finding over runs, 64 hexadecimal digits; see [Fingerprint].
  String fingerprint();

  /// The permanent code of the rule, such as `CFG001`.
  String rule();

  Category category();

  Severity severity();

  ResourceRef resource();

  Path path();

  /// A sentence: what it means. Holds no secret.
  String message();

  /// What to do, in a sentence or two.
  String remedy();

  /// A command for a POSIX shell, at the root of the repository, that undoes it; empty if people
  /// must decide. Holds no secret.
  Optional<String> command();

  /// Where Git declares it, or would declare it; empty for a resource that Git does not declare.
  Optional<Location> origin();

  /// The same, of another severity.
  Finding with(Severity other);

  /// The same, which Git declares elsewhere.
  Finding at(Location place);

  @Override
  default int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /// A difference between Git and the cluster.
  ///
  /// @param with paths that differ only because this one does
  record Drift(
      String fingerprint,
      String rule,
      Category category,
      Severity severity,
      Change change,
      ResourceRef resource,
      Path path,
      Shown desired,
      Shown live,
      List<Path> with,
      String message,
      String remedy,
      Optional<String> command,
      Optional<Location> origin,
      Attribution attribution)
      implements Finding {
    public Drift {
      requireNonNull(fingerprint, "fingerprint is null");
      requireNonNull(rule, "rule is null");
      requireNonNull(category, "category is null");
      requireNonNull(severity, "severity is null");
      requireNonNull(change, "change is null");
      requireNonNull(resource, "resource is null");
      requireNonNull(path, "path is null");
      requireNonNull(desired, "desired is null");
      requireNonNull(live, "live is null");
      requireNonNull(message, "message is null");
      requireNonNull(remedy, "remedy is null");
      requireNonNull(origin, "origin is null");
      requireNonNull(attribution, "attribution is null");
      requireNonNull(command, "command is null");
      with = List.copyOf(with);
    }

    @Override
    public Drift with(Severity other) {
      return copy(other, message, origin, attribution);
    }

    /// The same, with who made the difference.
    public Drift with(Attribution other) {
      return copy(severity, message, origin, other);
    }

    /// The same, with another message.
    public Drift saying(String other) {
      return copy(severity, other, origin, attribution);
    }

    @Override
    public Drift at(Location place) {
      return copy(severity, message, Optional.of(place), attribution);
    }

    private Drift copy(
        Severity otherSeverity,
        String otherMessage,
        Optional<Location> otherOrigin,
        Attribution otherAttribution) {
      return new Drift(
          fingerprint,
          rule,
          category,
          otherSeverity,
          change,
          resource,
          path,
          desired,
          live,
          with,
          otherMessage,
          remedy,
          command,
          otherOrigin,
          otherAttribution);
    }
  }

  /// Something wrong that equals Git, or that Git does not speak of.
  record Posture(
      String fingerprint,
      String rule,
      Category category,
      Severity severity,
      ResourceRef resource,
      Path path,
      Shown live,
      String message,
      String remedy,
      Optional<Location> origin)
      implements Finding {
    public Posture {
      requireNonNull(fingerprint, "fingerprint is null");
      requireNonNull(rule, "rule is null");
      requireNonNull(category, "category is null");
      requireNonNull(severity, "severity is null");
      requireNonNull(resource, "resource is null");
      requireNonNull(path, "path is null");
      requireNonNull(live, "live is null");
      requireNonNull(message, "message is null");
      requireNonNull(remedy, "remedy is null");
      requireNonNull(origin, "origin is null");
    }

    /// A posture finding is fixed in Git.
    @Override
    public Optional<String> command() {
      return Optional.empty();
    }

    @Override
    public Posture with(Severity other) {
      return new Posture(
          fingerprint, rule, category, other, resource, path, live, message, remedy, origin);
    }

    @Override
    public Posture at(Location place) {
      return new Posture(
          fingerprint,
          rule,
          category,
          severity,
          resource,
          path,
          live,
          message,
          remedy,
          Optional.of(place));
    }
  }
}
