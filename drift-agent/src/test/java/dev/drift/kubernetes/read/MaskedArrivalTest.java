package dev.drift.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.model.LiveState;
import dev.drift.owner.FactKeepingMask;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import dev.drift.snapshot.file.SnapshotFile;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A live state whose objects were masked as they arrived.
class MaskedArrivalTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final String NAMESPACE = "masked-arrival";
  private static final String CANARY = "pLaNtEd0cAnArY";
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  /// In a Secret, beside what was applied last, in a password of a ConfigMap and of an environment,
  /// and in the set of an owned field.
  private static final String OBJECTS =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: planted}
      stringData: {password: %1$s, default: minioadmin}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: planted}
      data:
        application.properties: |
          spring.datasource.password=%1$s
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: planted}
      spec:
        selector: {matchLabels: {app: planted}}
        template:
          metadata: {labels: {app: planted}}
          spec:
            containers:
              - name: planted
                image: example/planted
                env: [{name: DB_PASSWORD, value: %1$s}]
                args: ["--password=%1$s"]
      """
          .formatted(CANARY);

  @TempDir Path folder;

  @Test
  void holdsNoSecretAndAllThatASnapshotHolds(ControlPlane plane) throws IOException {
    plane.kubectl("create", "namespace", NAMESPACE).orThrow();
    plane.kubectlWithInput(OBJECTS, "-n", NAMESPACE, "apply", "-f", "-").orThrow();
    Redactor redactor = Redactor.withoutMemory(new MaskKey(new byte[32]));
    ReadRequest request = ReadRequests.of(List.of()).inNamespaces(List.of(NAMESPACE));
    LiveState plain;
    LiveState masked;
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig())) {
      LiveStateReader reader = new LiveStateReader(connection, redactor, _ -> {}, CLOCK);
      plain = reader.read(request);
      masked = reader.masking(new FactKeepingMask(redactor)).read(request);
    }

    assertThat(planted(plain)).as("the walk finds what is there").isNotEmpty();
    assertThat(planted(masked)).isEmpty();
    // The same masks and the same facts, so that every verdict is the same.
    SnapshotFile.write(plain, folder.resolve("plain.json"), redactor);
    SnapshotFile.write(masked, folder.resolve("masked.json"), redactor);
    assertThat(folder.resolve("masked.json")).hasSameBinaryContentAs(folder.resolve("plain.json"));
    assertThat(Files.readString(folder.resolve("masked.json"))).doesNotContain(CANARY);
  }

  /// All texts that can be reached from the state and that hold the secret, plain or in base64.
  private static List<String> planted(LiveState state) {
    String base64 = Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8));
    return Reachable.texts(state).stream()
        .filter(text -> text.contains(CANARY) || text.contains(base64))
        .toList();
  }

  /// A walk over everything that an object refers to.
  private static final class Reachable {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> waiting = new ArrayDeque<>();
    private final List<String> texts = new ArrayList<>();

    static List<String> texts(Object root) {
      Reachable walk = new Reachable();
      walk.reach(root);
      while (!walk.waiting.isEmpty()) {
        walk.walk(walk.waiting.poll());
      }
      return walk.texts;
    }

    private void reach(Object object) {
      if (object != null && seen.add(object)) {
        waiting.add(object);
      }
    }

    private void walk(Object object) {
      switch (object) {
        case String text -> texts.add(text);
        case Map<?, ?> map ->
            map.forEach(
                (key, value) -> {
                  reach(key);
                  reach(value);
                });
        case Iterable<?> many -> many.forEach(this::reach);
        case Optional<?> some -> some.ifPresent(this::reach);
        default -> {
          if (object.getClass().isArray() && !object.getClass().componentType().isPrimitive()) {
            for (int i = 0; i < Array.getLength(object); i++) {
              reach(Array.get(object, i));
            }
          }
        }
      }
      if (object.getClass().getName().startsWith("dev.drift.")) {
        fields(object);
      }
    }

    private void fields(Object object) {
      for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
        if (!type.getName().startsWith("dev.drift.")) {
          return;
        }
        for (Field field : type.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
            field.setAccessible(true);
            try {
              reach(field.get(object));
            } catch (IllegalAccessException e) {
              throw new IllegalStateException(e);
            }
          }
        }
      }
    }
  }
}
