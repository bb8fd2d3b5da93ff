package dev.drift.serve.web;

import dev.drift.serve.state.DaemonState;
import dev.drift.serve.state.Loop;
import dev.drift.serve.state.TargetState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/// Whether the process lives, and whether it knows what it is for. Both answer anybody, so they say
/// no more than names.
final class HealthRoutes {
  private final DaemonState state;
  private final InstantSource clock;

  HealthRoutes(DaemonState state, InstantSource clock) {
    this.state = state;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/healthz", Route.Access.OPEN, _ -> health()),
        Route.get("/readyz", Route.Access.OPEN, _ -> readiness()));
  }

  private Answer health() {
    Instant now = clock.instant();
    List<String> stuck =
        state.loops().stream().filter(it -> it.isStuck(now)).map(Loop::name).toList();
    return Answer.json(
        stuck.isEmpty() ? 200 : 503,
        out -> {
          out.writeStringField("status", stuck.isEmpty() ? "ok" : "stuck");
          out.writeArrayFieldStart("stuck");
          for (String name : stuck) {
            out.writeString(name);
          }
          out.writeEndArray();
        });
  }

  private enum Readiness {
    READY,
    NOT_EVALUATED,
    FAILING
  }

  /// A replica that is not the leader is ready: it can take over.
  private Answer readiness() {
    boolean leader = state.leader();
    List<TargetState> targets = state.targets();
    boolean ready = !leader || targets.stream().allMatch(it -> readiness(it) == Readiness.READY);
    return Answer.json(
        ready ? 200 : 503,
        out -> {
          out.writeStringField("status", !leader ? "standby" : ready ? "ready" : "not_ready");
          out.writeArrayFieldStart("targets");
          for (TargetState target : targets) {
            out.writeStartObject();
            out.writeStringField("name", target.name());
            out.writeStringField("status", readiness(target).name().toLowerCase(Locale.ROOT));
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  private static Readiness readiness(TargetState target) {
    if (target.failure().isPresent()) {
      return Readiness.FAILING;
    }
    return target.latest().isPresent() ? Readiness.READY : Readiness.NOT_EVALUATED;
  }
}
