package dev.drift.pipeline;

import dev.drift.act.cluster.ClusterObjects;
import dev.drift.act.notify.Announcement;
import dev.drift.act.notify.Announcer;
import dev.drift.act.notify.ClusterAccess;
import dev.drift.config.Channel;
import dev.drift.config.Config;
import dev.drift.finding.Report;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.read.LiveStateReader;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.net.http.Patience;
import dev.drift.pipeline.files.ConfigFiles;
import dev.drift.pipeline.request.AnnounceRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.secret.Redactor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Announces the report of a check to the channels of the agent's configuration.
public final class AnnounceReport {
  private final Agent agent;
  private final Progress progress;

  public AnnounceReport(Agent agent, Progress progress) {
    this.agent = agent;
    this.progress = progress;
  }

  /// @return what went wrong; empty if everything was announced
  public List<Problem> run(AnnounceRequest request, Checked checked) {
    Config config = request.check().config().map(ConfigFiles::read).orElse(Config.EMPTY);
    if (config.channels().isEmpty()) {
      return List.of(
          Problem.of(
              Problem.Code.CHANNEL_FAILED,
              "Nothing was announced: the configuration has no channels."));
    }
    Announcer announcer =
        new Announcer(
            config.channels(),
            request.record(),
            new Announcer.Surroundings(
                agent.environment(),
                agent.clock(),
                () -> UUID.randomUUID().toString(),
                Patience.Waits.usual(),
                access(request.check())));
    return progress.during(
        "Announcing to "
            + config.channels().stream().map(Channel::name).collect(Collectors.joining(", ")),
        () ->
            announcer.announce(
                new Announcement(
                    checked.report(),
                    isWhole(request.check()),
                    RecordRun.blind(request.check(), checked.report().coverage()),
                    checked.channels().get(),
                    checked.acts())));
  }

  /// Announces that a check ended without a report.
  ///
  /// @param reasons why
  /// @return what went wrong; empty if everything was announced, or the configuration is what is
  ///     wrong
  public List<Problem> failed(AnnounceRequest request, List<Problem> reasons) {
    if (reasons.stream().anyMatch(it -> it.code() == Problem.Code.INVALID_CONFIG)) {
      return List.of();
    }
    Instant now = agent.clock().instant();
    Report.Run run = new Report.Run(agent.ids().get(), now, now, BuildInfo.get().version());
    return run(request, Checked.of(Report.of(run, Reports.nothing("")).problems(reasons).build()));
  }

  /// Whether the run was about all namespaces and paths.
  private static boolean isWhole(CheckRequest check) {
    return check.namespaces().isEmpty()
        && check.desired().sources().stream().allMatch(source -> source.paths().isEmpty());
  }

  private ClusterAccess access(CheckRequest check) {
    return use -> {
      if (!(check.live() instanceof LiveRequest.FromCluster cluster)) {
        throw new DriftException(
            Problem.of(
                Problem.Code.CHANNEL_FAILED,
                "it writes into the cluster, and a snapshot was compared"));
      }
      Redactor redactor = new Redactor(MaskKeys.read(check.mask()));
      try (ClusterConnection connection = agent.connect(cluster)) {
        LiveStateReader reader =
            new LiveStateReader(connection, redactor, progress::note, agent.clock());
        use.accept(new ClusterObjects(connection, redactor, reader.kinds()));
      }
    };
  }
}
