package dev.drift.evaluate;

import dev.drift.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One way to judge a world, piece by piece: what a piece gives depends on nothing but the world.
///
/// @param <K> names a piece
interface Stage<K extends Comparable<K>> {
  /// Every piece of the world.
  Stream<K> pieces(Pass pass);

  /// The piece of the name of a resource, if pieces are named so.
  Optional<K> piece(ResourceId id);

  /// What a piece gives; nothing if the world does not have it.
  List<Contribution> judge(K piece, Pass pass);

  /// The pieces that a change can affect, by what is declared to be read; also such as the world
  /// no longer has.
  ///
  /// @param found what the pieces gave before
  Stream<K> affected(Impact impact, Pass before, Pass later, Contributions<K> found);
}
