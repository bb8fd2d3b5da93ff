package dev.drift.requestlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.model.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditBatchTest {
  private static final String PATCH =
      """
      {"level": "Request", "auditID": "a-1", "stage": "ResponseComplete",
       "requestURI": "/apis/apps/v1/namespaces/trino/deployments/worker?fieldManager=kubectl-edit",
       "verb": "patch", "user": {"username": "alice", "groups": ["developers", "system:authenticated"]},
       "sourceIPs": ["10.0.0.1"], "userAgent": "kubectl/v1.36.3 (linux/amd64)",
       "objectRef": {"resource": "deployments", "namespace": "trino", "name": "worker", "apiGroup": "apps", "apiVersion": "v1"},
       "responseStatus": {"metadata": {}, "code": 200},
       "requestObject": {"spec": {"replicas": 5}},
       "requestReceivedTimestamp": "2026-11-29T20:00:00.000000Z", "stageTimestamp": "2026-11-29T20:00:00.010000Z"}""";
  private static final String GET = PATCH.replace("\"patch\"", "\"get\"");
  private static final String STARTED = PATCH.replace("ResponseComplete", "RequestReceived");
  private static final String DENIED = PATCH.replace("\"code\": 200", "\"code\": 403");
  private static final String NAMELESS = PATCH.replace("\"auditID\": \"a-1\", ", "");

  @Test
  void keepsWhatWrote() throws IOException {
    AuditBatch batch = read(list(GET, PATCH, STARTED, DENIED, NAMELESS, "7", "[]"));
    assertThat(batch.others()).isEqualTo(3);
    assertThat(batch.invalid()).isEqualTo(3);
    assertThat(batch.writes()).hasSize(1);
    AuditedWrite write = batch.writes().getFirst();
    assertThat(write.id()).isEqualTo("a-1");
    assertThat(write.groups()).containsExactly("developers", "system:authenticated");
    assertThat(write.request().user()).isEqualTo("alice");
    assertThat(write.request().verb()).isEqualTo("patch");
    assertThat(write.request().resource()).isEqualTo("deployments");
    assertThat(write.request().namespace()).isEqualTo("trino");
    assertThat(write.request().name()).isEqualTo("worker");
    assertThat(write.request().manager()).isEqualTo("kubectl-edit");
    assertThat(
            write
                .request()
                .body()
                .map(Value.Obj.class::cast)
                .orElseThrow()
                .object("spec")
                .number("replicas"))
        .contains(java.math.BigDecimal.valueOf(5));
  }

  @Test
  void theOrderOfTheListDoesNotMatter() throws IOException {
    assertThat(
            read("{\"items\": [%s], \"metadata\": {}, \"apiVersion\": \"audit.k8s.io/v1\", \"kind\": \"EventList\"}"
                    .formatted(PATCH))
                .writes())
        .hasSize(1);
  }

  @Test
  void manyLargeBodiesAreNotHeld() throws IOException {
    String large = PATCH.replace("\"replicas\": 5", "\"a\": \"%s\"".formatted("x".repeat(1 << 20)));
    AuditBatch batch = read(list(Collections.nCopies(20, large).toArray(String[]::new)));
    assertThat(batch.writes()).hasSize(20);
    assertThat(batch.writes().stream().filter(it -> it.request().body().isPresent()).count())
        .isEqualTo(7);
    assertThat(batch.bytes()).isBetween(7L << 20, 8L << 20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{",
        "null",
        "{\"kind\": \"EventList\", \"apiVersion\": \"v1\", \"items\": []}",
        "{\"kind\": \"PodList\", \"apiVersion\": \"audit.k8s.io/v1\", \"items\": []}",
        "{\"kind\": \"EventList\", \"apiVersion\": \"audit.k8s.io/v1\", \"items\": {}}",
        "{\"kind\": \"EventList\", \"apiVersion\": \"audit.k8s.io/v1\", \"items\": [{",
        "{\"kind\": \"EventList\", \"apiVersion\": \"audit.k8s.io/v1\", \"items\": [",
        "{\"kind\": {\"a\": 1}, \"apiVersion\": [1], \"items\": []}"
      })
  void whatIsNotAnEventListIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
  }

  @Test
  void aBombIsRefused() {
    String bomb = "[".repeat(5_000) + "]".repeat(5_000);
    assertThatThrownBy(
            () -> read(list(PATCH.replace("{\"spec\"", "{\"bomb\": " + bomb + ", \"spec\""))))
        .isInstanceOf(IOException.class);
  }

  private static String list(String... items) {
    return "{\"kind\": \"EventList\", \"apiVersion\": \"audit.k8s.io/v1\", \"metadata\": {}, \"items\": [%s]}"
        .formatted(String.join(",", items));
  }

  private static AuditBatch read(String text) throws IOException {
    return AuditBatch.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
