package dev.drift.secret;

import dev.drift.model.value.Value;

/// Makes shown values of values that tests know to be no secrets.
public final class ShownInTests {
  private ShownInTests() {}

  public static Shown plain(Value value) {
    return new Shown.Plain(value);
  }

  public static Shown plain(String text) {
    return plain(Value.of(text));
  }
}
