package dev.drift.cli.history;

import dev.drift.store.Trend;
import java.util.List;

/// What `drift history --trend` prints for people.
public final class TrendText {
  private static final int WIDEST = 40;

  private TrendText() {}

  /// @param unicode whether block characters may be used
  public static String of(List<Trend> all, boolean unicode) {
    Lines lines = new Lines();
    for (Trend trend : all) {
      lines.target(trend.target());
      if (trend.categories().isEmpty()) {
        lines.add("  No finding matches.");
      }
      int most =
          trend.categories().stream()
              .flatMap(it -> it.periods().stream())
              .mapToInt(Trend.Period::open)
              .max()
              .orElse(0);
      boolean first = true;
      for (Trend.OfCategory category : trend.categories()) {
        if (!first) {
          lines.add("");
        }
        first = false;
        lines.add(
            "  %-22s %6s  %6s  %4s"
                .formatted(category.category().label(), "opened", "closed", "open"));
        for (Trend.Period period : category.periods()) {
          lines.add(
              "    %-20s %6d  %6d  %4d  %s"
                  .formatted(
                      (trend.days() == 1 ? "" : "week of ") + period.from(),
                      period.opened(),
                      period.closed(),
                      period.open(),
                      bar(period.open(), most, unicode)));
        }
      }
    }
    return lines.toString();
  }

  /// One character for each finding, or for several if there are many.
  private static String bar(int open, int most, boolean unicode) {
    int length = most <= WIDEST ? open : (int) Math.ceil((double) open * WIDEST / most);
    return (unicode ? "█" : "#").repeat(length);
  }
}
