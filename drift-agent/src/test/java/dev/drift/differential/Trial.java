package dev.drift.differential;

import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// One generated object: asked of the server, with fewer edits where it refuses, then held to the
/// laws.
final class Trial {
  private static final int QUESTIONS = 8;
  private static final int MOST_SHRINKING = 250;

  /// How it ended.
  sealed interface Result {}

  /// @param message the server's last words
  record Refused(String message) implements Result {}

  /// @param edits how many the server took
  /// @param off fields that the server dropped since their feature is off
  record Held(int edits, int off) implements Result {}

  /// @param edits how many the server took
  record Broken(int edits, Value.Obj desired, Value.Obj stored, List<String> breaches)
      implements Result {}

  private final Kind kind;
  private final Server server;
  private final Laws laws;
  private final Donors donors;

  Trial(Kind kind, Server server, Laws laws, Donors donors) {
    this.kind = kind;
    this.server = server;
    this.laws = laws;
    this.donors = donors;
  }

  /// The same seed gives the same object.
  Result run(long seed) {
    Random random = new Random(seed);
    Value.Obj start = kind.starts().get(random.nextInt(kind.starts().size()));
    List<Edit> edits = new Generator(kind.shape(), donors, random, !kind.isCustom()).edits(start);
    String message = "";
    for (int asked = 0; asked < QUESTIONS && !edits.isEmpty(); asked++) {
      Value.Obj desired = Edit.all(start, edits);
      switch (server.wouldStore(desired)) {
        case Server.Accepted(Value.Obj stored) -> {
          Laws.Judgement judged = laws.judge(kind.shape(), desired, stored, seed);
          return judged.breaches().isEmpty()
              ? new Held(edits.size(), judged.off())
              : new Broken(edits.size(), desired, stored, judged.breaches());
        }
        case Server.Refused refused -> {
          message = refused.message();
          edits = fewer(edits, refused.fields(), random);
        }
      }
    }
    return new Refused(message);
  }

  /// Without the edits that the server complains about; where it does not say, without some.
  private static List<Edit> fewer(List<Edit> edits, List<String> blamed, Random random) {
    List<Edit> left = new ArrayList<>(edits);
    left.removeIf(
        edit -> {
          String path = edit.path().toString();
          return blamed.stream()
              .anyMatch(f -> !f.isEmpty() && (f.startsWith(path) || path.startsWith(f)));
        });
    if (left.size() == edits.size()) {
      for (int drop = (edits.size() + 2) / 3; drop > 0; drop--) {
        left.remove(random.nextInt(left.size()));
      }
    }
    return left;
  }

  /// The smallest object found that breaks a law like this one does.
  Breach shrunk(Broken broken, long seed) {
    Value.Obj desired = broken.desired();
    Value.Obj stored = broken.stored();
    List<String> breaches = broken.breaches();
    boolean smaller = true;
    for (int asked = 0; smaller; ) {
      smaller = false;
      List<Node> nodes = Node.of(kind.shape(), desired);
      for (Node node : nodes) {
        if (node.isFixed() || asked++ > MOST_SHRINKING) {
          continue;
        }
        Value.Obj less = Edit.remove(node.path()).apply(desired);
        if (less.equals(desired)
            || !(server.wouldStore(less) instanceof Server.Accepted(Value.Obj answer))) {
          continue;
        }
        List<String> found = laws.judge(kind.shape(), less, answer, seed).breaches();
        if (found.stream().anyMatch(line -> isLike(line, broken.breaches()))) {
          desired = less;
          stored = answer;
          breaches = found;
          smaller = true;
          break;
        }
      }
    }
    return new Breach(kind.name(), desired, stored, breaches);
  }

  private static boolean isLike(String line, List<String> breaches) {
    Optional<String> wanted = breaches.stream().findFirst();
    return Breach.pattern(List.of(line)).equals(Breach.pattern(List.of(wanted.orElseThrow())));
  }
}
