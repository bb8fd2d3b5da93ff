package dev.drift.plan;

import static java.util.Objects.requireNonNull;

/// What became of an act.
///
/// @param sentence what happened, without a secret
public record Outcome(Kind kind, String sentence) {
  /// How an act ended.
  public enum Kind {
    DONE(true),
    /// When the object was read again, nothing was left to do.
    ALREADY_DONE(false),
    /// The run before was stopped in the middle; the object shows that nothing was written.
    NOT_DONE(false),
    /// The object has changed since it was evaluated; the next run decides.
    CHANGED_SINCE(false),
    /// The API server, or an admission webhook, refused.
    REFUSED(false),
    /// A right is missing.
    NEEDS_RIGHTS(false),
    /// The API server, or something behind it, does not keep the value.
    NOT_KEPT(true),
    /// The API server could not be asked; nothing was changed.
    NOT_SENT(false),
    /// Nobody knows whether it was carried out. The next run finds out.
    UNKNOWN(true);

    private final boolean changed;

    Kind(boolean changed) {
      this.changed = changed;
    }

    /// Whether the cluster was changed, or may have been.
    public boolean changed() {
      return changed;
    }
  }

  public Outcome {
    requireNonNull(kind, "kind is null");
    requireNonNull(sentence, "sentence is null");
  }
}
