package dev.drift.act.notify;

import static java.util.Objects.requireNonNull;

import dev.drift.act.message.Outbox;
import dev.drift.act.state.SaidFile;
import dev.drift.config.Channel;
import dev.drift.files.OwnerOnly;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.net.http.Patience;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Announces what a run found to all channels. A channel that fails is a problem in a sentence: it
/// hides no finding and keeps no other channel from its work.
///
/// Below the folder of the record are `notify/said.json`, what was said, and `outbox/`, what is not
/// delivered yet.
public final class Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  private final List<Channel> channels;
  private final Path record;
  private final Surroundings surroundings;

  /// What announcing takes from its surroundings.
  ///
  /// @param environment with proxies and the secrets of channels
  /// @param ids gives each message an identifier of its own
  public record Surroundings(
      Map<String, String> environment,
      InstantSource clock,
      Supplier<String> ids,
      Patience.Waits waits,
      ClusterAccess cluster) {
    public Surroundings {
      environment = Map.copyOf(environment);
      requireNonNull(clock, "clock is null");
      requireNonNull(ids, "ids is null");
      requireNonNull(waits, "waits is null");
      requireNonNull(cluster, "cluster is null");
    }

    /// Never prints the environment, which holds credentials.
    @Override
    public String toString() {
      return "Surroundings";
    }
  }

  /// @param record the folder that keeps what Drift did, from run to run
  public Announcer(List<Channel> channels, Path record, Surroundings surroundings) {
    this.channels = List.copyOf(channels);
    this.record = requireNonNull(record, "record is null");
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
  }

  /// @return what went wrong; empty if everything was announced
  public List<Problem> announce(Announcement announcement) {
    Path folder = record.resolve("notify");
    try {
      OwnerOnly.createDirectories(folder);
      try (FileChannel file =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = file.tryLock()) {
        if (lock == null) {
          return List.of(busy());
        }
        return announceAlone(announcement, folder);
      } catch (OverlappingFileLockException _) {
        return List.of(busy());
      }
    } catch (IOException e) {
      LOG.debug("announcing failed", e);
      return List.of(
          problem("Nothing was announced, because %s cannot be written.".formatted(folder)));
    }
  }

  private List<Problem> announceAlone(Announcement announcement, Path folder) throws IOException {
    SaidFile said = SaidFile.open(folder.resolve("said.json"));
    Outbox outbox = new Outbox(record.resolve("outbox"));
    outbox.keepOnly(said.queued());
    List<Problem> problems = new ArrayList<>();
    said.problem().ifPresent(sentence -> problems.add(problem(sentence)));
    ChannelRun run = new ChannelRun(announcement, said, outbox, surroundings);
    for (Channel channel : channels) {
      announce(run, channel).forEach(why -> problems.add(problem(channel.name(), why)));
    }
    return problems;
  }

  /// Whatever goes wrong is a problem of the channel, also a defect in it.
  private static List<String> announce(ChannelRun run, Channel channel) {
    try {
      return run.announce(channel);
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      LOG.debug("the channel {} failed", channel.name(), e);
      return List.of("its state cannot be kept in the folder of the record");
    } catch (DriftException e) {
      return e.problems().stream().map(Problem::message).toList();
    } catch (RuntimeException e) {
      LOG.debug("the channel {} failed", channel.name(), e);
      return List.of("internal error (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  private static Problem busy() {
    return problem("Nothing was announced: another run announces with the same record.");
  }

  private static Problem problem(String channel, String why) {
    return problem("Channel %s: %s%s".formatted(channel, why, why.endsWith(".") ? "" : "."));
  }

  private static Problem problem(String sentence) {
    return Problem.of(Problem.Code.CHANNEL_FAILED, sentence);
  }
}
