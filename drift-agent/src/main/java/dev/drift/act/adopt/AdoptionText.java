package dev.drift.act.adopt;

import dev.drift.git.publish.Trailers;
import dev.drift.git.repository.SafeText;
import java.util.List;
import java.util.stream.Collectors;

/// The words of a commit and of a request.
///
/// Names and values come from the cluster: none of them can begin a line, so none can forge a
/// trailer, a heading, or a command of GitLab (`/merge` at the start of a line). In a request they
/// stand in code spans, where no markup, link or mention works.
final class AdoptionText {
  /// <https://git-scm.com/docs/git-commit#_discussion> advises 50, forges cut at 72.
  private static final int SUBJECT = 72;

  /// GitHub takes 65,536 characters.
  private static final int MOST_LISTED = 50;

  private final AdoptionRequest request;

  AdoptionText(AdoptionRequest request) {
    this.request = request;
  }

  /// At most 72 characters.
  String subject() {
    List<AdoptedChange> changes = request.changes();
    String what =
        changes.size() == 1
            ? "%s of %s".formatted(changes.getFirst().path(), changes.getFirst().object())
            : "%d changes of %s".formatted(changes.size(), request.group().label());
    String line = "Adopt " + line(what);
    return line.codePointCount(0, line.length()) <= SUBJECT
        ? line
        : line.substring(0, line.offsetByCodePoints(0, SUBJECT - 1)).stripTrailing() + "…";
  }

  /// The message of the commit, whose last paragraph consists of trailers.
  String message() {
    String listed =
        request.changes().stream()
            .limit(MOST_LISTED)
            .map(AdoptionText::item)
            .collect(Collectors.joining("\n"));
    String trailers =
        request.changes().stream()
            .map(AdoptedChange::fingerprint)
            .distinct()
            .sorted()
            .map(fingerprint -> Trailers.FINGERPRINT + ": " + fingerprint)
            .collect(Collectors.joining("\n"));
    return "%s\n\nThe cluster runs these values, and Git gets them.\n\n%s%s\n\n%s\n\n%s\n%s: %s\n"
        .formatted(
            subject(), listed, more(), orderedBy(), trailers, Trailers.RUN, line(request.run()));
  }

  private static String item(AdoptedChange change) {
    return "- %s, %s: %s -> %s\n  %s (%s)"
        .formatted(
            line(change.object()),
            line(change.path()),
            line(change.inGit()),
            line(change.live()),
            changedBy(change),
            line(change.rule()));
  }

  private static String changedBy(AdoptedChange change) {
    return change
        .changedBy()
        .map(who -> "Changed by " + line(who))
        .orElse("It is not known who changed it");
  }

  private String orderedBy() {
    return request
        .policy()
        .map(policy -> "Ordered by the policy %s.".formatted(line(policy)))
        .orElse("Ordered on the command line.");
  }

  private String more() {
    int more = request.changes().size() - MOST_LISTED;
    return more > 0 ? "\n- and %d more".formatted(more) : "";
  }

  /// The body of a request, without its marker.
  String body(String target) {
    String listed =
        request.changes().stream()
            .limit(MOST_LISTED)
            .map(AdoptionText::markdown)
            .collect(Collectors.joining("\n"));
    return """
    The cluster differs from %s. Merging this writes the values that run into Git; it changes nothing in the cluster.

    %s%s

    %s

    To refuse it, close it: Drift does not open it again for the same finding. Drift updates this branch while it holds Drift's commits only."""
        .formatted(
            code(target),
            listed,
            more(),
            request
                .policy()
                .map(policy -> "Ordered by the policy %s.".formatted(code(policy)))
                .orElse("Ordered on the command line."));
  }

  private static String markdown(AdoptedChange change) {
    return "- %s, %s: %s → %s. %s (rule %s)."
        .formatted(
            code(change.object()),
            code(change.path()),
            code(change.inGit()),
            code(change.live()),
            change
                .changedBy()
                .map(who -> "Changed by " + code(who))
                .orElse("It is not known who changed it"),
            code(change.rule()));
  }

  /// Text in a code span, whose fence is longer than any that the text holds:
  /// <https://spec.commonmark.org/0.31.2/#code-spans>
  private static String code(String text) {
    String line = line(text);
    String fence = "`";
    while (line.contains(fence)) {
      fence += "`";
    }
    String room = line.startsWith("`") || line.endsWith("`") || line.isEmpty() ? " " : "";
    return fence + room + line + room + fence;
  }

  /// One line, without characters that do something.
  private static String line(String text) {
    return SafeText.of(text).replaceAll("[\\p{Zl}\\p{Zp}]", "?").strip();
  }
}
