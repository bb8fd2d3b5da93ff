package dev.drift.world;

import dev.drift.model.LiveState;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import java.util.List;

/// Worlds that tests make up.
public final class Worlds {
  private static final Redactor REDACTOR = new Redactor(new MaskKey(new byte[32]));

  private Worlds() {}

  /// A cluster of which Git declares nothing.
  public static World of(LiveState live) {
    return of(DesiredState.of(List.of(), live.kinds(), List.of()), live);
  }

  public static World of(DesiredState desired, LiveState live) {
    return World.of(desired, live, List.of(), REDACTOR);
  }

  /// What an observer saw that saw everything.
  public static Observation seen(Facts facts) {
    return new Observation(facts, List.of(), List.of());
  }
}
