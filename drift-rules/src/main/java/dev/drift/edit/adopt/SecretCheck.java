package dev.drift.edit.adopt;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.secret.MaskedText;
import dev.drift.secret.Redactor;
import dev.drift.text.Settings;
import java.util.Optional;

/// Finds values that Git must not be given: those that a report would mask.
final class SecretCheck {
  private final Redactor redactor;
  private final LiveResource live;
  private final Value.Obj redacted;

  SecretCheck(Redactor redactor, LiveResource live) {
    this.redactor = redactor;
    this.live = live;
    this.redacted = redactor.redact(live.ref(), live.content());
  }

  boolean isSecret(Difference difference) {
    if (difference.change() == Change.REMOVED || difference.change() == Change.REORDERED) {
      return false; // nothing of the cluster is written
    }
    Difference field = difference.ofField();
    if (!redactor.path(field.livePath()).equals(field.livePath())) {
      return true;
    }
    Optional<Value> plain = Steps.at(field.livePath(), live.content());
    Optional<Value> masked = Steps.at(field.livePath(), redacted);
    if (plain.equals(masked)) {
      return plain.filter(SecretCheck::hasMask).isPresent();
    }
    // Of a text, only what is written of it counts.
    return difference.text().isEmpty()
        || !plain
            .flatMap(text -> setting(difference, text))
            .equals(masked.flatMap(text -> setting(difference, text)));
  }

  private static Optional<Value> setting(Difference difference, Value text) {
    Difference whole = difference.ofField();
    Path inner = TextEdits.inner(difference.livePath(), whole.livePath());
    return text instanceof Value.Str(String content)
        ? Settings.read(TextEdits.name(whole.livePath()), content)
            .flatMap(settings -> Steps.at(inner, settings.root()))
        : Optional.empty();
  }

  private static boolean hasMask(Value value) {
    return switch (value) {
      case Value.Masked _ -> true;
      case Value.Obj object -> object.fields().values().stream().anyMatch(SecretCheck::hasMask);
      case Value.Arr array -> array.items().stream().anyMatch(SecretCheck::hasMask);
      case Value.Str(String text) -> MaskedText.hasMask(text);
      case Value.Null _, Value.Bool _, Value.Num _ -> false;
    };
  }
}
