package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.app.CheckRequest;
import dev.drift.app.ExplainRequest;
import dev.drift.report.SampleReports;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {
  @Test
  void asksWhatACheckAsks() {
    Run run =
        Run.of(
            SampleReports.clean(),
            "explain cm ns/name --repo . --policy a --policy b --audit-log log".split(" "));

    // The prepared answer is UNKNOWN.
    assertThat(run.code()).isEqualTo(3);
    ExplainRequest request = (ExplainRequest) run.pipeline().requests.getFirst();
    assertThat(request.kind()).isEqualTo("cm");
    assertThat(request.name()).isEqualTo("ns/name");
    CheckRequest check = request.check();
    assertThat(check.policies()).containsExactly(Path.of("a"), Path.of("b"));
    assertThat(check.auditLog()).contains(Path.of("log"));
  }
}
