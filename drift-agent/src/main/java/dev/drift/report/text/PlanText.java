package dev.drift.report.text;

import static java.util.stream.Collectors.joining;

import dev.drift.finding.Finding;
import dev.drift.model.ResourceRef;
import dev.drift.model.value.Value;
import dev.drift.plan.ActReport;
import dev.drift.plan.LeftAlone;
import dev.drift.plan.MissingRight;
import dev.drift.plan.Outcome;
import dev.drift.plan.PlanView;
import dev.drift.report.view.AttributionText;
import dev.drift.report.view.ValueText;
import dev.drift.report.view.Words;
import dev.drift.secret.Shown;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Writes a plan, and what became of it, as text for people.
public final class PlanText {
  private static final int INDENT = 2;
  private static final int BODY = 4;
  private static final int LABEL = 8;

  private final Page page;
  private final TextStyle style;
  private final ActReport report;

  private PlanText(ActReport report, TextStyle style) {
    this.report = report;
    this.style = style;
    this.page = new Page(style);
  }

  /// @param hint what a person does next; empty for nothing
  public static String of(ActReport report, String hint, TextStyle style) {
    PlanText text = new PlanText(report, style);
    text.print(hint);
    return text.page.toString();
  }

  private void print(String hint) {
    if (!report.settled().isEmpty()) {
      page.put(Tint.BOLD, "Left by a run that was stopped").end();
      for (ActReport.Settled one : report.settled()) {
        page.row(
            INDENT,
            "%s: %s; %s"
                .formatted(one.resource(), word(one.outcome().kind()), sentence(one.outcome())));
      }
    }
    List<PlanView.ActView> acts = report.plan().acts();
    page.blank().put(Tint.BOLD, title(acts.size(), report.plan().left().size())).end();
    acts.forEach(this::print);
    printMissingRights();
    printLeft();
    if (!hint.isEmpty()) {
      page.blank().paragraph(0, Tint.PLAIN, hint);
    }
  }

  private static String title(int acts, int left) {
    String what = acts == 0 ? "Nothing to do" : Words.count(acts, "act");
    return left == 0 ? what : "%s, %s left alone".formatted(what, Words.count(left, "difference"));
  }

  private void print(PlanView.ActView act) {
    page.blank()
        .put(Tint.BOLD, act.verb().name().toLowerCase(Locale.ROOT))
        .put(" ")
        .put(Tint.BOLD, act.resource().toString())
        .end();
    List<String> authors =
        act.causes().stream().map(cause -> author(cause.finding())).distinct().toList();
    for (PlanView.CauseView cause : act.causes()) {
      print(cause.finding(), act.verb() == PlanView.Verb.ADOPT);
      if (authors.size() > 1) {
        labelled("by", author(cause.finding()));
      }
    }
    if (authors.size() == 1) {
      labelled("by", authors.getFirst());
    }
    labelled("writes", String.join(", ", act.files()));
    labelled(
        "writes",
        act.changes().stream()
            .filter(change -> !isNamed(change, act))
            .map(change -> change.path() + " as a whole")
            .collect(joining(", ")));
    labelled(
        "policy",
        act.causes().stream().map(PlanView.CauseView::authority).distinct().collect(joining("; ")));
    labelled("owner", act.owner().isEmpty() ? "" : "the fields stay with " + act.owner());
    labelled(
        "restart",
        act.readers().isEmpty()
            ? ""
            : "needed by "
                + act.readers().stream().map(ResourceRef::toString).collect(joining(", ")));
    report
        .outcome(act)
        .ifPresent(
            outcome ->
                page.indent(INDENT)
                    .put(tint(outcome.kind()), word(outcome.kind()))
                    .indent(Math.max(1, LABEL - word(outcome.kind()).length()))
                    .paragraph(INDENT + LABEL, Tint.PLAIN, sentence(outcome)));
  }

  /// What is missing is said below, once.
  private static String sentence(Outcome outcome) {
    return outcome.kind() == Outcome.Kind.NEEDS_RIGHTS
        ? MissingRight.of(outcome.sentence()).map(_ -> "see below").orElse(outcome.sentence())
        : outcome.sentence();
  }

  private void printMissingRights() {
    List<MissingRight> missing = report.missingRights();
    if (missing.isEmpty()) {
      return;
    }
    page.blank().put(Tint.BOLD, "Missing rights").end();
    for (MissingRight one : missing) {
      page.row(
          INDENT,
          "%s, for %s: %s"
              .formatted(one.right(), Words.count(one.objects(), "act"), one.sentence()));
    }
    page.row(
        INDENT,
        "Grant them, and the next run does these acts. drift rbac --act prints the roles that Drift"
            + " needs.");
  }

  /// From what the cluster has to what it gets, or from what Git has to what it gets.
  private void print(Finding.Drift finding, boolean adopted) {
    if (!finding.path().isRoot()) {
      Shown from = adopted ? finding.desired() : finding.live();
      Shown to = adopted ? finding.live() : finding.desired();
      page.indent(INDENT).put(finding.path().toString()).end();
      page.indent(BODY).put(value(from)).put(Tint.DIM, " " + style.arrow() + " ");
      page.put(Tint.BOLD, value(to)).end();
    }
    labelled("because", finding.message());
  }

  private static String author(Finding.Drift finding) {
    return AttributionText.of(finding.attribution(), Optional.empty());
  }

  private static boolean isNamed(PlanView.ChangeView change, PlanView.ActView act) {
    return act.causes().stream().anyMatch(cause -> cause.finding().path().equals(change.path()));
  }

  private void labelled(String label, String text) {
    if (!text.isBlank()) {
      page.indent(INDENT)
          .put(Tint.DIM, label)
          .indent(Math.max(1, LABEL - label.length()))
          .paragraph(INDENT + LABEL, Tint.PLAIN, text);
    }
  }

  /// Grouped by reason: of many differences with one reason, it is said once.
  private void printLeft() {
    Map<LeftAlone.Reason, List<PlanView.LeftView>> byReason =
        report.plan().left().stream()
            .collect(
                Collectors.groupingBy(
                    PlanView.LeftView::reason, TreeMap::new, Collectors.toList()));
    byReason.forEach(
        (reason, left) -> {
          page.blank().put(Tint.BOLD, heading(reason)).end();
          for (PlanView.LeftView one : left) {
            String path =
                one.cause().finding().path().isRoot() ? "" : " " + one.cause().finding().path();
            page.row(
                INDENT,
                "%s%s: %s".formatted(one.cause().finding().resource(), path, one.sentence()));
          }
        });
  }

  private static String heading(LeftAlone.Reason reason) {
    return switch (reason) {
      case POLICY -> "Left alone by policy";
      case HELD -> "Waiting";
      case LIMIT -> "Left for a later run: the limit of acts is reached";
      case UNKNOWN -> "Left alone: not known well enough";
      case NOT_APPLIED -> "Left alone: the value of Git may not have been applied yet";
      case KEPT_BY_DEPLOYER -> "Left to Flux or Argo CD";
      case BEING_DELETED -> "Left alone: being deleted";
      case NEEDS_RECREATE -> "Must be recreated by a person";
      case PROTECTED -> "Never deleted, or not under these conditions";
      case FIGHT -> "Given up: whatever Drift does, it comes back";
      case CANNOT_UNDO -> "Left alone: cannot be undone by itself";
      case CANNOT_ADOPT -> "Left alone: cannot be adopted";
    };
  }

  /// What a person has to look at is in capitals.
  private static String word(Outcome.Kind kind) {
    return tint(kind) == Tint.BOLD_RED ? kind.label().toUpperCase(Locale.ROOT) : kind.label();
  }

  private static Tint tint(Outcome.Kind kind) {
    return switch (kind) {
      case DONE, ALREADY_DONE -> Tint.GREEN;
      case NOT_DONE, CHANGED_SINCE -> Tint.YELLOW;
      case REFUSED, NEEDS_RIGHTS, NOT_KEPT, UNDONE, NOT_SENT, UNKNOWN -> Tint.BOLD_RED;
    };
  }

  private String value(Shown shown) {
    int room = (style.width() - BODY) / 2;
    return switch (shown) {
      case Shown.Absent() -> "(nothing)";
      case Shown.Masked(String mask, String _) -> style.mask(mask);
      case Shown.Plain plain -> WrappedText.shorten(inline(plain.value()), room, style);
    };
  }

  private String inline(Value value) {
    ValueText text = new ValueText(style::mask);
    return text.inline(value)
        .orElseGet(() -> "(%s)".formatted(Words.count(text.lines(value).size(), "line")));
  }
}
