package dev.drift.report.text;

import static java.util.stream.Collectors.joining;

import dev.drift.finding.Account;
import dev.drift.finding.Account.Standing;
import dev.drift.report.view.AttributionText;
import dev.drift.report.view.ValueText;
import dev.drift.secret.Shown;
import java.util.Arrays;
import java.util.Optional;

/// Writes the account of a resource as text for people: one line for each path.
public final class AccountText {
  private static final int STANDING = 10;
  private static final int LONGEST_VALUE = 60;

  private final Page page;
  private final TextStyle style;

  private AccountText(TextStyle style) {
    this.style = style;
    page = new Page(style);
  }

  public static String of(Account account, TextStyle style) {
    AccountText text = new AccountText(style);
    text.print(account);
    return text.page.toString();
  }

  private void print(Account account) {
    page.put(Tint.BOLD, account.resource().toString())
        .put("  ")
        .put(account.verdict().name())
        .end();
    account.entries().forEach(this::print);
    account
        .problems()
        .forEach(problem -> page.indent(2).paragraph(4, Tint.YELLOW, problem.message()));
    String counts =
        Arrays.stream(Standing.values())
            .filter(standing -> account.count(standing) > 0)
            .map(standing -> "%d %s".formatted(account.count(standing), meaning(standing)))
            .collect(joining(", "));
    if (!counts.isEmpty()) {
      page.blank().paragraph(0, Tint.PLAIN, counts + ".");
    }
  }

  private void print(Account.Entry entry) {
    String standing = word(entry.standing());
    page.indent(2).put(tint(entry.standing()), standing).indent(STANDING - standing.length());
    page.put(entry.path().isRoot() ? "(the whole object)" : entry.path().toString());
    String value = value(entry.value());
    if (!value.isEmpty()) {
      page.put(Tint.DIM, " = ").put(value);
    }
    entry.origin().ifPresent(place -> page.put(Tint.DIM, "  " + place));
    page.end();
    if (!entry.because().isEmpty()) {
      page.indent(2 + STANDING).paragraph(2 + STANDING, Tint.DIM, entry.because());
    }
    for (String detail : entry.details()) {
      page.indent(4 + STANDING).paragraph(6 + STANDING, Tint.DIM, detail);
    }
    String by = by(entry);
    if (!by.isEmpty()) {
      page.indent(2 + STANDING).paragraph(2 + STANDING, Tint.DIM, by);
    }
  }

  /// Who made what differs; of the rest, who wrote it last says little.
  private static String by(Account.Entry entry) {
    return switch (entry.standing()) {
      case DRIFT, IGNORED -> {
        String who = AttributionText.of(entry.lastWriter(), Optional.empty());
        yield who.isEmpty() ? "" : "by " + who;
      }
      case GIT, DEFAULT, EXPLAINED, PENDING, SERVER, UNACCOUNTED -> "";
    };
  }

  private String value(Shown shown) {
    return switch (shown) {
      case Shown.Absent() -> "";
      case Shown.Masked(String mask, String _) -> style.mask(mask);
      case Shown.Plain plain ->
          new ValueText(style::mask)
              .inline(plain.value())
              .map(text -> WrappedText.shorten(text, LONGEST_VALUE, style))
              .orElse("(see the object)");
    };
  }

  private static String word(Standing standing) {
    return switch (standing) {
      case GIT -> "git";
      case DEFAULT -> "default";
      case EXPLAINED -> "explained";
      case PENDING -> "pending";
      case SERVER -> "server";
      case IGNORED -> "ignored";
      case DRIFT -> "DRIFT";
      case UNACCOUNTED -> "UNKNOWN";
    };
  }

  private static String meaning(Standing standing) {
    return switch (standing) {
      case GIT -> "from Git";
      case DEFAULT -> "from defaults";
      case EXPLAINED -> "explained";
      case PENDING -> "pending";
      case SERVER -> "set by the API server";
      case IGNORED -> "ignored";
      case DRIFT -> "drifted";
      case UNACCOUNTED -> "not accounted for";
    };
  }

  private static Tint tint(Standing standing) {
    return switch (standing) {
      case GIT -> Tint.GREEN;
      case DEFAULT, SERVER -> Tint.DIM;
      case EXPLAINED, PENDING, IGNORED -> Tint.CYAN;
      case DRIFT, UNACCOUNTED -> Tint.BOLD_RED;
    };
  }
}
