package dev.drift.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/// `page.html` with its style and scripts in it. The page may load nothing, and run no other
/// scripts than these.
final class PageTemplate {
  private static final String STYLE = "page.css";

  private PageTemplate() {}

  /// @param json in the element that `page.js` reads; it stays text whatever it contains
  /// @param policy a Content Security Policy
  /// @param scripts names of resources, in the order in which they run
  static String filled(String json, String policy, String... scripts) {
    // The JSON last: it may contain the names of the other parts.
    return resource("page.html")
        .replace("{{policy}}", policy)
        .replace("{{style}}", resource(STYLE))
        .replace(
            "{{scripts}}",
            Arrays.stream(scripts)
                .map(it -> "<script>" + resource(it) + "</script>")
                .collect(Collectors.joining("\n")))
        // Only in strings, where it means the same: `</script>` would end the element.
        .replace("{{report}}", json.replace("<", "\\u003c"));
  }

  /// See <https://www.w3.org/TR/CSP3/>.
  ///
  /// @param connect what the page may ask for data, such as `'none'`
  static String policy(String connect, String... scripts) {
    return ("default-src 'none'; style-src %s; script-src %s; connect-src %s; base-uri 'none';"
            + " form-action 'none'")
        .formatted(
            hash(STYLE),
            Arrays.stream(scripts).map(PageTemplate::hash).collect(Collectors.joining(" ")),
            connect);
  }

  private static String hash(String name) {
    return "'sha256-%s'".formatted(Sha256.base64(resource(name)));
  }

  private static String resource(String name) {
    try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing next to " + PageTemplate.class);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of the program cannot be read", e);
    }
  }
}
