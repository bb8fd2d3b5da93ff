package dev.drift.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.model.Problem;
import dev.drift.model.kind.Kinds;
import dev.drift.policy.action.Action;
import dev.drift.policy.action.ActionRule;
import dev.drift.policy.action.Limits;
import dev.drift.policy.action.Permit;
import dev.drift.policy.action.Persistence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reads actions and freezes of the agent's own configuration, and of nobody else's.
class ActionReaderTest {
  private static final String HEAD =
      """
      apiVersion: drift.dev/v1
      kind: Policy
      metadata: {name: p}
      spec:
      """;

  private static final String ACTIONS =
      HEAD
          + """
            actions:
              - name: scaled-by-hand
                match: {kinds: [Deployment], categories: [scaling]}
                action: revert
                reason: the autoscaler decides
                persistence: {checks: 2, duration: 10m}
                windows:
                  - {schedule: "0 22 * * 1-5", duration: 6h, timeZone: Europe/Berlin}
                approval: required
                limits: {perRun: 5, perHour: 20, perObjectPerHour: 3, attempts: 1}
                allow: [delete, withoutDryRun, restart, takeOver]
                channels: [ops, night]
              - action: report
            freezes:
              - from: 2026-12-20T00:00:00Z
                until: 2027-01-03T00:00:00+01:00
                reason: end of the year
                owner: platform team
                namespaces: [trino]
          """
              .indent(2);

  @Test
  void readsAllFields() {
    Policies.Reading reading = read(ACTIONS, PolicySource.AGENT);
    assertThat(lines(reading)).isEmpty();
    ActionRule rule = reading.actions().getFirst();
    assertThat(rule.policy()).isEqualTo("p");
    assertThat(rule.name()).isEqualTo("scaled-by-hand");
    assertThat(rule.at()).isEqualTo("test.yaml:6");
    assertThat(rule.action()).isEqualTo(Action.REVERT);
    assertThat(rule.reason()).isEqualTo("the autoscaler decides");
    assertThat(rule.persistence()).isEqualTo(new Persistence(2, Duration.ofMinutes(10)));
    assertThat(rule.windows())
        .extracting(Object::toString)
        .containsExactly("0 22 * * 1-5 for 6h in Europe/Berlin");
    assertThat(rule.needsApproval()).isTrue();
    assertThat(rule.limits())
        .isEqualTo(new Limits(OptionalInt.of(5), OptionalInt.of(20), OptionalInt.of(3), 1));
    assertThat(rule.allow())
        .containsExactlyInAnyOrder(
            Permit.DELETE, Permit.WITHOUT_DRY_RUN, Permit.RESTART, Permit.TAKE_OVER);
    assertThat(rule.channels()).containsExactly("ops", "night");
    assertThat(rule.namesKind(Kinds.DEPLOYMENT)).isTrue();
    assertThat(rule.namesKind(Kinds.STATEFUL_SET)).isFalse();
    assertThat(reading.actions().getLast().namesKind(Kinds.DEPLOYMENT)).isFalse();
    ActionRule plain = reading.actions().getLast();
    assertThat(plain.name()).isEqualTo("action 2");
    assertThat(plain.persistence()).isEqualTo(Persistence.NONE);
    assertThat(plain.needsApproval()).isFalse();
    assertThat(plain.limits().attempts()).isEqualTo(2);
    assertThat(plain.limits().perRun()).isEmpty();
    assertThat(reading.freezes().getFirst().until())
        .isEqualTo(Instant.parse("2027-01-02T23:00:00Z"));
  }

  /// Whoever may merge a manifest must not be able to make Drift write, or stop it from doing so.
  @Test
  void aRepositoryAuthorisesNothing() {
    Policies.Reading reading = read(ACTIONS, PolicySource.REPOSITORY);
    assertThat(reading.actions()).isEmpty();
    assertThat(reading.freezes()).isEmpty();
    assertThat(reading.actionPolicies().rules()).isEmpty();
    assertThat(lines(reading))
        .containsExactly(
            "6 actions are allowed only in the agent's own configuration; remove actions",
            "19 freezes are allowed only in the agent's own configuration; remove freezes");
  }

  @Test
  void tellsAllProblemsTogether() {
    Policies.Reading reading =
        read(
            HEAD
                + """
                  actions:
                    - name: a
                      match:
                        categories: [scale]
                        rules: [XYZ999]
                        severities: [worst]
                        changes: [changed]
                        confidence: [sure]
                        users: [""]
                        owner: me
                      action: undo
                      persistence: {checks: 0, duration: soon, count: 1}
                      windows:
                        - {schedule: "0 25 * * *", duration: 6h}
                        - {schedule: "0 22 * * *", duration: 6h, timeZone: Berlin}
                        - {schedule: "0 0 30 2 *", duration: 6h}
                        - {schedule: "0 22 * * *"}
                      approval: true
                      limits: {perRun: 0, perHour: 1.5, perObjectPerHour: many}
                      allow: [everything]
                      channels: [1]
                      then: x
                    - name: a
                      match: {kinds: [Deployment]}
                  freezes:
                    - {from: 2026-12-20, until: 2026-12-20T00:00:00Z, reason: r}
                    - {from: 2026-12-20T00:00:00Z, until: 2026-12-20T01:00:00+01:00, reason: r, owner: o}
                """
                    .indent(2),
            PolicySource.AGENT);
    assertThat(lines(reading))
        .containsExactlyInAnyOrder(
            "8 an item of categories is not one of configuration, infrastructure, scaling,"
                + " dependency, security, observability, delivery",
            "9 an item of rules is not a rule code such as CFG001",
            "10 an item of severities is not one of critical, high, medium, low, info",
            "11 an item of changes is not one of CHANGED, REMOVED, ADDED, DEFAULT_CHANGED,"
                + " REORDERED, MISSING, UNMANAGED",
            "12 an item of confidence is not one of proven, likely, hint, unknown",
            "13 an item of users is empty",
            "14 spec.actions[0].match.owner is not a field of spec.actions[0].match",
            "15 action is not one of revert, adopt, report, none",
            "16 checks must be a whole number of at least 1",
            "16 duration is not a length of time such as 10m, 1h30m or 7d",
            "16 spec.actions[0].persistence.count is not a field of spec.actions[0].persistence",
            "18 schedule is not a cron expression of five fields such as \"0 22 * * 1-5\": Value 25"
                + " not in range [0, 23]",
            "19 timeZone is not a time zone such as Europe/Berlin or UTC",
            "20 schedule names a day that no year has",
            "21 duration is missing: how long it stays open, such as 6h",
            "22 approval must be a string; quote it",
            "23 perRun must be a whole number of at least 1",
            "23 perHour must be a whole number of at least 1",
            "23 perObjectPerHour must be a whole number of at least 1",
            "24 an item of allow is not one of delete, withoutDryRun, restart, reconcile, takeOver",
            "25 channels has an item that is not a string; quote it",
            "26 spec.actions[0].then is not a field of spec.actions[0]",
            "27 the action in line 6 has this name, too; choose another",
            "27 action is missing: enter one of revert, adopt, report, none",
            "30 from is not a time with its offset from UTC: enter its first moment, such as"
                + " 2026-12-20T00:00:00Z",
            "30 owner is missing: the person or team that decided it",
            "31 until is not after from");
    assertThat(reading.actions()).isEmpty();
    assertThat(reading.freezes()).isEmpty();
    assertThat(reading.problems())
        .extracting(Problem::code)
        .containsOnly(Problem.Code.INVALID_POLICY);
  }

  /// What means nothing was meant otherwise.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          action: revert                                                             | an action that changes something needs criteria, or it would change everything; add a match
          action: adopt, match: {}                                                   | an action that changes something needs criteria, or it would change everything; add a match
          action: report, match: {kinds: [Pod]}, allow: [restart]                    | allow is for action revert only; remove it
          action: adopt, match: {kinds: [Pod]}, allow: [restart]                     | allow is for action revert only; remove it
          action: report, approval: required                                         | approval is for actions revert and adopt only; remove it
          action: none, channels: [ops]                                              | action none does nothing; remove channels
          action: none, windows: [{schedule: '0 1 * * *', duration: 1h}]             | action none does nothing; remove windows
          action: revert, match: {names: [x]}, allow: [delete]                       | allow has delete, which needs kinds; add the kinds that may be deleted
          action: revert, match: {kinds: [Pod, PersistentVolumeClaim]}, allow: [delete] | Drift never deletes a PersistentVolumeClaim; move it to an action without delete
          action: revert, match: {kinds: [CustomResourceDefinition.apiextensions.k8s.io]}, allow: [delete] | Drift never deletes a CustomResourceDefinition; move it to an action without delete
          action: revert, match: {kinds: [Pod]}, allow: [reconcile, takeOver]        | allow has both reconcile and takeOver, and only one of them can be done; remove one
          action: revert, match: {kinds: [Pod]}, when: 'true'                        | when is not supported here
          """)
  void refusesWhatMeansNothing(String action, String sentence) {
    Policies.Reading reading =
        read(HEAD + "  actions: [{%s}]\n".formatted(action), PolicySource.AGENT);
    assertThat(reading.problems()).extracting(Problem::message).containsExactly(sentence);
    assertThat(reading.actions()).isEmpty();
  }

  /// A name of a manager alone chooses what is put back, and hides nothing.
  @Test
  void managersNeedNoOtherCriteria() {
    String action = "  actions: [{match: {managers: [kubectl-edit]}, action: revert}]\n";
    assertThat(lines(read(HEAD + action, PolicySource.AGENT))).isEmpty();
  }

  private static Policies.Reading read(String text, PolicySource source) {
    var document = Yaml.documents(text).documents().getFirst();
    return PolicyReader.read(document.value(), document.places(), source);
  }

  private static List<String> lines(Policies.Reading reading) {
    return reading.problems().stream()
        .map(problem -> problem.place().orElseThrow().line() + " " + problem.message())
        .toList();
  }
}
