package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.report.SampleReports;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
  @Test
  void asksWhatACheckAsks() {
    Run run =
        Run.of(
            SampleReports.clean(),
            "explain cm ns/name --repo . --policy a --policy b --audit-log log".split(" "));

    // The prepared answer is UNKNOWN.
    assertThat(run.code()).isEqualTo(3);
    ResourceRequest request = (ResourceRequest) run.commands().requests.getFirst();
    assertThat(request.kind()).isEqualTo("cm");
    assertThat(request.name()).isEqualTo("ns/name");
    CheckRequest check = request.check();
    assertThat(check.policies().files()).containsExactly(Path.of("a"), Path.of("b"));
    assertThat(check.observers().requestLog()).contains(Path.of("log"));
  }

  @ParameterizedTest
  @CsvSource({
    "deploy/web --repo .,              deploy,           web",
    "deploy/shop/web --repo .,         deploy,           shop/web",
    "deployments.apps web --repo .,    deployments.apps, web",
    "deploy.v1.apps/web --repo .,      deploy.v1.apps,   web",
    "clusterrole system:node --repo ., clusterrole,      system:node",
  })
  void takesNamesAsKubectlDoes(String arguments, String kind, String name) {
    Run run = Run.of(SampleReports.clean(), ("explain " + arguments).split(" "));

    ResourceRequest request = (ResourceRequest) run.commands().requests.getFirst();
    assertThat(request.kind()).isEqualTo(kind);
    assertThat(request.name()).isEqualTo(name);
  }

  @Test
  void theNamespaceIsThatOfKubectl() {
    Run run = Run.of(SampleReports.clean(), "explain deploy web -n shop --repo .".split(" "));

    ResourceRequest request = (ResourceRequest) run.commands().requests.getFirst();
    assertThat(request.name()).isEqualTo("web");
    assertThat(request.check().namespaces()).containsExactly("shop");
  }

  @ParameterizedTest
  @CsvSource({
    "deploy --repo .,          name the resource: drift explain KIND NAME or KIND/NAME",
    "deploy/ --repo .,         name the resource: drift explain KIND NAME or KIND/NAME",
    "deploy/shop/ --repo .,    name the resource: drift explain KIND NAME or KIND/NAME",
    "/web --repo .,            name the resource: drift explain KIND NAME or KIND/NAME",
    "deploy/web other --repo ., explain takes one resource; deploy/web already has a name",
  })
  void oneResourceIsNamed(String arguments, String sentence) {
    Run run = Run.of(SampleReports.clean(), ("explain " + arguments).split(" "));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(sentence);
    assertThat(run.commands().requests).isEmpty();
  }
}
