package dev.drift.model.branch;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The version in the name of a branch, such as `1.1.0`; no numbers where the name has none.
record BranchVersion(List<Integer> numbers) implements Comparable<BranchVersion> {
  static final BranchVersion NONE = new BranchVersion(List.of());

  BranchVersion {
    numbers = List.copyOf(numbers);
  }

  /// @param text numbers of at most nine digits with dots between
  static BranchVersion parse(String text) {
    return new BranchVersion(Arrays.stream(text.split("\\.")).map(Integer::valueOf).toList());
  }

  /// Whether this one is of the line of the other: 1.1.0 of 1.1 and of 1.
  boolean startsWith(BranchVersion line) {
    return numbers.size() >= line.numbers.size()
        && numbers.subList(0, line.numbers.size()).equals(line.numbers);
  }

  @Override
  public int compareTo(BranchVersion other) {
    return Arrays.compare(numbers.toArray(Integer[]::new), other.numbers.toArray(Integer[]::new));
  }

  @Override
  public String toString() {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining("."));
  }
}
