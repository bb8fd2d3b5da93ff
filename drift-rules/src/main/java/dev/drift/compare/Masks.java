package dev.drift.compare;

import dev.drift.model.value.Value;
import dev.drift.secret.MaskedText;

/// Whether two values that are not equal are therefore different.
///
/// Masks under two keys cannot be compared. A mask and a plain value always differ: what is
/// masked is decided by names, so that one of the two is a reference or empty.
final class Masks {
  private Masks() {}

  static boolean comparable(Value one, Value other) {
    if (one instanceof Value.Masked(_, String a, _)
        && other instanceof Value.Masked(_, String b, _)) {
      return a.equals(b);
    }
    return !(one instanceof Value.Str(String a)
        && other instanceof Value.Str(String b)
        && MaskedText.differInKeysOnly(a, b));
  }
}
