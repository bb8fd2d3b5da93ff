package dev.drift.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.act.message.EventReceiver;
import dev.drift.act.message.SlackStandIn;
import dev.drift.forge.issue.ForgeStandIn;
import dev.drift.forge.issue.GitHubStandIn;
import dev.drift.forge.issue.GitLabStandIn;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Secrets planted in Secrets, ConfigMaps, env, args, annotations and URLs, in Git and in the
/// cluster, appear nowhere: in no output, log, error, snapshot or report.
///
/// The program runs as people run it, as a process of its own, with its log at `trace`.
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CanaryTest {
  private final Set<String> canaries = new TreeSet<>();
  private ControlPlane plane;

  @TempDir private static Path folder;

  @BeforeAll
  void plant() throws IOException {
    plane = ControlPlane.start(ControlPlaneOptions.apiServerOnly());
    Path live = planted("live.yaml", "inCluster");
    plane.kubectl("apply", "-f", live.toString()).orThrow();
    Files.createDirectory(folder.resolve("git"));
    Files.copy(planted("git.yaml", "inGit"), folder.resolve("git/all.yaml"));
    Files.writeString(folder.resolve("mask.key"), Base64.getEncoder().encodeToString(new byte[40]));
  }

  @AfterAll
  void close() {
    plane.close();
  }

  @Test
  void appearInNoReport() throws IOException, InterruptedException {
    Ran text = drift(1, "check", "-v", "--repo", "git", "--out", "report.json");
    Ran json = drift(1, "check", "--repo", "git", "-o", "json");

    // The check saw them all: what stands beside them is told.
    assertThat(text.output()).contains("LIVE", "EXTRA_SECRET", "sidecar", "undeclared");
    assertNone(text.output());
    assertNone(json.output());
    assertNone(Files.readString(folder.resolve("report.json")));
  }

  @Test
  void appearInNoReportByTheAuditLog() throws IOException, InterruptedException {
    Path log = plane.auditLog();
    assertThat(Files.readString(log)).as("the log has them in plain").contains("cAnArY");
    Ran text = drift(1, "check", "--repo", "git", "--audit-log", log.toString());
    Ran json = drift(1, "check", "--repo", "git", "-o", "json", "--audit-log", log.toString());
    assertThat(text.output()).contains("proven by the audit log");
    assertNone(text.output());
    assertNone(json.output());

    List<String> broken = Files.readAllLines(log).stream().map(line -> "," + line).toList();
    Path unusable = Files.write(folder.resolve("broken.log"), broken);
    assertNone(drift(1, "check", "--repo", "git", "--audit-log", unusable.toString()).output());
  }

  @Test
  void appearInNoSnapshot() throws IOException, InterruptedException {
    Ran ran = drift(0, "snapshot", "-o", "snapshot.json.gz", "--key-file", "mask.key");
    assertNone(ran.output());
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(folder.resolve("snapshot.json.gz")))) {
      String snapshot = new String(in.readAllBytes(), UTF_8);
      assertThat(snapshot).contains("undeclared", "EXTRA_SECRET");
      assertNone(snapshot);
    }

    Ran offline =
        drift(
            1,
            "check",
            "-v",
            "--repo",
            "git",
            "--snapshot",
            "snapshot.json.gz",
            "--key-file",
            "mask.key");
    assertThat(offline.output()).contains("LIVE", "EXTRA_SECRET");
    assertNone(offline.output());
  }

  @Test
  void appearInNoError() throws IOException, InterruptedException {
    String canary = canary("inError", 0);
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("syntax.yaml"), "password: \"%s\n  : : [".formatted(canary));
    Files.writeString(
        broken.resolve("field.yaml"),
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: x, namespace: aviary}
        data: {password: [%s]}
        secretField: %s
        """
            .formatted(canary, canary));
    // What is valid in the other file is missing from the cluster, and that is drift.
    assertNone(drift(1, "check", "--repo", "broken").output());
    assertNone(
        drift(4, "check", "--repo", "http://user:%s@127.0.0.1:1/repo.git".formatted(canary))
            .output());
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            Files.readString(plane.kubeconfig()).replace(plane.adminToken(), canary));
    assertNone(drift(4, "check", "--repo", "git", "--kubeconfig", kubeconfig.toString()).output());
    Files.writeString(kubeconfig, "users: [{name: x, user: {token: %s".formatted(canary));
    assertNone(drift(2, "check", "--repo", "git", "--kubeconfig", kubeconfig.toString()).output());
  }

  /// Also the secrets of the channels: neither in what leaves nor in what is kept.
  @Test
  void appearInNoAnnouncement() throws IOException, InterruptedException {
    try (SlackStandIn slack = new SlackStandIn();
        EventReceiver receiver = new EventReceiver();
        GitHubStandIn gitHub = new GitHubStandIn();
        GitLabStandIn gitLab = new GitLabStandIn()) {
      Files.writeString(folder.resolve("slack-url"), slack.webhook() + "\n");
      Files.writeString(folder.resolve("key"), EventReceiver.SECRET + "\n");
      Files.writeString(folder.resolve("token"), ForgeStandIn.TOKEN + "\n");
      Files.writeString(
          folder.resolve("drift.yaml"),
          """
          apiVersion: drift.dev/v1
          kind: Config
          sources: [{repo: git}]
          channels:
            - {name: slack, type: slack, url: {file: slack-url}, digest: {groups: 40, findings: 100}}
            - {name: soc, type: webhook, url: "%s/events", secret: {file: key}, digest: {findings: 100}}
            - {name: hub, type: github, url: "%s", repository: platform/lakehouse, token: {file: token}}
            - {name: lab, type: gitlab, url: "%s", repository: data/platform/lakehouse, token: {file: token}}
            - {name: events, type: events}
            - {name: reports, type: policyReports}
            - {name: broken, type: gitlab, url: "%s", repository: no/such, token: {file: token}}
          """
              .formatted(receiver.url(), gitHub.url(), gitLab.url(), gitLab.url()));
      Ran ran =
          drift(
              1, "check", "--config", "drift.yaml", "--notify", "--record", "record", "-o", "json");

      assertThat(slack.messages()).hasSize(1);
      assertThat(receiver.events()).hasSize(1);
      assertThat(gitHub.issues()).isNotEmpty();
      assertThat(gitLab.issues()).isNotEmpty();
      assertThat(ran.output()).contains("Channel broken: ", "HTTP 404");
      List<String> texts =
          new ArrayList<>(
              List.of(
                  ran.output(),
                  slack.everything(),
                  receiver.everything(),
                  gitHub.everything(),
                  gitLab.everything(),
                  plane.kubectl("get", "events", "-A", "-o", "yaml").orThrow().stdout(),
                  Files.readString(folder.resolve("record/notify/said.json"))));
      assertThat(texts).allSatisfy(text -> assertThat(text).contains("aviary"));
      texts.forEach(this::assertNone);
      for (String kept : List.of(ran.output(), texts.getLast())) {
        assertThat(kept).doesNotContain("s3cr3t");
      }
    }
  }

  private Path planted(String fixture, String where) throws IOException {
    String text;
    try (InputStream in = CanaryTest.class.getResourceAsStream("/canaries/" + fixture)) {
      text = new String(in.readAllBytes(), UTF_8);
    }
    for (int i = 0; text.contains("${CANARY}"); i++) {
      text = text.replaceFirst("\\$\\{CANARY}", canary(where, i));
    }
    return Files.writeString(folder.resolve(where + ".yaml"), text);
  }

  private String canary(String where, int number) {
    String canary = "cAnArY%s%dx".formatted(where, number);
    canaries.add(canary);
    return canary;
  }

  /// Neither as it is nor as base64, at any of the three offsets that base64 can have.
  private void assertNone(String text) {
    assertThat(text).isNotBlank().doesNotContainIgnoringCase("cAnArY");
    for (String canary : canaries) {
      for (int offset = 0; offset < 3; offset++) {
        String encoded =
            Base64.getEncoder().encodeToString(("x".repeat(offset) + canary).getBytes(UTF_8));
        assertThat(text).doesNotContain(encoded.substring(4, encoded.length() - 4));
      }
    }
  }

  private record Ran(String output) {}

  private Ran drift(int exit, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("dev.drift.cli.Main");
    command.addAll(List.of(arguments));
    command.add("--log-level=trace");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", plane.kubeconfig().toString());
    builder.environment().put("DRIFT_CACHE", folder.resolve("cache").toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(exit);
    return new Ran(output);
  }
}
