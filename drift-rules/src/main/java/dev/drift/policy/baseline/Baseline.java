package dev.drift.policy.baseline;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Findings that are accepted for a while. They are reported all the same, but fail no run.
///
/// @param compared what the run compared that it was made of
/// @param entries one for each finding
public record Baseline(Compared compared, List<BaselineEntry> entries) {
  public Baseline {
    requireNonNull(compared, "compared is null");
    entries = List.copyOf(entries);
  }

  /// What a run compared, as its flags say. A finding that another run does not look for is not
  /// gone.
  public record Compared(List<String> paths, List<String> namespaces) {
    public static final Compared ALL = new Compared(List.of(), List.of());

    public Compared {
      paths = paths.stream().sorted().toList();
      namespaces = namespaces.stream().sorted().toList();
    }

    /// Such as `--path trino -n shop`; `everything` without flags.
    @Override
    public String toString() {
      List<String> flags = new ArrayList<>();
      paths.forEach(path -> flags.add("--path " + path));
      namespaces.forEach(namespace -> flags.add("-n " + namespace));
      return flags.isEmpty() ? "everything" : String.join(" ", flags);
    }
  }

  /// Which of these findings are accepted, by fingerprint.
  ///
  /// @param today in UTC: an entry counts up to its last day
  public SortedMap<String, Report.Accepted> accepted(List<Finding> findings, LocalDate today) {
    Map<String, BaselineEntry> known = new TreeMap<>();
    entries.forEach(entry -> known.put(entry.fingerprint(), entry));
    SortedMap<String, Report.Accepted> accepted = new TreeMap<>();
    for (Finding finding : findings) {
      Optional.ofNullable(known.get(finding.fingerprint()))
          .filter(entry -> entry.accepts(finding, today))
          .ifPresent(
              entry ->
                  accepted.put(
                      finding.fingerprint(),
                      new Report.Accepted(entry.reason(), entry.owner(), entry.expires())));
    }
    return accepted;
  }

  /// Entries that accept nothing any more, because their last day is over.
  public List<BaselineEntry> expired(LocalDate today) {
    return entries.stream().filter(entry -> entry.expires().isBefore(today)).toList();
  }

  /// The same, and these findings instead of what was accepted of them before.
  public Baseline and(List<BaselineEntry> more) {
    Set<String> replaced = new HashSet<>();
    more.forEach(entry -> replaced.add(entry.fingerprint()));
    List<BaselineEntry> all = new ArrayList<>(entries);
    all.removeIf(entry -> replaced.contains(entry.fingerprint()));
    all.addAll(more);
    return new Baseline(compared, all);
  }

  /// The same without the entries that are not wanted.
  public Baseline without(Predicate<BaselineEntry> unwanted) {
    return new Baseline(compared, entries.stream().filter(unwanted.negate()).toList());
  }
}
