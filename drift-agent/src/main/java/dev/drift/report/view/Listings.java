package dev.drift.report.view;

import static java.util.stream.Collectors.groupingBy;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.model.value.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The lists of a report beside its findings: what could not be read, what went wrong, what was
/// left out and why.
final class Listings {
  private static final int NAMES = 6;

  private final Report report;

  private Listings(Report report) {
    this.report = report;
  }

  /// Those that have rows, in the order of their topics; without the explained differences.
  static List<Listing> of(Report report) {
    Listings listings = new Listings(report);
    return Stream.of(
            listings.notRead(),
            listings.judged(Topic.UNKNOWN, "could not be compared", Verdict.UNKNOWN),
            listings.judged(
                Topic.INVALID,
                listings.report.sides().expected()
                    + " has fields or values that the type does not allow",
                Verdict.INVALID_DESIRED),
            listings.pending(),
            listings.ownedElsewhere(),
            listings.problems(Topic.PROBLEMS, "fix these to complete the report", false),
            listings.problems(Topic.NOTES, "for information", true),
            listings.accepted(),
            listings.ignored(),
            listings.skipped())
        .filter(listing -> !listing.rows().isEmpty())
        .toList();
  }

  static Listing explained(List<Report.Explained> explained) {
    return Listing.of(
        Topic.EXPLAINED,
        "differences with a known reason",
        Sorted.explained(explained).stream()
            .map(e -> "%s: %s".formatted(where(e.resource(), e.path()), e.explanation()))
            .toList());
  }

  /// A whole resource has no path.
  private static String where(ResourceRef resource, Path path) {
    return path.isRoot() ? resource.toString() : resource + " " + path;
  }

  private Listing notRead() {
    return Listing.of(
        Topic.NOT_READ,
        report.sides().areClusters()
            ? "differences in these would not be found"
            : "drift in these would not be found",
        CoverageGaps.rows(report));
  }

  /// One row for each kind.
  private Listing judged(Topic topic, String caption, Verdict verdict) {
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
    return Listing.of(topic, caption, rows);
  }

  private static String some(List<String> names) {
    return names.size() <= NAMES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, NAMES))
            + " and "
            + Words.count(names.size() - NAMES, "other");
  }

  /// Objects that are being deleted, each with the reason.
  private Listing pending() {
    Set<ResourceRef> pending =
        report.resources().stream()
            .filter(judged -> judged.verdict() == Verdict.PENDING)
            .map(Report.ResourceVerdict::resource)
            .collect(Collectors.toSet());
    List<Report.Explained> reasons =
        report.explained().stream()
            .filter(one -> one.path().isRoot() && pending.contains(one.resource()))
            .toList();
    return Listing.of(
        Topic.PENDING,
        "being deleted",
        Sorted.explained(reasons).stream()
            .map(one -> "%s: %s".formatted(one.resource(), one.explanation()))
            .toList());
  }

  /// One row for each owner.
  private Listing ownedElsewhere() {
    Map<String, List<Report.OwnedElsewhere>> owners =
        report.ownedElsewhere().stream()
            .collect(groupingBy(Report.OwnedElsewhere::owner, TreeMap::new, Collectors.toList()));
    List<Listing.Row> rows = new ArrayList<>();
    owners.forEach((owner, objects) -> rows.add(owned(owner, objects)));
    return new Listing(
        Topic.OWNED_ELSEWHERE,
        "%s: deployed by other tools, not drift"
            .formatted(Words.count(report.ownedElsewhere().size(), "resource")),
        rows);
  }

  private static Listing.Row owned(String owner, List<Report.OwnedElsewhere> objects) {
    String kinds =
        Words.kinds(
            objects.stream()
                .map(one -> one.resource().id().groupKind())
                .collect(groupingBy(kind -> kind, TreeMap::new, Collectors.summingInt(_ -> 1))));
    return new Listing.Row(
        owner + ": " + kinds,
        objects.stream().map(one -> one.resource() + ": " + one.evidence()).toList());
  }

  private Listing problems(Topic topic, String caption, boolean notes) {
    return Listing.of(
        topic,
        caption,
        Sorted.problems(report.problems()).stream()
            .filter(problem -> notes == (problem.code().type() == Problem.Type.NOTE))
            .map(Listings::problem)
            .toList());
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

  /// One row for each reason.
  private Listing accepted() {
    Map<String, List<Finding>> reasons = new TreeMap<>();
    for (Finding finding : report.findings()) {
      Report.Accepted accepted = report.accepted().get(finding.fingerprint());
      if (accepted != null) {
        reasons.computeIfAbsent(accepted.sentence(), _ -> new ArrayList<>()).add(finding);
      }
    }
    List<Listing.Row> rows = new ArrayList<>();
    reasons.forEach(
        (reason, findings) ->
            rows.add(
                new Listing.Row(
                    "%s: %s".formatted(Words.count(findings.size(), "finding"), reason),
                    findings.stream()
                        .map(
                            it -> "%s: %s".formatted(where(it.resource(), it.path()), it.message()))
                        .toList())));
    return new Listing(Topic.ACCEPTED, "findings that the baseline accepts", rows);
  }

  private Listing ignored() {
    return Listing.of(
        Topic.IGNORED,
        "differences that a policy ignores",
        Sorted.ignored(report.ignored()).stream()
            .map(
                ignored ->
                    "%s: %s"
                        .formatted(where(ignored.resource(), ignored.path()), ignored.sentence()))
            .toList());
  }

  private Listing skipped() {
    return Listing.of(
        Topic.SKIPPED,
        "documents that are not Kubernetes resources",
        Sorted.skipped(report.skipped()).stream()
            .map(skipped -> skipped.place() + ": " + skipped.reason())
            .toList());
  }
}
