package dev.drift.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.act.message.EventReceiver;
import dev.drift.finding.Category;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.git.GitRepo;
import dev.drift.plan.ActReport;
import dev.drift.plan.Outcome;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Line 4 of what acting must hold: what comes back however often it is undone becomes a finding
/// that names the opponent. Each run here is a restart: it knows nothing but the record.
@Tag("cluster")
class FightTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  private static final String SETTINGS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {a: ours}
      """;

  private static final String READER =
      """
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: reader}
      spec:
        selector: {matchLabels: {app: reader}}
        template:
          metadata: {labels: {app: reader}}
          spec:
            containers:
            - name: reader
              image: example.com/reader:1
              envFrom: [{configMapRef: {name: settings}}]
      """;

  @TempDir Path folder;

  @Test
  void aFightIsAFindingBesideTheDrift(ControlPlane plane) throws IOException {
    Acting drift = deployed(plane, "fight-finding", SETTINGS).under(policy("revert"));
    fight(plane, drift, 2);

    ActReport report = drift.unattended();

    assertThat(report.plan().acts()).isEmpty();
    assertThat(report.report().drift()).hasSize(1);
    Finding.Posture found = fights(report.report()).getFirst();
    assertThat(fights(report.report())).hasSize(1);
    assertThat(found.rule()).isEqualTo("DEL014");
    assertThat(found.severity()).isEqualTo(Severity.HIGH);
    assertThat(found.category()).isEqualTo(Category.DELIVERY);
    assertThat(found.resource()).isEqualTo(report.report().drift().getFirst().resource());
    assertThat(found.path()).isEqualTo(report.report().drift().getFirst().path());
    assertThat(found.message())
        .isEqualTo("Drift undid the difference 2 times, and rival made it again each time");
    assertThat(found.remedy()).contains("adopt its value into Git");
    assertThat(found.origin()).isPresent();

    assertThat(fights(drift.unattended().report()))
        .as("run after run the same")
        .extracting(Finding::fingerprint)
        .containsExactly(found.fingerprint());
    assertThat(fights(drift.plan().report())).as("drift plan").containsExactly(found);
    assertThat(fights(drift.check())).as("drift check --notify --record").containsExactly(found);
    assertThat(fights(drift.after(Duration.ofDays(3)).unattended().report()))
        .as("for as long as the difference is there")
        .containsExactly(found);
    assertThat(value(plane, drift)).as("nobody tries again").isEqualTo("theirs");
  }

  @Test
  void aFightEndsWhenTheOpponentGivesUp(ControlPlane plane) throws IOException {
    Acting drift = deployed(plane, "fight-end", SETTINGS).under(policy("revert"));
    fight(plane, drift, 2);
    assertThat(fights(drift.unattended().report())).hasSize(1);

    edit(plane, drift, "rival", "ours");

    assertThat(drift.unattended().report().findings()).isEmpty();
    assertThat(drift.check().findings()).isEmpty();
    edit(plane, drift, "rival", "theirs");
    assertThat(fights(drift.unattended().report())).as("back within a day").hasSize(1);
    edit(plane, drift, "rival", "ours");
    drift.unattended();
    edit(plane, drift, "rival", "theirs");
    assertThat(Acting.kinds(drift.after(Duration.ofHours(25)).unattended()))
        .as("what stayed away for a day was a success")
        .containsExactly(Outcome.Kind.DONE);
  }

  @Test
  void itIsNoFightBeforePolicySaysSo(ControlPlane plane) throws IOException {
    Acting drift =
        deployed(plane, "fight-three", SETTINGS)
            .under(policy("revert\n      limits: {attempts: 3}"));
    fight(plane, drift, 2);

    assertThat(fights(drift.check())).isEmpty();
    assertThat(Acting.kinds(drift.unattended())).containsExactly(Outcome.Kind.DONE);
    edit(plane, drift, "rival", "theirs");
    assertThat(fights(drift.check()))
        .extracting(Finding::message)
        .containsExactly("Drift undid the difference 3 times, and rival made it again each time");
  }

  /// What a rule wants left as it is, or is not drift any more, is no fight.
  @ParameterizedTest
  @ValueSource(strings = {"report", "none", "adopt"})
  void whoGivesUpDoesNotFight(String action, ControlPlane plane) throws IOException {
    Acting drift = deployed(plane, "fight-" + action, SETTINGS).under(policy("revert"));
    fight(plane, drift, 2);
    assertThat(fights(drift.check())).hasSize(1);

    assertThat(fights(drift.under(policy(action)).check())).isEmpty();
  }

  @Test
  void whoeverMadeItFirstTheOpponentIsWhoUndoesTheRevert(ControlPlane plane) throws IOException {
    Acting drift = deployed(plane, "fight-first", SETTINGS).under(policy("revert"));
    edit(plane, drift, "somebody", "theirs");
    assertThat(Acting.kinds(drift.unattended())).containsExactly(Outcome.Kind.DONE);
    edit(plane, drift, "rival", "theirs");
    assertThat(Acting.kinds(drift.unattended())).containsExactly(Outcome.Kind.DONE);
    edit(plane, drift, "rival", "theirs");

    assertThat(fights(drift.unattended().report()))
        .extracting(Finding::message)
        .containsExactly("Drift undid the difference 2 times, and rival made it again each time");
  }

  /// Two differences of one object are two fights, each with its opponent.
  @Test
  void eachDifferenceHasItsOwnOpponent(ControlPlane plane) throws IOException {
    Acting drift =
        deployed(plane, "fight-both", SETTINGS.replace("a: ours", "a: ours, b: ours"))
            .under(policy("revert"));
    for (int i = 0; i < 3; i++) {
      edit(plane, drift, "rival", "theirs");
      run(plane, drift, "patch", "cm/settings", "--field-manager=other", "-p", data("b", "x"));
      drift.unattended();
    }

    assertThat(fights(drift.check()))
        .extracting(it -> it.path() + ": " + it.message())
        .containsExactly(
            "data.a: Drift undid the difference 2 times, and rival made it again each time",
            "data.b: Drift undid the difference 2 times, and other made it again each time");
  }

  @Test
  void whatIsDeletedAgainAndAgainIsAFight(ControlPlane plane) throws IOException {
    Acting drift = deployed(plane, "fight-delete", SETTINGS).under(policy("revert"));
    for (int attempt = 0; attempt < 2; attempt++) {
      run(plane, drift, "delete", "cm/settings");
      assertThat(Acting.kinds(drift.unattended())).containsExactly(Outcome.Kind.DONE);
    }
    run(plane, drift, "delete", "cm/settings");

    assertThat(fights(drift.unattended().report()))
        .extracting(it -> it.resource() + ": " + it.message())
        .containsExactly(
            "ConfigMap fight-delete/settings: Drift undid the difference 2 times, and somebody"
                + " unknown made it again each time");
  }

  /// A restart puts nothing back: one revert and its restart are one attempt.
  @Test
  void aRestartIsNoAttempt(ControlPlane plane) throws IOException {
    Acting drift =
        deployed(plane, "fight-restart", SETTINGS + READER)
            .under(policy("revert\n      allow: [restart]"));
    edit(plane, drift, "rival", "theirs");
    assertThat(Acting.kinds(drift.unattended()))
        .containsExactly(Outcome.Kind.DONE, Outcome.Kind.DONE);
    edit(plane, drift, "rival", "theirs");

    assertThat(fights(drift.check())).isEmpty();
    assertThat(Acting.kinds(drift.unattended()))
        .containsExactly(Outcome.Kind.DONE, Outcome.Kind.DONE);
  }

  /// An admission policy sets the value back at once: nothing is ever written, and once the policy
  /// is gone, Drift finds out by itself within a day.
  @Test
  void whatTheServerNeverKeepsIsAFightWithTheServer(ControlPlane plane) throws Exception {
    Acting drift = deployed(plane, "fight-server", SETTINGS).under(policy("revert"));
    plane.kubectlWithInput(ADMISSION, "apply", "-f", "-").orThrow();
    try {
      for (int i = 0; i < 100 && !value(plane, drift).equals("theirs"); i++) {
        Thread.sleep(100); // The API server takes policies up after a while.
        run(plane, drift, "label", "--overwrite", "cm/settings", "round=" + i);
      }
      run(plane, drift, "label", "cm/settings", "round-");
      String version = version(plane, drift);

      assertThat(Acting.kinds(drift.unattended())).containsExactly(Outcome.Kind.NOT_KEPT);
      assertThat(fights(drift.check())).as("policy says twice").isEmpty();
      ActReport second = drift.unattended();
      assertThat(Acting.kinds(second)).containsExactly(Outcome.Kind.NOT_KEPT);
      assertThat(fights(second.report()))
          .extracting(Finding::message)
          .containsExactly(
              "2 dry-runs showed that the API server, or an admission webhook or policy, does not"
                  + " keep Git's value");
      assertThat(version(plane, drift)).as("Drift wrote nothing").isEqualTo(version);
      run(plane, drift, "label", "--field-manager=another", "cm/settings", "by=another");
      run(plane, drift, "label", "--field-manager=another", "cm/settings", "by-");
      ActReport third = drift.unattended();
      assertThat(third.plan().acts()).as("whoever writes, it is the server").isEmpty();
      assertThat(fights(third.report())).hasSize(1);
      ActReport nextDay = drift.after(Duration.ofHours(25)).unattended();
      assertThat(Acting.kinds(nextDay)).containsExactly(Outcome.Kind.NOT_KEPT);
      assertThat(fights(nextDay.report())).hasSize(1);
    } finally {
      plane.kubectl(
          "delete",
          "mutatingadmissionpolicybinding/fight-server",
          "mutatingadmissionpolicy/fight-server");
    }
    for (int i = 0; i < 100; i++) {
      Thread.sleep(100); // And drops them after a while.
      run(plane, drift, "label", "--overwrite", "cm/settings", "round=" + i);
      if (!run(
              plane,
              drift,
              "patch",
              "cm/settings",
              "--dry-run=server",
              "-p",
              data("a", "free"),
              "-o",
              "jsonpath={.data.a}")
          .equals("theirs")) {
        break;
      }
    }
    run(plane, drift, "label", "cm/settings", "round-");

    ActReport later = drift.after(Duration.ofHours(50)).unattended();

    assertThat(Acting.kinds(later)).containsExactly(Outcome.Kind.DONE);
    assertThat(later.report().findings()).as("the fight is over").isEmpty();
  }

  /// Each run is a process, as a CronJob starts it. What is announced is announced once.
  @Test
  void aFightIsAnnouncedAndSoIsItsEnd(ControlPlane plane) throws Exception {
    Acting drift = deployed(plane, "fight-told", SETTINGS).under(policy("revert"));
    try (EventReceiver receiver = new EventReceiver()) {
      Files.writeString(folder.resolve("key"), EventReceiver.SECRET + "\n");
      Files.writeString(
          folder.resolve("drift.yaml"),
          """
          apiVersion: drift.dev/v1
          kind: Config
          sources:
            - {repo: "%s"}
          channels:
            - {name: ops, type: webhook, url: "%s/events", secret: {file: key}}
          """
              .formatted(drift.git(), receiver.url()));
      for (int attempt = 0; attempt < 2; attempt++) {
        edit(plane, drift, "rival", "theirs");
        assertThat(process(drift, "--act", "--notify")).contains("done");
      }
      assertThat(receiver.events()).as("nothing is left to announce").isEmpty();
      edit(plane, drift, "rival", "theirs");

      String output = process(drift, "--act", "--notify");

      assertThat(output.replaceAll("\\s+", " "))
          .contains("Given up: whatever Drift does, it comes back")
          .contains("high DEL014 data.a")
          .contains("Drift undid the difference 2 times, and rival made it again each time");
      assertThat(receiver.events()).hasSize(1);
      assertThat(receiver.everything())
          .contains("Drift undid the difference 2 times, and rival made it again each time");

      assertThat(process(drift, "--notify")).contains("DEL014");
      process(drift, "--act", "--notify");
      assertThat(receiver.events()).as("silence: nothing changed").hasSize(1);

      edit(plane, drift, "rival", "ours");
      assertThat(process(drift, "--notify")).doesNotContain("DEL014");
      assertThat(receiver.notices()).hasSize(2);
      assertThat(receiver.notices().getLast()).containsOnly("resolved");
    }
  }

  private String process(Acting drift, String... flags) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.drift.cli.Main",
                "check",
                "--config=drift.yaml",
                "--namespace=" + drift.namespace(),
                "--default-namespace=" + drift.namespace(),
                "--kubeconfig=" + drift.kubeconfig(),
                "--policy=" + folder.resolve("policy.yaml"),
                "--record=" + drift.record()));
    command.addAll(List.of(flags));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isBetween(0, 1);
    return output;
  }

  /// A check that only announces goes on without the record, and says so.
  @Test
  void aDamagedRecordIsSaid(ControlPlane plane) throws IOException {
    Acting drift = deployed(plane, "fight-damaged", SETTINGS).under(policy("revert"));
    fight(plane, drift, 2);
    try (var files = Files.walk(folder.resolve("record"))) {
      Path journal = files.filter(it -> it.endsWith("journal.jsonl")).findFirst().orElseThrow();
      Files.writeString(journal, "what is this\n" + Files.readString(journal));
    }

    Report report = drift.check();

    assertThat(report.drift()).hasSize(1);
    assertThat(report.problems())
        .extracting(it -> it.code().name())
        .containsExactly("RECORD_NOT_READ");
    assertThat(report.coverage().entries())
        .extracting(entry -> entry.reason())
        .contains("Skipped DEL014: the record of acts could not be read.");
  }

  private static final String ADMISSION =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicy
      metadata: {name: fight-server}
      spec:
        failurePolicy: Fail
        reinvocationPolicy: Never
        matchConstraints:
          resourceRules:
          - {apiGroups: [""], apiVersions: [v1], operations: [UPDATE], resources: [configmaps]}
        mutations:
        - patchType: ApplyConfiguration
          applyConfiguration: {expression: 'Object{data: {"a": "theirs"}}'}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicyBinding
      metadata: {name: fight-server}
      spec:
        policyName: fight-server
        matchResources:
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: fight-server}}
      """;

  /// The rival makes the difference once more than Drift undoes it.
  private static void fight(ControlPlane plane, Acting drift, int attempts) {
    for (int attempt = 0; attempt < attempts; attempt++) {
      edit(plane, drift, "rival", "theirs");
      assertThat(Acting.kinds(drift.unattended())).containsExactly(Outcome.Kind.DONE);
    }
    edit(plane, drift, "rival", "theirs");
  }

  private static List<Finding.Posture> fights(Report report) {
    return report.findings().stream()
        .filter(Finding.Posture.class::isInstance)
        .map(Finding.Posture.class::cast)
        .toList();
  }

  private Path policy(String action) throws IOException {
    return Files.writeString(
        folder.resolve("policy.yaml"),
        """
        apiVersion: drift.dev/v1
        kind: Policy
        metadata: {name: test}
        spec:
          actions:
            - name: one
              match: {kinds: [ConfigMap]}
              action: %s
        """
            .formatted(action));
  }

  private Acting deployed(ControlPlane plane, String namespace, String manifests) {
    GitRepo git = GitRepo.create(folder.resolve("git"));
    git.write("all.yaml", manifests);
    git.commit();
    plane.kubectl("create", "namespace", namespace).orThrow();
    plane
        .kubectl("-n", namespace, "apply", "-f", git.folder().resolve("all.yaml").toString())
        .orThrow();
    return new Acting(
        git.folder(), plane.kubeconfig(), namespace, folder.resolve("record"), Optional.of("head"));
  }

  private static void edit(ControlPlane plane, Acting drift, String manager, String value) {
    run(plane, drift, "patch", "cm/settings", "--field-manager=" + manager, "-p", data("a", value));
  }

  private static String data(String key, String value) {
    return "{\"data\":{\"%s\":\"%s\"}}".formatted(key, value);
  }

  private static String value(ControlPlane plane, Acting drift) {
    return run(plane, drift, "get", "cm/settings", "-o", "jsonpath={.data.a}");
  }

  private static String version(ControlPlane plane, Acting drift) {
    return run(plane, drift, "get", "cm/settings", "-o", "jsonpath={.metadata.resourceVersion}");
  }

  private static String run(ControlPlane plane, Acting drift, String... arguments) {
    return plane
        .kubectl(
            Stream.concat(Stream.of("-n", drift.namespace()), Stream.of(arguments))
                .toArray(String[]::new))
        .orThrow()
        .stdout();
  }
}
