package dev.drift.finding.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Finding;
import dev.drift.finding.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupingTest {
  private static final String SCOPE = "scope";

  @Test
  void whatOneWriterDidToAnObjectIsOneGroup() {
    List<FindingGroup> groups =
        group(
            List.of(
                Findings.drift("cart", "spec.replicas"),
                Findings.drift("cart", "spec.paused", "CFG001", Severity.LOW, "kubectl-set"),
                Findings.drift("cart", "spec.strategy", "CFG001", Severity.LOW, "helm"),
                Findings.drift("mail", "spec.replicas")));

    assertThat(groups)
        .extracting(FindingGroup::title)
        .containsExactlyInAnyOrder(
            "Deployment shop/cart: 2 findings",
            "Deployment shop/cart: spec.strategy",
            "Deployment shop/mail: spec.replicas");
  }

  @Test
  void aRuleThatManyObjectsBreakIsOneGroup() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      findings.add(Findings.posture("app-" + i, "SEC001"));
    }
    assertThat(group(findings)).hasSize(4);

    findings.add(Findings.posture("app-4", "SEC001"));
    assertThat(group(findings))
        .extracting(FindingGroup::title)
        .containsExactly("SEC001: 5 objects");
  }

  /// T15: whoever gets 600 messages reads none.
  @Test
  void t15SixHundredFindingsAreAFewGroups() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      // 200 rules, of which none is broken by many objects.
      findings.add(
          Findings.drift("app-" + i, "spec.replicas", "CFG" + i / 3, Severity.MEDIUM, "m" + i));
    }
    List<FindingGroup> groups = group(findings);

    assertThat(groups).hasSizeLessThanOrEqualTo(Grouping.MOST_GROUPS);
    assertThat(groups.stream().mapToInt(it -> it.findings().size()).sum()).isEqualTo(600);
  }

  /// T15: a text that changes must not announce the same finding again.
  @Test
  void t15TheKeyDependsOnNoTextAndNoValue() {
    Finding.Drift before = Findings.drift("cart", "spec.replicas");
    Finding.Drift after = before.saying("Another sentence.").with(Severity.CRITICAL);

    assertThat(group(List.of(after)).getFirst().key())
        .isEqualTo(group(List.of(before)).getFirst().key());
    assertThat(Grouping.of("another", List.of(before), Map.of()).getFirst().key())
        .isNotEqualTo(group(List.of(before)).getFirst().key());
  }

  @Test
  void whatWasAnnouncedStaysInItsGroup() {
    Finding.Drift first = Findings.drift("cart", "spec.replicas");
    String key = group(List.of(first)).getFirst().key();
    Map<String, String> known = new HashMap<>(Map.of(first.fingerprint(), key));

    // The request log now names another writer, and the rule is now broken by many objects.
    List<Finding> findings = new ArrayList<>();
    findings.add(Findings.drift("cart", "spec.replicas", "CFG001", Severity.MEDIUM, "alice"));
    IntStream.range(0, 9).forEach(i -> findings.add(Findings.drift("app-" + i, "spec.paused")));
    List<FindingGroup> groups = Grouping.of(SCOPE, findings, known);

    assertThat(groups).hasSize(2);
    assertThat(groups)
        .filteredOn(group -> group.key().equals(key))
        .singleElement()
        .satisfies(group -> assertThat(group.fingerprints()).containsOnly(first.fingerprint()));
  }

  @Test
  void aFindingJoinsTheOpenGroupOfItsObjectOrRule() {
    List<Finding> six = new ArrayList<>();
    IntStream.range(0, 6).forEach(i -> six.add(Findings.posture("app-" + i, "SEC001")));
    FindingGroup rule = group(six).getFirst();
    Map<String, String> known = new HashMap<>();
    rule.fingerprints().forEach(one -> known.put(one, rule.key()));

    // Only two objects are left, and a third one is new.
    List<FindingGroup> groups =
        Grouping.of(
            SCOPE, List.of(six.get(0), six.get(1), Findings.posture("late", "SEC001")), known);

    assertThat(groups).singleElement().extracting(FindingGroup::key).isEqualTo(rule.key());
  }

  @Test
  void theWorstGroupComesFirst() {
    assertThat(
            group(
                List.of(
                    Findings.drift("a", "spec.x", "CFG001", Severity.LOW, "m"),
                    Findings.drift("b", "spec.x", "CFG001", Severity.CRITICAL, "m"),
                    Findings.drift("c", "", "CFG004", Severity.HIGH, "m"))))
        .extracting(FindingGroup::title)
        .containsExactly(
            "Deployment shop/b: spec.x",
            "Deployment shop/c: not declared in Git",
            "Deployment shop/a: spec.x");
  }

  private static List<FindingGroup> group(List<? extends Finding> findings) {
    return Grouping.of(SCOPE, List.copyOf(findings), Map.of());
  }
}
