package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.report.SampleReports;
import org.junit.jupiter.api.Test;

class DiffCommandTest {
  @Test
  void takesNamesAsKubectlDoesAndSaysWhatCouldNotBeCompared() {
    Run run = Run.of(SampleReports.clean(), "diff", "deploy/web", "-n", "shop", "--repo", ".");

    ResourceRequest request = (ResourceRequest) run.commands().requests.getFirst();
    assertThat(request.kind()).isEqualTo("deploy");
    assertThat(request.name()).isEqualTo("web");
    assertThat(request.check().namespaces()).containsExactly("shop");
    // The prepared answer is UNKNOWN.
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("drift: ConfigMap ns/name could not be compared");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void oneResourceIsNamed() {
    Run run = Run.of(SampleReports.clean(), "diff", "deploy", "--repo", ".");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("name the resource: drift diff KIND NAME or KIND/NAME");
  }

  @Test
  void contextIsANumberOfLines() {
    Run run = Run.of(SampleReports.clean(), "diff", "deploy/web", "-U", "-1", "--repo", ".");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("-U takes a number of lines");
  }
}
