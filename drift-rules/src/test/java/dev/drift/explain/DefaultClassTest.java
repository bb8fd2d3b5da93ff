package dev.drift.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.model.Change;
import dev.drift.model.Cluster;
import dev.drift.model.Difference;
import dev.drift.model.KindCoverage;
import dev.drift.model.KindCoverage.Status;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Resources;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.world.Worlds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A class that Git does not name, with and without the right to read the classes.
class DefaultClassTest {
  private static final String CLAIM =
      "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: ns}}";
  private static final String INGRESS =
      "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web, namespace: ns}}";
  private static final String DEFAULT_CLASS =
      "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast, annotations:"
          + " {storageclass.kubernetes.io/is-default-class: 'true'}}}";
  private static final String OTHER_CLASS =
      "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}}";

  @ParameterizedTest
  @EnumSource(names = {"LEFT_OUT", "FORBIDDEN", "FAILED"})
  void saysThatTheClassesWereNotRead(Status status) {
    assertThat(explain(CLAIM, "spec.storageClassName", Change.ADDED, status))
        .hasValue(
            "Git sets no class and StorageClass could not be read: fast was probably filled in as the"
                + " cluster's default; the field is immutable");
    assertThat(explain(INGRESS, "spec.ingressClassName", Change.ADDED, status))
        .hasValue(
            "Git sets no class and IngressClass could not be read: fast was probably filled in as the"
                + " cluster's default");
  }

  @ParameterizedTest
  @EnumSource(names = {"LEFT_OUT", "FORBIDDEN", "FAILED"})
  void anotherClassThanThatOfGitIsDrift(Status status) {
    assertThat(explain(CLAIM, "spec.storageClassName", Change.CHANGED, status)).isEmpty();
    assertThat(explain(CLAIM, "spec.volumeMode", Change.ADDED, status)).isEmpty();
  }

  @Test
  void onlyTheDefaultOfTheClassesThatWereReadExplains() {
    assertThat(explain(CLAIM, "spec.storageClassName", Change.ADDED, Status.READ, DEFAULT_CLASS))
        .hasValue("fast is the cluster's default StorageClass");
    assertThat(explain(CLAIM, "spec.storageClassName", Change.ADDED, Status.READ, OTHER_CLASS))
        .isEmpty();
    assertThat(explain(CLAIM, "spec.storageClassName", Change.ADDED, Status.READ)).isEmpty();
    assertThat(explain(INGRESS, "spec.ingressClassName", Change.ADDED, Status.READ)).isEmpty();
  }

  /// @param classes how reading them ended
  private static Optional<String> explain(
      String object, String path, Change change, Status classes, String... others) {
    LiveResource live = LiveObjects.live(Yaml.object(object));
    List<LiveResource> all = new ArrayList<>(List.of(live));
    for (String other : others) {
      all.add(LiveObjects.live(Yaml.object(other)));
    }
    LiveState state =
        new LiveState(
            new Cluster("https://example", "v1.36.3", "test", "uid"),
            Instant.EPOCH,
            List.of(),
            List.of(
                new KindCoverage("storage.k8s.io/v1", "StorageClass", classes, 0, "because"),
                new KindCoverage("networking.k8s.io/v1", "IngressClass", classes, 0, "because")),
            Resources.of(all),
            Map.of(),
            Optional.empty());
    Difference difference =
        new Difference(
            live.ref(),
            change,
            Path.parse(path),
            change == Change.CHANGED ? Optional.of(Value.of("slow")) : Optional.empty(),
            Optional.of(Value.of("fast")));
    return new Explainer(Worlds.of(state)).explain(difference, live);
  }
}
