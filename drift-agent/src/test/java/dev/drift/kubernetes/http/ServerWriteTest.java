package dev.drift.kubernetes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drift.json.JsonReader;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.model.Value;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a real API server does with each kind of write.
class ServerWriteTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final String COLLECTION = "/api/v1/namespaces/default/configmaps";

  @Test
  void createsPatchesAndDeletes(ControlPlane plane) throws RequestFailed {
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig())) {
      ApiServer api = connection.api();
      String object = COLLECTION + "/written";

      write(
          api,
          new Call.Create(
              COLLECTION,
              """
              {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"written"},"data":{"a":"1"}}"""));
      assertThat(data(api, object)).contains("1");

      Call.JsonPatch patch =
          new Call.JsonPatch(
              object,
              """
              [{"op":"test","path":"/data/a","value":"1"},{"op":"replace","path":"/data/a","value":"2"}]""");
      write(api, patch);
      assertThat(data(api, object)).contains("2");

      // Now the test operation does not hold any more.
      assertThat(failure(api, patch).why()).startsWith("the server returned HTTP 422: ");
      assertThat(data(api, object)).contains("2");

      assertThat(failure(api, new Call.Delete(object, delete("{\"uid\":\"another\"}"))).why())
          .startsWith("the server returned HTTP 409: ");
      assertThat(data(api, object)).contains("2");

      write(api, new Call.Delete(object, delete("{}")));
      assertThat(catchThrowableOfType(RequestFailed.class, () -> data(api, object)).kind())
          .isEqualTo(RequestFailed.Kind.NOT_FOUND);
    }
  }

  private static String delete(String preconditions) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"preconditions\":%s}"
        .formatted(preconditions);
  }

  private static void write(ApiServer api, Call.Write write) throws RequestFailed {
    Value answer = api.write(write, JsonReader::read);
    assertThat(answer).isInstanceOf(Value.Obj.class);
  }

  private static RequestFailed failure(ApiServer api, Call.Write write) {
    return catchThrowableOfType(RequestFailed.class, () -> write(api, write));
  }

  private static Optional<String> data(ApiServer api, String path) throws RequestFailed {
    Value answer = api.read(path, "application/json", Retries.NONE, JsonReader::read);
    return ((Value.Obj) answer).object("data").text("a");
  }
}
