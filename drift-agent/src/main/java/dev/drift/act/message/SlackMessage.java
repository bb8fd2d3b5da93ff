package dev.drift.act.message;

import dev.drift.finding.Finding;
import dev.drift.finding.group.FindingGroup;
import dev.drift.finding.group.Notice;
import dev.drift.finding.group.Told;
import dev.drift.finding.text.FindingText;
import dev.drift.finding.text.OneLine;
import dev.drift.finding.text.Times;
import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A digest as a message of Slack. All texts are `plain_text`, in which Slack neither formats nor
/// links nor mentions anybody:
/// <https://docs.slack.dev/reference/block-kit/composition-objects/text-object>.
///
/// The limits of blocks: <https://docs.slack.dev/reference/block-kit/blocks/section-block>.
final class SlackMessage {
  private static final int LONGEST_HEADER = 150;
  private static final int LONGEST_SECTION = 3000;
  private static final int LONGEST_LINE = 300;

  private SlackMessage() {}

  static String of(Digest digest) {
    String header =
        OneLine.of(
            "Drift%s: %s"
                .formatted(
                    digest.run().cluster().isEmpty() ? "" : " in " + digest.run().cluster(),
                    digest.summary()),
            LONGEST_HEADER);
    List<Value> blocks = new ArrayList<>();
    blocks.add(block("header", header));
    for (Notice notice : digest.listed()) {
      blocks.add(block("section", section(digest, notice)));
    }
    if (digest.notListed() > 0) {
      blocks.add(block("section", "…and " + digest.notListed() + " more."));
    }
    if (!digest.run().source().isEmpty()) {
      blocks.add(
          Value.Obj.EMPTY
              .with("type", Value.of("context"))
              .with(
                  "elements",
                  new Value.Arr(List.of(plain("Compared with " + digest.run().source())))));
    }
    return JsonWriter.text(
        Value.Obj.EMPTY
            .with("text", Value.of(escaped(header)))
            .with("blocks", new Value.Arr(blocks))
            .with("unfurl_links", Value.of(false))
            .with("unfurl_media", Value.of(false)));
  }

  private static Value block(String type, String text) {
    return Value.Obj.EMPTY.with("type", Value.of(type)).with("text", plain(text));
  }

  private static Value plain(String text) {
    return Value.Obj.EMPTY
        .with("type", Value.of("plain_text"))
        .with("text", Value.of(text))
        .with("emoji", Value.of(false));
  }

  /// The text that notifications show is always read as Slack's own markup:
  /// <https://docs.slack.dev/messaging/formatting-message-text#escaping>.
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String section(Digest digest, Notice notice) {
    return switch (notice) {
      case Notice.Opened(FindingGroup group, _) -> group(digest, group, "New", "");
      case Notice.Grown(FindingGroup group, var added, _) ->
          group(
              digest,
              group,
              "Worse",
              added.isEmpty() ? "" : " (" + Digest.count(added.size(), "new finding") + ")");
      case Notice.Reminder(FindingGroup group, Told told) ->
          group(
              digest,
              group,
              "Still there",
              " (for %s)".formatted(lasted(told.since(), digest.time())));
      case Notice.Resolved(Told told, Instant at) ->
          "Resolved: %s, after %s."
              .formatted(OneLine.of(told.title(), LONGEST_LINE), lasted(told.since(), at));
      case Notice.Blind(List<String> reasons, _) -> blind(reasons);
      case Notice.Sighted(Told told, Instant at) ->
          "Complete again: the check sees everything, after %s."
              .formatted(lasted(told.since(), at));
    };
  }

  private static String lasted(Instant from, Instant to) {
    return Times.length(Duration.between(from, to));
  }

  private static String blind(List<String> reasons) {
    StringBuilder out =
        new StringBuilder("Incomplete: the check cannot see everything and may miss drift.");
    for (String reason : reasons) {
      if (!append(out, "\n• " + OneLine.of(reason, LONGEST_LINE))) {
        break;
      }
    }
    return out.toString();
  }

  private static String group(Digest digest, FindingGroup group, String word, String more) {
    StringBuilder out =
        new StringBuilder(
            "%s, %s: %s%s"
                .formatted(
                    word, group.severity().label(), OneLine.of(group.title(), LONGEST_LINE), more));
    int listed = 0;
    for (Finding finding : group.findings()) {
      if (listed == digest.mostFindings() || !append(out, line(digest, group, finding))) {
        break;
      }
      listed++;
    }
    int rest = group.findings().size() - listed;
    if (rest > 0) {
      out.append("\n…and ").append(rest).append(" more");
    }
    return out.toString();
  }

  /// Leaves room for the last line.
  private static boolean append(StringBuilder out, String line) {
    if (out.length() + line.length() > LONGEST_SECTION - 50) {
      return false;
    }
    out.append(line);
    return true;
  }

  private static String line(Digest digest, FindingGroup group, Finding finding) {
    FindingText text = FindingText.of(finding);
    StringBuilder out = new StringBuilder("\n• ");
    if (group.objects().size() > 1) {
      out.append(OneLine.of(finding.resource().toString(), LONGEST_LINE)).append(": ");
    }
    out.append(OneLine.of(text.message(), LONGEST_LINE));
    text.who().ifPresent(who -> out.append("; changed by ").append(who));
    Optional.ofNullable(digest.acts().get(finding.fingerprint()))
        .ifPresent(act -> out.append("; ").append(OneLine.of(act, LONGEST_LINE)));
    return out.toString();
  }
}
