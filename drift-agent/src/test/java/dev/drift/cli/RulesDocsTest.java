package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.finding.Category;
import dev.drift.judge.Rules;
import dev.drift.report.RulesText;
import dev.drift.report.SampleReports;
import dev.drift.rule.Rule;
import dev.drift.rule.RuleInfo;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// docs/rules.md is what the rules say of themselves.
@Tag("golden")
class RulesDocsTest {
  @Test
  void documentsEveryRule() {
    StringBuilder out =
        new StringBuilder(
            """
            # Rules

            This is what the rules say of themselves; `make docs` writes it. `drift rules explain CODE` prints the same.
            Drift is a difference between Git and the cluster; posture is wrong in itself, whatever Git says. [Policies](policy.md) change severities and leave findings alone.
            """);
    for (Category category : Category.values()) {
      List<Rule> rules =
          Rules.ALL.stream().filter(rule -> rule.info().category() == category).toList();
      if (!rules.isEmpty()) {
        String label = category.label();
        out.append(
            "\n## %s%s\n".formatted(Character.toUpperCase(label.charAt(0)), label.substring(1)));
        rules.forEach(rule -> out.append(section(rule)));
      }
    }
    Golden.checkInRepository("docs/rules.md", out.toString());
  }

  private static String section(Rule rule) {
    RuleInfo info = rule.info();
    return """

        ### %s %s
        *%s, %s.* %s %s

        - For example: %s
        - What to do: %s
        """
        .formatted(
            info.code(),
            info.name(),
            RulesText.nature(rule),
            info.severity().label(),
            info.what(),
            info.why(),
            info.example(),
            info.remedy());
  }

  @Test
  void listsAndExplains() {
    Run list = Run.of(SampleReports.clean(), "rules");
    assertThat(list.code()).isZero();
    assertThat(list.out().lines()).hasSize(Rules.ALL.size());
    assertThat(list.out())
        .contains("CFG001  high      drift    A container runs another image than Git says.");
    Run explained = Run.of(SampleReports.clean(), "rules", "explain", "cfg001");
    assertThat(explained.code()).isZero();
    assertThat(explained.out()).startsWith("CFG001 changed-image\n").contains("What to do: ");
    Run unknown = Run.of(SampleReports.clean(), "rules", "explain", "CFG999");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("no rule has this code; run drift rules to list them");
  }
}
