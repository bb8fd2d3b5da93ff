package dev.drift.pipeline;

import dev.drift.finding.Sides;
import dev.drift.model.LiveState;
import dev.drift.pipeline.request.LiveRequest;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;

/// What a report calls two clusters: the context of each, or the name of its snapshot.
final class SideNames {
  private SideNames() {}

  static Sides of(LiveRequest expected, LiveRequest judged) {
    String first = name(expected);
    String second = name(judged);
    if (first.equals(second)) {
      first = full(expected);
      second = full(judged);
    }
    return first.equals(second)
        ? new Sides(first + " (first)", second + " (second)")
        : new Sides(first, second);
  }

  /// The same with where it is, for the head of a report.
  static String described(String name, LiveRequest request, LiveState state) {
    String where =
        "%s, Kubernetes %s".formatted(state.cluster().server(), state.cluster().version());
    return switch (request) {
      case LiveRequest.FromCluster _ -> "%s (%s)".formatted(name, where);
      case LiveRequest.FromSnapshot _ ->
          "%s (snapshot of %s at %s)"
              .formatted(name, where, state.takenAt().truncatedTo(ChronoUnit.SECONDS));
    };
  }

  private static String name(LiveRequest request) {
    return switch (request) {
      case LiveRequest.FromCluster cluster -> full(cluster);
      case LiveRequest.FromSnapshot(Path file) -> {
        Path last = file.getFileName();
        String name = (last == null ? file : last).toString();
        yield name.replaceFirst("(?:\\.json)?(?:\\.gz)?$", "");
      }
    };
  }

  private static String full(LiveRequest request) {
    return switch (request) {
      case LiveRequest.FromCluster(_, var context) -> context.orElse("the current context");
      case LiveRequest.FromSnapshot(Path file) -> file.toString();
    };
  }
}
