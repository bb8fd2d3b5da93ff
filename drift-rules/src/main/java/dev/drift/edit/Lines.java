package dev.drift.edit;

import dev.drift.yaml.Syntax;

/// The lines of a file, by offsets in UTF-16 units.
///
/// @param text the whole file
record Lines(String text) {
  /// Behind the byte order mark, if the line is the first: it takes no column.
  int start(int offset) {
    int at = offset;
    while (at > 0 && !isBreak(text.charAt(at - 1))) {
      at--;
    }
    return at == 0 && text.startsWith("\uFEFF") && offset > 0 ? 1 : at;
  }

  /// Before the characters that end the line.
  int end(int offset) {
    int at = offset;
    while (at < text.length() && !isBreak(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /// The start of the line after the one that ends at this offset; the end of the file after the
  /// last.
  int next(int end) {
    if (end >= text.length()) {
      return text.length();
    }
    return text.startsWith("\r\n", end) ? end + 2 : end + 1;
  }

  /// What ends this line; for the last line of a file, what ends the one before.
  String lineBreak(int offset) {
    int end = end(offset);
    if (end < text.length()) {
      return text.substring(end, next(end));
    }
    int start = start(offset);
    if (start == 0 || !isBreak(text.charAt(start - 1))) {
      return "\n";
    }
    return text.startsWith("\r\n", Math.max(0, start - 2))
        ? "\r\n"
        : text.substring(start - 1, start);
  }

  /// Where the line before this one ends; the same offset if there is none.
  int endOfPrevious(int start) {
    if (start == 0 || !isBreak(text.charAt(start - 1))) {
      return start;
    }
    return start > 1 && text.startsWith("\r\n", start - 2) ? start - 2 : start - 1;
  }

  int column(int offset) {
    return offset - start(offset);
  }

  /// What the line of this offset is indented with.
  String indent(int offset) {
    int start = start(offset);
    return text.substring(start, skipBlanks(start));
  }

  boolean sameLine(int one, int other) {
    return start(one) == start(other);
  }

  boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (" \t\r\n\uFEFF".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /// Behind the blanks and tabs at this offset.
  int skipBlanks(int offset) {
    int at = offset;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  boolean atEnd(int offset) {
    return offset >= text.length() || isBreak(text.charAt(offset));
  }

  static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }

  /// Where what is written of a node ends: before the end of its last line.
  int contentEnd(Syntax node) {
    return switch (node) {
      case Syntax.Scalar scalar when scalar.isBlock() -> blockEnd(scalar);
      case Syntax.Sequence sequence when !sequence.flow() && !sequence.items().isEmpty() ->
          contentEnd(sequence.items().getLast());
      case Syntax.Mapping mapping when !mapping.flow() && !mapping.entries().isEmpty() ->
          contentEnd(mapping.entries().getLast().value());
      case Syntax.Scalar _, Syntax.Sequence _, Syntax.Mapping _, Syntax.Alias _ -> node.end();
    };
  }

  /// Empty lines behind a block belong to it only if its header keeps them.
  private int blockEnd(Syntax.Scalar scalar) {
    int header = headerEnd(scalar);
    boolean keeps = text.substring(scalar.start(), header).indexOf('+') >= 0;
    int end = Math.max(header, scalar.end());
    int floor = end(header);
    while (end > floor) {
      int start = start(Math.min(end, text.length()));
      if (end == start) {
        // The start of the line behind the block.
        end = endOfPrevious(start);
        if (keeps) {
          return end;
        }
      } else if (isBlank(start, end) && !keeps) {
        end = endOfPrevious(start);
      } else {
        return end;
      }
    }
    return Math.max(floor, end);
  }

  /// Behind `|`, `>` and their indicators.
  int headerEnd(Syntax.Scalar scalar) {
    int at = scalar.start() + 1;
    while (at < text.length() && "+-0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }
}
