package dev.drift.requestlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedLogTest {
  @TempDir private Path folder;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final List<String> broken = new CopyOnWriteArrayList<>();

  private final FollowedLog.Sink sink =
      new FollowedLog.Sink() {
        @Override
        public void put(List<AuditedWrite> writes) {
          writes.forEach(it -> seen.add(it.request().name()));
        }

        @Override
        public void broken(Optional<String> why) {
          broken.add(why.orElse("whole again"));
        }
      };

  private static String event(String name) {
    return """
    {"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"id-%s","stage":"ResponseComplete",\
    "requestURI":"/api/v1/namespaces/n/configmaps","verb":"create",\
    "user":{"username":"alice","groups":["system:authenticated"]},"userAgent":"kubectl/v1.36.3",\
    "objectRef":{"resource":"configmaps","namespace":"n","name":"%s","apiVersion":"v1"},\
    "responseStatus":{"code":201},"stageTimestamp":"2026-03-01T10:00:00.000000Z"}
    """
        .formatted(name, name);
  }

  private static void append(Path file, String text) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(text.getBytes(UTF_8));
    }
  }

  private void until(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
      Thread.sleep(20);
    }
    assertThat(condition.getAsBoolean()).as("seen: %s, broken: %s", seen, broken).isTrue();
  }

  @Test
  void readsWhatIsThereAndWhatIsAppended() throws IOException, InterruptedException {
    Path file = folder.resolve("audit.log");
    append(file, event("a") + "not an event\n" + event("b").substring(0, 40));
    try (var _ = FollowedLog.start(file, sink)) {
      until(() -> seen.equals(List.of("a")));
      append(file, event("b").substring(40));
      until(() -> seen.equals(List.of("a", "b")));
      append(file, event("c"));
      until(() -> seen.equals(List.of("a", "b", "c")));
    }
    assertThat(broken).isEmpty();
  }

  /// kube-apiserver renames a full file and begins a new one.
  @Test
  void goesOnInTheNewFile() throws IOException, InterruptedException {
    Path file = folder.resolve("audit.log");
    append(file, event("a"));
    try (var _ = FollowedLog.start(file, sink)) {
      until(() -> seen.equals(List.of("a")));
      append(file, event("b"));
      Files.move(file, folder.resolve("audit-1.log"));
      append(file, event("c"));
      until(() -> seen.equals(List.of("a", "b", "c")));
      Files.move(file, folder.resolve("audit-2.log"));
      append(file, event("d") + event("e") + event("f"));
      until(() -> seen.equals(List.of("a", "b", "c", "d", "e", "f")));
    }
  }

  @Test
  void beginsAgainWhenTheFileIsCutOff() throws IOException, InterruptedException {
    Path file = folder.resolve("audit.log");
    append(file, event("a") + event("b") + event("c").substring(0, 20));
    try (var _ = FollowedLog.start(file, sink)) {
      until(() -> seen.equals(List.of("a", "b")));
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
      Thread.sleep(600); // Two looks at it.
      append(file, event("d"));
      until(() -> seen.equals(List.of("a", "b", "d")));
    }
  }

  @Test
  void waitsForAFileThatAppearsLater() throws IOException, InterruptedException {
    Path file = folder.resolve("later/audit.log");
    try (var _ = FollowedLog.start(file, sink)) {
      until(() -> !broken.isEmpty());
      assertThat(broken)
          .containsExactly("The audit log %s does not exist; Drift waits for it.".formatted(file));
      Files.createDirectory(folder.resolve("later"));
      append(file, event("a"));
      until(() -> seen.equals(List.of("a")));
      until(() -> broken.size() == 2);
      assertThat(broken).last().isEqualTo("whole again");
    }
  }

  /// Of a file of gigabytes, only the end is read.
  @Test
  void beginsNearTheEndOfALargeFile() throws IOException, InterruptedException {
    Path file = folder.resolve("audit.log");
    append(file, event("a") + event("b") + event("c"));
    try (var _ = FollowedLog.start(file, sink, event("c").length() + 20L)) {
      until(() -> seen.equals(List.of("c")));
      append(file, event("d"));
      until(() -> seen.equals(List.of("c", "d")));
    }
  }
}
