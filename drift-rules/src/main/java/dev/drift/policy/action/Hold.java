package dev.drift.policy.action;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Why what a rule orders has to wait.
public sealed interface Hold {
  /// What it is, in one word, as tests of policies name it.
  String label();

  /// Half a sentence, such as `frozen until …`.
  String sentence();

  /// A freeze is on.
  record Frozen(Freeze freeze) implements Hold {
    public Frozen {
      requireNonNull(freeze, "freeze is null");
    }

    @Override
    public String label() {
      return "frozen";
    }

    @Override
    public String sentence() {
      return "frozen until %s: %s (owner %s; %s:%d)"
          .formatted(
              freeze.until(),
              freeze.reason(),
              freeze.owner(),
              freeze.place().file(),
              freeze.place().line());
    }
  }

  /// No window of the rule is open.
  ///
  /// @param next when the next opens
  record OutsideWindow(Optional<ZonedDateTime> next) implements Hold {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx '('VV')'");

    public OutsideWindow {
      requireNonNull(next, "next is null");
    }

    @Override
    public String label() {
      return "outsideWindow";
    }

    @Override
    public String sentence() {
      return next.map(time -> "outside its windows; the next opens at " + TIME.format(time))
          .orElse("outside its windows; none opens again");
    }
  }

  /// The finding has not been there long enough.
  ///
  /// @param checks in a row that found it, the present one included
  /// @param since when the first of these did
  /// @param lasted from then until now
  record NotPersistent(int checks, Instant since, Duration lasted, Persistence needed)
      implements Hold {
    public NotPersistent {
      requireNonNull(since, "since is null");
      requireNonNull(lasted, "lasted is null");
      requireNonNull(needed, "needed is null");
    }

    @Override
    public String label() {
      return "notPersistent";
    }

    @Override
    public String sentence() {
      StringBuilder text = new StringBuilder("not persistent yet: ");
      if (checks < needed.checks()) {
        text.append("seen in %d of %d checks".formatted(checks, needed.checks()));
      }
      if (lasted.compareTo(needed.duration()) < 0) {
        text.append(checks < needed.checks() ? ", " : "seen ")
            .append("for ")
            .append(DurationText.format(lasted))
            .append(" of ")
            .append(DurationText.format(needed.duration()));
      }
      return text.append(", since ").append(since.truncatedTo(ChronoUnit.SECONDS)).toString();
    }
  }

  /// A person must approve it.
  record NeedsApproval() implements Hold {
    @Override
    public String label() {
      return "needsApproval";
    }

    @Override
    public String sentence() {
      return "needs approval";
    }
  }

  /// Whether the rule applies is not known.
  ///
  /// @param reason a clause; may quote names of fields, and no values
  record ConditionFailed(String reason) implements Hold {
    public ConditionFailed {
      requireNonNull(reason, "reason is null");
    }

    @Override
    public String label() {
      return "conditionFailed";
    }

    @Override
    public String sentence() {
      return "its condition could not be evaluated: " + reason;
    }
  }
}
