package dev.drift.finding.group;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Something that is new to a channel.
public sealed interface Notice {
  /// What the channel knows afterwards; of what is over, what it knew before.
  Told told();

  /// A group that was not there before.
  record Opened(FindingGroup group, Told told) implements Notice {
    public Opened {
      requireNonNull(group, "group is null");
      requireNonNull(told, "told is null");
    }
  }

  /// A group that got worse: more findings, or a worse one.
  ///
  /// @param added fingerprints of the findings that are new
  record Grown(FindingGroup group, Set<String> added, Told told) implements Notice {
    public Grown {
      requireNonNull(group, "group is null");
      added = Set.copyOf(added);
      requireNonNull(told, "told is null");
    }
  }

  /// A group that is still there after the time that the channel wants to be reminded.
  record Reminder(FindingGroup group, Told told) implements Notice {
    public Reminder {
      requireNonNull(group, "group is null");
      requireNonNull(told, "told is null");
    }
  }

  /// All findings of a group are known to be gone.
  record Resolved(Told told, Instant at) implements Notice {
    public Resolved {
      requireNonNull(told, "told is null");
      requireNonNull(at, "at is null");
    }
  }

  /// Runs cannot see everything since now, and so may miss findings.
  ///
  /// @param reasons sentences
  record Blind(List<String> reasons, Told told) implements Notice {
    public Blind {
      reasons = List.copyOf(reasons);
      requireNonNull(told, "told is null");
    }
  }

  /// Runs see everything again.
  record Sighted(Told told, Instant at) implements Notice {
    public Sighted {
      requireNonNull(told, "told is null");
      requireNonNull(at, "at is null");
    }
  }
}
