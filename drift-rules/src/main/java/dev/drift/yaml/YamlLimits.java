package dev.drift.yaml;

/// How much a file may ask for. Its size is the caller's to bound.
///
/// @param depth how many lists and mappings may stand in one another, aliases followed
/// @param aliases how many aliases a file may have
/// @param expanded how many values of a file may come from aliases
/// @param values how many values may be written in a file
public record YamlLimits(int depth, int aliases, int expanded, int values) {
  /// Far above any manifest: the largest published bundles of CRDs have some 100,000 values.
  public static final YamlLimits DEFAULT = new YamlLimits(100, 2_000, 100_000, 1_000_000);

  public YamlLimits {
    if (depth < 1 || aliases < 0 || expanded < 0 || values < 1) {
      throw new IllegalArgumentException("a limit is negative or allows nothing");
    }
  }
}
