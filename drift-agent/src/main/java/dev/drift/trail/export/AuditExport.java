package dev.drift.trail.export;

import static java.util.Objects.requireNonNull;

import dev.drift.trail.ClusterName;
import dev.drift.trail.RecordType;
import dev.drift.trail.TrailStorage;
import dev.drift.trail.Verification;
import dev.drift.trail.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/// What trails say of a period, and whether they are intact. It is made of nothing else.
///
/// @param createdAt when it was made
/// @param version of Drift
public record AuditExport(
    Period period, Instant createdAt, String version, List<Target> targets, List<Table> tables) {
  /// The names of the tables.
  public static final List<String> TABLES =
      List.of("findings", "runs", "coverage", "acts", "decisions", "requests");

  /// One trail, with the numbers of the period.
  ///
  /// @param cluster its context or address
  /// @param records of the period
  /// @param detected how many findings that were first seen in the period have a known onset
  /// @param meanToDetect from the onset until a run had seen it
  /// @param repaired how many findings ended in the period
  /// @param meanToRepair from when a run had seen it until one saw that it was gone
  public record Target(
      String id,
      String cluster,
      List<String> sources,
      Verification verification,
      long records,
      Counts counts,
      long detected,
      Optional<Duration> meanToDetect,
      long repaired,
      Optional<Duration> meanToRepair) {
    public Target {
      sources = List.copyOf(sources);
    }
  }

  /// @param complete runs that saw everything
  /// @param opened findings that were first seen in the period
  /// @param open findings that were there at its end
  public record Counts(
      long runs, long complete, long opened, long ended, long open, long acts, long requests) {}

  public AuditExport {
    requireNonNull(period, "period is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(version, "version is null");
    targets = List.copyOf(targets);
    tables = List.copyOf(tables);
  }

  /// Reads and verifies trails, each as a stream.
  public static AuditExport of(
      TrailStorage storage,
      List<String> targets,
      Period period,
      Instant createdAt,
      String version) {
    List<Target> summaries = new ArrayList<>();
    List<TrailReader> readers = new ArrayList<>();
    for (String id : targets) {
      TrailReader reader = new TrailReader(id, period);
      Verifier verifier = new Verifier(id);
      storage.read(
          id,
          1,
          Set.<RecordType>of(),
          record -> {
            verifier.accept(record);
            reader.accept(record);
          });
      readers.add(reader);
      summaries.add(target(id, reader, verifier.result(), period));
    }
    return new AuditExport(
        period,
        createdAt,
        version,
        summaries,
        List.of(
            Tables.findings(readers.stream().flatMap(it -> it.episodes().stream()).toList()),
            Tables.runs(all(readers, TrailReader::runs)),
            Tables.coverage(all(readers, TrailReader::gaps)),
            Tables.acts(all(readers, TrailReader::acts)),
            Tables.decisions(all(readers, TrailReader::decisions)),
            Tables.requests(all(readers, TrailReader::requests))));
  }

  private static List<List<String>> all(
      List<TrailReader> readers, Function<TrailReader, List<List<String>>> rows) {
    return readers.stream().flatMap(it -> rows.apply(it).stream()).toList();
  }

  private static Target target(
      String id, TrailReader reader, Verification verification, Period period) {
    List<Episode> episodes = reader.episodes();
    List<Episode> opened = episodes.stream().filter(it -> period.has(it.seen())).toList();
    List<Episode> ended =
        episodes.stream()
            .filter(it -> it.end().filter(end -> period.has(end.at())).isPresent())
            .toList();
    List<Duration> detected = opened.stream().flatMap(it -> it.timeToDetect().stream()).toList();
    List<Duration> repaired = ended.stream().flatMap(it -> it.timeToRepair().stream()).toList();
    long complete = reader.runs().stream().filter(it -> it.contains("complete")).count();
    return new Target(
        id,
        ClusterName.of(reader.cluster()),
        reader.sources(),
        verification,
        reader.records(),
        new Counts(
            reader.runs().size(),
            complete,
            opened.size(),
            ended.size(),
            episodes.stream().filter(it -> it.end().isEmpty()).count(),
            reader.acts().size(),
            reader.requests().size()),
        detected.size(),
        mean(detected),
        repaired.size(),
        mean(repaired));
  }

  private static Optional<Duration> mean(List<Duration> durations) {
    OptionalDouble mean = durations.stream().mapToLong(Duration::toMillis).average();
    return mean.isPresent()
        ? Optional.of(Duration.ofMillis(Math.round(mean.getAsDouble())))
        : Optional.empty();
  }

  /// @param name one of [#TABLES]
  public Table table(String name) {
    return tables.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  /// Whether all trails are intact.
  public boolean isIntact() {
    return targets.stream().allMatch(it -> it.verification().isIntact());
  }
}
