package dev.drift.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  @Test
  void childrenDoNotOutliveAKilledJvm() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = jvm.inputReader(UTF_8)) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
      Path directory = Path.of(lines.readLine());
      List<ProcessHandle> all = jvm.descendants().toList();
      assertThat(all).hasSize(2).contains(child);

      jvm.destroyForcibly();

      assertThat(CompletableFuture.allOf(ends(all))).succeedsWithin(10, TimeUnit.SECONDS);
      assertThat(directory).doesNotExist();
    }
  }

  private static CompletableFuture<?>[] ends(List<ProcessHandle> handles) {
    return handles.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
  }

  /// The JVM that is killed.
  static final class Parent {
    public static void main(String[] arguments) throws InterruptedException {
      WorkDirectory directory = WorkDirectory.create(false);
      ChildProcess child =
          ChildProcess.start(
              Path.of("/bin/sleep"), List.of("300"), directory, Watchdog.start(directory));
      System.out.println(child.pid());
      System.out.println(directory.path());
      Thread.sleep(300_000);
    }
  }
}
