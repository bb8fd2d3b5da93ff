package dev.drift.policy.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Attribution;
import dev.drift.policy.cases.DescribedFinding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The first rule that matches decides; a rule that fails in one criterion does not.
class ActionPoliciesTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private static final String EVERYTHING =
      """
      actions:
        - name: all
          match:
            rules: [SCL001, CFG001]
            categories: [scaling, configuration]
            severities: [high, medium]
            changes: [CHANGED, ADDED]
            kinds: [Deployment.apps, StatefulSet]
            namespaces: ["trino-*", hive]
            names: ["*-worker", coordinator]
            labels: {app: trino, tier: gold}
            managers: [kubectl-edit, kubectl-scale]
            paths: [spec.replicas, "spec.template.spec.containers[*].env"]
            users: ["*@example.com", root]
            confidence: [proven, likely]
          action: revert
      """;

  private static final String FINDING =
      "{rule: SCL001, severity: medium, change: CHANGED, kind: Deployment, namespace: trino-prod,"
          + " name: trino-worker, path: spec.replicas, labels: {app: trino, tier: gold, extra: x},"
          + " attribution: {manager: kubectl-edit, user: alice@example.com, confidence: proven}}";

  @Test
  void aRuleMatchesWhatMeetsAllItsCriteria() {
    ActionDecision decision = decide(EVERYTHING, FINDING);
    assertThat(decision.action()).isEqualTo(Action.REVERT);
    assertThat(decision.rule().orElseThrow().name()).isEqualTo("all");
    assertThat(decision.rule().orElseThrow().at()).isEqualTo("test.yaml:6");
    assertThat(decision.holds()).isEmpty();
    assertThat(decision.mayAct()).isTrue();
  }

  /// Each line changes one thing about the finding, and the rule no longer matches, for that
  /// reason.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rule: SCL001                  | rule: SCL002                 | rules: SCL002 is not one of CFG001, SCL001
          rule: SCL001                  | rule: GEN003                 | rules: GEN003 is not one of CFG001, SCL001
          severity: medium              | severity: low                | severities: low is not one of high, medium
          severity: medium              | severity: critical           | severities: critical is not one of high, medium
          change: CHANGED               | change: REMOVED              | changes: REMOVED is not one of ADDED, CHANGED
          change: CHANGED               | change: DEFAULT_CHANGED      | changes: DEFAULT_CHANGED is not one of ADDED, CHANGED
          kind: Deployment              | kind: DaemonSet              | kinds: DaemonSet is not one of Deployment.apps, StatefulSet
          kind: Deployment              | kind: Deployment.example.com | kinds: Deployment.example.com is not one of Deployment.apps, StatefulSet
          namespace: trino-prod         | namespace: trino             | namespaces: trino is not one of hive, trino-*
          namespace: trino-prod         | namespace: hive-2            | namespaces: hive-2 is not one of hive, trino-*
          name: trino-worker            | name: trino-worker-2         | names: trino-worker-2 is not one of *-worker, coordinator
          tier: gold                    | tier: silver                 | labels: the resource does not have app=trino, tier=gold
          app: trino                    | app: trinodb                 | labels: the resource does not have app=trino, tier=gold
          manager: kubectl-edit         | manager: helm                | managers: helm is not one of kubectl-edit, kubectl-scale
          path: spec.replicas           | path: spec.paused            | paths: spec.paused is not one of spec.replicas, spec.template.spec.containers[*].env
          path: spec.replicas           | path: spec                   | paths: spec is not one of spec.replicas, spec.template.spec.containers[*].env
          user: alice@example.com       | user: alice@example.org      | users: alice@example.org is not one of *@example.com, root
          ', user: alice@example.com'   | ''                           | users: (none) is not one of *@example.com, root
          confidence: proven            | confidence: hint             | confidence: hint is not one of likely, proven
          """)
  void oneOtherCriterionIsEnough(String there, String instead, String why) {
    String finding = FINDING.replace(there, instead);
    assertThat(finding).isNotEqualTo(FINDING);
    ActionTrace trace = trace(EVERYTHING, finding);
    assertThat(trace.passed()).extracting(ActionTrace.Passed::why).containsExactly(why);
    assertThat(trace.outcome())
        .isEqualTo(
            new ActionTrace.Outcome.Decided(
                new ActionDecision(Action.REPORT, Optional.empty(), List.of())));
  }

  /// Any item of a criterion is enough.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          severity: medium        | severity: high
          change: CHANGED         | change: ADDED
          kind: Deployment        | kind: StatefulSet
          namespace: trino-prod   | namespace: hive
          name: trino-worker      | name: coordinator
          manager: kubectl-edit   | manager: kubectl-scale
          path: spec.replicas     | 'path: "spec.template.spec.containers[name=trino].env[name=A].value"'
          user: alice@example.com | user: root
          user: alice@example.com | 'user: system:admin, actingAs: bob@example.com'
          confidence: proven      | confidence: likely
          """)
  void oneItemOfACriterionIsEnough(String there, String instead) {
    String finding = FINDING.replace(there, instead);
    assertThat(finding).isNotEqualTo(FINDING);
    assertThat(decide(EVERYTHING, finding).action()).isEqualTo(Action.REVERT);
  }

  /// The rule decides what category a finding has.
  @Test
  void aCategoryIsACriterion() {
    String policy = "actions: [{match: {categories: [security]}, action: none}]";
    assertThat(decide(policy, FINDING).rule()).isEmpty();
    assertThat(decide(policy, FINDING.replace("SCL001", "SEC001")).action()).isEqualTo(Action.NONE);
  }

  @Test
  void theFirstRuleThatMatchesDecides() {
    String first = "actions: [{name: a, match: {names: [x]}, action: none}]";
    String second =
        """
        actions:
          - {name: b, match: {namespaces: ["trino-*"]}, action: adopt}
          - {name: c, match: {kinds: [Deployment]}, action: revert}
        """;
    ActionPolicies inOrder =
        TestPolicy.reading(first).and(TestPolicy.reading(second)).actionPolicies();
    ActionTrace trace = inOrder.trace(TestPolicy.finding(FINDING).subject(), NOW, Optional.empty());
    assertThat(trace.passed()).extracting(one -> one.rule().name()).containsExactly("a");
    assertThat(decision(trace).rule().orElseThrow().name()).isEqualTo("b");
    ActionPolicies otherOrder =
        TestPolicy.reading(second.replace("name: b", "name: d"))
            .and(TestPolicy.reading(first))
            .actionPolicies();
    assertThat(otherOrder.rules()).extracting(ActionRule::name).containsExactly("d", "c", "a");
  }

  @Test
  void withoutRulesEverythingIsReported() {
    ActionDecision decision = decide("{}", FINDING);
    assertThat(decision.action()).isEqualTo(Action.REPORT);
    assertThat(decision.rule()).isEmpty();
    assertThat(decision.mayReport()).isTrue();
    assertThat(decision.mayAct()).isFalse();
  }

  /// A label of the live object does not choose what is done about a declared one.
  @Test
  void labelsOfADeclaredResourceAreThoseOfGit() {
    String policy = "actions: [{match: {labels: {mode: auto}}, action: revert}]";
    DescribedFinding described = TestPolicy.finding(FINDING);
    assertThat(
            TestPolicy.of(policy)
                .decide(
                    with(described, "metadata: {labels: {}}", "metadata: {labels: {mode: auto}}"),
                    NOW,
                    Optional.empty())
                .rule())
        .isEmpty();
    assertThat(
            TestPolicy.of(policy)
                .decide(
                    with(described, "metadata: {labels: {mode: auto}}", "metadata: {labels: {}}"),
                    NOW,
                    Optional.empty())
                .action())
        .isEqualTo(Action.REVERT);
  }

  @Test
  void jqAndKeysSelectAsInIgnores() {
    String finding =
        "{rule: CFG001, kind: ConfigMap, namespace: hive, name: hive-site,"
            + " path: 'data[\"hive.properties\"]'}";
    String git = "data: {hive.properties: \"a=1\\nb=2\\n\", other: x}";
    String cluster = "data: {hive.properties: \"a=1\\nb=3\\n\", other: x}";
    ActionSubject subject = with(TestPolicy.finding(finding), git, cluster);
    assertThat(action("jq: ['.data[\"hive.properties\"]']", subject)).isEqualTo(Action.REVERT);
    assertThat(action("jq: ['.data.other']", subject)).isEqualTo(Action.REPORT);
    assertThat(action("keys: [b]", subject)).isEqualTo(Action.REVERT);
    assertThat(action("keys: [a]", subject)).isEqualTo(Action.REPORT);
  }

  private static Action action(String criterion, ActionSubject subject) {
    return TestPolicy.of("actions: [{match: {%s}, action: revert}]".formatted(criterion))
        .decide(subject, NOW, Optional.empty())
        .action();
  }

  /// Posture is wrong in itself: there is nothing to write back.
  @Test
  void nothingIsRevertedOrAdoptedThatIsNoDifference() {
    String policy =
        """
        actions:
          - {name: back, match: {categories: [security]}, action: revert}
          - {name: git, match: {categories: [security]}, action: adopt}
          - {name: tell, match: {categories: [security]}, action: report}
        """;
    ActionTrace posture = trace(policy, FINDING.replace("SCL001", "SEC010"));
    assertThat(posture.passed())
        .extracting(ActionTrace.Passed::why)
        .containsExactly(
            "revert: a posture finding is not a difference from Git",
            "adopt: a posture finding is not a difference from Git");
    assertThat(decision(posture).rule().orElseThrow().name()).isEqualTo("tell");
  }

  /// Of a finding in a report, the objects are not known: no later rule is named instead.
  @Test
  void whatDependsOnUnknownObjectsIsNotDecided() {
    String withoutLabels = FINDING.replace("labels: {app: trino, tier: gold, extra: x},", "");
    assertThat(trace(EVERYTHING, withoutLabels).outcome())
        .isInstanceOfSatisfying(
            ActionTrace.Outcome.NotKnown.class,
            unknown -> {
              assertThat(unknown.rule().name()).isEqualTo("all");
              assertThat(unknown.why()).isEqualTo("labels depends on the objects themselves");
            });
    assertThat(trace("actions: [{match: {jq: [.spec]}, action: revert}]", FINDING).outcome())
        .isInstanceOf(ActionTrace.Outcome.NotKnown.class);
    // Whoever cannot know does not act.
    assertThat(decide(EVERYTHING, withoutLabels).mayAct()).isFalse();
  }

  static ActionDecision decide(String policy, String finding) {
    return TestPolicy.of(policy)
        .decide(TestPolicy.finding(finding).subject(), NOW, Optional.empty());
  }

  private static ActionTrace trace(String policy, String finding) {
    return TestPolicy.of(policy)
        .trace(TestPolicy.finding(finding).subject(), NOW, Optional.empty());
  }

  private static ActionDecision decision(ActionTrace trace) {
    return ((ActionTrace.Outcome.Decided) trace.outcome()).decision();
  }

  private static ActionSubject with(DescribedFinding one, String git, String cluster) {
    return new DescribedFinding(
            one.rule(),
            one.severity(),
            one.change(),
            one.resource(),
            one.path(),
            Attribution.UNKNOWN,
            Optional.empty(),
            Optional.of(TestPolicy.object(git)),
            Optional.of(TestPolicy.object(cluster)))
        .subject();
  }
}
