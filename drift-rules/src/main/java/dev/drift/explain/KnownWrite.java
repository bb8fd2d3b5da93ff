package dev.drift.explain;

import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.PathPattern;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A path that a controller or the API server fills in, where Git is silent.
///
/// @param kinds on which kinds; empty for all
/// @param paths the path, with all that is below it
/// @param sentence who writes it
/// @param reads what the test reads besides the object
/// @param test what must hold of the value, so that a hand that writes something else is seen
record KnownWrite(
    String name,
    Set<GroupKind> kinds,
    List<PathPattern> paths,
    String sentence,
    Reads reads,
    ValueTest test)
    implements Explanation {

  /// Whether a live value is one that the controller would write.
  interface ValueTest {
    boolean holds(Difference difference, LiveResource live, World world);
  }

  static KnownWrite always(String name, Set<GroupKind> kinds, String sentence, String... paths) {
    return where(name, kinds, sentence, (_, _, _) -> true, paths);
  }

  static KnownWrite where(
      String name, Set<GroupKind> kinds, String sentence, ValueTest test, String... paths) {
    return new KnownWrite(
        name,
        kinds,
        List.of(paths).stream().map(PathPattern::parse).toList(),
        sentence,
        Reads.NOTHING,
        test);
  }

  /// The same with a test that reads more than the object.
  KnownWrite reading(Reads more) {
    return new KnownWrite(name, kinds, paths, sentence, more, test);
  }

  @Override
  public Optional<String> explain(Difference difference, LiveResource live, World world) {
    boolean explained =
        difference.isAddition()
            && (kinds.isEmpty() || kinds.contains(difference.resource().id().groupKind()))
            && paths.stream().anyMatch(path -> path.matchesPrefix(difference.path()))
            && test.holds(difference, live, world);
    return explained ? Optional.of(sentence) : Optional.empty();
  }
}
