package dev.drift.source;

import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// What rendering needs to know of the cluster that a source is deployed to: deployers render with
/// it too. Each answer is looked up when it is first asked for. Many threads may ask.
public interface ClusterFacts {
  /// Of no cluster, such as when manifests are only printed.
  ClusterFacts NONE = new NoCluster("no cluster is connected");

  /// The version of its API server: `v1.35.1`. Empty if it is not known.
  Optional<String> version();

  /// What it serves: `apps/v1` and `apps/v1/Deployment`, sorted. Empty if it is not known.
  List<String> apiVersions();

  /// An object as it is, unmasked. It is not kept.
  Answer object(ResourceRef ref);

  /// All objects of a kind, unmasked, in all namespaces; none if the cluster does not serve it.
  Listing objects(GroupKind kind);

  /// What is known of the objects of a kind.
  sealed interface Listing {
    /// @param contents may hold secrets
    record Found(List<Value.Obj> contents) implements Listing {
      public Found {
        contents = List.copyOf(contents);
      }

      @Override
      public String toString() {
        return "Found"; // They may hold secrets.
      }
    }

    /// @param why the second half of a sentence
    record Unknown(String why) implements Listing {}
  }

  /// What is known of one object.
  sealed interface Answer {
    /// @param content may hold secrets
    record Found(Value.Obj content) implements Answer {
      @Override
      public String toString() {
        return "Found"; // It may hold secrets.
      }
    }

    record Absent() implements Answer {}

    /// @param why the second half of a sentence
    record Unknown(String why) implements Answer {}
  }
}
