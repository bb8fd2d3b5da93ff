package dev.drift.rulecases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.judge.Area;
import dev.drift.judge.Rules;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// docs/coverage.md tells which rules look at what drifts, and how many cases show it.
@Tag("golden")
class CoverageDocsTest {
  @Test
  void documentsEveryArea() {
    Map<String, List<RuleCase>> cases =
        RuleCase.all().stream().collect(Collectors.groupingBy(RuleCase::rule));
    StringBuilder out =
        new StringBuilder(
            """
            # What is looked at

            This is printed from the rules and their cases; `make docs` writes it. A case of a rule is played on a real API server and recorded.
            Behind each rule stand its cases: offences, which are found, and near misses, at which it is silent. [rules.md](rules.md) says what each rule finds.

            | category | what drifts | rules, and the cases of each |
            |---|---|---|
            """);
    for (Area area : Area.values()) {
      assertThat(area.rules()).as(area.says()).isNotEmpty();
      out.append(
          "| %s | %s | %s |\n"
              .formatted(
                  area.category().label(),
                  area.says(),
                  area.rules().stream()
                      .map(rule -> rule(rule, cases.getOrDefault(rule, List.of())))
                      .collect(Collectors.joining("<br>"))));
    }
    Golden.checkInRepository("docs/coverage.md", out.toString());
  }

  @Test
  void everyRuleLooksAtSomething() {
    Set<String> covered = new TreeSet<>();
    Arrays.stream(Area.values()).forEach(area -> covered.addAll(area.rules()));
    assertThat(Rules.ALL)
        .extracting(rule -> rule.info().code())
        .containsExactlyInAnyOrderElementsOf(covered);
  }

  private static String rule(String rule, List<RuleCase> cases) {
    assertThat(Rules.of(rule)).as(rule).isPresent();
    long offences = cases.stream().filter(RuleCase::isOffence).count();
    assertThat(offences).as(rule).isGreaterThanOrEqualTo(2);
    assertThat(cases.size() - offences).as(rule).isGreaterThanOrEqualTo(2);
    return "[%s](rules.md#%s) %s: [%d and %d](../drift-agent/src/test/resources/rules/%s.yaml)"
        .formatted(
            rule,
            anchor(rule),
            Rules.of(rule).orElseThrow().info().name().replace('-', ' '),
            offences,
            cases.size() - offences,
            rule);
  }

  private static String anchor(String rule) {
    return (rule + "-" + Rules.of(rule).orElseThrow().info().name()).toLowerCase(Locale.ROOT);
  }
}
