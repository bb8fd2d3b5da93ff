package dev.drift.edit;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Edits the site files of Hadoop. What [SettingsEdit] does not find proven is refused.
final class HadoopSettings {
  private static final String OPEN = "<property>";
  private static final String CLOSE = "</property>";

  private final String text;
  private final Lines lines;

  HadoopSettings(String text) {
    this.text = text;
    this.lines = new Lines(text);
  }

  Optional<String> edit(Path path, Optional<Value> value) {
    boolean known =
        path.elements().size() == 1
            && path.elements().getFirst() instanceof Path.Field
            && (value.isEmpty() || value.get() instanceof Value.Str);
    if (!known || text.contains("<![CDATA[")) {
      return Optional.empty();
    }
    String name = ((Path.Field) path.elements().getFirst()).name();
    List<int[]> there = properties(name);
    if (value.isEmpty()) {
      return removed(there);
    }
    String now = escaped(((Value.Str) value.get()).value());
    return there.isEmpty() ? added(escaped(name), now) : changed(there.getLast(), now);
  }

  /// The properties of this name, each from its first to behind its last character.
  private List<int[]> properties(String name) {
    List<int[]> found = new ArrayList<>();
    for (int at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, at + 1)) {
      int close = text.indexOf(CLOSE, at);
      if (close < 0 || isInComment(at)) {
        continue;
      }
      int from = text.indexOf("<name>", at);
      int to = text.indexOf("</name>", at);
      if (from > 0 && from < to && to < close) {
        String written = text.substring(from + "<name>".length(), to).strip();
        if (written.equals(escaped(name))) {
          found.add(new int[] {at, close + CLOSE.length()});
        }
      }
    }
    return found;
  }

  private boolean isInComment(int at) {
    return text.lastIndexOf("<!--", at) > text.lastIndexOf("-->", at);
  }

  private Optional<String> changed(int[] property, String now) {
    int from = text.indexOf("<value>", property[0]);
    int to = text.indexOf("</value>", property[0]);
    if (from < 0 || to < from || to > property[1]) {
      return Optional.empty();
    }
    return Optional.of(text.substring(0, from + "<value>".length()) + now + text.substring(to));
  }

  private Optional<String> removed(List<int[]> there) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (int[] property : there) {
      int start = property[0];
      int end = property[1];
      boolean alone =
          lines.isBlank(lines.start(start), start) && lines.isBlank(end, lines.end(end));
      out.append(text, at, alone ? lines.start(start) : start);
      at = alone ? lines.next(lines.end(end)) : end;
    }
    return there.isEmpty()
        ? Optional.empty()
        : Optional.of(out.append(text, at, text.length()).toString());
  }

  /// Laid out as the last property is.
  private Optional<String> added(String name, String value) {
    int end = text.lastIndexOf("</configuration>");
    int last = text.lastIndexOf(OPEN, end);
    int lastEnd = last < 0 ? -1 : text.indexOf(CLOSE, last);
    if (end < 0 || lastEnd < 0 || isInComment(last)) {
      return Optional.empty();
    }
    int behind = lastEnd + CLOSE.length();
    boolean oneLine = lines.sameLine(last, lastEnd);
    String lineBreak = lines.lineBreak(last);
    String indent = lines.indent(last);
    String inner = oneLine ? "" : lineBreak + lines.indent(text.indexOf("<name>", last));
    String property =
        OPEN
            + inner
            + "<name>"
            + name
            + "</name>"
            + inner
            + "<value>"
            + value
            + "</value>"
            + (oneLine ? "" : lineBreak + indent)
            + CLOSE;
    return Optional.of(
        text.substring(0, behind) + lineBreak + indent + property + text.substring(behind));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
