package dev.drift.cli.audit;

import dev.drift.report.view.Safe;
import dev.drift.trail.Flaw;
import dev.drift.trail.Head;
import dev.drift.trail.Verification;
import java.util.List;

/// What was verified, for people.
public final class VerificationText {
  /// Of a trail that was written over, each record would be listed.
  private static final int MOST_FLAWS = 50;

  private VerificationText() {}

  public static String of(List<Verification> verifications) {
    if (verifications.isEmpty()) {
      return "The store has no audit trail yet; drift check --store writes one.\n";
    }
    StringBuilder out = new StringBuilder();
    for (Verification one : verifications) {
      if (!out.isEmpty()) {
        out.append('\n');
      }
      out.append(of(one));
    }
    return out.toString();
  }

  private static String of(Verification verification) {
    StringBuilder out = new StringBuilder();
    line(
        out,
        "Target %s%s: %s"
            .formatted(
                verification.target(),
                verification.cluster().isEmpty() ? "" : " (%s)".formatted(verification.cluster()),
                verification.isIntact() ? "intact" : "BROKEN"));
    line(
        out,
        "  %s, %s%s"
            .formatted(
                count(verification.records(), "record"),
                count(verification.segments(), "sealed segment"),
                verification
                    .last()
                    .map(
                        last ->
                            ", from %s to %s"
                                .formatted(
                                    verification.first().map(Head::at).orElse(""), last.at()))
                    .orElse("")));
    verification
        .last()
        .ifPresent(it -> line(out, "  head: record %d, %s".formatted(it.seq(), it.hash())));
    if (!verification.isIntact()) {
      out.append("  wrong:\n");
      verification.flaws().stream().limit(MOST_FLAWS).forEach(it -> line(out, flaw(it)));
      int more = verification.flaws().size() - MOST_FLAWS;
      if (more > 0) {
        line(out, "    and %d more; -o json lists all".formatted(more));
      }
    }
    section(out, "proven", verification.proves());
    section(out, "not proven", verification.cannotProve());
    return out.toString();
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String flaw(Flaw flaw) {
    return "    record %d%s %s"
        .formatted(
            flaw.seq(),
            flaw.at().isEmpty()
                ? ""
                : flaw.what().startsWith("is missing")
                    ? " (after %s)".formatted(flaw.at())
                    : " (%s)".formatted(flaw.at()),
            flaw.what());
  }

  private static void section(StringBuilder out, String title, List<String> sentences) {
    if (!sentences.isEmpty()) {
      out.append("  ").append(title).append(":\n");
      sentences.forEach(it -> line(out, "    " + it));
    }
  }

  /// Texts of the store may be anybody's by now.
  private static void line(StringBuilder out, String text) {
    out.append(Safe.line(text)).append('\n');
  }
}
