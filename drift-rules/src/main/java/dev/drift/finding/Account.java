package dev.drift.finding;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.model.origin.Location;
import dev.drift.model.value.Path;
import dev.drift.secret.Shown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Why a resource has its verdict: every path of it, and what accounts for the value there.
///
/// @param problems why nothing more is known, where the verdict is UNKNOWN; and what is to be said
///     of the sources that were asked
public record Account(
    ResourceRef resource, Verdict verdict, List<Entry> entries, List<Problem> problems) {

  /// What accounts for a value.
  public enum Standing {
    /// Git declares it.
    GIT,
    /// Git is silent, and this is the default.
    DEFAULT,
    /// Git is silent or says otherwise, and a named writer accounts for it.
    EXPLAINED,
    /// The API server would fill it in today; the object was stored without it.
    PENDING,
    /// The API server keeps it about the object; no manifest decides it.
    SERVER,
    /// Nothing explains it, and a policy ignores it.
    IGNORED,
    /// Nothing accounts for it: it is drift.
    DRIFT,
    /// A defect of Drift: no path should get here.
    UNACCOUNTED
  }

  /// One path, with all that is below it.
  ///
  /// @param value as it is in the cluster
  /// @param because a sentence, empty if the standing says it all
  /// @param details all that the sentence shortens, line by line
  /// @param origin where Git declares it
  /// @param lastWriter as far as it is known; of what differs: who changed it
  public record Entry(
      Path path,
      Standing standing,
      Shown value,
      String because,
      List<String> details,
      Optional<Location> origin,
      Attribution lastWriter) {
    public Entry {
      requireNonNull(path, "path is null");
      requireNonNull(standing, "standing is null");
      requireNonNull(value, "value is null");
      requireNonNull(because, "because is null");
      details = List.copyOf(details);
      requireNonNull(origin, "origin is null");
      requireNonNull(lastWriter, "lastWriter is null");
    }

    /// A sentence that shortens nothing.
    public Entry(
        Path path,
        Standing standing,
        Shown value,
        String because,
        Optional<Location> origin,
        Attribution lastWriter) {
      this(path, standing, value, because, List.of(), origin, lastWriter);
    }

    private Entry at(Location place) {
      return new Entry(path, standing, value, because, details, Optional.of(place), lastWriter);
    }
  }

  public Account {
    requireNonNull(resource, "resource is null");
    requireNonNull(verdict, "verdict is null");
    entries = List.copyOf(entries);
    problems = List.copyOf(problems);
  }

  /// The same with more to be said.
  public Account and(List<Problem> others) {
    return new Account(
        resource, verdict, entries, Stream.concat(problems.stream(), others.stream()).toList());
  }

  /// The same, with the places in Git that were found out since.
  ///
  /// @param origins of what differs, by path
  public Account located(Map<Path, Location> origins) {
    return new Account(
        resource,
        verdict,
        entries.stream()
            .map(
                it ->
                    it.standing() == Standing.DRIFT && origins.containsKey(it.path())
                        ? it.at(origins.get(it.path()))
                        : it)
            .toList(),
        problems);
  }

  public long count(Standing standing) {
    return entries.stream().filter(entry -> entry.standing() == standing).count();
  }
}
