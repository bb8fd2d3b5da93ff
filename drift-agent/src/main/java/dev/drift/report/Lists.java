package dev.drift.report;

import static java.util.stream.Collectors.groupingBy;

import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The lists of a text report beside its findings: what could not be seen, what went wrong, what
/// was left out and why.
final class Lists {
  private static final int NAMES = 6;

  private final Report report;
  private final Page page;

  Lists(Report report, Page page) {
    this.report = report;
    this.page = page;
  }

  void print() {
    printNotRead();
    printResources(Verdict.UNKNOWN, Tint.BOLD_YELLOW, "UNKNOWN", "could not be compared");
    printResources(
        Verdict.INVALID_DESIRED,
        Tint.BOLD_RED,
        "INVALID",
        "Git has fields or values that the type does not allow");
    printPending();
    printOwnedElsewhere();
    printProblems();
    printIgnored();
    printSkipped();
    printExplained();
  }

  private void printNotRead() {
    section(Tint.BOLD_YELLOW, "NOT READ", "drift in these would not be found", Gaps.rows(report));
  }

  /// Objects that are being deleted, each with the reason.
  private void printPending() {
    Set<ResourceRef> pending =
        report.resources().stream()
            .filter(judged -> judged.verdict() == Verdict.PENDING)
            .map(Report.Judged::resource)
            .collect(Collectors.toSet());
    List<String> rows =
        Sorted.explained(report.explained()).stream()
            .filter(one -> one.path().isRoot() && pending.contains(one.resource()))
            .map(one -> "%s: %s".formatted(one.resource(), one.explanation()))
            .toList();
    section(Tint.BOLD, "PENDING", "being deleted", rows);
  }

  /// One row for each owner.
  private void printOwnedElsewhere() {
    Map<String, List<Report.OwnedElsewhere>> owners =
        report.ownedElsewhere().stream()
            .collect(groupingBy(Report.OwnedElsewhere::owner, TreeMap::new, Collectors.toList()));
    List<String> rows = new ArrayList<>();
    owners.forEach(
        (owner, objects) -> {
          rows.add(
              "%s: %s"
                  .formatted(
                      owner,
                      Words.kinds(
                          objects.stream()
                              .map(one -> one.resource().id().groupKind())
                              .collect(
                                  groupingBy(
                                      kind -> kind,
                                      TreeMap::new,
                                      Collectors.summingInt(_ -> 1))))));
          if (page.style().details()) {
            objects.forEach(one -> rows.add("  %s: %s".formatted(one.resource(), one.evidence())));
          }
        });
    section(
        Tint.BOLD,
        "OWNED ELSEWHERE",
        "%s: deployed by other tools, not drift"
            .formatted(Words.count(report.ownedElsewhere().size(), "resource")),
        rows);
  }

  /// One row for each kind.
  private void printResources(Verdict verdict, Tint tint, String title, String meaning) {
    Map<String, List<String>> names =
        new TreeMap<>(
            report.resources().stream()
                .filter(judged -> judged.verdict() == verdict)
                .map(judged -> judged.resource().id())
                .collect(
                    groupingBy(
                        id -> id.groupKind().toString(),
                        Collectors.mapping(
                            id ->
                                (id.namespace().isEmpty() ? "" : id.namespace() + "/") + id.name(),
                            Collectors.toList()))));
    List<String> rows = new ArrayList<>();
    names.forEach((kind, all) -> rows.add(kind + ": " + some(all)));
    section(tint, title, meaning, rows);
  }

  private static String some(List<String> names) {
    return names.size() <= NAMES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, NAMES))
            + " and "
            + Words.count(names.size() - NAMES, "other");
  }

  private void printProblems() {
    section(Tint.BOLD_RED, "PROBLEMS", "fix these to complete the report", problems(false));
    section(Tint.BOLD, "NOTES", "for information", problems(true));
  }

  private List<String> problems(boolean notes) {
    return Sorted.problems(report.problems()).stream()
        .filter(problem -> notes == (problem.code().type() == Problem.Type.NOTE))
        .map(Lists::problem)
        .toList();
  }

  private static String problem(Problem problem) {
    String where =
        problem
            .place()
            .map(place -> place + ": ")
            .or(() -> problem.resource().map(resource -> resource + ": "))
            .orElse("");
    return where + problem.message();
  }

  private void printIgnored() {
    List<String> rows =
        Sorted.ignored(report.ignored()).stream()
            .map(
                ignored ->
                    "%s %s: %s".formatted(ignored.resource(), ignored.path(), ignored.sentence()))
            .toList();
    section(Tint.BOLD, "IGNORED", "differences that a policy ignores", rows);
  }

  void printSkipped() {
    List<String> rows =
        Sorted.skipped(report.skipped()).stream()
            .map(skipped -> skipped.place() + ": " + skipped.reason())
            .toList();
    section(Tint.BOLD, "SKIPPED", "documents that are not Kubernetes resources", rows);
  }

  /// Only with details: a large cluster has thousands.
  void printExplained() {
    if (!page.style().details()) {
      return;
    }
    List<String> rows =
        Sorted.explained(report.explained()).stream()
            .map(e -> "%s %s: %s".formatted(e.resource(), e.path(), e.explanation()))
            .toList();
    section(Tint.BOLD, "EXPLAINED", "differences with a known reason", rows);
  }

  private void section(Tint tint, String title, String meaning, List<String> rows) {
    if (!rows.isEmpty()) {
      page.blank().put(tint, title).put(Tint.DIM, "  " + meaning).end().rows(2, rows);
    }
  }
}
