package dev.drift.serve.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.requestlog.AuditBatch;
import dev.drift.requestlog.AuditedWrite;
import dev.drift.serve.metrics.DaemonMetrics;
import dev.drift.serve.state.DaemonEvents;
import dev.drift.serve.state.GitPoke;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class AuditInboxTest {
  private final List<String> names = new CopyOnWriteArrayList<>();

  private final DaemonEvents events =
      new DaemonEvents() {
        @Override
        public void poked(GitPoke poke) {
          throw new AssertionError("no Git server calls");
        }

        @Override
        public void audited(String target, List<AuditedWrite> writes) {
          writes.forEach(it -> names.add(it.request().name()));
        }
      };

  private static AuditBatch batch(String id, String name) throws IOException {
    String event =
        """
        {"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[
        {"auditID":"%s","stage":"ResponseComplete","verb":"create",
        "user":{"username":"alice","groups":[]},"userAgent":"curl/8",
        "objectRef":{"resource":"configmaps","namespace":"n","name":"%s","apiVersion":"v1"},
        "responseStatus":{"code":201},"stageTimestamp":"2026-03-01T10:00:00.000000Z"}]}
        """
            .formatted(id, name);
    return AuditBatch.read(new ByteArrayInputStream(event.getBytes(UTF_8)));
  }

  /// Clients may choose the ID of a request by the header `Audit-ID`.
  @Test
  void whoReusesAnIdHidesNothing() throws IOException {
    DaemonMetrics metrics = new DaemonMetrics(new PrometheusRegistry(), List.of("prod"));
    try (AuditInbox inbox = new AuditInbox(events, metrics)) {
      assertThat(inbox.offer("prod", batch("x", "a"))).isTrue();
      assertThat(inbox.offer("prod", batch("x", "a"))).as("sent again").isTrue();
      assertThat(inbox.offer("prod", batch("x", "b"))).isTrue();
    }
    assertThat(names).containsExactly("a", "b");
  }
}
