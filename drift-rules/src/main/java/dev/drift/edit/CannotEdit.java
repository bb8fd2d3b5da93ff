package dev.drift.edit;

import java.io.Serial;

/// Ends an edit. The sentence holds nothing of the file.
final class CannotEdit extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final EditResult.Reason reason;
  private final int offset;

  /// @param offset where, in UTF-16 units; -1 for the whole document
  CannotEdit(EditResult.Reason reason, int offset, String sentence) {
    super(sentence, null, false, false);
    this.reason = reason;
    this.offset = offset;
  }

  EditResult.Reason reason() {
    return reason;
  }

  int offset() {
    return offset;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
