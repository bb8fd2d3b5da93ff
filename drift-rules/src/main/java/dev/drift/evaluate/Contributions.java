package dev.drift.evaluate;

import dev.drift.model.ResourceId;
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
/// @param noted pieces that gave something that concerns more than its resource, or to decide
/// @param renewed the resources of which a piece was judged again
record Contributions<K extends Comparable<K>>(
    Stage<K> stage,
    SortedMap<K, List<Contribution>> byPiece,
    Set<K> elsewhere,
    SortedMap<K, List<Contribution>> noted,
    Set<ResourceId> renewed) {

  private record Piece<K>(K key, List<Contribution> gives) {}

  /// Nothing yet.
  private Contributions(Stage<K> stage) {
    this(stage, new TreeMap<>(), new HashSet<>(), new TreeMap<>(), new HashSet<>());
  }

  /// Puts a piece in the place of what it gave before.
  private void put(Piece<K> piece) {
    K key = piece.key();
    List<Contribution> gives = piece.gives();
    List<Contribution> gave =
        Optional.ofNullable(gives.isEmpty() ? byPiece.remove(key) : byPiece.put(key, gives))
            .orElse(List.of());
    Stream.concat(gave.stream(), gives.stream()).forEach(one -> renewed.add(one.resource().id()));
    elsewhere.remove(key);
    if (gives.stream().anyMatch(one -> !one.resource().id().equals(key))) {
      elsewhere.add(key);
    }
    List<Contribution> notedNow = gives.stream().filter(Contribution::isNoted).toList();
    if (notedNow.isEmpty()) {
      noted.remove(key);
    } else {
      noted.put(key, notedNow);
    }
  }

  /// Of all pieces.
  static <K extends Comparable<K>> Contributions<K> of(Stage<K> stage, Pass pass) {
    Contributions<K> all = new Contributions<>(stage);
    judge(stage, stage.pieces(pass).toList(), pass).forEach(all::put);
    return all.withNoneRenewed();
  }

  /// After a change.
  Contributions<K> next(Impact impact, Pass before, Pass later) {
    List<K> again = stage.affected(impact, before, later, this).distinct().toList();
    if (again.isEmpty()) {
      return withNoneRenewed();
    }
    Contributions<K> next =
        new Contributions<>(
            stage,
            new TreeMap<>(byPiece),
            new HashSet<>(elsewhere),
            new TreeMap<>(noted),
            new HashSet<>());
    judge(stage, again, later).forEach(next::put);
    return next;
  }

  private Contributions<K> withNoneRenewed() {
    return new Contributions<>(stage, byPiece, elsewhere, noted, Set.of());
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
