package dev.drift.act.issue;

import dev.drift.act.text.RunText;
import dev.drift.finding.Finding;
import dev.drift.finding.group.FindingGroup;
import dev.drift.finding.group.Told;
import dev.drift.finding.text.FindingText;
import dev.drift.finding.text.Markdown;
import dev.drift.finding.text.Times;
import dev.drift.model.ResourceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The texts of an issue. A body is the same as long as the findings are: it holds no time of a run
/// and no commit.
///
/// @param findings how many are listed at most
/// @param longest the most characters of a body
record IssueText(RunText run, int findings, int longest) {
  private static final int LONGEST_TITLE = 180;

  /// For the marker of 1,000 fingerprints, and what people write around it.
  private static final int RESERVED = 22_000;

  static String title(String group) {
    return "Drift: " + Markdown.title(group, LONGEST_TITLE);
  }

  /// @param acts what Drift did about findings, by fingerprint
  String open(FindingGroup group, Told told, Map<String, String> acts) {
    StringBuilder out = new StringBuilder();
    out.append(Marker.of(told, false).line()).append('\n');
    out.append(summary(group, told)).append('\n');
    int listed = 0;
    Optional<ResourceRef> last = Optional.empty();
    for (Finding finding : group.findings()) {
      String text = finding(finding, !last.equals(Optional.of(finding.resource())), acts);
      if (listed == findings || out.length() + text.length() > longest - RESERVED) {
        break;
      }
      out.append(text);
      last = Optional.of(finding.resource());
      listed++;
    }
    int more = group.findings().size() - listed;
    if (more > 0) {
      out.append("\n…and ").append(count(more, "more finding")).append(".\n");
    }
    int unseen = told.members().size() - group.findings().size();
    if (unseen > 0) {
      out.append("\nThe last run could not look at ")
          .append(count(unseen, "earlier finding"))
          .append(".\n");
    }
    return out.append('\n').append(closing()).toString();
  }

  /// @param at when it was found that all is gone
  String resolved(Told told, Instant at) {
    return "%s\n**Resolved** %s, after %s.\n\n%s was first found %s.\n\n%s"
        .formatted(
            Marker.of(told, true).line(),
            Times.minute(at),
            Times.length(Duration.between(told.since(), at)),
            Markdown.code(told.title()),
            Times.minute(told.since()),
            closing());
  }

  /// A comment.
  String reminder(FindingGroup group, Told told) {
    return "Still there after %s: %s, the worst %s."
        .formatted(
            Times.length(Duration.between(told.since(), told.last())),
            count(group.findings().size(), "finding"),
            group.severity().label());
  }

  private String summary(FindingGroup group, Told told) {
    return "**%s** on %s, the worst **%s**. Cluster %s, first found %s."
        .formatted(
            count(group.findings().size(), "finding"),
            count(group.objects().size(), "object"),
            group.severity().label(),
            Markdown.code(run.cluster()),
            Times.minute(told.since()));
  }

  private static String finding(Finding finding, boolean heading, Map<String, String> acts) {
    FindingText text = FindingText.of(finding);
    StringBuilder out = new StringBuilder();
    if (heading) {
      out.append("\n#### ").append(Markdown.code(finding.resource().toString())).append("\n\n");
    }
    out.append(
        "- **%s** %s %s\n"
            .formatted(finding.severity().label(), finding.rule(), Markdown.text(text.message())));
    if (!text.where().isEmpty()) {
      out.append("  - at ").append(Markdown.code(text.where())).append('\n');
    }
    text.git().ifPresent(it -> out.append("  - Git: ").append(Markdown.code(it)).append('\n'));
    text.live().ifPresent(it -> out.append("  - cluster: ").append(Markdown.code(it)).append('\n'));
    text.who()
        .ifPresent(it -> out.append("  - changed by ").append(Markdown.code(it)).append('\n'));
    if (!text.remedy().isEmpty()) {
      out.append("  - to do: ").append(Markdown.text(text.remedy())).append('\n');
    }
    text.command().ifPresent(it -> out.append("  - undo: ").append(Markdown.code(it)).append('\n'));
    Optional.ofNullable(acts.get(finding.fingerprint()))
        .ifPresent(it -> out.append("  - Drift: ").append(Markdown.text(it)).append('\n'));
    return out.toString();
  }

  private String closing() {
    return "%sDrift rewrites this text when the findings change, and keeps what you write outside of it.\n%s"
        .formatted(
            run.source().isEmpty()
                ? ""
                : "Compared with %s.\n".formatted(Markdown.code(run.source())),
            Marker.END);
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /// The starts of the fingerprints of all findings of a group.
  static Set<String> starts(FindingGroup group) {
    return group.fingerprints().stream().map(Marker::start).collect(Collectors.toSet());
  }
}
