package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.finding.Account;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.FieldOwner;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Problem;
import dev.drift.policy.Annotations;
import dev.drift.policy.Policies;
import dev.drift.policy.PolicyReader;
import dev.drift.policy.PolicySource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What policies leave alone, and what they do not.
class PoliciesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: trino-worker, namespace: trino, labels: {app: trino}}
      spec:
        replicas: 2
        template:
          spec:
            containers:
            - {name: proxy, image: "envoy:1"}
            - {name: trino, image: "trino:1", resources: {limits: {cpu: "4"}}}
      """;

  private static final String CHANGED = DEPLOYMENT.replace("cpu: \"4\"", "cpu: \"6\"");

  private static final String ROLE =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: reader}
      rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kinds: [Deployment]",
        "kinds: [StatefulSet, Deployment.apps]",
        "namespaces: [trino]",
        "namespaces: [hive, 'tr*']",
        "names: ['trino-*']",
        "names: ['*work*']",
        "labels: {app: trino}",
        "paths: ['spec.template.spec.containers[*].resources']",
        "paths: ['spec.template.spec.containers[name=trino].resources.limits.cpu']",
        "jq: ['.spec.template.spec.containers[] | select(.name == \"trino\") | .resources']",
        "jq: ['.spec.template.spec.containers[1]', '.metadata']",
        "jq: ['..|.limits?']",
        "{kinds: [Deployment], paths: [spec], managers: [vpa-updater]}",
        "{kinds: [Deployment], namespaces: [trino], names: [trino-worker], labels: {app: trino}}"
      })
  void leavesAlone(String match) {
    Evaluation evaluation = run(ignore(match), DEPLOYMENT, CHANGED);

    assertThat(Run.lines(evaluation)).containsExactly("IN_SYNC Deployment trino/trino-worker");
    assertThat(evaluation.findings()).isEmpty();
    assertThat(evaluation.problems()).isEmpty();
    Report.Ignored ignored = evaluation.ignored().getFirst();
    assertThat(ignored.path().toString())
        .isEqualTo("spec.template.spec.containers[name=trino].resources.limits.cpu");
    assertThat(ignored.policy()).isEqualTo("tests, ignore 1");
    assertThat(ignored.reason()).isEqualTo("it is so");
    assertThat(ignored.expires()).contains(LocalDate.of(2027, 1, 31));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kinds: [StatefulSet, Deployment.extensions]",
        "namespaces: [tri]",
        "namespaces: ['*-trino']",
        "names: [trino]",
        "names: ['trino-worker*r']",
        "labels: {app: trino, tier: web}",
        "labels: {app: hive}",
        "paths: ['spec.template.spec.containers[name=proxy].resources']",
        "paths: ['spec.template.spec.containers[*].resources.limits.cpu.more']",
        "paths: ['spec.replicas', 'metadata']",
        "jq: ['.spec.template.spec.containers[] | select(.name == \"proxy\")']",
        "jq: ['.spec.template.spec.containers[0]']",
        "jq: ['.spec.template.spec.containers[-1:]']",
        "jq: ['.spec.replicas[0]']",
        "{kinds: [Deployment], paths: [spec], managers: [kubectl-edit]}",
        "{kinds: [Deployment], paths: [metadata], managers: [vpa-updater]}",
        "{kinds: [Deployment], names: [other]}",
        "{paths: ['spec'], keys: [cpu]}"
      })
  void doesNotLeaveAlone(String match) {
    Evaluation evaluation = run(ignore(match), DEPLOYMENT, CHANGED);

    assertThat(Run.lines(evaluation)).containsExactly("DRIFTED Deployment trino/trino-worker");
    assertThat(evaluation.findings()).hasSize(1);
    assertThat(evaluation.ignored()).isEmpty();
    assertThat(codes(evaluation)).containsExactly(Problem.Code.IGNORE_UNUSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1,'b':2}|{'a':9,'b':2}|a|1|0",
        "{'a':1,'b':2}|{'a':9,'b':3}|a|1|1",
        "a=1\\nb=2\\nc=0|a=9\\nb=2\\nc=0|a|1|0",
        "a=1\\nb=2\\nc=0|a=9\\nb=3\\nc=0|a|1|1",
        "a=1\\nb=2\\nc=0|b=2\\nc=0|a|1|0",
        "a=1\\nb=2\\nd=0|b=2\\nc=1\\nd=0|a|1|1",
        "# x\\na = 1\\nb=2|# y\\na = 2\\nb=2|a|1|0",
        "hive.metastore.uri=thrift://a\\nx=1|hive.metastore.uri=thrift://b\\nx=1"
            + "|hive.metastore.uri|1|0",
        "hive.metastore.uri: a\\nx: 1|hive.metastore.uri: b\\nx: 1|hive.metastore.uri|1|0",
        "hive:\\n  metastore:\\n    uri: a\\nx: 1|hive:\\n  metastore:\\n    uri: b\\nx: 1"
            + "|hive.metastore.uri|1|0",
        "hive:\\n  metastore:\\n    uri: a\\n    x: 1|hive:\\n  metastore:\\n    uri: b\\n    x: 2"
            + "|hive.metastore.uri|1|1",
        "{'hive': {'uri': 1}, 'x': [1]}|{'hive': {'uri': 2}, 'x': [1]}|hive|1|0",
        "{'hive': {'uri': 1}, 'x': [1]}|{'hive': {'uri': 2}, 'x': [2]}|hive|1|1",
        "{'hive': {'uri': 1}, 'x': [1]}|{'hive': {'uri': 2}, 'x': [2]}|hiv|0|2",
        "a=1 \\\\\\n2\\nb=2|a=3\\nb=2|a|1|0",
        "just words|just other words|just|0|1"
      })
  void looksIntoStructuredText(String desired, String live, String key, int ignored, int findings) {
    Evaluation evaluation = run(ignore("keys: ['%s']".formatted(key)), map(desired), map(live));

    assertThat(evaluation.ignored()).hasSize(ignored);
    assertThat(evaluation.findings()).hasSize(findings);
  }

  /// Where a text is told as a whole, it must be the same but for the keys.
  @Test
  void looksIntoTextsOfOtherKinds() {
    String one =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: m, namespace: ns, annotations: {settings: "{\\"a\\": 1, \\"b\\": 1}"}}
        """;
    String match = ignore("keys: [a]");
    assertThat(run(match, one, one.replace("a\\\": 1", "a\\\": 2")).ignored()).hasSize(1);
    assertThat(run(match, one, one.replace("b\\\": 1", "b\\\": 2")).ignored()).isEmpty();
  }

  private static String map(String escaped) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: m, namespace: ns}
        data: {file: "%s"}
        """
        .formatted(escaped.replace("'", "\\\""));
  }

  @Test
  void leavesWholeResourcesAlone() {
    String git = map("a=1");
    String other = git.replace("name: m", "name: other");

    Evaluation evaluation = run(ignore("names: [m, other]"), git, other);

    // Git's has a verdict; the other one is nobody's, as if it were explained.
    assertThat(Run.lines(evaluation)).containsExactly("IN_SYNC ConfigMap ns/m");
    assertThat(evaluation.ignored()).hasSize(2);
    assertThat(run(ignore("{names: [m, other], paths: [data]}"), git, other).findings()).hasSize(2);
  }

  @Test
  void anExpiredOneDoesNotApply() {
    String policy = ignore("kinds: [Deployment]").replace("2027-01-31", "2026-11-20");

    Evaluation evaluation = run(policy, DEPLOYMENT, CHANGED);

    assertThat(evaluation.findings()).hasSize(1);
    assertThat(codes(evaluation)).containsExactly(Problem.Code.IGNORE_EXPIRED);
    assertThat(evaluation.problems().getFirst().message()).contains("2026-11-20", "platform team");
    String lastDay = policy.replace("2026-11-20", "2026-11-21");
    assertThat(run(lastDay, DEPLOYMENT, CHANGED).findings()).isEmpty();
  }

  @Test
  void whatMatchedNothingIsToldWhereEverythingWasSeen() {
    String policy = ignore("names: [nothing]");

    assertThat(codes(run(policy, DEPLOYMENT, DEPLOYMENT)))
        .containsExactly(Problem.Code.IGNORE_UNUSED);
    Evaluation gap =
        new Run()
            .without("v1", "Secret", KindCoverage.Status.FORBIDDEN)
            .policies(policies(policy, PolicySource.AGENT))
            .of(DEPLOYMENT, DEPLOYMENT);
    assertThat(codes(gap)).doesNotContain(Problem.Code.IGNORE_UNUSED);
    Policies part = new Policies(policies(policy, PolicySource.AGENT).reading(), TODAY, false);
    assertThat(codes(new Run().policies(part).of(DEPLOYMENT, DEPLOYMENT))).isEmpty();
  }

  @Test
  void gitMayNotHideWhatIsSevere() {
    String widened = ROLE.replace("[get]", "[get, delete]");
    String policy = ignore("{kinds: [ClusterRole], names: [reader]}");

    Evaluation fromGit =
        new Run().policies(policies(policy, PolicySource.REPOSITORY)).of(ROLE, widened);
    assertThat(fromGit.findings()).extracting(Finding::rule).containsExactly("SEC002");
    assertThat(fromGit.ignored()).isEmpty();
    assertThat(codes(fromGit)).containsExactly(Problem.Code.IGNORE_REFUSED);
    Account account =
        new Run().policies(policies(policy, PolicySource.REPOSITORY)).account(ROLE, widened);
    assertThat(account.count(Account.Standing.DRIFT)).isEqualTo(fromGit.findings().size());
    assertThat(account.problems())
        .extracting(Problem::code)
        .containsExactly(Problem.Code.IGNORE_REFUSED);

    assertThat(run(policy, ROLE, widened).findings()).isEmpty();
    assertThat(
            new Run()
                .policies(
                    policies(
                        ignore("{kinds: [Deployment], paths: [spec]}"), PolicySource.REPOSITORY))
                .of(DEPLOYMENT, CHANGED)
                .ignored())
        .hasSize(1);
  }

  @Test
  void gitMayNotLowerWhatIsSevereEither() {
    String widened = ROLE.replace("[get]", "[\"*\"]");
    String lower = severity("match: {kinds: [ClusterRole]}", "info");
    String hide = ignore("{kinds: [ClusterRole], names: [reader]}");

    Evaluation evaluation =
        new Run()
            .policies(
                policies(lower, PolicySource.REPOSITORY)
                    .and(reading(hide, PolicySource.REPOSITORY)))
            .of(ROLE, widened);

    assertThat(evaluation.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo("SEC002");
              assertThat(finding.severity().atLeast(Severity.HIGH)).isTrue();
            });
    assertThat(codes(evaluation))
        .containsExactlyInAnyOrder(Problem.Code.SEVERITY_FROM_GIT, Problem.Code.IGNORE_REFUSED);
    assertThat(run(lower, ROLE, widened).findings())
        .extracting(Finding::severity)
        .containsOnly(Severity.INFO);
  }

  @Test
  void severitiesChange() {
    Finding before = run(ignore("names: [none]"), DEPLOYMENT, CHANGED).findings().getFirst();
    String policy = severity("rules: [%s]".formatted(before.rule()), "critical");

    for (PolicySource source : PolicySource.values()) {
      Evaluation evaluation = new Run().policies(policies(policy, source)).of(DEPLOYMENT, CHANGED);
      assertThat(evaluation.findings())
          .extracting(Finding::severity)
          .containsExactly(Severity.CRITICAL);
    }
    String other = severity("{rules: [SEC001], match: {names: [x]}}", "critical");
    assertThat(run(other, DEPLOYMENT, CHANGED).findings().getFirst().severity())
        .isEqualTo(before.severity());
  }

  @Test
  void anAnnotationInGitDoesTheSame() {
    String git =
        DEPLOYMENT.replace(
            "labels:",
            """
            annotations: {drift.dev/ignore: "[{path: 'spec.template.spec.containers[*].resources',\
             reason: r, owner: o, expires: 2027-01-31}]"}, labels:\
            """
                .strip());
    String live = git.replace("cpu: \"4\"", "cpu: \"6\"");

    Evaluation evaluation = annotated(git, live);
    assertThat(Run.lines(evaluation)).containsExactly("IN_SYNC Deployment trino/trino-worker");
    assertThat(evaluation.ignored().getFirst().policy())
        .isEqualTo("annotation drift.dev/ignore of Deployment trino/trino-worker");

    assertThat(annotated(git, live.replace("replicas: 2", "replicas: 3")).findings()).hasSize(1);
    // That of the cluster says nothing.
    assertThat(annotated(DEPLOYMENT, live).findings()).hasSize(2);
  }

  @Test
  void aWrongAnnotationIsToldAtItsPlace() {
    String git =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: m
          namespace: ns
          annotations:
            drift.dev/ignore: |
              - {path: '*', reason: <why>, owner: o, expires: 2027-01-31, names: [x]}
        """;

    assertThat(annotationProblems(git))
        .containsExactlyInAnyOrder(
            "7 the annotation drift.dev/ignore: path does not name a field; write a path such as"
                + " spec.replicas",
            "7 the annotation drift.dev/ignore: reason is still a placeholder: enter why this may"
                + " differ",
            "7 the annotation drift.dev/ignore: items[0].names is not a field of items[0]");
    assertThat(annotationProblems(git.replace("- {", "{")))
        .containsExactly(
            "7 the annotation drift.dev/ignore: expected a YAML list of path, reason, owner and"
                + " expires");
  }

  private static List<String> annotationProblems(String git) {
    Policies.Reading reading = Annotations.read(new Run().desired(git).resources().values());
    assertThat(reading.ignores()).isEmpty();
    return reading.problems().stream()
        .map(one -> one.place().orElseThrow().line() + " " + one.message())
        .toList();
  }

  private static Evaluation annotated(String git, String live) {
    Run run = new Run();
    Policies.Reading reading = Annotations.read(run.desired(git).resources().values());
    assertThat(reading.problems()).isEmpty();
    return run.policies(new Policies(Policies.Reading.NOTHING, TODAY, true)).of(git, live);
  }

  private static String ignore(String match) {
    return """
        apiVersion: drift.dev/v1
        kind: Policy
        metadata: {name: tests}
        spec:
          ignores:
          - match: %s
            reason: it is so
            owner: platform team
            expires: 2027-01-31
        """
        .formatted(match.startsWith("{") ? match : "{" + match + "}");
  }

  private static String severity(String which, String severity) {
    String fields = which.startsWith("{") ? which.substring(1, which.length() - 1) : which;
    return """
        apiVersion: drift.dev/v1
        kind: Policy
        metadata: {name: tests}
        spec: {severities: [{%s, severity: %s}]}
        """
        .formatted(fields, severity);
  }

  private static Policies.Reading reading(String policy, PolicySource source) {
    var document = Yaml.documents(policy).documents().getFirst();
    Policies.Reading reading = PolicyReader.read(document.value(), document.places(), source);
    assertThat(reading.problems()).isEmpty();
    return reading;
  }

  private static Policies policies(String policy, PolicySource source) {
    return new Policies(reading(policy, source), TODAY, true);
  }

  /// With a field manager that says of itself that it wrote the limit.
  private static Evaluation run(String policy, String git, String cluster) {
    Run run = new Run().policies(policies(policy, PolicySource.AGENT));
    LiveState live = run.live(cluster);
    return run.of(
        run.desired(git),
        LiveObjects.each(
            live, one -> new LiveResource(one.ref(), one.content(), List.of(updater()))));
  }

  private static FieldOwner updater() {
    return new FieldOwner(
        "vpa-updater",
        "Update",
        Optional.empty(),
        "",
        Yaml.object(
            """
            f:spec: {f:template: {f:spec: {f:containers: {'k:{"name":"trino"}':
              {f:resources: {f:limits: {f:cpu: {}}}}}}}}
            """));
  }

  private static List<Problem.Code> codes(Evaluation evaluation) {
    return evaluation.problems().stream().map(Problem::code).toList();
  }
}
