package dev.drift.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.git.GitRepo;
import dev.drift.model.DriftException;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.plan.ActReport;
import dev.drift.plan.Outcome;
import dev.drift.plan.PlanView;
import dev.drift.policy.action.Action;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What policies let Drift do, and what they do not.
@Tag("cluster")
class ActPolicyTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  private static final String SETTINGS =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: ours, b: ours}\n";

  @TempDir Path folder;

  @Test
  void nothingIsDoneWithoutAnOrder(ControlPlane plane) throws IOException {
    Acting drift = deployed(plane, "policy-none");
    edit(plane, "policy-none", "theirs");

    ActReport report = drift.unattended();

    assertThat(report.plan().acts()).isEmpty();
    assertThat(value(plane, "policy-none")).isEqualTo("theirs");
    assertThat(report.report().drift()).hasSize(1);
  }

  @Test
  void whatARuleOrdersIsDoneAndNamesItsLine(ControlPlane plane) throws IOException {
    Acting drift = deployed(plane, "policy-rule").under(policy("action: revert"));
    edit(plane, "policy-rule", "theirs");

    ActReport report = drift.unattended();

    assertThat(Acting.kinds(report)).containsExactly(Outcome.Kind.DONE);
    assertThat(value(plane, "policy-rule")).isEqualTo("ours");
    assertThat(report.plan().acts().getFirst().causes().getFirst().authority())
        .isEqualTo("test, one (%s:6)".formatted(folder.resolve("policy.yaml")));
    assertThat(report.report().drift()).as("what is left afterwards").isEmpty();
  }

  @Test
  void whatNeedsApprovalWaitsForIt(ControlPlane plane) throws IOException {
    Acting drift =
        deployed(plane, "policy-yes").under(policy("action: revert\n      approval: required"));
    edit(plane, "policy-yes", "theirs");

    assertThat(drift.unattended().outcomes()).isEmpty();
    assertThat(value(plane, "policy-yes")).isEqualTo("theirs");

    assertThat(Acting.kinds(drift.revert())).containsExactly(Outcome.Kind.DONE);
    assertThat(value(plane, "policy-yes")).isEqualTo("ours");
  }

  @Test
  void aSavedPlanIsDoneAndNoMore(ControlPlane plane) throws IOException {
    Acting drift = deployed(plane, "policy-plan");
    edit(plane, "policy-plan", "theirs");
    ActReport plan = drift.plan();
    plane.kubectl("-n", "policy-plan", "create", "cm", "another").orThrow();

    ActReport report = drift.run(Optional.of(Action.REVERT), saved(plan));

    assertThat(Acting.kinds(report)).containsExactly(Outcome.Kind.DONE);
    assertThat(value(plane, "policy-plan")).isEqualTo("ours");
  }

  @Test
  void aPlanThatNoLongerFitsIsRefusedAsAWhole(ControlPlane plane) throws IOException {
    Acting drift = deployed(plane, "policy-old");
    edit(plane, "policy-old", "theirs");
    ActReport plan = drift.plan();
    edit(plane, "policy-old", "others");

    assertThatThrownBy(() -> drift.run(Optional.of(Action.REVERT), saved(plan)))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("are outdated, so none was carried out");
    assertThat(value(plane, "policy-old")).isEqualTo("others");
  }

  /// T8: the count outlives restarts, as each run here is one.
  @Test
  void t8AFightEndsAfterTwoAttemptsAndNamesTheOpponent(ControlPlane plane) throws IOException {
    Acting drift = deployed(plane, "policy-fight").under(policy("action: revert"));
    for (int attempt = 0; attempt < 2; attempt++) {
      edit(plane, "policy-fight", "theirs");
      assertThat(Acting.kinds(drift.unattended())).containsExactly(Outcome.Kind.DONE);
    }
    edit(plane, "policy-fight", "theirs");

    ActReport report = drift.unattended();

    assertThat(report.plan().acts()).isEmpty();
    assertThat(value(plane, "policy-fight")).isEqualTo("theirs");
    assertThat(report.plan().left())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.reason().name()).isEqualTo("FIGHT");
              assertThat(one.sentence())
                  .isEqualTo(
                      "Drift undid the difference 2 times, and rival made it again each time");
            });

    plane
        .kubectl(
            "-n",
            "policy-fight",
            "patch",
            "cm/settings",
            "--field-manager=somebody-else",
            "-p",
            "{\"data\":{\"a\":\"new\"}}")
        .orThrow();
    assertThat(Acting.kinds(drift.unattended()))
        .as("another opponent is another fight")
        .containsExactly(Outcome.Kind.DONE);
  }

  @Test
  void noMoreIsDoneThanTheLimitsAllow(ControlPlane plane) throws IOException {
    String both = SETTINGS + "---\n" + SETTINGS.replace("name: settings", "name: zettings");
    Acting drift =
        deployed(plane, "policy-limit", both)
            .under(policy("action: revert\n      limits: {perRun: 1, perObjectPerHour: 1}"));
    edit(plane, "policy-limit", "theirs");
    plane
        .kubectl(
            "-n", "policy-limit", "patch", "cm/zettings", "-p", "{\"data\":{\"a\":\"theirs\"}}")
        .orThrow();

    ActReport first = drift.unattended();
    assertThat(Acting.kinds(first)).containsExactly(Outcome.Kind.DONE);
    assertThat(first.plan().left()).extracting(one -> one.reason().name()).containsExactly("LIMIT");
    edit(plane, "policy-limit", "again");
    ActReport second = drift.unattended();

    assertThat(second.plan().acts())
        .as("the first object has had its act of this hour")
        .extracting(act -> act.resource().id().name())
        .containsExactly("zettings");
  }

  /// Once, though two ConfigMaps that it reads are put back; without the permission, it is named.
  @ParameterizedTest
  @CsvSource({"restart, 1", "reconcile, 0"})
  void whoReadsRevertedConfigurationIsRestartedOnlyIfARuleAllowsIt(
      String allowed, int restarts, ControlPlane plane) throws IOException {
    String namespace = "policy-" + allowed;
    String reader =
        """
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: more}
        data: {a: ours}
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
                envFrom: [{configMapRef: {name: settings}}, {configMapRef: {name: more}}]
        """;
    Acting drift =
        deployed(plane, namespace, SETTINGS + reader)
            .under(policy("action: revert\n      allow: [%s]".formatted(allowed)));
    edit(plane, namespace, "theirs");
    plane
        .kubectl("-n", namespace, "patch", "cm/more", "-p", "{\"data\":{\"a\":\"theirs\"}}")
        .orThrow();

    ActReport report = drift.unattended();

    assertThat(report.outcomes().values())
        .extracting(Outcome::kind)
        .containsOnly(Outcome.Kind.DONE);
    assertThat(report.plan().acts())
        .filteredOn(act -> act.verb() == PlanView.Verb.RESTART)
        .hasSize(restarts);
    assertThat(report.plan().acts())
        .filteredOn(act -> act.verb() == PlanView.Verb.PATCH)
        .hasSize(2)
        .allSatisfy(
            act ->
                assertThat(act.readers())
                    .extracting(one -> one.id().name())
                    .containsExactly("reader"));
    assertThat(
            plane
                .kubectl("-n", namespace, "get", "deployment/reader", "-o", "yaml")
                .orThrow()
                .stdout()
                .contains("kubectl.kubernetes.io/restartedAt"))
        .isEqualTo(restarts == 1);
    assertThat(report.report().drift()).as("the restart is no drift").isEmpty();
  }

  /// T10: what only looks unmanaged is not deleted.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fresh | '' | it is younger than 15 minutes",
        "owned | {\"ownerReferences\":[{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"name\":\"x\",\"uid\":\"y\"}]} | owner reference",
        "tracked | {\"annotations\":{\"argocd.argoproj.io/tracking-id\":\"a:/ConfigMap:b/c\"}} | another deployer",
        "labelled | {\"labels\":{\"app.kubernetes.io/instance\":\"other\"}} | which deployers write",
      })
  void t10WhatOnlyLooksUnmanagedIsNotDeleted(
      String name, String metadata, String why, ControlPlane plane) throws IOException {
    String namespace = "t10-" + name;
    Acting drift = deployed(plane, namespace).under(policy(DELETE));
    assertThat(drift.unattended().plan().acts()).isEmpty();
    plane.kubectl("-n", namespace, "create", "cm", "stray").orThrow();
    if (!metadata.isEmpty()) {
      plane
          .kubectl(
              "-n",
              namespace,
              "patch",
              "cm/stray",
              "--type=merge",
              "-p",
              "{\"metadata\":%s}".formatted(metadata))
          .orThrow();
    }

    ActReport report = drift.unattended();

    assertThat(report.plan().acts()).isEmpty();
    assertThat(report.plan().left())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.reason().name()).isEqualTo("PROTECTED");
              assertThat(one.sentence()).contains(why);
            });
    plane.kubectl("-n", namespace, "get", "cm/stray").orThrow();
  }

  @Test
  void anOldStrangerIsDeletedWhereARuleAllowsIt(ControlPlane plane) throws IOException {
    Acting drift = deployed(plane, "t10-old").under(policy(DELETE)).after(Duration.ofHours(1));
    plane.kubectl("-n", "t10-old", "create", "cm", "stray").orThrow();

    assertThat(Acting.kinds(drift.unattended())).containsExactly(Outcome.Kind.DONE);

    assertThat(plane.kubectl("-n", "t10-old", "get", "cm/stray").exit()).isNotZero();
  }

  @Test
  void t10NothingIsDeletedWhereGitSuddenlyDeclaresFarLess(ControlPlane plane) throws IOException {
    StringBuilder many = new StringBuilder(SETTINGS);
    for (int i = 0; i < 9; i++) {
      many.append("---\n").append(SETTINGS.replace("name: settings", "name: settings-" + i));
    }
    Acting drift =
        deployed(plane, "t10-less", many.toString())
            .under(policy(DELETE))
            .after(Duration.ofHours(1));
    assertThat(drift.unattended().report().drift()).isEmpty();
    Files.writeString(drift.git().resolve("all.yaml"), SETTINGS);

    ActReport report = drift.unattended();

    assertThat(report.plan().acts()).isEmpty();
    assertThat(report.plan().left())
        .hasSize(9)
        .allSatisfy(
            one ->
                assertThat(one.sentence())
                    .isEqualTo("Git declares 1 resources, 10 in the run before"));
  }

  @Test
  void t10NothingIsDeletedWhileAFileCannotBeRead(ControlPlane plane) throws IOException {
    Acting drift = deployed(plane, "t10-file").under(policy(DELETE)).after(Duration.ofHours(1));
    plane.kubectl("-n", "t10-file", "create", "cm", "stray").orThrow();
    Files.writeString(drift.git().resolve("broken.yaml"), "apiVersion: v1\nkind: [ConfigMap\n");

    ActReport report = drift.unattended();

    assertThat(report.plan().acts()).isEmpty();
    plane.kubectl("-n", "t10-file", "get", "cm/stray").orThrow();
  }

  @Test
  void t10NothingIsDeletedThatNoRuleAllows(ControlPlane plane) throws IOException {
    Acting drift = deployed(plane, "t10-rule").under(policy("action: revert"));
    plane.kubectl("-n", "t10-rule", "create", "cm", "stray").orThrow();

    assertThat(drift.unattended().plan().left())
        .singleElement()
        .satisfies(one -> assertThat(one.sentence()).contains("no policy rule allows"));
  }

  private static final String DELETE =
      "match: {kinds: [ConfigMap]}\n      action: revert\n      allow: [delete]";

  private Path policy(String rule) throws IOException {
    String match = rule.startsWith("match") ? "" : "match: {kinds: [ConfigMap]}\n      ";
    return Files.writeString(
        folder.resolve("policy.yaml"),
        """
        apiVersion: drift.dev/v1
        kind: Policy
        metadata: {name: test}
        spec:
          actions:
            - name: one
              %s
        """
            .formatted((match + rule).replace("\n      ", "\n      ")));
  }

  private Acting deployed(ControlPlane plane, String namespace) throws IOException {
    return deployed(plane, namespace, SETTINGS);
  }

  private Acting deployed(ControlPlane plane, String namespace, String manifests)
      throws IOException {
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

  private static void edit(ControlPlane plane, String namespace, String value) {
    plane
        .kubectl(
            "-n",
            namespace,
            "patch",
            "cm/settings",
            "--field-manager=rival",
            "-p",
            "{\"data\":{\"a\":\"%s\"}}".formatted(value))
        .orThrow();
  }

  private static String value(ControlPlane plane, String namespace) {
    return plane
        .kubectl("-n", namespace, "get", "cm/settings", "-o", "jsonpath={.data.a}")
        .orThrow()
        .stdout();
  }

  private static Set<String> ids(ActReport report) {
    return report.plan().acts().stream().map(PlanView.ActView::id).collect(Collectors.toSet());
  }

  private ActRequest.Approval saved(ActReport plan) {
    String cluster = plan.report().cluster().orElseThrow().uid();
    return new ActRequest.Approval.SavedPlan(folder.resolve("plan.json"), cluster, ids(plan));
  }
}
