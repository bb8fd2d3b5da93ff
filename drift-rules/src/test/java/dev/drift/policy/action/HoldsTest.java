package dev.drift.policy.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Why acts wait, in words.
class HoldsTest {
  private static final String FINDING =
      "{rule: SCL001, kind: Deployment, namespace: trino, name: worker, path: spec.replicas}";

  private static final String FREEZE =
      """
      actions:
        - {match: {kinds: [Deployment, Namespace, ClusterRole]}, action: revert}
      freezes:
        - from: 2026-12-20T00:00:00+01:00
          until: 2027-01-03T00:00:00Z
          reason: end of the year
          owner: platform team
          namespaces: [trino, "hive-*"]
      """;

  @Test
  void aFreezeHoldsFromItsFirstMomentToTheLast() {
    assertThat(sentences(FREEZE, FINDING, "2026-12-19T22:59:59Z", Optional.empty())).isEmpty();
    assertThat(sentences(FREEZE, FINDING, "2026-12-19T23:00:00Z", Optional.empty()))
        .containsExactly(
            "frozen until 2027-01-03T00:00:00Z: end of the year (owner platform team;"
                + " test.yaml:8)");
    assertThat(sentences(FREEZE, FINDING, "2027-01-02T23:59:59Z", Optional.empty())).hasSize(1);
    assertThat(sentences(FREEZE, FINDING, "2027-01-03T00:00:00Z", Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind: Deployment, namespace: trino, name: worker   | true
          kind: Deployment, namespace: hive-2, name: worker  | true
          kind: Deployment, namespace: kafka, name: worker   | false
          # a Namespace is frozen with what is in it
          kind: Namespace, name: trino                       | true
          kind: Namespace, name: kafka                       | false
          kind: ClusterRole, name: trino                     | false
          """)
  void aFreezeConcernsItsNamespaces(String resource, boolean frozen) {
    String finding = "{rule: SCL001, path: spec.replicas, %s}".formatted(resource);
    assertThat(sentences(FREEZE, finding, "2026-12-24T18:00:00Z", Optional.empty()).isEmpty())
        .isEqualTo(!frozen);
    assertThat(
            sentences(
                FREEZE.replace("    namespaces: [trino, \"hive-*\"]\n", ""),
                finding,
                "2026-12-24T18:00:00Z",
                Optional.empty()))
        .hasSize(1);
  }

  /// A freeze is about changes; people want to know all the same.
  @Test
  void aFreezeDoesNotSilenceReports() {
    ActionDecision decision =
        decide(
            FREEZE.replace("action: revert", "action: report"),
            FINDING,
            "2026-12-24T18:00:00Z",
            Optional.empty());
    assertThat(decision.holds()).isEmpty();
    assertThat(decision.mayReport()).isTrue();
    assertThat(
            sentences(
                FREEZE.replace("action: revert", "action: adopt"),
                FINDING,
                "2026-12-24T18:00:00Z",
                Optional.empty()))
        .hasSize(1);
  }

  @Test
  void outsideItsWindowsARuleWaitsForTheNext() {
    String policy =
        """
        actions:
          - match: {kinds: [Deployment]}
            action: revert
            windows:
              - {schedule: "0 22 * * 1-5", duration: 6h, timeZone: Europe/Berlin}
              - {schedule: "0 13 * * *", duration: 1h}
        """;
    assertThat(sentences(policy, FINDING, "2026-11-30T12:59:00Z", Optional.empty()))
        .containsExactly("outside its windows; the next opens at 2026-11-30 13:00 +00:00 (UTC)");
    assertThat(sentences(policy, FINDING, "2026-11-30T13:30:00Z", Optional.empty())).isEmpty();
    assertThat(sentences(policy, FINDING, "2026-11-30T20:00:00Z", Optional.empty()))
        .containsExactly(
            "outside its windows; the next opens at 2026-11-30 22:00 +01:00 (Europe/Berlin)");
    assertThat(sentences(policy, FINDING, "2026-11-30T21:00:00Z", Optional.empty())).isEmpty();
  }

  @Test
  void whatIsNewHasToLast() {
    String policy =
        "actions: [{match: {kinds: [Deployment]}, action: revert,"
            + " persistence: {checks: 3, duration: 10m}}]";
    String now = "2026-11-30T12:00:00Z";
    assertThat(sentences(policy, FINDING, now, Optional.empty()))
        .containsExactly(
            "not persistent yet: seen in 1 of 3 checks, for 0s of 10m, since"
                + " 2026-11-30T12:00:00Z");
    assertThat(sentences(policy, FINDING, now, seen(1, "2026-11-30T11:50:00Z")))
        .containsExactly("not persistent yet: seen in 2 of 3 checks, since 2026-11-30T11:50:00Z");
    assertThat(sentences(policy, FINDING, now, seen(2, "2026-11-30T11:50:01Z")))
        .containsExactly("not persistent yet: seen for 9m59s of 10m, since 2026-11-30T11:50:01Z");
    assertThat(sentences(policy, FINDING, now, seen(2, "2026-11-30T11:50:00Z"))).isEmpty();
  }

  @Test
  void aReportWaitsToo() {
    String policy =
        "actions: [{match: {kinds: [Deployment]}, action: report, persistence: {checks: 2}}]";
    ActionDecision first = decide(policy, FINDING, "2026-11-30T12:00:00Z", Optional.empty());
    assertThat(first.mayReport()).isFalse();
    ActionDecision second =
        decide(policy, FINDING, "2026-11-30T12:00:00Z", seen(1, "2026-11-30T11:00:00Z"));
    assertThat(second.mayReport()).isTrue();
  }

  @Test
  void allHoldsAreNamed() {
    String policy =
        FREEZE.replace(
            "action: revert}",
            "action: revert, approval: required, persistence: {checks: 2},"
                + " windows: [{schedule: '0 3 * * *', duration: 1h}]}");
    ActionDecision decision = decide(policy, FINDING, "2026-12-24T18:00:00Z", Optional.empty());
    assertThat(decision.holds())
        .extracting(Hold::label)
        .containsExactly("frozen", "outsideWindow", "notPersistent", "needsApproval");
    assertThat(decision.mayAct()).isFalse();
    assertThat(decision.action()).isEqualTo(Action.REVERT);
  }

  @Test
  void aPersonHasToApprove() {
    String policy = "actions: [{match: {kinds: [Deployment]}, action: adopt, approval: required}]";
    assertThat(sentences(policy, FINDING, "2026-11-30T12:00:00Z", Optional.empty()))
        .containsExactly("needs approval");
    assertThat(
            sentences(
                policy.replace("required", "none"),
                FINDING,
                "2026-11-30T12:00:00Z",
                Optional.empty()))
        .isEmpty();
  }

  private static Optional<Seen> seen(int checks, String since) {
    return Optional.of(new Seen(checks, Instant.parse(since)));
  }

  private static ActionDecision decide(
      String policy, String finding, String now, Optional<Seen> seen) {
    return TestPolicy.of(policy)
        .decide(TestPolicy.finding(finding).subject(), Instant.parse(now), seen);
  }

  private static List<String> sentences(
      String policy, String finding, String now, Optional<Seen> seen) {
    return decide(policy, finding, now, seen).holds().stream().map(Hold::sentence).toList();
  }
}
