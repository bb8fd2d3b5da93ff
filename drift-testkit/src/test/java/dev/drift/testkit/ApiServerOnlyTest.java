package dev.drift.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("cluster")
class ApiServerOnlyTest {
  @Test
  void nothingIsLeftAfterClose() {
    List<ProcessHandle> others = ProcessHandle.current().descendants().toList();
    ControlPlane plane = ControlPlane.start(ControlPlaneOptions.apiServerOnly());
    Path directory = plane.workDirectory();
    List<ProcessHandle> children =
        ProcessHandle.current().descendants().filter(each -> !others.contains(each)).toList();
    assertThat(children).as("etcd, API server, watchdog").hasSize(3);

    plane.close();

    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(directory).doesNotExist();
    plane.close();
  }

  @Test
  void aFailedStartTellsWhichProcessAndWhy() throws Exception {
    ControlPlaneOptions options =
        ControlPlaneOptions.apiServerOnly().withApiServerArguments(List.of("--no-such-flag=1"));

    assertThatThrownBy(() -> ControlPlane.start(options))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageStartingWith(
            "The control plane did not start: kube-apiserver exited with code 1; its log is ")
        .hasMessageContaining("unknown flag: --no-such-flag")
        .satisfies(
            failure -> {
              Path log = logIn(failure);
              assertThat(log).isRegularFile();
              new WorkDirectory(requireNonNull(log.getParent()), false).delete();
            });
  }

  private static Path logIn(Throwable failure) {
    String message = requireNonNull(failure.getMessage());
    return Path.of(message.replaceFirst("(?s).*its log is (.*?):\n.*", "$1"));
  }
}
