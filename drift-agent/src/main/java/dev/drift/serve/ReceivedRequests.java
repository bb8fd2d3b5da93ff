package dev.drift.serve;

import dev.drift.pipeline.TargetRequests;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.report.view.Safe;
import dev.drift.requestlog.AuditedWrite;
import dev.drift.requestlog.FollowedLog;
import dev.drift.serve.log.DaemonLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the request logs of API servers go: to all targets of the cluster that they are of.
final class ReceivedRequests {
  /// How long to wait for the author of a finding before it is announced: an API server that is set
  /// up as docs/api.md describes sends its events every second.
  static final Duration USUAL = Duration.ofSeconds(2);

  private final Map<String, LogOf> logs = new LinkedHashMap<>();
  private final DaemonLog log;

  /// The request log of a target.
  ///
  /// @param file that is followed; empty if only a webhook may send it
  private record LogOf(LiveRequest live, Optional<Path> file, TargetRequests requests) {}

  ReceivedRequests(ServeRequest request, InstantSource clock, DaemonLog log) {
    this.log = log;
    boolean hooked = request.web().flatMap(it -> it.auditToken()).isPresent();
    for (ServeRequest.Target target : request.targets()) {
      Optional<Path> file = target.check().observers().requestLog();
      if (hooked || file.isPresent()) {
        logs.put(
            target.name(),
            new LogOf(target.check().live(), file, new TargetRequests(request.deployers(), clock)));
      }
    }
  }

  /// @return empty if no request log of its cluster can arrive
  Optional<TargetRequests> of(ServeRequest.Target target) {
    return Optional.ofNullable(logs.get(target.name())).map(LogOf::requests);
  }

  /// Takes what a webhook sent about the cluster of a target.
  void receive(String target, List<AuditedWrite> writes) {
    LogOf named = logs.get(target);
    if (named == null) {
      return;
    }
    try {
      for (LogOf one : logs.values()) {
        if (one.live().equals(named.live())) {
          one.requests().receive(writes);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // The daemon ends.
    }
  }

  /// Follows the files of targets until it is closed.
  Following follow() {
    List<FollowedLog> followed = new ArrayList<>();
    for (LogOf one : logs.values()) {
      one.file()
          .ifPresent(file -> followed.add(FollowedLog.start(file, sink(file, one.requests()))));
    }
    return () -> followed.forEach(FollowedLog::close);
  }

  /// What is followed, until it is closed.
  interface Following extends AutoCloseable {
    @Override
    void close();
  }

  private FollowedLog.Sink sink(Path file, TargetRequests target) {
    return new FollowedLog.Sink() {
      @Override
      public void put(List<AuditedWrite> writes) throws InterruptedException {
        target.put(writes);
      }

      @Override
      public void broken(Optional<String> why) {
        target.broken(why);
        log.accept(
            Safe.line(why.orElseGet(() -> "The audit log %s can be read again.".formatted(file))));
      }
    };
  }
}
