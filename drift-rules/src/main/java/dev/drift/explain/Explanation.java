package dev.drift.explain;

import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.Optional;

/// One thing that writes into objects without anybody having changed them.
///
/// An explanation looks at values, never at field ownership alone: a manager's name is the client's
/// own choice.
interface Explanation {

  /// A stable name, such as `deployment-revision`.
  String name();

  /// What it reads besides the object; constant.
  default Reads reads() {
    return Reads.NOTHING;
  }

  /// The sentence that accounts for the difference, or nothing.
  Optional<String> explain(Difference difference, LiveResource live, World world);
}
