package dev.drift.policy;

import dev.drift.finding.Finding;
import dev.drift.finding.Severity;
import dev.drift.model.Difference;
import dev.drift.model.Problem;
import dev.drift.policy.match.PolicySubject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Applies the policies to the findings of one run, and notes which were of use.
///
/// The repository's never hide or lower a finding that is high or worse, by the rule's own word or
/// by that of the agent's configuration: whoever may merge a manifest could otherwise hide what it
/// does. Nor do they hide most of a namespace: see [IgnoreLimit].
public final class Decisions {
  private final Policies policies;
  private final List<Ignore> ignores;
  private final IgnoreLimit limit;
  private final Set<Ignore> used = new HashSet<>();
  private final Map<SeverityChange, Integer> changed = new HashMap<>();
  private final List<Problem> capped = new ArrayList<>();

  /// @param objects all that ignores may hide, declared or not; asked only where a repository
  ///     ignores anything
  public Decisions(Policies policies, Supplier<List<PolicySubject>> objects) {
    this.policies = policies;
    // The agent's own first: the repository's limits do not bind them.
    this.ignores =
        policies.reading().ignores().stream()
            .filter(ignore -> !policies.isExpired(ignore))
            .sorted(Comparator.comparing(Ignore::source))
            .toList();
    List<Ignore> fromGit =
        ignores.stream().filter(ignore -> ignore.source() == PolicySource.REPOSITORY).toList();
    this.limit = fromGit.isEmpty() ? IgnoreLimit.NONE : IgnoreLimit.of(fromGit, objects.get());
  }

  /// @param difference of posture: what stands at its path, which Git does not account for
  public Decision decide(PolicySubject subject, Difference difference, Finding judged) {
    Optional<Finding> weighed = weighed(subject, difference, judged, PolicySource.AGENT);
    boolean guarded = isGuarded(judged) || weighed.filter(Decisions::isGuarded).isPresent();
    Optional<Ignore> deciding = Optional.empty();
    for (Ignore ignore : ignores) {
      if (!ignore.match().matches(subject, difference, manager(judged))) {
        continue;
      }
      used.add(ignore);
      if (limit.refuses(ignore, subject.resource().id().home())) {
        continue;
      }
      if (guarded && ignore.source() == PolicySource.REPOSITORY) {
        if (deciding.isEmpty()) {
          capped.add(capped(ignore, judged));
        }
      } else {
        deciding = deciding.or(() -> Optional.of(ignore));
      }
    }
    return deciding
        .<Decision>map(ignore -> new Decision.Ignored(judged, ignore.of(difference)))
        .orElseGet(
            () ->
                new Decision.Reported(
                    weighed.orElseGet(() -> asGitWeighs(subject, difference, judged, guarded))));
  }

  private Finding asGitWeighs(
      PolicySubject subject, Difference difference, Finding judged, boolean guarded) {
    return weighed(subject, difference, judged, PolicySource.REPOSITORY)
        .filter(finding -> !guarded || finding.severity().atLeast(judged.severity()))
        .orElse(judged);
  }

  /// Whether neither the repository nor a noise pack may hide the finding, whatever its category.
  public static boolean isGuarded(Finding finding) {
    return finding.severity().atLeast(Severity.HIGH);
  }

  /// The finding with the severity of the first change that is for it.
  private Optional<Finding> weighed(
      PolicySubject subject, Difference difference, Finding judged, PolicySource source) {
    Optional<SeverityChange> change =
        policies.reading().severities().stream()
            .filter(one -> one.source() == source)
            .filter(one -> one.rules().isEmpty() || one.rules().contains(judged.rule()))
            .filter(one -> one.match().matches(subject, difference, manager(judged)))
            .findFirst();
    change.ifPresent(one -> changed.merge(one, 1, Integer::sum));
    return change.map(one -> judged.with(one.severity()));
  }

  private static String manager(Finding finding) {
    return switch (finding) {
      case Finding.Drift drift -> drift.attribution().manager();
      case Finding.Posture _ -> "";
    };
  }

  private static Problem capped(Ignore ignore, Finding finding) {
    return new Problem(
        Problem.Code.IGNORE_REFUSED,
        "%s: an ignore from Git cannot hide a finding of severity %s; move it to the agent's own"
                .formatted(ignore.policy(), finding.severity().label())
            + " configuration (--policy)",
        Optional.of(ignore.place()),
        Optional.of(finding.resource()));
  }

  /// What is to be said of the policies themselves, what is wrong with them first.
  ///
  /// @param complete whether everything was read and compared
  public List<Problem> notes(boolean complete) {
    Stream<Problem> expired =
        policies.reading().ignores().stream()
            .filter(policies::isExpired)
            .map(
                ignore ->
                    Problem.at(
                        ignore.place(),
                        Problem.Code.IGNORE_EXPIRED,
                        "%s expired on %s and no longer applies; its owner is %s"
                            .formatted(ignore.policy(), ignore.expires(), ignore.owner())));
    Stream<Problem> unused =
        ignores.stream()
            .filter(ignore -> complete && policies.whole() && !used.contains(ignore))
            .filter(ignore -> !ignore.isOfDeployer())
            .map(
                ignore ->
                    Problem.at(
                        ignore.place(),
                        Problem.Code.IGNORE_UNUSED,
                        "%s matches nothing; delete it, or ask its owner, %s"
                            .formatted(ignore.policy(), ignore.owner())));
    Stream<Problem> fromGit =
        policies.reading().severities().stream()
            .filter(change -> change.source() == PolicySource.REPOSITORY)
            .map(
                change ->
                    Problem.at(
                        change.place(),
                        Problem.Code.SEVERITY_FROM_GIT,
                        "%s, from Git: sets severity %s, which %s of this run"
                            .formatted(
                                change.policy(),
                                change.severity().label(),
                                matches(changed.getOrDefault(change, 0)))));
    return Stream.of(
            policies.reading().problems().stream(),
            expired,
            unused,
            limit.problems().stream(),
            capped.stream(),
            fromGit)
        .flatMap(notes -> notes)
        .toList();
  }

  private static String matches(int findings) {
    return findings == 1 ? "matches 1 finding" : "matches %d findings".formatted(findings);
  }
}
