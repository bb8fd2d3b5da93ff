package dev.drift.bench;

import java.util.List;

/// The figures as a Markdown table. Ratios are of wall times in this run: they hold on other
/// machines too, seconds do not.
final class Table {
  private Table() {}

  static String of(List<Measured> rows, Cost startUp) {
    StringBuilder text = new StringBuilder();
    text.append(
        line(
            "objects",
            "command",
            "wall s",
            "CPU s",
            "peak MiB",
            "requests",
            "MB",
            "× bare LISTs",
            "× Drift's time"));
    text.append(line("---:", "---", "---:", "---:", "---:", "---:", "---:", "---:", "---:"));
    for (Measured row : rows) {
      text.append(row(row, rows));
    }
    text.append(
        line(
            "",
            "drift --version",
            decimals(startUp.wall()),
            decimals(startUp.cpu()),
            mebibytes(startUp),
            "0",
            "0",
            "",
            ""));
    return text.toString();
  }

  private static String row(Measured row, List<Measured> all) {
    double lists = wall("bare LISTs", row.objects(), all);
    double drift = wall("drift check", row.objects(), all);
    boolean kubectl = row.name().startsWith("kubectl");
    return line(
        "%,d".formatted(row.objects()),
        row.name(),
        decimals(row.cost().wall()),
        decimals(row.cost().cpu()),
        mebibytes(row.cost()),
        "%,d".formatted(row.requests()),
        "%.1f".formatted(row.bytes() / 1e6),
        "%.1f".formatted(row.cost().wall() / lists),
        kubectl ? "Drift is %.1f".formatted(row.cost().wall() / drift) : "");
  }

  private static double wall(String name, int objects, List<Measured> all) {
    return all.stream()
        .filter(row -> row.objects() == objects && row.name().equals(name))
        .findFirst()
        .orElseThrow()
        .cost()
        .wall();
  }

  static String decimals(double seconds) {
    return "%.2f".formatted(seconds);
  }

  static String mebibytes(Cost cost) {
    return "%d".formatted(cost.peakKib() / 1024);
  }

  static String line(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
