package dev.drift.act.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.act.Announced;
import dev.drift.act.message.EventReceiver;
import dev.drift.act.message.SlackStandIn;
import dev.drift.config.Channel;
import dev.drift.config.Channel.Target;
import dev.drift.config.SecretReference;
import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.forge.issue.ForgeStandIn;
import dev.drift.forge.issue.GitHubStandIn;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.net.http.Waiting;
import dev.drift.report.SampleReports;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All channels of a run.
class AnnouncerTest {
  private static final Finding.Drift IMAGE = Announced.finding("worker", "spec.image");
  private static final Finding.Drift OTHER = Announced.finding("other", "spec.image");

  @TempDir Path folder;

  private String slackUrl = "http://127.0.0.1:1/";
  private final Waiting time = new Waiting(Instant.parse("2026-11-21T12:00:00Z"));

  @Test
  void aChannelThatFailsKeepsNoOtherFromItsWork() {
    try (SlackStandIn slack = new SlackStandIn();
        GitHubStandIn gitHub = new GitHubStandIn()) {
      slackUrl = slack.webhook().toString();
      List<Problem> problems =
          announce(
              Announcement.of(Announced.report(List.of(IMAGE)), true),
              channel("unset", slack("NOT_SET")),
              channel("gone", slack("GONE_URL")),
              channel("wrong", slack("TOKEN")),
              channel("plain", slack("PLAIN_URL")),
              channel("events", new Target.Events()),
              channel("slack", slack("SLACK_URL")),
              channel("issues", issues(gitHub, "TOKEN")),
              channel("refused", issues(gitHub, "SLACK_URL")));
      assertThat(problems).extracting(Problem::code).containsOnly(Problem.Code.CHANNEL_FAILED);
      assertThat(problems)
          .extracting(Problem::message)
          .containsExactly(
              "Channel unset: the environment variable NOT_SET is not set.",
              "Channel gone: the connection was refused; 1 message waits.",
              "Channel wrong: its url must start with https:// or http:// and name a host.",
              "Channel plain: its url must start with https://, because it is a secret.",
              "Channel events: The cluster is out of reach.",
              "Channel refused: its issues could not be read: it returned HTTP 401 (Bad"
                  + " credentials); check the token.");
      assertThat(slack.messages()).hasSize(1);
      assertThat(gitHub.issues()).hasSize(1);
    }
  }

  @Test
  void secretsAreReadFromFilesWithTheirLineBreak() throws IOException {
    try (EventReceiver receiver = new EventReceiver()) {
      Path key = Files.writeString(folder.resolve("key"), EventReceiver.SECRET + "\n");
      Channel signed = channel("soc", webhook(receiver, key));
      Announcement announcement = Announcement.of(Announced.report(List.of(IMAGE)), true);
      assertThat(announce(announcement, signed)).isEmpty();
      assertThat(receiver.notices()).containsExactly(List.of("opened"));

      Files.writeString(key, "two\nlines");
      assertThat(announce(announcement, signed))
          .extracting(Problem::message)
          .containsExactly(
              "Channel soc: %s must hold one line of printable ASCII characters.".formatted(key));
      Files.delete(key);
      assertThat(announce(announcement, signed))
          .extracting(Problem::message)
          .containsExactly(
              "Channel soc: %s could not be read: the file does not exist.".formatted(key));
    }
  }

  @Test
  void aChannelGetsWhatItIsInterestedIn() {
    try (SlackStandIn slack = new SlackStandIn()) {
      slackUrl = slack.webhook().toString();
      Report report =
          Announced.report(List.of(IMAGE.with(Severity.LOW), OTHER.with(Severity.MEDIUM)));
      Channel channel =
          new Channel("slack", slack("SLACK_URL"), Severity.MEDIUM, Channel.Speech.DEFAULT);
      announce(Announcement.of(report, true), channel);
      assertThat(slack.messages())
          .singleElement()
          .asString()
          .contains("trino/other")
          .doesNotContain("trino/worker");
    }
  }

  @Test
  void policiesLeadFindingsToChannelsAndActsAreTold() {
    try (SlackStandIn slack = new SlackStandIn()) {
      slackUrl = slack.webhook().toString();
      Announcement announcement =
          new Announcement(
              Announced.report(List.of(IMAGE, OTHER)),
              true,
              Set.of(),
              Map.of(OTHER.fingerprint(), Set.of("another")),
              Map.of(IMAGE.fingerprint(), "Drift reverted it."));
      announce(announcement, channel("slack", slack("SLACK_URL")));
      assertThat(slack.messages())
          .singleElement()
          .asString()
          .contains("trino/worker", "Drift reverted it.")
          .doesNotContain("trino/other");
    }
  }

  /// Silence means that nothing changed.
  @Test
  void aRunThatCannotSeeIsAnnounced() {
    try (SlackStandIn slack = new SlackStandIn()) {
      slackUrl = slack.webhook().toString();
      Channel channel = channel("slack", slack("SLACK_URL"));
      announce(Announcement.of(SampleReports.incomplete(), true), channel);
      announce(Announcement.of(SampleReports.incomplete(), true), channel);
      assertThat(slack.messages())
          .containsExactly(
              """
              Drift in prod: the check is incomplete; 0 findings open
              Incomplete: the check cannot see everything and may miss drift.
              • Secrets could not be listed: the user drift may not list them.
              • the user drift may not list secrets.
              • A Helm chart, which this version does not render.
              Compared with https://git.example.com/platform/lakehouse.git at main""");
      time.pass(Duration.ofHours(1));
      announce(Announcement.of(SampleReports.clean(), true), channel);
      assertThat(slack.messages().get(1))
          .contains("Complete again: the check sees everything, after 1 h.");
    }
  }

  @Test
  void aCheckWithoutAReportIsAnnouncedByMessagesOnly() {
    try (SlackStandIn slack = new SlackStandIn();
        GitHubStandIn gitHub = new GitHubStandIn()) {
      slackUrl = slack.webhook().toString();
      Report failed =
          Report.of(SampleReports.clean().run(), Coverage.NOTHING)
              .problems(
                  List.of(
                      Problem.of(
                          Problem.Code.REPOSITORY_UNREACHABLE, "The repository is out of reach.")))
              .build();
      assertThat(
              announce(
                  Announcement.of(failed, true),
                  channel("slack", slack("SLACK_URL")),
                  channel("issues", issues(gitHub, "TOKEN")),
                  channel("events", new Target.Events())))
          .isEmpty();
      assertThat(slack.messages())
          .containsExactly(
              """
              Drift: the check is incomplete
              Incomplete: the check cannot see everything and may miss drift.
              • The repository is out of reach.""");
      assertThat(gitHub.requests()).isEmpty();
    }
  }

  @Test
  void twoRunsDoNotAnnounceAtTheSameTime() throws IOException {
    try (SlackStandIn slack = new SlackStandIn()) {
      slackUrl = slack.webhook().toString();
      Channel channel = channel("slack", slack("SLACK_URL"));
      Announcement announcement = Announcement.of(Announced.report(List.of(IMAGE)), true);
      announce(announcement, channel);
      try (FileChannel file =
              FileChannel.open(folder.resolve("record/notify/lock"), StandardOpenOption.WRITE);
          var lock = file.lock()) {
        assertThat(lock.isValid()).isTrue();
        assertThat(announce(announcement, channel))
            .extracting(Problem::message)
            .containsExactly("Nothing was announced: another run announces with the same record.");
      }
      assertThat(announce(announcement, channel)).isEmpty();
      assertThat(slack.messages()).hasSize(1);
    }
  }

  @Test
  void aRecordThatCannotBeWrittenIsAProblem() throws IOException {
    Files.writeString(folder.resolve("record"), "a file");
    assertThat(
            announce(
                Announcement.of(Announced.report(List.of(IMAGE)), true),
                channel("slack", slack("GONE_URL"))))
        .extracting(Problem::message)
        .containsExactly(
            "Nothing was announced, because %s cannot be written."
                .formatted(folder.resolve("record/notify")));
  }

  private List<Problem> announce(Announcement announcement, Channel... channels) {
    Map<String, String> environment =
        Map.of(
            "SLACK_URL",
            slackUrl,
            "GONE_URL",
            "http://127.0.0.1:1/",
            "PLAIN_URL",
            "http://hooks.example.com/s3cr3t",
            "TOKEN",
            ForgeStandIn.TOKEN);
    return new Announcer(
            List.of(channels),
            folder.resolve("record"),
            new Announcer.Surroundings(
                environment,
                time,
                () -> UUID.randomUUID().toString(),
                time.patience(),
                _ -> {
                  throw new DriftException(
                      Problem.of(Problem.Code.CLUSTER_UNREACHABLE, "The cluster is out of reach."));
                }))
        .announce(announcement);
  }

  private static Channel channel(String name, Target target) {
    return new Channel(name, target, Severity.INFO, Channel.Speech.DEFAULT);
  }

  private static Target slack(String variable) {
    return new Target.Slack(new SecretReference.Variable(variable), Optional.empty());
  }

  private static Target webhook(EventReceiver receiver, Path key) {
    return new Target.Webhook(
        new Channel.Address.Plain(receiver.url() + "/events"),
        Optional.of(new SecretReference.File(key.toString())),
        Optional.empty());
  }

  private static Target issues(GitHubStandIn gitHub, String variable) {
    return new Target.Issues(
        Channel.Forge.GITHUB,
        gitHub.url().toString(),
        "platform/lakehouse",
        new SecretReference.Variable(variable),
        ForgeStandIn.LABEL,
        Optional.empty());
  }
}
