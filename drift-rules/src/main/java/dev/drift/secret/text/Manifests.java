package dev.drift.secret.text;

import dev.drift.secret.scan.Scan;
import dev.drift.secret.scan.Spans;
import java.util.regex.Pattern;

/// Manifests of Secrets in texts that cannot be read, such as templates: nobody can tell what of
/// them is secret, so all is masked.
final class Manifests {
  private static final Pattern KIND =
      Pattern.compile(
          "\\bkind[\"'\\\\]{0,4}+[ \\t]{0,8}+:[ \\t]{0,8}+[\"'\\\\]{0,4}+Secret\\b(?!\\w)");

  private Manifests() {}

  static void find(String text, Spans spans) {
    if (text.contains("Secret")
        && (text.contains("data") || text.contains("stringData"))
        && KIND.matcher(text).find()) {
      spans.add(Scan.skipWhite(text, 0), Scan.trimmed(text, 0, text.length()));
    }
  }
}
