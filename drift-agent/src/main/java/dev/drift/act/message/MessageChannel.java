package dev.drift.act.message;

import static java.util.Objects.requireNonNull;

import dev.drift.act.state.ChannelState;
import dev.drift.act.state.SaidFile;
import dev.drift.act.text.RunText;
import dev.drift.config.Channel;
import dev.drift.finding.Finding;
import dev.drift.finding.group.Briefing;
import dev.drift.finding.group.Notice;
import dev.drift.finding.group.Seen;
import dev.drift.finding.group.Told;
import dev.drift.model.Cluster;
import dev.drift.net.http.HttpAnswer;
import dev.drift.net.http.Patience;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Tells one receiver what is new, in one message for each run.
///
/// A message is in the outbox before the state says that it was told, and the state is on disk
/// before it is sent. So a process may be killed at any point: what was not promised is found out
/// again by the next run, and what was promised is sent by it.
public final class MessageChannel {
  /// More wait only for a receiver that is down for long. Then one message that says how things
  /// are now takes the place of all.
  static final int MOST_WAITING = 100;

  private final String name;
  private final Receiver receiver;
  private final Patience sender;
  private final Channel.Speech speech;
  private final SaidFile said;
  private final Outbox outbox;
  private final Supplier<String> ids;
  private final InstantSource clock;

  /// @param ids gives each message an identifier of its own
  public MessageChannel(
      String name,
      Receiver receiver,
      Patience sender,
      Channel.Speech speech,
      SaidFile said,
      Outbox outbox,
      Supplier<String> ids,
      InstantSource clock) {
    this.name = requireNonNull(name, "name is null");
    this.receiver = requireNonNull(receiver, "receiver is null");
    this.sender = requireNonNull(sender, "sender is null");
    this.speech = requireNonNull(speech, "speech is null");
    this.said = requireNonNull(said, "said is null");
    this.outbox = requireNonNull(outbox, "outbox is null");
    this.ids = requireNonNull(ids, "ids is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /// @param acts what Drift did about findings, by fingerprint
  /// @return what went wrong: second halves of sentences
  /// @throws IOException if the state cannot be kept; then nothing was sent that is not in it
  public List<String> announce(
      Seen seen, RunText run, List<Finding> findings, Map<String, String> acts, Instant now)
      throws IOException {
    ChannelState state = said.of(name);
    List<String> dropped = List.of();
    if (state.queue().size() >= MOST_WAITING) {
      dropped = state.queue();
      state = forgotten(state);
    }
    Briefing briefing = Briefing.of(seen, findings, state.told(), speech.reminder(), now);
    ChannelState after = state.with(briefing.told());
    List<Notice> notices = briefing.notices().stream().filter(this::isWanted).toList();
    if (!notices.isEmpty()) {
      String id = ids.get();
      Digest digest =
          new Digest(
              id,
              run,
              seen.report().run().id(),
              clusterId(seen),
              now,
              new Briefing(notices, briefing.groups(), briefing.told()),
              acts,
              speech.groups(),
              speech.findings());
      outbox.put(new Message(id, receiver.body(digest), before(notices, state.told())));
      List<String> queue = new ArrayList<>(state.queue());
      queue.add(id);
      after = after.with(queue);
    }
    if (!after.equals(said.of(name))) {
      said.save(name, after);
    }
    for (String id : dropped) {
      outbox.delete(id);
    }
    return deliver();
  }

  private boolean isWanted(Notice notice) {
    return switch (notice) {
      case Notice.Resolved _ -> speech.recovery();
      case Notice.Opened _, Notice.Grown _, Notice.Reminder _, Notice.Blind _, Notice.Sighted _ ->
          true;
    };
  }

  private static String clusterId(Seen seen) {
    return seen.report()
        .cluster()
        .map(Cluster::uid)
        .filter(uid -> !uid.isEmpty())
        .orElse("unknown");
  }

  private static Map<String, Optional<Told>> before(
      List<Notice> notices, SortedMap<String, Told> told) {
    Map<String, Optional<Told>> before = new TreeMap<>();
    for (Notice notice : notices) {
      String key = notice.told().key();
      before.put(key, Optional.ofNullable(told.get(key)));
    }
    return before;
  }

  /// As if nothing that waits had been told.
  private ChannelState forgotten(ChannelState state) throws IOException {
    SortedMap<String, Told> told = new TreeMap<>(state.told());
    for (String id : state.queue().reversed()) {
      Optional<Message> message = outbox.get(id);
      if (message.isPresent()) {
        message
            .get()
            .before()
            .forEach(
                (key, before) ->
                    before.ifPresentOrElse(it -> told.put(key, it), () -> told.remove(key)));
      }
    }
    return state.with(told).with(List.of());
  }

  private List<String> deliver() throws IOException {
    ChannelState state = said.of(name);
    if (state.queue().isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    if (state.notBefore().filter(now::isBefore).isPresent()) {
      return List.of(
          "it asked to be left alone until %s; %s"
              .formatted(state.notBefore().get(), waiting(state.queue().size())));
    }
    List<String> queue = new ArrayList<>(state.queue());
    List<String> problems = new ArrayList<>();
    while (!queue.isEmpty() && problems.isEmpty()) {
      Optional<Message> message = outbox.get(queue.getFirst());
      if (message.isPresent()) {
        HttpAnswer answer = sender.send(receiver.call(message.get(), clock.instant()));
        switch (Delivery.of(answer)) {
          case Delivery.Arrived() -> outbox.delete(message.get().id());
          case Delivery.Later(String why) -> {
            problems.add("%s; %s".formatted(why, waiting(queue.size())));
            continue;
          }
          case Delivery.Refused(String why) -> {
            refused(state.with(queue));
            return List.of(why + "; the next run tells it how things are then");
          }
        }
      }
      queue.removeFirst();
    }
    said.save(name, state.with(queue).until(sender.notBefore()));
    return problems;
  }

  private static String waiting(int number) {
    return number == 1 ? "1 message waits" : number + " messages wait";
  }

  /// What the receiver will not take is not told, so that the next run tells it again: silence
  /// would mean that nothing is there.
  private void refused(ChannelState state) throws IOException {
    said.save(name, forgotten(state));
    for (String id : state.queue()) {
      outbox.delete(id);
    }
  }
}
