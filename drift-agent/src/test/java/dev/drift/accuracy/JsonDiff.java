package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What differs between two JSON documents, with no knowledge of Kubernetes and none of Drift's
/// code: objects by field, lists by their longest common subsequence.
final class JsonDiff {
  private final List<Changed> found = new ArrayList<>();

  private JsonDiff() {}

  static List<Changed> between(JsonNode before, JsonNode after) {
    JsonDiff diff = new JsonDiff();
    diff.walk(before, Pointers.ROOT, after, Pointers.ROOT);
    return diff.found;
  }

  private void walk(JsonNode before, String beforeAt, JsonNode after, String afterAt) {
    if (before.equals(after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      fields(before, beforeAt, after, afterAt);
    } else if (before.isArray() && after.isArray()) {
      items(before, beforeAt, after, afterAt);
    } else {
      add(Changed.Kind.REPLACED, Optional.of(beforeAt), Optional.of(afterAt));
    }
  }

  private void fields(JsonNode before, String beforeAt, JsonNode after, String afterAt) {
    Set<String> names = new LinkedHashSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      String old = Pointers.child(beforeAt, name);
      String now = Pointers.child(afterAt, name);
      if (!after.has(name)) {
        add(Changed.Kind.REMOVED, Optional.of(old), Optional.empty());
      } else if (!before.has(name)) {
        add(Changed.Kind.ADDED, Optional.empty(), Optional.of(now));
      } else {
        walk(before.get(name), old, after.get(name), now);
      }
    }
  }

  private void items(JsonNode before, String beforeAt, JsonNode after, String afterAt) {
    if (sameItems(before, after)) {
      add(Changed.Kind.REORDERED, Optional.of(beforeAt), Optional.of(afterAt));
      return;
    }
    Optional<Integer> only = onlyDifference(before, after);
    if (only.isPresent()) {
      int at = only.get();
      walk(
          before.get(at), Pointers.child(beforeAt, at), after.get(at), Pointers.child(afterAt, at));
      return;
    }
    int[][] common = common(before, after);
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      List<Integer> gone = new ArrayList<>();
      List<Integer> come = new ArrayList<>();
      while ((i < before.size() || j < after.size()) && !together(before, i, after, j)) {
        if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
          gone.add(i++);
        } else {
          come.add(j++);
        }
      }
      gap(before, beforeAt, gone, after, afterAt, come);
      i++;
      j++;
    }
  }

  /// The one position at which lists of one length differ.
  private static Optional<Integer> onlyDifference(JsonNode before, JsonNode after) {
    if (before.size() != after.size()) {
      return Optional.empty();
    }
    List<Integer> different = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).equals(after.get(i))) {
        different.add(i);
      }
    }
    return different.size() == 1 ? Optional.of(different.getFirst()) : Optional.empty();
  }

  private static boolean together(JsonNode before, int i, JsonNode after, int j) {
    return i < before.size() && j < after.size() && before.get(i).equals(after.get(j));
  }

  private void gap(
      JsonNode before,
      String beforeAt,
      List<Integer> gone,
      JsonNode after,
      String afterAt,
      List<Integer> come) {
    int pairs = Math.min(gone.size(), come.size());
    for (int k = 0; k < pairs; k++) {
      walk(
          before.get(gone.get(k)),
          Pointers.child(beforeAt, gone.get(k)),
          after.get(come.get(k)),
          Pointers.child(afterAt, come.get(k)));
    }
    for (int at : gone.subList(pairs, gone.size())) {
      add(Changed.Kind.REMOVED, Optional.of(Pointers.child(beforeAt, at)), Optional.empty());
    }
    for (int at : come.subList(pairs, come.size())) {
      add(Changed.Kind.ADDED, Optional.empty(), Optional.of(Pointers.child(afterAt, at)));
    }
  }

  /// The length of the longest common subsequence from each pair of positions on.
  private static int[][] common(JsonNode before, JsonNode after) {
    int[][] length = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        length[i][j] =
            before.get(i).equals(after.get(j))
                ? length[i + 1][j + 1] + 1
                : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    return length;
  }

  private static boolean sameItems(JsonNode before, JsonNode after) {
    if (before.size() != after.size()) {
      return false;
    }
    List<JsonNode> left = new ArrayList<>();
    after.forEach(left::add);
    for (JsonNode item : before) {
      if (!left.remove(item)) {
        return false;
      }
    }
    return true;
  }

  private void add(Changed.Kind kind, Optional<String> before, Optional<String> after) {
    found.add(new Changed(kind, before, after));
  }
}
