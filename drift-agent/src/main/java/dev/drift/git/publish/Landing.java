package dev.drift.git.publish;

import dev.drift.git.repository.SafeText;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/// Pushes a commit to a branch, and finds out what became of it.
final class Landing {
  private final Clone clone;
  private final String branch;
  private final Push push;

  /// @param before is called before each push
  Landing(Clone clone, String branch, Runnable before) {
    this.clone = clone;
    this.branch = branch;
    this.push = new Push(clone.url(), clone.remote(), clone.repository(), before);
  }

  /// @param isNew whether the branch does not exist yet
  /// @param expected where the branches must be when the commit is pushed
  /// @return empty if one of them moved meanwhile, so that nothing was done
  /// @throws IOException if the server cannot be asked
  /// @throws dev.drift.model.DriftException if it is out of reach or refuses
  Optional<Pushed> land(ObjectId commit, boolean isNew, Map<String, ObjectId> expected)
      throws IOException {
    Pushed.Published published = new Pushed.Published(commit.name(), isNew);
    return switch (push.move(branch, commit, expected)) {
      case Push.Outcome.Done _ -> Optional.of(published);
      case Push.Outcome.Raced _ -> Optional.empty();
      case Push.Outcome.Refused(String said) -> refused(expected, said);
      case Push.Outcome.Lost _ -> Optional.of(afterLoss(published));
    };
  }

  /// A server that finds the branch elsewhere while it moves it says so in words of its own.
  private Optional<Pushed> refused(Map<String, ObjectId> expected, String said) throws IOException {
    RemoteRefs refs = RemoteRefs.read(clone.remote(), clone.repository());
    boolean moved =
        expected.entrySet().stream()
            .anyMatch(
                one -> !refs.branch(one.getKey()).orElse(ObjectId.zeroId()).equals(one.getValue()));
    return moved
        ? Optional.empty()
        : Optional.of(
            new Pushed.Refused(
                "%s refused the branch %s: %s."
                    .formatted(
                        clone.url().host(), SafeText.of(branch), said.replaceAll("\\.$", ""))));
  }

  private Pushed afterLoss(Pushed.Published published) {
    Optional<ObjectId> now;
    try {
      now = RemoteRefs.read(clone.remote(), clone.repository()).branch(branch);
    } catch (IOException | RuntimeException e) {
      return new Pushed.Unknown(
          "The connection to %s broke during the push, and the branch %s could not be read afterwards; the next run finds out what became of it."
              .formatted(clone.url().host(), SafeText.of(branch)));
    }
    return now.map(ObjectId::name).equals(Optional.of(published.commit()))
        ? published
        : new Pushed.Unknown(
            "The connection to %s broke during the push, and the branch %s does not have the commit yet; the next run pushes it again if it is still missing."
                .formatted(clone.url().host(), SafeText.of(branch)));
  }
}
