package dev.drift.yaml;

import static java.util.Objects.requireNonNull;

/// A document as it is written.
public final class Written {
  private final Text text;
  private final Syntax root;
  private final boolean json;

  Written(Text text, Syntax root, boolean json) {
    this.text = text;
    this.root = requireNonNull(root, "root is null");
    this.json = json;
  }

  /// The whole file, its byte order mark included.
  public String text() {
    return text.content();
  }

  public Syntax root() {
    return root;
  }

  /// Whether the file was read as JSON.
  public boolean json() {
    return json;
  }

  /// Counted from 1.
  ///
  /// @param offset in UTF-16 units
  public int line(int offset) {
    return text.line(text.codePoint(offset));
  }

  /// The offset in UTF-16 units of one in code points, such as [dev.drift.model.origin.Place] has.
  public int unit(int codePoint) {
    return text.unit(codePoint);
  }
}
