package dev.drift.secret;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which names announce a secret: `db.password`, `AWS_SECRET_ACCESS_KEY`, `fernetKey`.
///
/// Errs on the side of masking; a masked value is still compared. Names that announce where a
/// secret is, or how it is used, are not secret: `secretName`, `password-file`, `tokenTtl`.
final class SecretNames {
  private static final Set<String> SECRET =
      Set.of(
          "password",
          "passwords",
          "passwd",
          "pwd",
          "pass",
          "passphrase",
          "secret",
          "secrets",
          "token",
          "tokens",
          "credential",
          "credentials",
          "apikey",
          "authorization",
          "requirepass",
          "masterauth",
          "htpasswd",
          "secretkey",
          "accesskey",
          "privatekey");

  /// What makes a `key` a secret one.
  private static final Set<String> KEYS =
      Set.of(
          "api",
          "access",
          "private",
          "secret",
          "encryption",
          "signing",
          "fernet",
          "keystore",
          "truststore",
          "session",
          "master",
          "account",
          "storage",
          "shared",
          "auth",
          "ssh",
          "cookie");

  /// A name that ends so speaks of a secret and is none.
  private static final Set<String> REFERENCES =
      Set.of(
          "name",
          "names",
          "ref",
          "refs",
          "path",
          "paths",
          "file",
          "files",
          "filename",
          "dir",
          "directory",
          "mount",
          "class",
          "namespace",
          "type",
          "ttl",
          "expiry",
          "expiration",
          "seconds",
          "minutes",
          "hours",
          "days",
          "enabled",
          "enable",
          "disabled",
          "provider",
          "url",
          "uri",
          "endpoint",
          "endpoints",
          "issuer",
          "audience",
          "audiences",
          "algorithm",
          "algorithms",
          "length",
          "policy",
          "count",
          "size",
          "interval",
          "timeout",
          "format",
          "authenticator",
          "encoder",
          "mode",
          "version",
          "host",
          "port",
          "location",
          "duration",
          "period",
          "pattern",
          "required",
          "manager",
          "store",
          "optional",
          "selector",
          "method",
          "methods",
          "limit",
          "min",
          "max",
          "rotation",
          "suffix",
          "prefix",
          "header");

  private static final Pattern WORD_BREAK =
      Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private SecretNames() {}

  /// Whether a value of this name is to be masked.
  static boolean announceSecret(String name) {
    if (name.length() < 3 || name.length() > 256) {
      return false;
    }
    List<String> words =
        WORD_BREAK
            .splitAsStream(name)
            .filter(word -> !word.isEmpty())
            .map(word -> word.toLowerCase(Locale.ROOT))
            .toList();
    if (words.isEmpty() || REFERENCES.contains(words.getLast())) {
      return false;
    }
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (SECRET.contains(word) || word.endsWith("password") || word.endsWith("passwd")) {
        return true;
      }
      boolean key = word.equals("key") || word.equals("keys");
      if (key && i > 0 && KEYS.contains(words.get(i - 1))) {
        return true;
      }
    }
    return false;
  }
}
