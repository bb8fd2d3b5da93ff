package dev.drift.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.compare.Yaml;
import dev.drift.finding.Attribution;
import dev.drift.finding.Attribution.Confidence;
import dev.drift.finding.Severity;
import dev.drift.judge.Rules;
import dev.drift.model.Change;
import dev.drift.model.Problem;
import dev.drift.model.value.Path;
import dev.drift.policy.Policies;
import dev.drift.policy.PolicyReader;
import dev.drift.policy.PolicySource;
import dev.drift.policy.action.Action;
import dev.drift.policy.action.ActionDecision;
import dev.drift.policy.action.Condition;
import dev.drift.policy.action.Hold;
import dev.drift.policy.cases.DescribedFinding;
import dev.drift.policy.cases.DescribedRule;
import dev.drift.policy.cases.PolicyCaseReader;
import dev.drift.yaml.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Conditions of policies: what they see, what is found wrong when they are read, and that one
/// which fails never lets anything act.
class CelConditionsTest {
  /// A Monday; in Berlin it is 23:30.
  private static final Instant NOW = Instant.parse("2026-11-30T22:30:00Z");

  private static final String GIT =
      """
      metadata: {name: trino-worker, labels: {app: trino}}
      spec: {replicas: 3, paused: false, ratio: 1.5, nothing: null}
      """;

  private static final String CLUSTER =
      """
      metadata: {name: trino-worker, labels: {app: trino}}
      spec: {replicas: 5, containers: [{name: a, ports: [1, 2]}, {name: b, ports: []}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          finding.severity == "medium"                                        | true
          finding.severity in ["high", "critical"]                            | false
          finding.rule == "SCL001" && finding.category == "scaling"           | true
          finding.type == "drift" && finding.change == "CHANGED"              | true
          finding.kind == "Deployment" && finding.group == "apps"             | true
          finding.apiVersion == "apps/v1"                                     | true
          finding.namespace == "trino" && finding.name.startsWith("trino-")   | true
          finding.path == "spec.replicas"                                     | true
          finding.message.contains("replicas")                                | true
          finding.desired == 3 && finding.live == 5                           | true
          finding.live > finding.desired                                      | true
          finding.fingerprint.size() == 64                                    | true
          attribution.user.endsWith("@example.com")                           | true
          attribution.manager == "kubectl-edit"                               | true
          attribution.confidence == "proven" && attribution.tool == ""        | true
          attribution.verb == "patch" && attribution.actingAs == ""           | true
          now - attribution.time < duration("2h")                             | true
          now - attribution.time < duration("1h")                             | false
          object.spec.replicas > 4 && desired.spec.replicas < 4               | true
          object.spec.replicas > 4.5                                          | true
          desired.spec.ratio == 1.5 && desired.spec.nothing == null           | true
          object.metadata.labels["app"] == "trino"                            | true
          object.metadata.name.matches("^trino-[a-z]+$")                      | true
          has(object.spec.paused)                                             | false
          has(desired.spec.paused) && !desired.spec.paused                    | true
          object.spec.containers.exists(c, c.ports.exists(p, p == 2))         | true
          object.spec.containers.all(c, c.ports.size() > 0)                   | false
          size(object.spec.containers.filter(c, c.name == "b")) == 1          | true
          now.getHours("Europe/Berlin") == 23                                 | true
          now.getDayOfWeek("Europe/Berlin") == 1                              | true
          has(object.status) && object.status.x == 1                          | false
          """)
  void holdsOrNot(String text, boolean holds) {
    assertThat(answer(text))
        .isEqualTo(holds ? Condition.Answer.Known.HOLDS : Condition.Answer.Known.DOES_NOT_HOLD);
  }

  /// Found when the policy is read.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          finding.severty == "high"    | undefined field 'severty' (column 8 of it)
          findings.severity == "high"  | undeclared reference to 'findings' (in container '') (column 1 of it)
          attribution.who == "me"      | undefined field 'who' (column 12 of it)
          finding.severity > 3         | found no matching overload for '_>_' applied to '(string, int)'
          finding.severity             | expected type 'bool' but found 'string'
          object.spec.replicas +       | mismatched input '<EOF>'
          size(object) == "1"          | found no matching overload for '_==_' applied to '(int, string)'
          env("HOME") == "/root"       | undeclared reference to 'env'
          """)
  void tellsWhatIsWrongWhenItIsRead(String text, String reason) {
    assertThatThrownBy(() -> CelConditions.compile(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("is not a condition: ")
        .hasMessageContaining(reason);
  }

  @Test
  void theProblemNamesFileAndLine() {
    Policies.Reading reading =
        read(
            """
              actions:
                - name: a
                  match: {kinds: [Deployment]}
                  when: |
                    finding.severity == "high"
                      && finding.severty == "low"
                  action: revert
            """);
    assertThat(reading.actions()).isEmpty();
    Problem problem = reading.problems().getFirst();
    assertThat(problem.place().orElseThrow().toString()).startsWith("test.yaml:8:");
    assertThat(problem.message())
        .isEqualTo("when is not a condition: undefined field 'severty' (line 2, column 13 of it)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          object.status.phase == "x"       | key 'status' is not present in map
          object.spec.replicas.max == 1    | Error resolving field 'max'. Field selections must be performed on messages or maps
          object.metadata.name             | it gives something other than true or false
          object.spec.containers[7] == 1   | Index out of bounds: 7
          object.metadata.name < 3         | No matching overload
          int(object.metadata.name) == 1   | For input string
          object.spec.replicas / 0 == 1    | / by zero
          """)
  void saysWhyItFails(String text, String reason) {
    assertThat(answer(text))
        .isInstanceOfSatisfying(
            Condition.Answer.Failed.class,
            failed -> assertThat(failed.reason()).containsIgnoringCase(reason));
  }

  /// No expression of a policy can stop Drift, whatever its author meant.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DOUBLE[0].size() > 0",
        "LISTS == LISTS",
        "LOOPS",
        "(LOOPS) || true",
        "false && true || (LOOPS) || finding.rule != ''",
      })
  void endsWhateverItIs(String text) {
    String expression =
        text.replace("DOUBLE", "['aaaaaaaaaa']" + ".map(x, x + x)".repeat(40))
            .replace("LISTS", "[1]" + ".map(x, [x, x])".repeat(40))
            .replace("LOOPS", nested(8));
    Instant start = Instant.now();
    assertThat(answer(expression))
        .isEqualTo(new Condition.Answer.Failed("it takes too many steps"));
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
  }

  private static String nested(int depth) {
    String list = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    return depth == 0
        ? "a0 + a1 < 0"
        : "%s.exists(a%d, %s)".formatted(list, depth - 1, nested(depth - 1));
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThatThrownBy(() -> CelConditions.compile("true" + " || true".repeat(1000)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CelConditions.compile("(".repeat(1000) + "true" + ")".repeat(1000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// The rule whose condition fails decides: nothing acts, neither by it nor by a later one.
  @Test
  void aConditionThatFailsHoldsTheAct() {
    String policy =
        """
          actions:
            - {name: passed, match: {names: [other]}, action: revert}
            - {name: broken, match: {kinds: [Deployment]}, when: object.status.x > 1, action: ACTION}
            - {name: later, match: {kinds: [Deployment]}, action: revert}
        """;
    for (Action action : List.of(Action.REVERT, Action.ADOPT)) {
      ActionDecision decision = decide(policy.replace("ACTION", action.label()), subject());
      assertThat(decision.action()).isEqualTo(action);
      assertThat(decision.mayAct()).isFalse();
      assertThat(decision.rule().orElseThrow().name()).isEqualTo("broken");
      assertThat(decision.holds())
          .extracting(Hold::sentence)
          .containsExactly(
              "its condition could not be evaluated: key 'status' is not present in map");
    }
    // Nor does it silence anything.
    for (Action action : List.of(Action.REPORT, Action.NONE)) {
      ActionDecision decision = decide(policy.replace("ACTION", action.label()), subject());
      assertThat(decision.action()).isEqualTo(Action.REPORT);
      assertThat(decision.mayReport()).isTrue();
      assertThat(decision.holds()).hasSize(1);
    }
  }

  @Test
  void aConditionThatDoesNotHoldPassesToTheNext() {
    String policy =
        """
          actions:
            - {name: a, match: {kinds: [Deployment]}, when: object.spec.replicas > 9, action: none}
            - {name: b, match: {kinds: [Deployment]}, when: object.spec.replicas > 4, action: revert}
        """;
    assertThat(decide(policy, subject()).rule().orElseThrow().name()).isEqualTo("b");
  }

  /// What no object shows cannot be asked for: the canary stands in a Secret, in an annotation and
  /// in a variable with a telling name.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "object.data.password == 'Y2FuYXJ5LTE='",
        "object.metadata.annotations['kubectl.kubernetes.io/last-applied-configuration'].contains('canary-2')",
        "desired.data.password == 'Y2FuYXJ5LTE='",
        "finding.live == 'Y2FuYXJ5LTE='",
      })
  void seesNoSecret(String text) {
    String secret =
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: db
          namespace: trino
          annotations:
            kubectl.kubernetes.io/last-applied-configuration: '{"data": {"password": "canary-2"}}'
        data: {password: Y2FuYXJ5LTE=}
        """;
    DescribedFinding finding =
        new DescribedFinding(
            DescribedRule.of(Rules.of("SEC001").orElseThrow()),
            Severity.HIGH,
            Change.CHANGED,
            PolicyCaseReader.resource("Secret", "trino", "db"),
            Path.parse("data.password"),
            Attribution.UNKNOWN,
            Optional.empty(),
            Optional.of(Yaml.object(secret)),
            Optional.of(Yaml.object(secret)));
    String rule =
        "  actions: [{match: {kinds: [Secret]}, when: %s, action: revert}]\n"
            .formatted('"' + text.replace("\"", "\\\"") + '"');
    ActionDecision decision =
        read(rule).actionPolicies().decide(finding.subject(), NOW, Optional.empty());
    assertThat(decision.rule()).isEmpty();
    // The expression is right, and holds for what is seen instead.
    String other =
        text.replaceFirst(" == '.*'", " != ''").replace(".contains('canary-2')", " != ''");
    assertThat(
            read(rule.replace(text, other))
                .actionPolicies()
                .decide(finding.subject(), NOW, Optional.empty())
                .action())
        .isEqualTo(Action.REVERT);
  }

  private static Condition.Answer answer(String text) {
    Condition condition = CelConditions.compile(text);
    assertThat(condition.text()).isEqualTo(text);
    assertThat(condition.readsObjects())
        .isEqualTo(text.contains("object") || text.contains("desired."));
    return condition.of(subject().subject().facts(condition, NOW));
  }

  private static DescribedFinding subject() {
    return new DescribedFinding(
        DescribedRule.of(Rules.of("SCL001").orElseThrow()),
        Severity.MEDIUM,
        Change.CHANGED,
        PolicyCaseReader.resource("Deployment", "trino", "trino-worker"),
        Path.parse("spec.replicas"),
        PolicyCaseReader.attribution(
            "kubectl-edit",
            "alice@example.com",
            "",
            "",
            Optional.of(Confidence.PROVEN),
            Optional.of(Instant.parse("2026-11-30T21:00:00Z"))),
        Optional.empty(),
        Optional.of(Yaml.object(GIT)),
        Optional.of(Yaml.object(CLUSTER)));
  }

  private static ActionDecision decide(String spec, DescribedFinding finding) {
    Policies.Reading reading = read(spec);
    assertThat(reading.problems()).extracting(Problem::message).isEmpty();
    return reading.actionPolicies().decide(finding.subject(), NOW, Optional.empty());
  }

  private static Policies.Reading read(String spec) {
    Document document =
        Yaml.documents(
                """
                apiVersion: drift.dev/v1
                kind: Policy
                metadata: {name: p}
                spec:
                """
                    + spec)
            .documents()
            .getFirst();
    return PolicyReader.read(
        document.value(), document.places(), PolicySource.AGENT, CelConditions::compile);
  }
}
