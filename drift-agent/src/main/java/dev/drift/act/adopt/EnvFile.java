package dev.drift.act.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file of lines `KEY=value`, as kustomize reads it for `envs`: the value is the rest of the
/// line, without any quotes or comments. See
/// <https://github.com/kubernetes-sigs/kustomize/blob/master/api/kv/kv.go>.
final class EnvFile {
  private static final Pattern LINE = Pattern.compile("[^\\n]*\\n|[^\\n]+");

  private final List<String> lines = new ArrayList<>();

  private EnvFile(String text) {
    Matcher matcher = LINE.matcher(text);
    while (matcher.find()) {
      lines.add(matcher.group());
    }
  }

  static EnvFile of(byte[] content) {
    return new EnvFile(new String(content, UTF_8));
  }

  /// Empty if no line sets the key.
  Optional<String> get(String key) {
    return index(key)
        .map(lines::get)
        .map(line -> line.substring(line.indexOf('=') + 1).replaceFirst("\\r?\\n$", ""));
  }

  /// The file in which a key has a value; other lines stay as they are.
  ///
  /// @param value empty to remove the line
  /// @return empty if no line can say it
  Optional<byte[]> with(String key, Optional<String> value) {
    if (value.filter(it -> it.indexOf('\n') >= 0 || it.endsWith("\r")).isPresent()) {
      return Optional.empty();
    }
    List<String> changed = new ArrayList<>(lines);
    Optional<Integer> at = index(key);
    if (at.isPresent() && value.isPresent()) {
      String line = lines.get(at.get());
      String end = line.endsWith("\r\n") ? "\r\n" : line.endsWith("\n") ? "\n" : "";
      changed.set(at.get(), line.substring(0, line.indexOf('=') + 1) + value.get() + end);
    } else if (at.isPresent()) {
      changed.remove((int) at.get());
    } else if (value.isPresent()) {
      String end = lines.stream().anyMatch(it -> it.endsWith("\r\n")) ? "\r\n" : "\n";
      if (!lines.isEmpty() && !lines.getLast().endsWith("\n")) {
        changed.set(lines.size() - 1, lines.getLast() + end);
      }
      changed.add(key + "=" + value.get() + end);
    }
    return Optional.of(String.join("", changed).getBytes(UTF_8));
  }

  private Optional<Integer> index(String key) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).stripLeading().startsWith(key + "=")) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
