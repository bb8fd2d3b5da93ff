package dev.drift.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Texts behind `>`, in which a line break of the file is a blank of the text.
final class FoldedText {
  private FoldedText() {}

  /// The lines to write, those that can stay among them; nothing for what cannot be folded, such as
  /// lines that start with a blank.
  ///
  /// @param written the lines that are there, without their indentation
  static Optional<List<String>> lines(List<String> written, String text) {
    String body = text.endsWith("\n") ? text.replaceFirst("\n+$", "") : text;
    int ends = text.length() - body.length();
    if (body.lines().anyMatch(line -> line.startsWith(" ") || line.startsWith("\t"))
        || body.contains("  ")
        || written.stream().anyMatch(line -> line.startsWith(" ") || line.startsWith("\t"))) {
      return Optional.empty();
    }
    List<List<String>> paragraphs = paragraphs(written);
    List<String> out = new ArrayList<>();
    int position = 0;
    for (String line : body.split("\n", -1)) {
      if (!out.isEmpty() || position > 0) {
        out.add("");
      }
      if (!line.isEmpty()) {
        out.addAll(wrapped(line, paragraphs, position));
      }
      position++;
    }
    for (int i = 1; i < ends; i++) {
      out.add("");
    }
    return Optional.of(out);
  }

  private static List<List<String>> paragraphs(List<String> written) {
    List<List<String>> paragraphs = new ArrayList<>();
    List<String> current = new ArrayList<>();
    for (String line : written) {
      if (!line.isEmpty()) {
        current.add(line);
      } else if (!current.isEmpty()) {
        paragraphs.add(List.copyOf(current));
        current.clear();
      }
    }
    if (!current.isEmpty()) {
      paragraphs.add(List.copyOf(current));
    }
    return paragraphs;
  }

  /// A paragraph, broken where one was broken that starts or ends as it does.
  private static List<String> wrapped(String line, List<List<String>> paragraphs, int position) {
    List<String> best = List.of(line);
    for (List<String> paragraph : paragraphs) {
      if (String.join(" ", paragraph).equals(line)) {
        return paragraph;
      }
    }
    int count = paragraphs.size();
    if (count > 0) {
      best = around(line, paragraphs.get(Math.min(position, count - 1)));
    }
    return best;
  }

  private static List<String> around(String line, List<String> paragraph) {
    List<String> before = new ArrayList<>();
    String rest = line;
    int first = 0;
    while (first < paragraph.size() && rest.startsWith(paragraph.get(first) + " ")) {
      before.add(paragraph.get(first));
      rest = rest.substring(paragraph.get(first).length() + 1);
      first++;
    }
    List<String> after = new ArrayList<>();
    int last = paragraph.size() - 1;
    while (last >= first && rest.endsWith(" " + paragraph.get(last))) {
      after.addFirst(paragraph.get(last));
      rest = rest.substring(0, rest.length() - paragraph.get(last).length() - 1);
      last--;
    }
    before.add(rest);
    before.addAll(after);
    return before;
  }
}
