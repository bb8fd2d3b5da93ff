package dev.drift.requestlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drift.attribute.LoggedRequest;
import dev.drift.attribute.RequestLog;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestLogFileTest {
  private static final NewestEvents.Room ROOM = new NewestEvents.Room(3, 1_000_000);

  @TempDir private Path folder;

  @Test
  void keepsWhatChangedSomething() throws IOException {
    Path file = write(event("create", "a"), event("get", "b"), "", event("patch", "c"));
    assertThat(names(read(file))).containsExactly("a", "c");
    assertThat(read(file).gap()).isEmpty();
    assertThat(RequestLogFile.open(file).read(event -> event.name().equals("c")).events())
        .extracting(LoggedRequest::name)
        .containsExactly("c");
  }

  /// 512 MiB is what a small CronJob has; its log gets an eighth.
  @Test
  void theRoomIsAnEighthOfTheMemory() {
    long mebibyte = 1024 * 1024;

    assertThat(NewestEvents.Room.of(512 * mebibyte).bytes() * 4).isEqualTo(64 * mebibyte);
    assertThat(NewestEvents.Room.of(64 * 1024 * mebibyte).bytes()).isEqualTo(256 * mebibyte);
    assertThat(NewestEvents.ROOM.bytes() * 4)
        .isLessThanOrEqualTo(Runtime.getRuntime().maxMemory() / 8);
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
    RequestLogFile.Content content = RequestLogFile.open(file).read(_ -> true, 10_000, ROOM);
    assertThat(names(content)).containsExactly("b", "c", "d");
    Problem gap = content.gap().orElseThrow();
    assertThat(gap.code()).isEqualTo(Problem.Code.AUDIT_LOG_GAPS);
    assertThat(gap.message())
        .isEqualTo(
            ("Parts of the audit log %s were skipped: 3 lines that are not audit events; 1 line"
                    + " longer than 16 MiB; 1 oldest event (out of room). They may name who made a"
                    + " change.")
                .formatted(file));
  }

  @Test
  void isNoAuditLog() throws IOException {
    Path missing = folder.resolve("missing.log");
    assertThat(problem(missing))
        .startsWith("The audit log " + missing + " does not exist; pass the file");
    assertThat(problem(folder)).contains("is a folder");
    assertThat(problem(write("a log", "of another kind"))).contains("contains no audit events");
    assertThat(problem(write("{\"kind\":\"List\"}"))).contains("contains no audit events");
    Path broken =
        Files.write(folder.resolve("x.gz"), new byte[] {0x1f, (byte) 0x8b, 1, 2, 3, 4, 5, 6, 7, 8});
    assertThat(problem(broken)).contains("is not a valid gzip file");
    assertThat(read(write("")).events()).as("an empty one is none the less").isEmpty();
  }

  /// Whoever may write the log may write anything: it is read as far as it makes sense, and nothing
  /// of it grows beyond what a report takes.
  @Test
  void aForgedEventIsReadOrLeftOut() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<String> forged = new ArrayList<>();
    for (String pointer : pointers(mapper.readTree(event("create", "a")), "")) {
      for (String value : HOSTILE) {
        ObjectNode event = (ObjectNode) mapper.readTree(event("create", "a"));
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) event.at(pointer.substring(0, slash)))
            .put(pointer.substring(slash + 1), "FORGED");
        forged.add(mapper.writeValueAsString(event).replace("\"FORGED\"", value));
      }
    }
    Path file = write(forged.toArray(String[]::new));

    RequestLogFile.Content content = RequestLogFile.open(file).read(_ -> true);

    assertThat(content.events()).isNotEmpty();
    for (LoggedRequest event : content.events()) {
      assertThat(event.user()).hasSizeLessThanOrEqualTo(512);
      assertThat(event.tool()).hasSizeLessThanOrEqualTo(128);
      assertThat(event.code()).isBetween(200, 299);
    }
    assertThatCode(() -> RequestLog.of(content.events(), List.of())).doesNotThrowAnyException();
  }

  private static final List<String> HOSTILE =
      List.of(
          "null",
          "7",
          "-1e400",
          "1e99999999999",
          "true",
          "[]",
          "{}",
          "[".repeat(2_000) + "]".repeat(2_000),
          "\"\"",
          "\"\\u001b[31m\\r\\n\\u202e\"",
          "\"" + "x".repeat(100_000) + "\"",
          "\"+1000000000-12-31T23:59:59Z\"",
          "\"2026-99-99T00:00:00Z\"",
          "\"/api/v1/configmaps?fieldManager=%zz%&&&=%41%\"",
          "\"create\"");

  private static List<String> pointers(JsonNode node, String at) {
    List<String> pointers = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      pointers.add(at + "/" + field.getKey());
      pointers.addAll(pointers(field.getValue(), at + "/" + field.getKey()));
    }
    return pointers;
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

  private static RequestLogFile.Content read(Path file) {
    return RequestLogFile.open(file).read(_ -> true);
  }

  private static List<String> names(RequestLogFile.Content content) {
    return content.events().stream().map(LoggedRequest::name).toList();
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
