package dev.drift.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/// A ServiceAccount as RBAC's own users are written: `NAMESPACE:NAME`.
record ServiceAccountName(String namespace, String name) {
  /// Names of Kubernetes, which need no quotes in YAML.
  private static final Pattern FORM =
      Pattern.compile("([a-z0-9][a-z0-9-]{0,62}):([a-z0-9][a-z0-9.-]{0,252})");

  static ServiceAccountName parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'%s' is not a ServiceAccount; write NAMESPACE:NAME".formatted(text));
    }
    return new ServiceAccountName(matcher.group(1), matcher.group(2));
  }
}
