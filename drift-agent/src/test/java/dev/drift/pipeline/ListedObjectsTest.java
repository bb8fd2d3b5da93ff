package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonReader;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListedObjectsTest {
  private record Cluster(Listing listing) implements ClusterFacts {
    @Override
    public Optional<String> version() {
      return Optional.empty();
    }

    @Override
    public List<String> apiVersions() {
      return List.of();
    }

    @Override
    public Answer object(ResourceRef ref) {
      return new Answer.Absent();
    }

    @Override
    public Listing objects(GroupKind kind) {
      return kind.equals(Kinds.ARGO_APPLICATION) ? listing : new Listing.Found(List.of());
    }
  }

  private static Cluster having(String... objects) throws IOException {
    List<Value.Obj> contents = new ArrayList<>();
    for (String object : objects) {
      contents.add((Value.Obj) JsonReader.read(object));
    }
    return new Cluster(new ClusterFacts.Listing.Found(contents));
  }

  private static String application(String name, String path, String version, String status) {
    return """
        {"metadata": {"namespace": "argocd", "name": "%s", "resourceVersion": "%s"},
         "spec": {"path": "%s"}, "status": {"sync": "%s"}}
        """
        .formatted(name, version, path, status);
  }

  @Test
  void noticesWhatIsDeclaredAndNoStatus() throws IOException {
    ListedObjects listed =
        new ListedObjects(
            having(application("a", "x", "1", "Synced"), application("b", "y", "2", "Synced")));
    listed.objects(Kinds.ARGO_APPLICATION);
    Map<GroupKind, String> before = listed.listed();

    assertThat(before).containsOnlyKeys(Kinds.ARGO_APPLICATION);
    assertThat(
            ListedObjects.isSame(
                before,
                having(
                    application("b", "y", "9", "OutOfSync"), application("a", "x", "1", "Synced"))))
        .as("in another order, with another status")
        .isTrue();
    assertThat(
            ListedObjects.isSame(
                before,
                having(application("a", "z", "1", "Synced"), application("b", "y", "2", "Synced"))))
        .as("another path")
        .isFalse();
    assertThat(ListedObjects.isSame(before, having(application("a", "x", "1", "Synced"))))
        .as("one is gone")
        .isFalse();
    assertThat(ListedObjects.isSame(before, ClusterFacts.NONE)).as("not readable").isFalse();
  }

  /// Of sources that ask for nothing, everything is still so.
  @Test
  void nothingListedIsAlwaysTheSame() {
    ClusterFacts none = new Cluster(new ClusterFacts.Listing.Unknown("forbidden"));

    assertThat(ListedObjects.isSame(new ListedObjects(none).listed(), none)).isTrue();
  }
}
