package dev.drift.pipeline;

import dev.drift.act.message.HeadEvent;
import dev.drift.act.notify.Announcer;
import dev.drift.act.notify.HeadAnnouncer;
import dev.drift.config.Channel;
import dev.drift.config.Config;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import dev.drift.net.http.Patience;
import dev.drift.pipeline.files.ConfigFiles;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.trail.Head;
import dev.drift.trail.RecordType;
import dev.drift.trail.Trail;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Sends the head of an audit trail to the channel that the configuration names, and records that.
final class SendHead {
  private final Agent agent;

  SendHead(Agent agent) {
    this.agent = agent;
  }

  /// @return what went wrong; empty if it arrived, or no channel is named
  List<Problem> run(CheckRequest check, Trail trail) {
    Optional<Channel> channel =
        check.config().map(ConfigFiles::read).orElse(Config.EMPTY).auditHead();
    Optional<Head> head = trail.head();
    if (channel.isEmpty() || head.isEmpty()) {
      return List.of();
    }
    Optional<String> why = send(channel.get(), head.get());
    trail.append(
        RecordType.HEAD,
        Value.Obj.EMPTY
            .with("seq", Value.Num.of(head.get().seq()))
            .with("hash", Value.of(head.get().hash()))
            .with("channel", Value.of(channel.get().name()))
            .with("arrived", Value.of(why.isEmpty()))
            .with("why", Value.of(why.orElse(""))));
    return why
        .map(
            it ->
                Problem.of(
                    Problem.Code.CHANNEL_FAILED,
                    "Channel %s: the head of the audit trail did not arrive: %s."
                        .formatted(channel.get().name(), it)))
        .stream()
        .toList();
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
}
