package dev.drift.owner;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.HeldObject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds which object a document of YAML describes, without reading the rest of it: rendered charts
/// are megabytes of dashboards and alerts. Takes only what is written in the usual way, in blocks
/// and with plain names; like Helm, it lets the last of two equal keys count.
final class PlainDocument {
  /// What YAML 1.1 does not read as text.
  private static final Set<String> WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private String apiVersion = "";
  private String kind = "";
  private String namespace = "";
  private String name = "";
  private boolean inMetadata;
  private int indent;

  private PlainDocument() {}

  /// Empty if the document is written in another way, or describes no object.
  static Optional<HeldObject> read(String document) {
    PlainDocument reader = new PlainDocument();
    int from = 0;
    while (from < document.length()) {
      int end = document.indexOf('\n', from);
      int to = end < 0 ? document.length() : end;
      int trimmed = to > from && document.charAt(to - 1) == '\r' ? to - 1 : to;
      if (!reader.line(document, from, trimmed)) {
        return Optional.empty();
      }
      from = to + 1;
    }
    return reader.object();
  }

  private Optional<HeldObject> object() {
    boolean whole =
        !apiVersion.isEmpty() && !kind.isEmpty() && !name.isEmpty() && !kind.endsWith("List");
    return whole
        ? Optional.of(new HeldObject(GroupKind.of(apiVersion, kind), namespace, name, ""))
        : Optional.empty();
  }

  /// Whether the line is written in the usual way.
  private boolean line(String text, int from, int to) {
    if (!inMetadata && from < to && text.charAt(from) == ' ') {
      return true;
    }
    int start = from;
    while (start < to && text.charAt(start) == ' ') {
      start++;
    }
    if (start == to || text.charAt(start) == '#') {
      return true;
    }
    if (start > from) {
      return inMetadata(text, start, to, start - from);
    }
    if (text.charAt(start) == '-') {
      return !inMetadata;
    }
    int colon = key(text, start, to);
    if (colon < 0) {
      return false;
    }
    inMetadata = false;
    return switch (text.substring(start, colon)) {
      case "apiVersion" -> {
        apiVersion = scalar(text, colon + 1, to);
        yield !apiVersion.isEmpty();
      }
      case "kind" -> {
        kind = scalar(text, colon + 1, to);
        yield !kind.isEmpty();
      }
      case "metadata" -> {
        inMetadata = true;
        indent = 0;
        name = "";
        namespace = "";
        int rest = skipBlanks(text, colon + 1, to);
        yield rest == to || text.charAt(rest) == '#';
      }
      default -> true;
    };
  }

  private boolean inMetadata(String text, int start, int to, int depth) {
    if (indent == 0) {
      indent = depth;
    }
    if (depth != indent) {
      return depth > indent;
    }
    if (text.charAt(start) == '-') {
      return true;
    }
    int colon = key(text, start, to);
    if (colon < 0) {
      return false;
    }
    String field = text.substring(start, colon);
    if (field.equals("name")) {
      name = scalar(text, colon + 1, to);
      return !name.isEmpty();
    }
    if (field.equals("namespace")) {
      namespace = scalar(text, colon + 1, to);
      return !namespace.isEmpty();
    }
    return true;
  }

  /// Where the colon of the line's plain key stands; -1 if it begins with something else.
  private static int key(String text, int start, int to) {
    for (int i = start; i < to; i++) {
      char one = text.charAt(i);
      if (one == ':') {
        return i > start && (i + 1 == to || text.charAt(i + 1) == ' ') ? i : -1;
      }
      if (!Character.isLetterOrDigit(one) && "._/-".indexOf(one) < 0) {
        return -1;
      }
    }
    return -1;
  }

  /// A name in plain letters, with quotes around it or without; empty for anything else, and for
  /// what may be a number or a truth value.
  private static String scalar(String text, int from, int to) {
    int start = skipBlanks(text, from, to);
    char quote = start < to ? text.charAt(start) : ' ';
    boolean quoted = quote == '"' || quote == '\'';
    int first = quoted ? start + 1 : start;
    int end = first;
    while (end < to && isPlain(text.charAt(end))) {
      end++;
    }
    if (end == first || (quoted && (end == to || text.charAt(end) != quote))) {
      return "";
    }
    int after = quoted ? end + 1 : end;
    int rest = skipBlanks(text, after, to);
    boolean comment = rest < to && rest > after && text.charAt(rest) == '#';
    String name = text.substring(first, end);
    return (rest == to || comment) && (quoted || isText(name)) ? name : "";
  }

  private static boolean isText(String plain) {
    return !Character.isDigit(plain.charAt(0))
        && !WORDS.contains(plain.toLowerCase(Locale.ROOT))
        && plain.indexOf(':') != plain.length() - 1;
  }

  /// Names of RBAC may hold colons.
  private static boolean isPlain(char one) {
    return Character.isLetterOrDigit(one) || "._/-:".indexOf(one) >= 0;
  }

  private static int skipBlanks(String text, int from, int to) {
    int at = from;
    while (at < to && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }
}
