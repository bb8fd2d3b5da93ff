package dev.drift.kubernetes.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonReader;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.http.Relay;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.kubernetes.read.LiveStateReader;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Value;
import dev.drift.plan.patch.PatchOperation;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a real API server does with each kind of write, and with connections that break.
class ObjectWriterTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final ApiKind CONFIG_MAP =
      new ApiKind("v1", "ConfigMap", "configmaps", true, List.of());
  private static final ApiKind SECRET = new ApiKind("v1", "Secret", "secrets", true, List.of());
  private static final ApiKind NAMESPACE =
      new ApiKind("v1", "Namespace", "namespaces", false, List.of());

  @TempDir Path folder;

  @Test
  void createsPatchesAndDeletes(ControlPlane plane) {
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig())) {
      ObjectWriter writer = writer(connection);

      LiveResource created =
          stored(
              writer.create(CONFIG_MAP, "default", map("written", "1"), "tester", WriteMode.STORE));
      assertThat(data(created)).contains("1");
      assertThat(version(created))
          .isPresent()
          .isEqualTo(version(read(connection, "written").orElseThrow()));
      assertThat(created.owners()).extracting(owner -> owner.manager()).containsExactly("tester");

      List<PatchOperation> patch =
          List.of(
              new PatchOperation.Test(
                  "/metadata/resourceVersion", Value.of(version(created).orElseThrow())),
              new PatchOperation.Test("/data/a", Value.of("1")),
              new PatchOperation.Replace("/data/a", Value.of("2")),
              new PatchOperation.Add("/data/b", Value.of("3")));
      LiveResource patched =
          stored(writer.patch(CONFIG_MAP, id("written"), patch, "tester", WriteMode.STORE));
      assertThat(data(patched)).contains("2");
      assertThat(version(patched)).isNotEqualTo(version(created));
      assertThat(patched.content()).isEqualTo(read(connection, "written").orElseThrow().content());

      // Now the test operations do not hold any more.
      WriteAnswer.Refused again =
          (WriteAnswer.Refused)
              writer.patch(CONFIG_MAP, id("written"), patch, "tester", WriteMode.STORE);
      assertThat(again.code()).isEqualTo(422);
      assertThat(again.why()).startsWith("the server returned HTTP 422: ");
      assertThat(read(connection, "written").flatMap(ObjectWriterTest::data)).contains("2");

      WriteAnswer.Refused another =
          (WriteAnswer.Refused)
              writer.delete(
                  CONFIG_MAP,
                  id("written"),
                  new Preconditions("another", Optional.empty()),
                  WriteMode.STORE);
      assertThat(another.code()).isEqualTo(409);
      assertThat(another.reason()).isEqualTo("Conflict");
      WriteAnswer.Refused older =
          (WriteAnswer.Refused)
              writer.delete(
                  CONFIG_MAP,
                  id("written"),
                  new Preconditions(patched.uid().orElseThrow(), version(created)),
                  WriteMode.STORE);
      assertThat(older.code()).isEqualTo(409);
      assertThat(read(connection, "written")).isPresent();

      Preconditions same = new Preconditions(patched.uid().orElseThrow(), version(patched));
      assertThat(writer.delete(CONFIG_MAP, id("written"), same, WriteMode.STORE))
          .isEqualTo(new WriteAnswer.Done(Optional.empty()));
      assertThat(read(connection, "written")).isEmpty();
    }
  }

  @Test
  void aDryRunAnswersWhatWouldBeStoredAndStoresNothing(ControlPlane plane) {
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig())) {
      ObjectWriter writer = writer(connection);

      assertThat(
              data(
                  stored(
                      writer.create(
                          CONFIG_MAP, "default", map("dry", "1"), "tester", WriteMode.DRY_RUN))))
          .contains("1");
      assertThat(read(connection, "dry")).isEmpty();

      LiveResource created =
          stored(writer.create(CONFIG_MAP, "default", map("dry", "1"), "tester", WriteMode.STORE));
      List<PatchOperation> patch = List.of(new PatchOperation.Replace("/data/a", Value.of("2")));
      assertThat(
              data(stored(writer.patch(CONFIG_MAP, id("dry"), patch, "tester", WriteMode.DRY_RUN))))
          .contains("2");
      Preconditions same = new Preconditions(created.uid().orElseThrow(), Optional.empty());
      assertThat(writer.delete(CONFIG_MAP, id("dry"), same, WriteMode.DRY_RUN))
          .isInstanceOf(WriteAnswer.Done.class);
      assertThat(version(read(connection, "dry").orElseThrow())).isEqualTo(version(created));
    }
  }

  /// A namespace waits for its finalizer, which no controller removes here.
  @Test
  void aDeletedObjectThatFinalizersHoldIsStillThere(ControlPlane plane) {
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig())) {
      ObjectWriter writer = writer(connection);
      LiveResource created =
          stored(
              writer.create(
                  NAMESPACE,
                  "",
                  object("{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'held'}}"),
                  "tester",
                  WriteMode.STORE));

      LiveResource left =
          stored(
              writer.delete(
                  NAMESPACE,
                  created.id(),
                  new Preconditions(created.uid().orElseThrow(), Optional.empty()),
                  WriteMode.STORE));
      assertThat(left.deletion()).isPresent();
    }
  }

  @Test
  void whatTheServerWouldDropIsRefused(ControlPlane plane) {
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig())) {
      assertThat(
              writer(connection)
                  .create(
                      CONFIG_MAP,
                      "default",
                      map("unknown", "1").with("dta", Value.of("x")),
                      "tester",
                      WriteMode.STORE))
          .isInstanceOfSatisfying(
              WriteAnswer.Refused.class,
              refused -> {
                assertThat(refused.code()).isEqualTo(400);
                assertThat(refused.why()).contains("unknown field \"dta\"");
              });
    }
  }

  @Test
  void aUserWithoutTheRightIsRefused(ControlPlane plane) {
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfigFor("nobody"))) {
      assertThat(
              writer(connection)
                  .create(CONFIG_MAP, "default", map("forbidden", "1"), "tester", WriteMode.STORE))
          .isInstanceOfSatisfying(
              WriteAnswer.Refused.class,
              refused -> {
                assertThat(refused.code()).isEqualTo(403);
                assertThat(refused.reason()).isEqualTo("Forbidden");
                assertThat(refused.why())
                    .contains("\"nobody\" cannot create resource \"configmaps\"");
              });
    }
  }

  /// The server quotes the value that it refuses.
  @Test
  void noValueOfASecretIsQuoted(ControlPlane plane) {
    Value.Obj secret =
        object(
            "{'apiVersion':'v1','kind':'Secret','metadata':{'name':'quoted'},"
                + "'type':'Planted-Type','stringData':{'planted-key!':'planted-value'}}");
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig())) {
      assertThat(writer(connection).create(SECRET, "default", secret, "tester", WriteMode.STORE))
          .isEqualTo(
              new WriteAnswer.Refused(422, "Invalid", "the server returned HTTP 422: Invalid"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LOSE_REQUEST", "LOSE_ANSWER"})
  void theOutcomeIsUnknownIfTheConnectionBreaks(Relay.Fault fault, ControlPlane plane)
      throws IOException {
    String name = "relayed-" + fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    try (Relay relay = new Relay(plane);
        ClusterConnection connection = Clusters.connect(relay.kubeconfig(plane, folder));
        ClusterConnection direct = Clusters.connect(plane.kubeconfig())) {
      assertThat(read(connection, name)).isEmpty(); // The connection is open.
      relay.set(fault);

      assertThat(
              writer(connection)
                  .create(CONFIG_MAP, "default", map(name, "1"), "tester", WriteMode.STORE))
          .isEqualTo(new WriteAnswer.Unknown("the connection was lost"));

      relay.set(Relay.Fault.NONE);
      assertThat(read(direct, name).isPresent()).isEqualTo(fault == Relay.Fault.LOSE_ANSWER);
    }
  }

  @Test
  void nothingIsSentIfNobodyListens(ControlPlane plane) throws IOException {
    Relay relay = new Relay(plane);
    try (ClusterConnection connection = Clusters.connect(relay.kubeconfig(plane, folder))) {
      relay.close();
      assertThat(
              writer(connection)
                  .create(CONFIG_MAP, "default", map("never", "1"), "tester", WriteMode.STORE))
          .isEqualTo(new WriteAnswer.NotSent("the connection was refused"));
    }
  }

  private static ObjectWriter writer(ClusterConnection connection) {
    return new ObjectWriter(connection, Clusters.REDACTOR);
  }

  private static Value.Obj map(String name, String a) {
    return object(
        "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'%s'},'data':{'a':'%s'}}"
            .formatted(name, a));
  }

  /// @param json with single quotes
  private static Value.Obj object(String json) {
    try {
      return (Value.Obj) JsonReader.read(json.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ResourceId id(String name) {
    return new ResourceId(CONFIG_MAP.groupKind(), "default", name);
  }

  private static LiveResource stored(WriteAnswer answer) {
    assertThat(answer).isInstanceOf(WriteAnswer.Done.class);
    return ((WriteAnswer.Done) answer).stored().orElseThrow().resource();
  }

  private static Optional<LiveResource> read(ClusterConnection connection, String name) {
    return new LiveStateReader(connection, Clusters.REDACTOR, _ -> {}, InstantSource.system())
        .get(new ResourceRef("v1", id(name)));
  }

  private static Optional<String> data(LiveResource map) {
    return map.content().object("data").text("a");
  }

  private static Optional<String> version(LiveResource object) {
    return object.metadata().text("resourceVersion");
  }
}
