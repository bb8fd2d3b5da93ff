package dev.drift.source.argo;

import dev.drift.model.Manifest;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The Applications that an ApplicationSet has made, as the cluster has them: Argo CD writes the
/// set into their owner references.
sealed interface LiveApplications {
  /// @param applications as written where the set is
  record Found(List<ArgoApplication> applications) implements LiveApplications {
    public Found {
      applications = List.copyOf(applications);
    }
  }

  /// @param clause of a sentence: why none was found
  record None(String clause) implements LiveApplications {}

  /// @param known those that Git gives, which are not looked for
  static LiveApplications of(
      Manifest set, Collection<ArgoApplication> known, ClusterFacts cluster) {
    return switch (cluster.objects(Kinds.ARGO_APPLICATION)) {
      case ClusterFacts.Listing.Unknown(String why) ->
          new None(
              "its Applications could not be read from the cluster: "
                  + why.replaceFirst("\\.$", ""));
      case ClusterFacts.Listing.Found(List<Value.Obj> contents) -> {
        Set<String> names = known.stream().map(ArgoApplication::name).collect(Collectors.toSet());
        List<ArgoApplication> found =
            contents.stream()
                .filter(it -> isMadeBy(it.object("metadata"), set))
                .map(it -> live(it, set))
                .filter(it -> !names.contains(it.name()))
                .toList();
        if (found.stream().map(ArgoApplication::namespace).distinct().count() > 1) {
          yield new None(
              "the cluster has Applications of such a set in several namespaces; give the"
                  + " ApplicationSet its namespace");
        }
        yield found.isEmpty()
            ? new None(
                known.isEmpty()
                    ? "the cluster has no Application of it"
                    : "the cluster has no other Application of it")
            : new Found(found);
      }
    };
  }

  /// An owner is in the namespace of what it owns. A file may leave it to whoever applies it.
  private static boolean isMadeBy(Value.Obj metadata, Manifest set) {
    return (set.namespace().isEmpty()
            || set.namespace().equals(metadata.text("namespace").orElse("")))
        && metadata.objects("ownerReferences").stream()
            .anyMatch(
                it ->
                    GroupKind.of(it.text("apiVersion").orElse(""), it.text("kind").orElse(""))
                            .equals(Kinds.ARGO_APPLICATION_SET)
                        && it.text("name").orElse("").equals(set.name()));
  }

  private static ArgoApplication live(Value.Obj content, Manifest set) {
    Value.Obj metadata = content.object("metadata");
    return new ArgoApplication(
        metadata.text("namespace").orElse(""),
        metadata.text("name").orElse(""),
        content,
        set.origin(),
        false,
        true);
  }
}
