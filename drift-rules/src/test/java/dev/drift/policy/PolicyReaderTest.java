package dev.drift.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.model.Glob;
import dev.drift.model.Problem;
import dev.drift.model.branch.BranchPattern;
import dev.drift.model.branch.BranchScheme;
import dev.drift.world.ImageExpectations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// All problems of a policy are reported, each with its line.
class PolicyReaderTest {
  private static final String POLICY =
      """
      apiVersion: drift.dev/v1
      kind: Policy
      metadata: {name: p}
      spec:
        ignores:
        - match: {kinds: [Deployment], names: [a]}
          reason: r
          owner: o
          expires: 2027-01-31
      """;

  @Test
  void readsWhatIsRight() {
    for (PolicySource source : PolicySource.values()) {
      Policies.Reading reading = read(POLICY, source);
      assertThat(reading.problems()).isEmpty();
      assertThat(reading.ignores()).hasSize(1);
    }
  }

  @Test
  void tellsAllProblemsTogether() {
    Policies.Reading reading =
        read(
            """
            apiVersion: drift.dev/v1
            kind: Policy
            metadata: {name: p}
            spec:
              ignores:
              - match:
                  kinds: deployment
                  path: [spec]
                  names: [1]
                reason: <why>
                owner: ''
                expires: soon
              severities:
              - rules: [XYZ999]
                severity: worst
              more: 1
            """,
            PolicySource.AGENT);

    assertThat(lines(reading))
        .containsExactlyInAnyOrder(
            "7 kinds must be a list",
            "8 spec.ignores[0].match.path is not a field of spec.ignores[0].match",
            "9 names has an item that is not a string; quote it",
            "10 reason is still a placeholder: enter why this may differ",
            "11 owner is missing: the person or team that decided it",
            "12 expires is not a date: enter the last day it applies, such as 2027-01-31",
            "14 an item of rules is not a rule code such as CFG001",
            "15 severity is one of critical, high, medium, low, info",
            "16 spec.more is not a field of spec");
    assertThat(reading.problems())
        .extracting(Problem::code)
        .containsOnly(Problem.Code.INVALID_POLICY);
    assertThat(reading.ignores()).isEmpty();
  }

  @Test
  void readsWhatIsExpectedOfImages() {
    for (PolicySource source : PolicySource.values()) {
      Policies.Reading reading =
          read(
              """
              apiVersion: drift.dev/v1
              kind: Policy
              metadata: {name: p}
              spec:
                images:
                  registries: ["*.example.com"]
                  minimums: {trinodb/trino: '475'}
              """,
              source);
      assertThat(reading.problems()).isEmpty();
      assertThat(reading.images())
          .containsExactly(
              new ImageExpectations(
                  "p",
                  List.of(new Glob("*.example.com")),
                  List.of(new ImageExpectations.Minimum("trinodb/trino", "475"))));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "registries: docker.io|registries must be a list",
        "registries: ['https://a b']|an item of registries is not a registry such as",
        "minimums: {'Trino:1': '475'}|minimums has a name that is not an image repository",
        "minimums: {'trino:1': '475'}|minimums has a name that is not an image repository",
        "minimums: {trino: latest}|minimums has a value that is not a version",
        "minimums: {trino: 475}|trino must be a string; quote it",
        "maximums: {}|spec.images.maximums is not a field of spec.images"
      })
  void whatIsExpectedOfImagesMakesSense(String images, String sentence) {
    Policies.Reading reading =
        read(
            """
            apiVersion: drift.dev/v1
            kind: Policy
            metadata: {name: p}
            spec: {images: {%s}}
            """
                .formatted(images),
            PolicySource.AGENT);
    assertThat(sentences(reading)).singleElement().asString().contains(sentence);
    assertThat(reading.images()).isEmpty();
  }

  @Test
  void readsHowBranchesAreNamed() {
    String policy =
        """
        apiVersion: drift.dev/v1
        kind: Policy
        metadata: {name: p}
        spec:
          branches:
          - master: main
            releases: ['release/{version}']
            features: ['feature/*']
        """;
    BranchScheme scheme =
        new BranchScheme(
            new BranchPattern("main"),
            List.of(new BranchPattern("release/{version}")),
            List.of(new BranchPattern("feature/*")));
    Policies.Reading repository = read(policy, PolicySource.REPOSITORY);
    Policies.Reading agent = read(policy.replace("main", "trunk"), PolicySource.AGENT);

    assertThat(repository.problems()).isEmpty();
    assertThat(repository.schemes()).containsExactly(scheme);
    assertThat(repository.and(agent).schemes())
        .singleElement()
        .extracting(one -> one.master().toString())
        .isEqualTo("trunk");
    assertThat(read(POLICY, PolicySource.AGENT).schemes()).containsExactly(BranchScheme.CONVENTION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "releases: ['r/*']|master is missing",
        "master: main|neither releases nor features",
        "master: main, releases: ['r *']|an item of releases is not a branch pattern",
        "master: 'm*', releases: ['r/*']|an item of branches has a master with *",
        "master: 'm{version}', releases: ['r/*']|an item of branches has a master with {version}",
        "master: main, releases: ['r/*'], hotfixes: []|is not a field of spec.branches[0]"
      })
  void howBranchesAreNamedMakesSense(String branches, String sentence) {
    Policies.Reading reading =
        read(
            """
            apiVersion: drift.dev/v1
            kind: Policy
            metadata: {name: p}
            spec: {branches: [{%s}]}
            """
                .formatted(branches),
            PolicySource.AGENT);
    assertThat(sentences(reading)).singleElement().asString().contains(sentence);
    assertThat(reading.branches()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reason: r|reason is missing",
        "owner: o|owner is missing",
        "expires: 2027-01-31|expires is missing",
        "metadata: {name: p}|metadata.name is missing",
        "kind: Policy|the document is not a policy of this version",
      })
  void everyFieldIsNeeded(String without, String sentence) {
    assertThat(sentences(read(POLICY.replace(without, "#"), PolicySource.AGENT)))
        .anyMatch(line -> line.contains(sentence));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{managers: [vpa], paths: [spec]}|managers needs kinds and paths as well",
        "{managers: [vpa], kinds: [Deployment]}|managers needs kinds and paths as well",
        "{}|would hide everything",
        "{paths: ['*']}|does not name a field",
        "{paths: ['spec..x']}|is not a path pattern",
        "{kinds: [deployment]}|is not a kind such as",
        "{jq: ['.spec ! x']}|is not a jq expression",
        "{jq: ['env.HOME']}|calls a function",
        "{jq: ['nosuch']}|calls a function",
      })
  void anybodysLimits(String match, String sentence) {
    assertThat(sentences(matching(match, PolicySource.AGENT)))
        .hasSize(1)
        .allMatch(line -> line.contains(sentence));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{names: [a]}|needs kinds",
        "{kinds: [Deployment]}|names or paths",
        "{kinds: [Deployment], namespaces: [a]}|names or paths",
        "{kinds: [Deployment], names: ['*']}|names or paths",
        "{kinds: [Deployment], names: [a, '**']}|names or paths",
        "{kinds: [Deployment], paths: ['*']}|does not name a field",
        "{kinds: [Deployment], names: [a], jq: ['.spec']}|is a program",
      })
  void theLimitsOfARepository(String match, String sentence) {
    assertThat(sentences(matching(match, PolicySource.REPOSITORY)))
        .hasSize(1)
        .allMatch(line -> line.contains(sentence));
  }

  @Test
  void noActionsFromARepository() {
    assertThat(sentences(read(POLICY + "  actions: []\n", PolicySource.REPOSITORY)))
        .containsExactly(
            "actions are allowed only in the agent's own configuration; remove actions");
  }

  private static Policies.Reading matching(String match, PolicySource source) {
    return read(POLICY.replace("{kinds: [Deployment], names: [a]}", match), source);
  }

  private static Policies.Reading read(String text, PolicySource source) {
    var document = Yaml.documents(text).documents().getFirst();
    return PolicyReader.read(document.value(), document.places(), source);
  }

  private static List<String> sentences(Policies.Reading reading) {
    return reading.problems().stream().map(Problem::message).toList();
  }

  private static List<String> lines(Policies.Reading reading) {
    return reading.problems().stream()
        .map(problem -> problem.place().orElseThrow().line() + " " + problem.message())
        .toList();
  }
}
