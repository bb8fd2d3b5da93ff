package dev.drift.edit;

import static java.util.Objects.requireNonNull;

import dev.drift.model.origin.Place;

/// What became of edits: all of them, or none.
public sealed interface EditResult {
  /// @param content of the file; proven to say what was intended and nothing else
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only, as that of a SourceFile
  record Edited(byte[] content) implements EditResult {
    public Edited {
      requireNonNull(content, "content is null");
    }

    @Override
    public String toString() {
      return "Edited(%d bytes)".formatted(content.length);
    }
  }

  /// Nothing but comments would be left: the file is to be deleted.
  enum Emptied implements EditResult {
    EMPTIED
  }

  /// @param sentence what cannot be edited, where, why and what to do; holds no value
  record Refused(Reason reason, Place place, String sentence) implements EditResult {
    public Refused {
      requireNonNull(reason, "reason is null");
      requireNonNull(place, "place is null");
      requireNonNull(sentence, "sentence is null");
    }
  }

  /// Why edits are refused.
  enum Reason {
    /// The file, or the document in it, cannot be read.
    UNREADABLE,
    /// An alias or a merge key uses the value elsewhere too, or the value comes from one.
    SHARED,
    /// The path leads nowhere, or there is something already.
    NO_SUCH_PATH,
    /// A value that YAML or JSON cannot hold.
    NOT_WRITABLE,
    /// Something is written in a way that is not edited, such as a key behind a question mark.
    SYNTAX,
    /// The text within a value is not made of settings, or not in a way that is edited.
    TEXT,
    /// The edited file would not say exactly what was intended.
    NOT_PROVEN,
    /// What would be written is a secret.
    SECRET
  }
}
