package dev.drift.yaml;

import dev.drift.model.Problem;
import java.io.Serial;

/// Ends the reading of one document. The sentence holds nothing of the file.
final class Refusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Problem.Code code;
  private final int offset;

  /// @param offset where, in code points
  Refusal(Problem.Code code, int offset, String sentence) {
    super(sentence, null, false, false);
    this.code = code;
    this.offset = offset;
  }

  static Refusal duplicate(String key, int firstLine, int offset) {
    return new Refusal(
        Problem.Code.YAML_DUPLICATE_KEY,
        offset,
        "%s is already on line %d; remove one of them.".formatted(KeyName.shown(key), firstLine));
  }

  private String sentence() {
    return String.valueOf(getMessage());
  }

  Problem problem(String file, Text text) {
    return Problem.at(
        text.place(file, offset), code, "%s:%d: %s".formatted(file, text.line(offset), sentence()));
  }
}
