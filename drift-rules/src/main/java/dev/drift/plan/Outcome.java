package dev.drift.plan;

import static java.util.Objects.requireNonNull;

/// What became of an act.
///
/// @param sentence what happened, without a secret
public record Outcome(Kind kind, String sentence) {
  /// How an act ended.
  public enum Kind {
    DONE(true, "done"),
    /// When the object was read again, nothing was left to do.
    ALREADY_DONE(false, "nothing to do"),
    /// The run before was stopped in the middle; the object shows that nothing was written.
    NOT_DONE(false, "not done"),
    /// The object has changed since it was evaluated; the next run decides.
    CHANGED_SINCE(false, "left for the next run"),
    /// The API server, or an admission webhook, refused.
    REFUSED(false, "refused"),
    /// A right is missing.
    NEEDS_RIGHTS(false, "needs rights"),
    /// A dry-run shows that the API server, or something behind it, does not keep the value.
    /// Nothing was written.
    NOT_KEPT(false, "not kept"),
    /// It was done, and when it was read back, somebody had undone it.
    UNDONE(true, "undone at once"),
    /// The API server could not be asked; nothing was changed.
    NOT_SENT(false, "not sent"),
    /// Nobody knows whether it was carried out. The next run finds out.
    UNKNOWN(true, "unknown");

    private final boolean changed;
    private final String label;

    Kind(boolean changed, String label) {
      this.changed = changed;
      this.label = label;
    }

    /// As people read it.
    public String label() {
      return label;
    }

    /// Whether the API server said no, and will say so again until somebody changes that.
    public boolean refused() {
      return this == REFUSED || this == NEEDS_RIGHTS;
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
