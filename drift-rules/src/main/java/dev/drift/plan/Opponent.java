package dev.drift.plan;

import dev.drift.finding.Attribution;

/// Who made a difference, as the record of acts names them: two acts against the same opponent are
/// a fight.
public final class Opponent {
  private Opponent() {}

  /// The user of the request log, else the field manager; empty if neither is known.
  public static String of(Attribution attribution) {
    return attribution.request().map(request -> request.user()).orElseGet(attribution::manager);
  }

  /// As people read it.
  static String named(String opponent) {
    return opponent.isEmpty() ? "somebody unknown" : opponent;
  }
}
