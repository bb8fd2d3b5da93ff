package dev.drift.yaml;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.StreamReader;

/// Hands SnakeYAML a text that is in memory.
///
/// Its own reader takes a thousand characters at a time, and copies all that it holds for each: of
/// one long scalar, time grows with the square of the length.
///
/// Characters are not checked here: [YamlDocuments] refuses those that YAML does not have.
final class WholeReader extends StreamReader {
  private final int[] characters;
  private int index;
  private int documentIndex;
  private int line;
  private int column;

  WholeReader(String text) {
    super("");
    this.characters = text.codePoints().toArray();
  }

  @Override
  public Mark getMark() {
    return new Mark("text", index, line, column, characters, index);
  }

  @Override
  public void forward() {
    forward(1);
  }

  @Override
  public void forward(int length) {
    for (int i = 0; i < length && index < characters.length; i++) {
      int c = characters[index++];
      documentIndex++;
      if (isLineBreak(c)) {
        line++;
        column = 0;
      } else if (c != '\uFEFF') {
        column++;
      }
    }
  }

  /// The character before the index ends a line; of CR LF the second does.
  private boolean isLineBreak(int c) {
    return c == '\n'
        || c == '\u0085'
        || c == '\u2028'
        || c == '\u2029'
        || (c == '\r' && peek() != '\n' && index < characters.length);
  }

  @Override
  public int peek() {
    return peek(0);
  }

  @Override
  public int peek(int ahead) {
    return index + ahead < characters.length ? characters[index + ahead] : 0;
  }

  @Override
  public String prefix(int length) {
    return new String(characters, index, Math.min(length, characters.length - index));
  }

  @Override
  public String prefixForward(int length) {
    String prefix = prefix(length);
    index += length;
    documentIndex += length;
    column += length;
    return prefix;
  }

  @Override
  public int getColumn() {
    return column;
  }

  @Override
  public int getLine() {
    return line;
  }

  @Override
  public int getIndex() {
    return index;
  }

  @Override
  public int getDocumentIndex() {
    return documentIndex;
  }

  @Override
  public void resetDocumentIndex() {
    documentIndex = 0;
  }
}
