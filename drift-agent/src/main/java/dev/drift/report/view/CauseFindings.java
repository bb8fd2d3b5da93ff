package dev.drift.report.view;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.drift.finding.Finding;
import dev.drift.finding.Severity;
import dev.drift.finding.Sides;
import dev.drift.model.ResourceRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The findings of one cause, the worst first: what one actor changed in one object, or a rule that
/// many objects break. What all of them share is said once, here, and not at each of them.
///
/// @param rule that many objects break; empty for those of one object
/// @param remedy what to do about all of them; empty if they do not share it
/// @param command what undoes all of them; empty if they do not share it
/// @param attribution who made all of them and when; empty if they do not share it or it is unknown
/// @param sides what the two sides are called
public record CauseFindings(
    State state,
    Optional<String> rule,
    List<FindingView> findings,
    String remedy,
    String command,
    String attribution,
    Sides sides) {
  /// A rule that so many objects break is one cause; fewer are looked at object by object.
  static final int MANY_OBJECTS = 8;

  public CauseFindings {
    findings = List.copyOf(findings);
  }

  /// What belongs together.
  private record Key(ResourceRef resource, State state, String actor) {}

  private record RuleKey(String rule, State state) {}

  /// Drift before posture, however severe; then the worst first.
  ///
  /// @param findings the worst first
  /// @param now to compute how long ago each was made
  static List<CauseFindings> of(List<Finding> findings, Instant now, Sides sides) {
    List<CauseFindings> causes = new ArrayList<>();
    List<Finding> rest = new ArrayList<>();
    grouped(findings, it -> new RuleKey(it.rule(), State.of(it)))
        .forEach(
            (key, broken) -> {
              long objects = broken.stream().map(Finding::resource).distinct().count();
              if (objects >= MANY_OBJECTS) {
                causes.add(of(Optional.of(key.rule()), broken, now, sides));
              } else {
                rest.addAll(broken);
              }
            });
    grouped(rest.stream().sorted().toList(), it -> new Key(it.resource(), State.of(it), actor(it)))
        .values()
        .forEach(some -> causes.add(of(Optional.empty(), some, now, sides)));
    return causes.stream()
        .sorted(
            comparing((CauseFindings it) -> it.state() == State.POSTURE)
                .thenComparing(CauseFindings::severity)
                .thenComparing(CauseFindings::state)
                .thenComparing(it -> it.findings().getFirst().finding()))
        .toList();
  }

  private static <K> Map<K, List<Finding>> grouped(
      List<Finding> findings, Function<Finding, K> key) {
    return findings.stream().collect(groupingBy(key, LinkedHashMap::new, toList()));
  }

  /// A person if one is known, else a tool. Posture is nobody's: it is in Git, too.
  private static String actor(Finding finding) {
    return switch (finding) {
      case Finding.Drift drift ->
          drift.attribution().user().orElseGet(() -> drift.attribution().manager());
      case Finding.Posture _ -> "";
    };
  }

  private static CauseFindings of(
      Optional<String> rule, List<Finding> findings, Instant now, Sides sides) {
    List<FindingView> views =
        findings.stream().map(one -> FindingView.of(one, now, sides)).toList();
    Optional<String> remedy = shared(views.stream().map(FindingView::remedy).toList());
    Optional<String> command = shared(views.stream().map(FindingView::command).toList());
    Optional<String> attribution = shared(views.stream().map(FindingView::attribution).toList());
    return new CauseFindings(
        State.of(findings.getFirst()),
        rule,
        views.stream()
            .map(
                one ->
                    new FindingView(
                        one.finding(),
                        remedy.isPresent() ? "" : one.remedy(),
                        command.isPresent() ? "" : one.command(),
                        attribution.isPresent() ? "" : one.attribution(),
                        sides))
            .toList(),
        remedy.orElse(""),
        command.orElse(""),
        attribution.orElse(""),
        sides);
  }

  /// The text, if there are several and all are the same.
  private static Optional<String> shared(Collection<String> texts) {
    return texts.size() > 1 && texts.stream().distinct().count() == 1
        ? Optional.of(texts.iterator().next())
        : Optional.empty();
  }

  /// How the objects are wrong, in a few words; empty if the findings say it.
  public String meaning() {
    return state.meaning(sides);
  }

  /// The worst.
  public Severity severity() {
    return findings.getFirst().finding().severity();
  }

  /// Without doubles.
  public List<ResourceRef> resources() {
    return findings.stream().map(it -> it.finding().resource()).distinct().toList();
  }

  /// The object, or how many break the rule.
  public String heading() {
    return rule.map(code -> "%s on %s".formatted(code, Words.count(resources().size(), "object")))
        .orElseGet(() -> findings.getFirst().finding().resource().toString());
  }
}
