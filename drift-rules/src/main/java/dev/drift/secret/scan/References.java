package dev.drift.secret.scan;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which values of secret names are no secrets: they only name where the secret is, or say that
/// there is none.
public final class References {
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "nil", "none", "~", "yes", "no", "on", "off", "unset");

  /// Longer than any reference.
  private static final int LONGEST = 512;

  /// Providers that fill in a value. Any other `${name:text}` may be a name with its default,
  /// which is a secret.
  private static final String PROVIDERS =
      "(?i:env|file|dir|directory|secret|secrets|configmap|configmaps|vault|sys|strimzienv"
          + "|strimzisecrets|strimzidir|strimzifile|awssm|ssm|gcpsm|azurekv):";

  private static final Pattern BRACED =
      Pattern.compile("\\$\\{(?:[A-Za-z0-9_.-]++|" + PROVIDERS + "[A-Za-z0-9_./:-]++)}");

  private static final Pattern REFERENCE =
      Pattern.compile(
          BRACED.pattern()
              + "|\\$\\([A-Za-z0-9_]++\\)"
              + "|\\$[A-Z_][A-Z0-9_]{2,}+"
              + "|\\{\\{[^}]*+}}"
              + "|%\\([A-Za-z0-9_]++\\)s"
              + "|(?:file|classpath|urn:nessie-secret):[A-Za-z0-9_.:/-]++"
              + "|/(?:etc|var|run|opt|home|usr|mnt|tmp|root|srv|secrets?|certs?|vault)/[A-Za-z0-9_./-]++");

  private References() {}

  /// Whether the text, perhaps in quotes, is `${ENV:PASSWORD}`, `$(PASSWORD)`, `$PASSWORD`,
  /// `{{ .Values.password }}`, a file, a truth value or nothing.
  public static boolean isReference(String text) {
    if (text.length() > LONGEST) {
      return text.isBlank();
    }
    String bare = unquoted(text.strip());
    return bare.isEmpty()
        || WORDS.contains(bare.toLowerCase(Locale.ROOT))
        || REFERENCE.matcher(bare).matches();
  }

  /// Where the reference ends that begins with this `$`; just behind it where none begins.
  public static int end(String text, int at) {
    if (!text.startsWith("{", at + 1)) {
      return at + 1;
    }
    Matcher matcher = BRACED.matcher(text).region(at, Math.min(text.length(), at + LONGEST));
    return matcher.lookingAt() ? matcher.end() : at + 1;
  }

  private static String unquoted(String text) {
    int end = text.length();
    boolean quoted =
        end >= 2
            && text.charAt(0) == text.charAt(end - 1)
            && (text.charAt(0) == '"' || text.charAt(0) == '\'');
    return quoted ? text.substring(1, end - 1).strip() : text;
  }
}
