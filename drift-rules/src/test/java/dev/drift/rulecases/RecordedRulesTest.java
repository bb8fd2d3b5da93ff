package dev.drift.rulecases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.judge.Rules;
import dev.drift.snapshot.SnapshotReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What rules say of clusters that were recorded from a real API server: `LiveRulesTest` of
/// drift-agent plays the same cases on one.
class RecordedRulesTest {
  static List<RuleCase> all() {
    return RuleCase.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void findsWhatTheCaseSays(RuleCase one) throws IOException {
    assertThat(one.recording()).as("make record-rules writes it").exists();
    try (InputStream recording = Files.newInputStream(one.recording())) {
      assertThat(RuleCaseRun.lines(one, SnapshotReader.read(recording)))
          .containsExactlyInAnyOrderElementsOf(one.finds());
    }
  }

  @Test
  void everyRuleHasOffencesAndNearMisses() {
    Map<String, List<RuleCase>> cases =
        RuleCase.all().stream().collect(Collectors.groupingBy(RuleCase::rule));
    assertThat(cases.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Rules.ALL.stream().map(rule -> rule.info().code()).toList());
    cases.forEach(
        (rule, of) -> {
          assertThat(of.stream().filter(RuleCase::isOffence))
              .as(rule + ", offences")
              .hasSizeGreaterThanOrEqualTo(2);
          assertThat(of.stream().filter(one -> !one.isOffence()))
              .as(rule + ", near misses")
              .hasSizeGreaterThanOrEqualTo(2);
          assertThat(of).extracting(RuleCase::name).as(rule).doesNotHaveDuplicates();
        });
  }
}
