package dev.drift.edit;

import dev.drift.model.value.Value;
import dev.drift.yaml.Syntax;

/// Puts another value into the place of one.
final class Slots {
  private final TreeEditor editor;
  private final Lines lines;

  Slots(TreeEditor editor) {
    this.editor = editor;
    this.lines = editor.lines;
  }

  void put(Syntax node, Value now, Slot slot) {
    switch (slot) {
      case Slot.Root _ ->
          throw new CannotEdit(
              EditResult.Reason.SYNTAX,
              node.start(),
              "the whole document would be replaced; edit the file by hand.");
      case Slot.Flow _ -> flow(node, now);
      case Slot.Entry entry -> {
        if (!inPlace(node, now)) {
          block(node, editor.writer.afterKey(now, entry.column(), style(node)), entry.head());
        }
      }
      case Slot.Item item -> {
        if (!inPlace(node, now)) {
          block(
              node,
              editor.writer.afterDash(now, item.column(), item.width(), style(node)),
              item.head());
        }
      }
    }
  }

  private Syntax.Style style(Syntax node) {
    if (editor.care == TreeEditor.Care.SAFE) {
      return Syntax.Style.DOUBLE;
    }
    return node instanceof Syntax.Scalar scalar ? scalar.style() : Syntax.Style.PLAIN;
  }

  private boolean inPlace(Syntax node, Value now) {
    return editor.care == TreeEditor.Care.KEEP
        && node instanceof Syntax.Scalar scalar
        && scalar.isBlock()
        && now instanceof Value.Str(String text)
        && BlockText.edit(lines, scalar, text, editor.patches);
  }

  private void flow(Syntax node, Value now) {
    boolean empty = node instanceof Syntax.Scalar scalar && scalar.isEmpty();
    String text = editor.flowWriter().value(now, lines.indent(node.start()), style(node));
    String local = text.replace("\n", lines.lineBreak(node.start()));
    if (!empty) {
      editor.patches.replace(keptStart(node), node.end(), local);
      return;
    }
    char before = lines.text().charAt(node.end() - 1);
    boolean key = before == ':' || before == ' ' || before == '[' || before == ',';
    editor.patches.insert(node.end(), before == ':' ? " " + local : key ? local : ": " + local);
  }

  /// Behind the anchor and the tag, if these stay.
  private int keptStart(Syntax node) {
    return editor.care == TreeEditor.Care.KEEP ? node.start() : node.outer();
  }

  /// @param head behind the colon or the dash
  private void block(Syntax node, Rendered now, int head) {
    boolean empty = node instanceof Syntax.Scalar scalar && scalar.isEmpty();
    if (empty && node.outer() == node.end()) {
      int rest = lines.skipBlanks(head);
      int to = lines.atEnd(rest) ? rest : head;
      write(now, head, to, lines.end(head), lines.end(head));
    } else if (empty) {
      write(now, node.end(), node.end(), lines.end(node.end()), lines.end(node.end()));
    } else if (node instanceof Syntax.Scalar scalar && scalar.isBlock()) {
      int header = lines.headerEnd(scalar);
      write(now, keptStart(node), header, lines.end(header), lines.contentEnd(node));
    } else if (isBlock(node) && !lines.sameLine(head, node.start())) {
      int from = head;
      int to = head;
      if (node.outer() < node.start() && lines.sameLine(head, node.outer())) {
        int properties = propertiesEnd(node);
        from = editor.care == TreeEditor.Care.KEEP ? properties : head;
        to = properties;
      }
      write(now, from, to, lines.end(head), lines.end(lines.contentEnd(node)));
    } else if (isBlock(node)) {
      // A comment behind the last of several lines is one of what goes.
      int content = lines.contentEnd(node);
      int end = lines.sameLine(node.start(), content) ? content : lines.end(content);
      editor.patches.replace(node.outer(), end, now.text(lines.lineBreak(head)));
    } else {
      int end = lines.end(node.end());
      write(now, keptStart(node), node.end(), end, end);
    }
  }

  private static boolean isBlock(Syntax node) {
    return switch (node) {
      case Syntax.Mapping mapping -> !mapping.flow();
      case Syntax.Sequence sequence -> !sequence.flow();
      case Syntax.Scalar _, Syntax.Alias _ -> false;
    };
  }

  /// Behind the anchor and the tag that are in the line of the key.
  private int propertiesEnd(Syntax node) {
    int at = node.outer();
    int end = at;
    while (!lines.atEnd(at) && "&!".indexOf(lines.text().charAt(at)) >= 0) {
      while (!lines.atEnd(at) && " \t".indexOf(lines.text().charAt(at)) < 0) {
        at++;
      }
      end = at;
      at = lines.skipBlanks(at);
    }
    return end;
  }

  /// @param from where the head starts in its line
  /// @param to where it ends
  /// @param below where the lines below start, before the break
  /// @param end where they end
  private void write(Rendered now, int from, int to, int below, int end) {
    String text = lines.text();
    if (now.head().isEmpty()) {
      int start = from;
      while (start > 0 && " \t".indexOf(text.charAt(start - 1)) >= 0) {
        start--;
      }
      editor.patches.delete(start, to);
    } else {
      boolean apart = from == 0 || " \t".indexOf(text.charAt(from - 1)) >= 0;
      editor.patches.replace(from, to, (apart ? "" : " ") + now.head());
    }
    String lineBreak = lines.lineBreak(from);
    StringBuilder rest = new StringBuilder();
    now.below().forEach(line -> rest.append(lineBreak).append(line));
    if (now.closed() && end == text.length()) {
      rest.append(lineBreak);
    }
    editor.patches.replace(below, end, rest.toString());
  }
}
