package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.pipeline.request.ActRequest;
import dev.drift.report.SampleReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevertCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"plan", "revert"})
  void namesAMissingRepository(String command) {
    Run run = Run.of(SampleReports.clean(), command);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Missing required option: '--repo=URL|DIR'");
    assertThat(run.commands().requests).isEmpty();
  }

  @Test
  void takesOneKindOfApproval() {
    Run run = Run.of(SampleReports.clean(), "revert", "--repo=.", "--yes", "--plan=plan.json");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--yes approves everything, --plan one plan");
  }

  @Test
  void approvesTheActsOfAPlanAndNoOthers() throws IOException {
    Path plan =
        Files.writeString(
            folder.resolve("plan.json"),
            "{\"kind\": \"Plan\", \"cluster\": \"c1\", \"acts\": [{\"id\": \"a1\"}]}");
    Run run = Run.of(SampleReports.clean(), "revert", "--repo=.", "--plan=" + plan);
    assertThat(run.code()).isEqualTo(0);
    assertThat(((ActRequest) run.commands().requests.getFirst()).approval())
        .isEqualTo(new ActRequest.Approval.SavedPlan(plan, "c1", Set.of("a1")));
  }

  @Test
  void refusesAFileThatIsNoPlan() throws IOException {
    Path plan = Files.writeString(folder.resolve("plan.json"), "{\"kind\": \"Report\"}");
    Run run = Run.of(SampleReports.clean(), "revert", "--repo=.", "--plan=" + plan);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("is not a plan that drift plan -o json wrote");
    assertThat(run.commands().requests).isEmpty();
  }

  @Test
  void planApprovesNothing() {
    Run run = Run.of(SampleReports.clean(), "plan", "--repo=.");
    assertThat(run.code()).isEqualTo(0);
    assertThat(((ActRequest) run.commands().requests.getFirst()).approval())
        .isEqualTo(new ActRequest.Approval.PlanOnly());
  }
}
