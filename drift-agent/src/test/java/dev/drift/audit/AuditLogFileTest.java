package dev.drift.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drift.attribute.AuditEvent;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogFileTest {
  private static final Kept.Room ROOM = new Kept.Room(3, 1_000_000);

  @TempDir private Path folder;

  @Test
  void keepsWhatChangedSomething() throws IOException {
    Path file = write(event("create", "a"), event("get", "b"), "", event("patch", "c"));
    assertThat(names(read(file))).containsExactly("a", "c");
    assertThat(read(file).gap()).isEmpty();
    assertThat(AuditLogFile.open(file).read(event -> event.name().equals("c")).events())
        .extracting(AuditEvent::name)
        .containsExactly("c");
  }

  /// 512 MiB is what a small CronJob has; its log gets an eighth.
  @Test
  void theRoomIsAnEighthOfTheMemory() {
    long mebibyte = 1024 * 1024;

    assertThat(Kept.Room.of(512 * mebibyte).bytes() * 4).isEqualTo(64 * mebibyte);
    assertThat(Kept.Room.of(64 * 1024 * mebibyte).bytes()).isEqualTo(256 * mebibyte);
    assertThat(Kept.ROOM.bytes() * 4).isLessThanOrEqualTo(Runtime.getRuntime().maxMemory() / 8);
  }

  @Test
  void readsGzip() throws IOException {
    Path file = folder.resolve("audit.log.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((event("create", "a") + "\n").getBytes(UTF_8));
    }
    assertThat(names(read(file))).containsExactly("a");

    Path half = folder.resolve("half.gz");
    byte[] whole = Files.readAllBytes(file);
    Files.write(half, Arrays.copyOf(whole, whole.length - 8));
    assertThat(names(read(half))).as("without its end").containsExactly("a");
  }

  @Test
  void aLastLineThatIsCutOffIsUsual() throws IOException {
    Path file = write(event("create", "a"), event("create", "b").substring(0, 150));
    Files.writeString(file, Files.readString(file).strip());
    assertThat(names(read(file))).containsExactly("a");
    assertThat(read(file).gap()).isEmpty();
  }

  @Test
  void saysWhatItLeftOut() throws IOException {
    String secret = "hunter2";
    Path file =
        write(
            event("create", "a"),
            "{\"kind\":\"Event\",\"requestObject\":{\"password\":\"" + secret + "\",}}",
            "{\"kind\":\"Status\",\"message\":\"" + secret + "\"}",
            secret,
            event("create", "x".repeat(100_000)),
            event("create", "b"),
            event("create", "c"),
            event("create", "d"));
    AuditLogFile.Content content = AuditLogFile.open(file).read(_ -> true, 10_000, ROOM);
    assertThat(names(content)).containsExactly("b", "c", "d");
    Problem gap = content.gap().orElseThrow();
    assertThat(gap.code()).isEqualTo(Problem.Code.AUDIT_LOG_GAPS);
    assertThat(gap.message())
        .isEqualTo(
            ("Of the audit log %s was left out: 3 lines that are no audit events; 1 line longer"
                    + " than 16 MiB; 1 oldest event, for want of room; who made a change may stand"
                    + " there.")
                .formatted(file));
  }

  @Test
  void isNoAuditLog() throws IOException {
    Path missing = folder.resolve("missing.log");
    assertThat(problem(missing)).startsWith("There is no audit log " + missing + ": give the file");
    assertThat(problem(folder)).contains("is a folder");
    assertThat(problem(write("a log", "of another kind"))).contains("holds no audit events");
    assertThat(problem(write("{\"kind\":\"List\"}"))).contains("holds no audit events");
    Path broken =
        Files.write(folder.resolve("x.gz"), new byte[] {0x1f, (byte) 0x8b, 1, 2, 3, 4, 5, 6, 7, 8});
    assertThat(problem(broken)).contains("is no valid gzip file");
    assertThat(read(write("")).events()).as("an empty one is none the less").isEmpty();
  }

  private String problem(Path file) {
    DriftException[] thrown = new DriftException[1];
    assertThatExceptionOfType(DriftException.class)
        .isThrownBy(() -> read(file))
        .satisfies(e -> thrown[0] = e);
    Problem problem = thrown[0].problems().getFirst();
    assertThat(problem.code()).isEqualTo(Problem.Code.INVALID_AUDIT_LOG);
    return problem.message();
  }

  private static AuditLogFile.Content read(Path file) {
    return AuditLogFile.open(file).read(_ -> true);
  }

  private static List<String> names(AuditLogFile.Content content) {
    return content.events().stream().map(AuditEvent::name).toList();
  }

  private Path write(String... lines) throws IOException {
    return Files.writeString(folder.resolve("audit.log"), String.join("\n", lines) + "\n");
  }

  private static String event(String verb, String name) {
    return """
    {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Request","stage":"ResponseComplete",\
    "requestURI":"/api/v1/namespaces/ns/configmaps","verb":"%s","user":{"username":"alice"},\
    "userAgent":"kubectl/v1.36.3","objectRef":{"resource":"configmaps","namespace":"ns",\
    "name":"%s","apiVersion":"v1"},"responseStatus":{"code":200},\
    "stageTimestamp":"2026-03-01T10:00:00.5Z"}"""
        .formatted(verb, name);
  }
}
