package dev.drift.owner;

import static java.util.Objects.requireNonNull;

import dev.drift.model.LiveResource;
import dev.drift.model.MaskLevel;
import dev.drift.model.value.Value;
import dev.drift.secret.FieldSetRedactor;
import dev.drift.secret.ObjectMask;
import dev.drift.secret.Redactor;

/// Masks whole objects. With a mask stay the facts that rules need of what is behind it: when a
/// certificate expires, whether a password is a published default, and which objects the record of
/// a Helm release holds.
///
/// @param redactor one without memory, if it lives longer than a run
public record FactKeepingMask(Redactor redactor) implements ObjectMask {
  public FactKeepingMask {
    requireNonNull(redactor, "redactor is null");
  }

  @Override
  public String keyId() {
    return redactor.keyId();
  }

  @Override
  public MaskLevel level() {
    return redactor.level();
  }

  @Override
  public LiveResource object(LiveResource plain) {
    return new LiveResource(
        plain.ref(),
        ReleaseMasks.withFacts(plain, redactor.redact(plain.ref(), plain.content())),
        plain.owners());
  }

  @Override
  public Value.Obj fieldSet(Value.Obj plain) {
    return FieldSetRedactor.redacted(plain, redactor);
  }
}
