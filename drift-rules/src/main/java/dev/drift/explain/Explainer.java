package dev.drift.explain;

import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.Optional;

/// Accounts for differences that nobody made.
public final class Explainer {

  /// What explanations of undeclared objects look at.
  public static final Reads READS_OF_UNDECLARED = Undeclared.READS;

  private final World world;

  public Explainer(World world) {
    this.world = world;
  }

  /// What explanations of differences look at.
  public static Reads readsOfDifferences() {
    return OfDifferences.READS;
  }

  /// Put together once, by the first update: a single check does not ask.
  private static final class OfDifferences {
    static final Reads READS =
        Explanations.ALL.stream().map(Explanation::reads).reduce(Reads.NOTHING, Reads::and);
  }

  /// The sentence that accounts for a difference of a resource, or nothing: then it is drift.
  public Optional<String> explain(Difference difference, LiveResource live) {
    return Explanations.of(difference, live, world);
  }

  /// The sentence that accounts for an object which Git does not declare, or nothing.
  public Optional<String> explainUndeclared(LiveResource live) {
    return Undeclared.explain(live, world.seen(Undeclared.READS, live.id()));
  }

  /// The kind of what may have made an object that Git does not declare, if that was not read.
  public Optional<GroupKind> unreadMaker(LiveResource live) {
    return Undeclared.unreadMaker(live, world);
  }
}
