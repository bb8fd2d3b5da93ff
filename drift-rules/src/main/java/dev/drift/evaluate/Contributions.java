package dev.drift.evaluate;

import dev.drift.model.ResourceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What the pieces of a stage gave, before policies decide. It is kept, so that after a change only
/// those pieces are judged again that the change can affect.
///
/// @param byPiece of those that gave anything
/// @param elsewhere the pieces that gave something to a resource of another name
/// @param noted contributions that concern more than their resource, and those to decide
/// @param renewed the resources of which a piece was judged again
record Contributions<K extends Comparable<K>>(
    Stage<K> stage,
    SortedMap<K, List<Contribution>> byPiece,
    Set<K> elsewhere,
    List<Contribution> noted,
    Set<ResourceId> renewed) {

  private record Piece<K>(K key, List<Contribution> gives) {}

  private static <K extends Comparable<K>> Contributions<K> of(
      Stage<K> stage, SortedMap<K, List<Contribution>> byPiece, Set<ResourceId> renewed) {
    Set<K> elsewhere = new HashSet<>();
    List<Contribution> noted = new ArrayList<>();
    byPiece.forEach(
        (key, gives) -> {
          for (Contribution one : gives) {
            if (!one.resource().id().equals(key)) {
              elsewhere.add(key);
            }
            if (one.isNoted()) {
              noted.add(one);
            }
          }
        });
    return new Contributions<>(stage, byPiece, elsewhere, noted, renewed);
  }

  /// Of all pieces.
  static <K extends Comparable<K>> Contributions<K> of(Stage<K> stage, Pass pass) {
    SortedMap<K, List<Contribution>> found = new TreeMap<>();
    judge(stage, stage.pieces(pass).toList(), pass)
        .forEach(
            piece -> {
              if (!piece.gives().isEmpty()) {
                found.put(piece.key(), piece.gives());
              }
            });
    return of(stage, found, Set.of());
  }

  /// After a change.
  Contributions<K> next(Impact impact, Pass before, Pass later) {
    List<K> again = stage.affected(impact, before, later, this).distinct().toList();
    if (again.isEmpty()) {
      return new Contributions<>(stage, byPiece, elsewhere, noted, Set.of());
    }
    SortedMap<K, List<Contribution>> found = new TreeMap<>(byPiece);
    Set<ResourceId> renewedIds = new HashSet<>();
    for (Piece<K> piece : judge(stage, again, later)) {
      List<Contribution> gave =
          Optional.ofNullable(
                  piece.gives().isEmpty()
                      ? found.remove(piece.key())
                      : found.put(piece.key(), piece.gives()))
              .orElse(List.of());
      Stream.concat(gave.stream(), piece.gives().stream())
          .forEach(one -> renewedIds.add(one.resource().id()));
    }
    return of(stage, found, renewedIds);
  }

  /// All cores judge. From a list, because the values of a map split badly.
  private static <K extends Comparable<K>> List<Piece<K>> judge(
      Stage<K> stage, List<K> pieces, Pass pass) {
    return pieces.parallelStream().map(key -> new Piece<>(key, stage.judge(key, pass))).toList();
  }

  Stream<Contribution> all() {
    return byPiece.values().stream().flatMap(List::stream);
  }

  /// Those of some resources, in the order of [#all].
  Stream<Contribution> of(Set<ResourceId> resources) {
    if (byPiece.isEmpty()) {
      return Stream.empty();
    }
    Set<K> pieces = new TreeSet<>(elsewhere);
    resources.stream()
        .flatMap(id -> stage.piece(id).stream())
        .filter(piece -> byPiece.containsKey(piece))
        .forEach(pieces::add);
    return pieces.stream()
        .flatMap(piece -> byPiece.getOrDefault(piece, List.of()).stream())
        .filter(one -> resources.contains(one.resource().id()));
  }

  /// Whether anything of the piece was judged or explained.
  boolean differs(K piece) {
    return byPiece.getOrDefault(piece, List.of()).stream()
        .anyMatch(one -> !one.candidates().isEmpty() || !one.explained().isEmpty());
  }
}
