package dev.drift.policy.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import dev.drift.policy.Policies;
import dev.drift.policy.PolicyReader;
import dev.drift.policy.PolicySource;
import dev.drift.policy.cases.DescribedFinding;
import dev.drift.policy.cases.PolicyCase;
import dev.drift.policy.cases.PolicyCaseReader;
import dev.drift.yaml.Document;
import java.util.ArrayList;
import java.util.List;

/// Policies and findings of tests, from YAML.
final class TestPolicy {
  private TestPolicy() {}

  /// @param spec what stands below `spec`, from the left margin
  static Policies.Reading reading(String spec) {
    Document document =
        Yaml.documents(
                """
                apiVersion: drift.dev/v1
                kind: Policy
                metadata: {name: p}
                spec:
                """
                    + spec.indent(2))
            .documents()
            .getFirst();
    return PolicyReader.read(document.value(), document.places(), PolicySource.AGENT);
  }

  static ActionPolicies of(String spec) {
    Policies.Reading reading = reading(spec);
    assertThat(reading.problems()).extracting(Problem::message).isEmpty();
    return reading.actionPolicies();
  }

  /// @param finding what stands below `finding` of a case, in one line
  static DescribedFinding finding(String finding) {
    Document document =
        Yaml.documents(
                """
                case: one
                finding: %s
                at: 2026-11-30T12:00:00Z
                expect: {action: none}
                """
                    .formatted(finding))
            .documents()
            .getFirst();
    List<Problem> problems = new ArrayList<>();
    PolicyCase read =
        PolicyCaseReader.read(document.value(), document.places(), problems)
            .orElseThrow(() -> new IllegalArgumentException(problems.toString()));
    return read.finding();
  }

  static Value.Obj object(String yaml) {
    return Yaml.object(yaml);
  }
}
