package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.finding.Account;
import dev.drift.finding.Finding;
import dev.drift.finding.Severity;
import dev.drift.model.Problem;
import dev.drift.policy.Annotations;
import dev.drift.policy.Policies;
import dev.drift.policy.PolicyReader;
import dev.drift.policy.PolicySource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the policies of a repository can never hide: anything high or critical, and most of a
/// namespace.
class RepositoryPoliciesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  /// Changes that are high or critical, and in category security none of them.
  enum Severe {
    REPLACED_IMAGE("image: \"trino:1\"", "image: \"evil:1\""),
    ADDED_CONTAINER("containers:\n", "containers:\n      - {name: evil, image: \"evil:1\"}\n"),
    OPENED_NETWORK("matchLabels: {app: trino}", "matchLabels: {}"),
    MISSING_OBJECT("", "");

    private final String git;
    private final String cluster;

    Severe(String git, String cluster) {
      this.git = git;
      this.cluster = cluster;
    }

    String cluster() {
      return git.isEmpty() ? GIT.substring(0, GIT.indexOf("---")) : GIT.replace(git, cluster);
    }
  }

  private static final String GIT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: trino
        namespace: trino
        annotations: {}
      spec:
        template:
          spec:
            containers:
            - {name: trino, image: "trino:1"}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: trino, namespace: trino}
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress: [{from: [{podSelector: {matchLabels: {app: trino}}}]}]
      """;

  @ParameterizedTest
  @EnumSource
  void anIgnoreHidesNothingSevere(Severe severe) {
    Policies.Reading ignore = ignores("kinds: [Deployment, NetworkPolicy], names: [trino]");

    for (Finding finding : severe(severe, ignore).findings()) {
      assertThat(finding.severity().atLeast(Severity.HIGH)).isTrue();
    }
    assertThat(severe(severe, ignore).findings()).isNotEmpty();
    assertThat(codes(severe(severe, ignore))).contains(Problem.Code.IGNORE_REFUSED);
    assertThat(
            new Run()
                .policies(agent("match: {kinds: [Deployment, NetworkPolicy], names: [trino]}"))
                .of(GIT, severe.cluster())
                .findings())
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aSeverityLowersNothingSevere(Severe severe) {
    Evaluation plain = severe(severe, Policies.Reading.NOTHING);
    Policies.Reading lower =
        reading(
            "severities: [{match: {kinds: [Deployment, NetworkPolicy]}, severity: info}]",
            PolicySource.REPOSITORY);

    assertThat(severities(severe(severe, lower)))
        .isEqualTo(severities(plain))
        .contains(Severity.HIGH);
  }

  @Test
  void anAnnotationHidesNothingSevere() {
    String git =
        GIT.replace(
            "annotations: {}",
            "annotations: {drift.dev/ignore: \"[{path: spec, reason: r, owner: o, expires:"
                + " 2027-01-31}]\"}");
    Policies.Reading annotation = Annotations.read(new Run().desired(git).resources().values());
    assertThat(annotation.ignores()).hasSize(1);

    Evaluation evaluation = run(git, git.replace("trino:1", "evil:1"), Policies.Reading.NOTHING);

    assertThat(severities(evaluation)).containsExactly(Severity.HIGH);
    assertThat(codes(evaluation)).containsExactly(Problem.Code.IGNORE_REFUSED);
    assertThat(evaluation.problems().getFirst().message())
        .isEqualTo(
            "annotation drift.dev/ignore of Deployment trino/trino: an ignore from Git cannot hide"
                + " a finding of severity high; move it to the agent's own configuration"
                + " (--policy)");
  }

  /// Half of a namespace's objects, but at least 3 and at most 20.
  @ParameterizedTest
  @ValueSource(strings = {"3 3", "4 3", "8 4", "9 4", "41 20", "60 20"})
  void hidesUpToABound(String numbers) {
    int objects = Integer.parseInt(numbers.split(" ")[0]);
    int allowed = Integer.parseInt(numbers.split(" ")[1]);
    String git = maps("ns", objects, "a=1");
    String cluster = git.replace("a=1", "a=2");

    Evaluation most = run(git, cluster, ignores(maps(names(allowed))));
    assertThat(most.findings()).hasSize(objects - allowed);
    assertThat(most.problems()).isEmpty();
    if (allowed < objects) {
      Evaluation more = run(git, cluster, ignores(maps(names(allowed + 1))));
      assertThat(more.findings()).hasSize(objects);
      assertThat(more.problems())
          .extracting(Problem::message)
          .containsExactly(
              ("tests, ignore 1 hides %d of the %d objects in namespace ns, and at most %d are"
                      + " allowed, so it does not apply there; narrow it, or move it to the agent's"
                      + " own configuration (--policy)")
                  .formatted(allowed + 1, objects, allowed));
    }
  }

  /// However it is written.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kinds: [ConfigMap], names: ['*0*','*1*','*2*','*3*','*4*','*5*','*6*','*7*','*8*','*9*']",
        "kinds: [ConfigMap], names: ['m*']",
        "kinds: [ConfigMap], names: ['*-*']",
        "kinds: [ConfigMap], namespaces: ['n*'], names: ['m-?', 'm-*']",
        "kinds: [ConfigMap], paths: [data]",
        "kinds: [ConfigMap], paths: ['data.*', 'data[\"f\"]']",
        "kinds: [ConfigMap], paths: ['*.f']",
        "kinds: [ConfigMap], keys: [a, b], paths: [data.f]"
      })
  void countsWhatIsHidden(String match) {
    String git = maps("ns", 30, "a=1\\nb=1");
    Evaluation evaluation = run(git, git.replace("=1", "=2"), ignores(match));

    assertThat(evaluation.ignored()).isEmpty();
    assertThat(codes(evaluation)).containsExactly(Problem.Code.IGNORE_REFUSED);
    assertThat(new Run().policies(agent("match: {%s}".formatted(match))).of(git, git).problems())
        .extracting(Problem::code)
        .doesNotContain(Problem.Code.IGNORE_REFUSED);
  }

  /// What hides little of each object may be about all of them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kinds: [ConfigMap], keys: [a], paths: [data.f]",
        "kinds: [ConfigMap], paths: [metadata.labels]"
      })
  void aFewValuesOfEachAreFine(String match) {
    String git = maps("ns", 30, "a=1\\nb=1\\nc=1");
    Evaluation evaluation =
        run(git, git.replace("a=1", "a=2").replace("l: x", "l: y"), ignores(match));

    assertThat(evaluation.ignored()).hasSize(30);
    assertThat(codes(evaluation)).isEmpty();
  }

  @Test
  void severalThatTogetherHideMostAreAllRefusedInAnyOrder() {
    String git = maps("ns", 30, "a=1");
    List<String> parts =
        List.of(names(0, 10), names(10, 20), names(20, 30)).stream()
            .map(RepositoryPoliciesTest::maps)
            .toList();

    for (List<String> order : List.of(parts, parts.reversed())) {
      Evaluation evaluation =
          run(git, git.replace("a=1", "a=2"), ignores(order.toArray(String[]::new)));
      assertThat(evaluation.findings()).hasSize(30);
      assertThat(evaluation.problems())
          .extracting(Problem::message)
          .containsExactly(
              "3 ignores from Git together hide 30 of the 30 objects in namespace ns, and at most"
                  + " 15 are allowed, so none of them applies there; narrow it, or move it to the"
                  + " agent's own configuration (--policy)");
    }
    assertThat(run(git, git.replace("a=1", "a=2"), ignores(parts.getFirst())).findings())
        .hasSize(20);
  }

  /// One that is too wide does not take the others with it.
  @Test
  void aNarrowOneAppliesBesideOneThatIsRefused() {
    String git = maps("ns", 30, "a=1");
    String narrow = "kinds: [ConfigMap], names: [m-1]";
    String wide = "kinds: [ConfigMap], names: ['m*']";

    for (Policies.Reading both : List.of(ignores(narrow, wide), ignores(wide, narrow))) {
      Evaluation evaluation = run(git, git.replace("a=1", "a=2"), both);
      assertThat(evaluation.findings()).hasSize(29);
      assertThat(codes(evaluation)).containsExactly(Problem.Code.IGNORE_REFUSED);
    }
  }

  @Test
  void annotationsOnEveryObjectAreCountedToo() {
    String git =
        maps("ns", 30, "a=1")
            .replace(
                "labels:",
                "annotations: {drift.dev/ignore: \"[{path: data, reason: r, owner: o, expires:"
                    + " 2027-01-31}]\"}, labels:");
    Policies.Reading annotations = Annotations.read(new Run().desired(git).resources().values());
    assertThat(annotations.ignores()).hasSize(30);

    Evaluation evaluation = run(git, git.replace("a=1", "a=2"), Policies.Reading.NOTHING);

    assertThat(evaluation.ignored()).isEmpty();
    assertThat(codes(evaluation)).containsExactly(Problem.Code.IGNORE_REFUSED);
    String more = git.replace("data: {", "data: {g: x, ").replace("path: data", "path: data.g");
    assertThat(run(more, more.replace("g: x", "g: y"), Policies.Reading.NOTHING).ignored())
        .hasSize(30);
  }

  /// By what would be hidden, not by what is today.
  @Test
  void countsWhereNothingDrifted() {
    String git = maps("ns", 30, "a=1");

    assertThat(codes(run(git, git, ignores("kinds: [ConfigMap], names: ['m*']"))))
        .contains(Problem.Code.IGNORE_REFUSED);
  }

  @Test
  void countsWhatGitDoesNotDeclareToo() {
    String git = maps("ns", 4, "a=1");
    Evaluation evaluation =
        run(git, maps("ns", 40, "a=1"), ignores("kinds: [ConfigMap], names: ['m-*']"));

    assertThat(evaluation.findings()).hasSize(36);
    assertThat(codes(evaluation)).contains(Problem.Code.IGNORE_REFUSED);
  }

  @Test
  void appliesInOtherNamespaces() {
    String git = maps("big", 30, "a=1") + "---\n" + maps("small", 3, "a=1");
    Evaluation evaluation =
        run(git, git.replace("a=1", "a=2"), ignores("kinds: [ConfigMap], names: ['m*']"));

    assertThat(evaluation.findings()).hasSize(30);
    assertThat(evaluation.ignored()).hasSize(3);
    Account account =
        new Run()
            .policies(policies(ignores("kinds: [ConfigMap], names: ['m*']")))
            .account(git, git.replace("a=1", "a=2"));
    assertThat(account.count(Account.Standing.DRIFT)).isEqualTo(1);
    assertThat(account.problems())
        .extracting(Problem::code)
        .containsExactly(Problem.Code.IGNORE_REFUSED);
  }

  private static String maps(String namespace, int count, String text) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: m-%d, namespace: %s, labels: {l: x}}
                data: {f: "%s"}
                """
                    .formatted(i, namespace, text))
        .collect(Collectors.joining("---\n"));
  }

  private static String maps(String names) {
    return "kinds: [ConfigMap], names: [%s]".formatted(names);
  }

  private static String names(int count) {
    return names(0, count);
  }

  private static String names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "m-" + i).collect(Collectors.joining(", "));
  }

  private static Evaluation severe(Severe severe, Policies.Reading reading) {
    return run(GIT, severe.cluster(), reading);
  }

  private static Evaluation run(String git, String cluster, Policies.Reading reading) {
    return new Run().policies(policies(reading)).of(git, cluster);
  }

  private static Policies policies(Policies.Reading reading) {
    return new Policies(reading, TODAY, true);
  }

  private static Policies.Reading ignores(String... matches) {
    return reading("ignores:\n" + lines(matches), PolicySource.REPOSITORY);
  }

  private static Policies agent(String match) {
    return policies(
        reading(
            "ignores:\n  - {%s, reason: r, owner: o, expires: 2027-01-31}".formatted(match),
            PolicySource.AGENT));
  }

  private static String lines(String... matches) {
    return Arrays.stream(matches)
        .map("  - {match: {%s}, reason: r, owner: o, expires: 2027-01-31}\n"::formatted)
        .collect(Collectors.joining());
  }

  private static Policies.Reading reading(String spec, PolicySource source) {
    var document =
        Yaml.documents(
                """
                apiVersion: drift.dev/v1
                kind: Policy
                metadata: {name: tests}
                spec:
                  %s
                """
                    .formatted(spec))
            .documents()
            .getFirst();
    Policies.Reading reading = PolicyReader.read(document.value(), document.places(), source);
    assertThat(reading.problems()).isEmpty();
    return reading;
  }

  private static List<Severity> severities(Evaluation evaluation) {
    return evaluation.findings().stream().map(Finding::severity).toList();
  }

  private static List<Problem.Code> codes(Evaluation evaluation) {
    return evaluation.problems().stream().map(Problem::code).toList();
  }
}
