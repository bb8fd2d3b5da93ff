package dev.drift.pipeline;

import dev.drift.act.message.HeadEvent;
import dev.drift.act.notify.Announcer;
import dev.drift.act.notify.HeadAnnouncer;
import dev.drift.act.notify.HeadCommitter;
import dev.drift.config.AuditConfig;
import dev.drift.config.Channel;
import dev.drift.config.Config;
import dev.drift.config.HeadBranch;
import dev.drift.git.publish.Pushed;
import dev.drift.git.remote.GitSettings;
import dev.drift.git.repository.RepoUrl;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import dev.drift.net.http.Patience;
import dev.drift.pipeline.files.ConfigFiles;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.trail.Head;
import dev.drift.trail.RecordType;
import dev.drift.trail.Trail;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Sends the head of an audit trail to where the configuration says, and records that.
final class SendHead {
  /// A daemon records each change. A commit for each would make a repository of nothing else.
  private static final Duration COMMITS_APART = Duration.ofMinutes(5);

  private final Agent agent;
  private final Progress progress;
  private Instant nextCommit = Instant.MIN;

  SendHead(Agent agent, Progress progress) {
    this.agent = agent;
    this.progress = progress;
  }

  /// @return what went wrong; empty if it arrived, or is not to be sent
  List<Problem> run(CheckRequest check, Trail trail) {
    AuditConfig audit = check.config().map(ConfigFiles::read).orElse(Config.EMPTY).audit();
    Optional<Head> head = trail.head();
    List<Problem> problems = new ArrayList<>();
    if (head.isPresent()) {
      audit.channel().flatMap(it -> send(it, head.get(), trail)).ifPresent(problems::add);
      if (audit.git().isPresent() && !agent.clock().instant().isBefore(nextCommit)) {
        nextCommit = agent.clock().instant().plus(COMMITS_APART);
        commit(audit.git().get(), folder(check), head.get(), trail).ifPresent(problems::add);
      }
    }
    return problems;
  }

  private Optional<Problem> send(Channel channel, Head head, Trail trail) {
    Optional<String> why = send(channel, head);
    trail.append(
        RecordType.HEAD,
        sent(head)
            .with("channel", Value.of(channel.name()))
            .with("arrived", Value.of(why.isEmpty()))
            .with("why", Value.of(why.orElse(""))));
    return why.map(
        it ->
            Problem.of(
                Problem.Code.CHANNEL_FAILED,
                "Channel %s: the head of the audit trail did not arrive: %s."
                    .formatted(channel.name(), it)));
  }

  private static Value.Obj sent(Head head) {
    return Value.Obj.EMPTY
        .with("seq", Value.Num.of(head.seq()))
        .with("hash", Value.of(head.hash()));
  }

  private Optional<String> send(Channel channel, Head head) {
    return new HeadAnnouncer(
            new Announcer.Surroundings(
                agent.environment(),
                agent.clock(),
                () -> UUID.randomUUID().toString(),
                Patience.Waits.usual(),
                _ -> {
                  throw new DriftException(
                      Problem.of(Problem.Code.INTERNAL, "a head is not written into a cluster"));
                }))
        .send(channel, new HeadEvent(head.target(), head.seq(), head.hash(), head.at()));
  }

  private Optional<Problem> commit(HeadBranch to, Path folder, Head head, Trail trail) {
    String repo = RepoUrl.shown(to.repo());
    Pushed pushed =
        progress.during(
            "Committing the head of the audit trail to " + repo,
            () ->
                new HeadCommitter(GitSettings.of(agent.environment(), progress::note), folder)
                    .commit(to, head.target(), head.seq(), head.line(), agent.clock().instant()));
    Optional<String> commit =
        switch (pushed) {
          case Pushed.Published(String id, boolean _) -> Optional.of(id);
          case Pushed.Unchanged(String id) -> Optional.of(id);
          case Pushed.InTarget(String id) -> Optional.of(id);
          case Pushed.Refused _, Pushed.Unknown _ -> Optional.empty();
        };
    Optional<String> why =
        switch (pushed) {
          case Pushed.Refused(String reason) -> Optional.of(reason);
          case Pushed.Unknown(String reason) -> Optional.of(reason);
          case Pushed.Published _, Pushed.Unchanged _, Pushed.InTarget _ -> Optional.empty();
        };
    trail.append(
        RecordType.HEAD,
        sent(head)
            .with("repo", Value.of(repo))
            .with("branch", Value.of(to.branch()))
            .with("file", Value.of(to.file(head.target())))
            .with("commit", Value.of(commit.orElse("")))
            .with("arrived", Value.of(why.isEmpty()))
            .with("why", Value.of(why.orElse(""))));
    return why.map(
        it ->
            Problem.of(
                Problem.Code.CHANNEL_FAILED,
                "The head of the audit trail was not committed to %s, which the next run tries again: %s"
                    .formatted(repo, it)));
  }

  /// That keys in the configuration are relative to.
  private static Path folder(CheckRequest check) {
    return check.config().map(it -> it.toAbsolutePath().getParent()).orElseGet(() -> Path.of(""));
  }
}
