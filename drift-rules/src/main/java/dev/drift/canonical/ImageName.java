package dev.drift.canonical;

import java.util.regex.Pattern;

/// What container runtimes take for the name of an image.
///
/// `ParseNormalizedNamed` of github.com/distribution/reference.
final class ImageName {
  /// Longer than any valid name with tag and digest.
  private static final int LONGEST = 600;

  private static final Pattern IDENTIFIER = Pattern.compile("[a-f0-9]{64}");
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*"
              + "|\\[[a-fA-F0-9:]+])(?::[0-9]+)?");
  private static final Pattern REMAINDER =
      Pattern.compile(
          "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*"
              + "(?::\\w[\\w.-]{0,127})?"
              + "(?:@(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}))?");

  private ImageName() {}

  static boolean isValid(String image) {
    if (image.length() > LONGEST || IDENTIFIER.matcher(image).matches()) {
      return false;
    }
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    return isDomain(first)
        ? DOMAIN.matcher(first).matches() && REMAINDER.matcher(image.substring(slash + 1)).matches()
        : REMAINDER.matcher(image).matches();
  }

  /// Otherwise it is the first part of a name at Docker's own registry.
  private static boolean isDomain(String first) {
    return first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || first.equals("localhost")
        || first.chars().anyMatch(Character::isUpperCase);
  }
}
