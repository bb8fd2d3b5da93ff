package dev.drift.store;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Category;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How many findings of each category began, ended and were open, period by period, in UTC.
///
/// @param days of each period: 1 or 7
/// @param categories those that have findings
public record Trend(Target target, int days, List<OfCategory> categories) {
  /// Of one category.
  ///
  /// @param periods one after the other, all that there are
  public record OfCategory(Category category, List<Period> periods) {
    public OfCategory {
      requireNonNull(category, "category is null");
      periods = List.copyOf(periods);
    }
  }

  /// @param from its first day
  /// @param opened findings that began in it
  /// @param closed findings that ended in it
  /// @param open findings that were open at its end
  public record Period(LocalDate from, int opened, int closed, int open) {
    public Period {
      requireNonNull(from, "from is null");
    }
  }

  public Trend {
    requireNonNull(target, "target is null");
    categories = List.copyOf(categories);
  }

  /// @param findings open at some time from `first` to `last`
  static Trend of(
      Target target, List<StoredFinding> findings, LocalDate first, LocalDate last, int days) {
    Map<Category, List<StoredFinding>> byCategory = new TreeMap<>();
    findings.forEach(
        it -> byCategory.computeIfAbsent(it.category(), _ -> new ArrayList<>()).add(it));
    long periods = ChronoUnit.DAYS.between(first, last) / days + 1;
    List<OfCategory> categories = new ArrayList<>();
    byCategory.forEach(
        (category, all) -> {
          List<Period> rows = new ArrayList<>();
          for (long i = 0; i < periods; i++) {
            rows.add(period(all, first.plusDays(i * days), days));
          }
          categories.add(new OfCategory(category, rows));
        });
    return new Trend(target, days, categories);
  }

  private static Period period(List<StoredFinding> findings, LocalDate from, int days) {
    LocalDate end = from.plusDays(days);
    int opened = 0;
    int closed = 0;
    int open = 0;
    for (StoredFinding finding : findings) {
      LocalDate onset = LocalDate.ofInstant(finding.onset(), ZoneOffset.UTC);
      boolean ended =
          finding
              .ended()
              .filter(it -> LocalDate.ofInstant(it, ZoneOffset.UTC).isBefore(end))
              .isPresent();
      boolean began = onset.isBefore(end);
      opened += began && !onset.isBefore(from) ? 1 : 0;
      closed +=
          ended
                  && !LocalDate.ofInstant(finding.ended().orElseThrow(), ZoneOffset.UTC)
                      .isBefore(from)
              ? 1
              : 0;
      open += began && !ended ? 1 : 0;
    }
    return new Period(from, opened, closed, open);
  }
}
