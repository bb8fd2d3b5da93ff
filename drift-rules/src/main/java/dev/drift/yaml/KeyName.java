package dev.drift.yaml;

import java.util.regex.Pattern;

/// How a message names a key.
final class KeyName {
  /// What names of fields, annotations and files look like; anything else may be a value in the
  /// wrong place.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]{1,100}");

  private KeyName() {}

  static String shown(String key) {
    return NAME.matcher(key).matches() ? "the key \"" + key + "\"" : "a key";
  }
}
