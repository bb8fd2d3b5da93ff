package dev.drift.yaml;

import dev.drift.model.Problem;

/// What a file has used of its limits.
final class Budget {
  private final YamlLimits limits;
  private int aliases;
  private int values;
  private long expanded;

  Budget(YamlLimits limits) {
    this.limits = limits;
  }

  /// A stretch is parsed again: forgets what it used since.
  void restore(Budget before) {
    aliases = before.aliases;
    values = before.values;
    expanded = before.expanded;
  }

  Budget copy() {
    Budget copy = new Budget(limits);
    copy.restore(this);
    return copy;
  }

  void depth(int depth, int offset) {
    if (depth > limits.depth()) {
      throw new Refusal(
          Problem.Code.YAML_TOO_DEEP,
          offset,
          "lists and mappings are nested more than %d levels deep.".formatted(limits.depth()));
    }
  }

  void value(int offset) {
    if (++values > limits.values()) {
      throw new Refusal(
          Problem.Code.FILE_TOO_LARGE,
          offset,
          "the file has more than %,d values; split it.".formatted(limits.values()));
    }
  }

  void alias(int offset) {
    if (++aliases > limits.aliases()) {
      throw new Refusal(
          Problem.Code.YAML_ALIASES,
          offset,
          "the file has more than %,d aliases.".formatted(limits.aliases()));
    }
  }

  void expanded(int size, int offset) {
    expanded += size;
    if (expanded > limits.expanded()) {
      throw new Refusal(
          Problem.Code.YAML_ALIASES,
          offset,
          "the aliases of the file expand to more than %,d values.".formatted(limits.expanded()));
    }
  }
}
