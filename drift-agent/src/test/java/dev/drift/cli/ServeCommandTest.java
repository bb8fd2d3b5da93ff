package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.report.SampleReports;
import dev.drift.serve.ServeRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The flags of `drift serve`.
class ServeCommandTest {
  private static Run serve(String... more) {
    List<String> arguments = new ArrayList<>(List.of("serve", "--repo", "."));
    arguments.addAll(List.of(more));
    return Run.of(SampleReports.clean(), arguments.toArray(String[]::new));
  }

  private static ServeRequest request(Run run) {
    assertThat(run.err()).isEmpty();
    return (ServeRequest) run.commands().requests.getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--leader-elect --lease drift|--lease: 'drift' is not NAMESPACE/NAME",
        "--listen nowhere|--listen: 'nowhere' is not an address such as 0.0.0.0:8080",
        "--cron x|--cron: 'x' is not valid",
        "--fleet a/b|--fleet must start with a letter or digit",
        "--fleet a --parallel 0|--parallel must be a number from 1 to 64",
        "--fleet a --leader-elect|--fleet and --leader-elect exclude each other",
        "--fleet a --notify|--notify is not possible with --fleet"
      })
  void wrongFlagsAreReportedAsSuch(String flags, String message) {
    Run run = serve(flags.split(" "));
    assertThat(run.err()).contains(message);
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void eachAgentOfAFleetHasANameOfItsOwn() {
    String[] flags = {
      "--fleet", "prod", "--parallel", "8", "--store", "jdbc:postgresql://db/drift"
    };
    ServeRequest.Fleet one = request(serve(flags)).fleet().orElseThrow();
    ServeRequest.Fleet other = request(serve(flags)).fleet().orElseThrow();

    assertThat(one.name()).isEqualTo("prod");
    assertThat(one.parallel()).isEqualTo(8);
    assertThat(one.store().url()).contains("jdbc:postgresql://db/drift");
    assertThat(one.agent()).isNotEqualTo(other.agent());
    assertThat(request(serve()).fleet()).isEmpty();
  }
}
