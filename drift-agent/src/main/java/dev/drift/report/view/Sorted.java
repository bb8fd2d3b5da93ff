package dev.drift.report.view;

import static java.util.Comparator.comparing;

import dev.drift.finding.Coverage;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.origin.Place;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// The order of the parts of a report that the report keeps as they come.
public final class Sorted {
  private static final Comparator<Place> PLACE =
      comparing(Place::file).thenComparingInt(Place::line).thenComparingInt(Place::column);

  private Sorted() {}

  public static List<Coverage.Entry> entries(Collection<Coverage.Entry> entries) {
    return by(
        entries,
        comparing((Coverage.Entry entry) -> entry.subject().getClass().getSimpleName())
            .thenComparing(entry -> entry.subject().toString())
            .thenComparing(Coverage.Entry::reason));
  }

  public static List<Report.Explained> explained(Collection<Report.Explained> explained) {
    return by(
        explained,
        comparing(Report.Explained::resource)
            .thenComparing(Report.Explained::path)
            .thenComparing(Report.Explained::explanation));
  }

  public static List<Report.Ignored> ignored(Collection<Report.Ignored> ignored) {
    return by(
        ignored,
        comparing(Report.Ignored::resource)
            .thenComparing(Report.Ignored::path)
            .thenComparing(Report.Ignored::policy));
  }

  public static List<Skipped> skipped(Collection<Skipped> skipped) {
    return by(skipped, comparing(Skipped::place, PLACE).thenComparing(Skipped::reason));
  }

  /// Those with a place by their place, then the others.
  public static List<Problem> problems(Collection<Problem> problems) {
    return by(
        problems,
        comparing((Problem problem) -> problem.place().isEmpty())
            .thenComparing(problem -> problem.place().map(Place::file).orElse(""))
            .thenComparing(problem -> problem.place().map(Place::line).orElse(0))
            .thenComparing(problem -> problem.place().map(Place::column).orElse(0))
            .thenComparing(Problem::code)
            .thenComparing(Problem::message));
  }

  private static <T> List<T> by(Collection<T> items, Comparator<T> order) {
    return items.stream().sorted(order).toList();
  }
}
