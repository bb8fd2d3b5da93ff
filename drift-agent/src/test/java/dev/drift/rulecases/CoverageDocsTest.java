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

            This is printed from the rules and their cases; `make docs` writes it. A case of a rule is played on a real API server, recorded, and stands in `drift-agent/src/test/resources/rules`:
            `offences` are found, at `near misses` the rule is silent. [rules.md](rules.md) says what each rule finds.

            | category | what drifts | rule | offences | near misses |
            |---|---|---|---|---|
            """);
    for (Area area : Area.values()) {
      for (String rule : area.rules()) {
        List<RuleCase> of = cases.getOrDefault(rule, List.of());
        assertThat(Rules.of(rule)).as(rule).isPresent();
        assertThat(of).as(rule).isNotEmpty();
        long offences = of.stream().filter(RuleCase::isOffence).count();
        out.append(
            "| %s | %s | [%s](rules.md#%s) | %d | %d |\n"
                .formatted(
                    area.category().label(),
                    area.says(),
                    rule,
                    anchor(rule),
                    offences,
                    of.size() - offences));
      }
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

  private static String anchor(String rule) {
    return (rule + "-" + Rules.of(rule).orElseThrow().info().name()).toLowerCase(Locale.ROOT);
  }
}
