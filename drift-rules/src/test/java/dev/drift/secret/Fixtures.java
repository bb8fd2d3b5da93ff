package dev.drift.secret;

import dev.drift.secret.key.MaskKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The texts and names of the tests, and the key that masks them.
public final class Fixtures {
  static final MaskKey KEY = key("a key for tests, 32 bytes or more");
  static final MaskKey OTHER_KEY = key("another key for tests, 32 bytes at least");

  private static final Path FOLDER = Path.of("src/test/resources/dev/drift/secret");
  private static final Pattern MARKED = Pattern.compile("«([^»]*)»");

  private Fixtures() {}

  /// A text in which marks show where secrets stand: `password=«canary»`.
  public record Text(String title, String marked) {
    String plain() {
      return marked.replace("«", "").replace("»", "");
    }

    /// With `«»` in place of each secret.
    String expected() {
      return MARKED.matcher(marked).replaceAll("«»");
    }

    List<String> secrets() {
      return MARKED.matcher(marked).results().map(secret -> secret.group(1)).toList();
    }

    /// The same with one letter of one secret changed.
    List<String> withOtherSecrets() {
      List<String> texts = new ArrayList<>();
      Matcher matcher = MARKED.matcher(marked);
      while (matcher.find()) {
        int middle = letter(marked, (matcher.start(1) + matcher.end(1)) / 2);
        char other = other(marked.charAt(middle));
        texts.add(
            new Text(title, marked.substring(0, middle) + other + marked.substring(middle + 1))
                .plain());
      }
      return texts;
    }

    private static int letter(String text, int from) {
      int at = from;
      while (!Character.isLetterOrDigit(text.charAt(at))) {
        at++;
      }
      return at;
    }

    private static char other(char c) {
      if (Character.isDigit(c)) {
        return c == '7' ? '8' : '7';
      }
      char other = c == 'q' || c == 'Q' ? 'z' : 'q';
      return Character.isUpperCase(c) ? Character.toUpperCase(other) : other;
    }

    @Override
    public String toString() {
      return title;
    }
  }

  static MaskKey key(String bytes) {
    return new MaskKey(bytes.getBytes(StandardCharsets.UTF_8));
  }

  /// With `«»` in place of each mask.
  public static String shape(String masked) {
    return masked.replaceAll("‹masked:[0-9a-f]{12}:[0-9a-f]{32}›", "«»");
  }

  public static List<Text> texts(String file) {
    return Arrays.stream(read(file).split("(?m)^=== "))
        .skip(1)
        .map(section -> section.split("\n", 2))
        .map(section -> new Text(section[0], section[1]))
        .toList();
  }

  public static Stream<String> names(String file) {
    return read(file)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .flatMap(line -> Arrays.stream(line.substring(line.indexOf(": ") + 2).split(" ")));
  }

  private static String read(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
