package dev.drift.serve.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.drift.files.TooLargeException;
import dev.drift.requestlog.AuditBatch;
import dev.drift.serve.hook.AuditInbox;
import dev.drift.serve.hook.HookSignature;
import dev.drift.serve.hook.PushPayload;
import dev.drift.serve.metrics.DaemonMetrics;
import dev.drift.serve.metrics.DaemonMetrics.HookResult;
import dev.drift.serve.state.DaemonEvents;
import dev.drift.serve.state.DaemonState;
import dev.drift.serve.state.GitPoke;
import dev.drift.serve.state.TargetState;
import dev.drift.serve.web.HttpFailure.Reason;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Webhooks of Git servers and of API servers.
final class HookRoutes {
  /// A push of some thousand commits. GitHub sends up to 25 MB, for which the interval of fetches
  /// is there.
  private static final long GIT_BYTES = 5L * 1024 * 1024;

  /// 400 events, which an API server sends at once, with bodies and answers.
  private static final long AUDIT_BYTES = 64L * 1024 * 1024;

  private final DaemonState state;
  private final DaemonEvents events;
  private final Credentials credentials;
  private final AuditInbox inbox;
  private final DaemonMetrics metrics;
  private final InstantSource clock;

  HookRoutes(
      DaemonState state,
      DaemonEvents events,
      Credentials credentials,
      AuditInbox inbox,
      DaemonMetrics metrics,
      InstantSource clock) {
    this.state = state;
    this.events = events;
    this.credentials = credentials;
    this.inbox = inbox;
    this.metrics = metrics;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/hooks/git", Route.Access.GIT_HOOK, GIT_BYTES, this::git),
        Route.post("/hooks/audit", Route.Access.AUDIT_HOOK, AUDIT_BYTES, this::auditOfTheOnly),
        Route.post("/hooks/audit/{target}", Route.Access.AUDIT_HOOK, AUDIT_BYTES, this::audit));
  }

  private Answer git(Request request) throws IOException {
    byte[] body = request.body().readAllBytes();
    Optional<String> secret = credentials.gitSecret();
    if (secret.isEmpty()
        || !new HookSignature(secret.get(), clock.instant()).proves(request.headers(), body)) {
      metrics.poked(HookResult.REFUSED);
      throw new HttpFailure(
          Reason.UNAUTHORIZED, "The webhook has no valid signature; compare its secret.");
    }
    Optional<GitPoke> poke;
    try {
      poke = PushPayload.read(body);
    } catch (IOException _) {
      metrics.poked(HookResult.INVALID);
      throw new HttpFailure(Reason.INVALID_REQUEST, "The body is not the JSON of a webhook.");
    }
    poke.ifPresent(events::poked);
    metrics.poked(poke.isPresent() ? HookResult.POKED : HookResult.OTHER);
    return Answer.json(
        202, out -> out.writeStringField("result", poke.isPresent() ? "poked" : "ignored"));
  }

  private Answer auditOfTheOnly(Request request) throws IOException {
    List<TargetState> targets = state.targets();
    if (targets.size() != 1) {
      throw new HttpFailure(
          Reason.INVALID_REQUEST,
          "There are several targets; send the events to /hooks/audit/TARGET.");
    }
    return audit(targets.getFirst().name(), request);
  }

  private Answer audit(Request request) throws IOException {
    String name = request.parameter("target");
    String target =
        state.targets().stream()
            .map(TargetState::name)
            .filter(name::equals)
            .findFirst()
            .orElseThrow(() -> new HttpFailure(Reason.NOT_FOUND, "There is no such target."));
    return audit(target, request);
  }

  private Answer audit(String target, Request request) throws IOException {
    if (!state.leader()) {
      throw new HttpFailure(
          Reason.UNAVAILABLE, "Another replica works; it is the one to send events to.");
    }
    AuditBatch batch;
    try {
      batch = AuditBatch.read(request.body());
    } catch (JsonProcessingException _) {
      throw notAnEventList();
    } catch (IOException e) {
      if (e instanceof TooLargeException) {
        throw e;
      }
      throw notAnEventList();
    }
    if (!inbox.offer(target, batch)) {
      throw new HttpFailure(
          Reason.TOO_MANY_REQUESTS, "Earlier events wait to be handled; send these again.");
    }
    return Answer.json(200, out -> out.writeNumberField("writes", batch.writes().size()));
  }

  private static HttpFailure notAnEventList() {
    return new HttpFailure(
        Reason.INVALID_REQUEST, "The body is not an EventList of audit.k8s.io as JSON.");
  }
}
