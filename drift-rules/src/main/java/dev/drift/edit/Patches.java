package dev.drift.edit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Changes of a text, gathered and then made at once.
final class Patches {
  private final List<Patch> patches = new ArrayList<>();

  private record Patch(int start, int end, String text) {}

  /// What is inserted at one offset several times comes in the order of the calls.
  void replace(int start, int end, String text) {
    if (start < end || !text.isEmpty()) {
      patches.add(new Patch(start, end, text));
    }
  }

  void insert(int at, String text) {
    replace(at, at, text);
  }

  void delete(int start, int end) {
    replace(start, end, "");
  }

  /// @throws CannotEdit if two changes overlap
  String apply(String text) {
    List<Patch> sorted = new ArrayList<>(patches);
    sorted.sort(Comparator.comparingInt(Patch::start).thenComparingInt(Patch::end));
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (Patch patch : sorted) {
      if (patch.start() < at) {
        throw new CannotEdit(
            EditResult.Reason.SYNTAX,
            patch.start(),
            "two changes affect the same line; make one of them by hand.");
      }
      out.append(text, at, patch.start()).append(patch.text());
      at = patch.end();
    }
    return out.append(text, at, text.length()).toString();
  }
}
