package dev.drift.report.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.drift.Golden;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.report.SampleReports;
import dev.drift.report.view.Safe;
import dev.drift.secret.Shown;
import dev.drift.secret.ShownInTests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReportTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Stream<Named<Report>> reports() {
    return Stream.of(
        Named.of("clean", SampleReports.clean()),
        Named.of("uncommitted", SampleReports.cleanButUncommitted()),
        Named.of("drifted", SampleReports.drifted()),
        Named.of("incomplete", SampleReports.incomplete()),
        Named.of("invalid", SampleReports.invalid()));
  }

  @Tag("golden")
  @Test
  void hasTheAgreedShape() {
    Golden.check("report/drifted.json", json(SampleReports.drifted()));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void fitsTheSchema(Report report) throws IOException {
    assertThat(violations(MAPPER.readTree(json(report)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("reports")
  void isTheSameEachTime(Report report) {
    assertThat(json(report)).isEqualTo(json(report));
  }

  @Test
  void countsDriftApartFromPosture() throws IOException {
    JsonNode summary = MAPPER.readTree(json(SampleReports.drifted())).get("summary");
    assertThat(summary.get("drift").asInt()).isEqualTo(7);
    assertThat(summary.get("posture").asInt()).isEqualTo(1);
    assertThat(summary.get("bySeverity").valueStream().mapToInt(JsonNode::asInt).sum())
        .isEqualTo(7);
  }

  @Test
  void carriesNoTerminalCodes() {
    String hostile = "a\u001b[2Jb\u009b31mc\u202ed\u2028e\u007ff";
    Report report =
        SampleReports.with(
            SampleReports.drift(
                SampleReports.WORKER,
                Change.CHANGED,
                Severity.LOW,
                "spec",
                new Shown.Absent(),
                ShownInTests.plain(hostile),
                hostile,
                Optional.empty()));
    String json = json(report);
    assertThat(json.codePoints().filter(c -> c != '\n').noneMatch(Safe::isUnsafe)).isTrue();
    assertThat(json).contains("\\u001B[2J").contains("\\u202e");
  }

  @Test
  void keepsEveryCharacterOfAValue() throws IOException {
    String text = "a\u001b\u009b\u202e\u007f é 😀 \uE000 \"\\";
    Report report =
        SampleReports.with(
            SampleReports.drift(
                SampleReports.WORKER,
                Change.CHANGED,
                Severity.LOW,
                "spec",
                new Shown.Absent(),
                ShownInTests.plain(text),
                "It differs.",
                Optional.empty()));
    JsonNode live = MAPPER.readTree(json(report)).at("/findings/0/live/value");
    assertThat(live.asText()).isEqualTo(text);
  }

  static Stream<Arguments> wrongReports() {
    return Stream.of(
        wrong("a field too many", report -> report.put("extra", 1)),
        wrong("another version", report -> report.put("apiVersion", "drift.dev/v2")),
        wrong("no coverage", report -> report.remove("coverage")),
        wrong("a number as text", report -> in(report, "/summary").put("drift", "7")),
        wrong("a severity in capitals", report -> finding(report).put("severity", "HIGH")),
        wrong("an unknown change", report -> finding(report).put("change", "MODIFIED")),
        wrong("drift without a change", report -> finding(report).putNull("change")),
        wrong("posture with a change", report -> finding(report).put("kind", "posture")),
        wrong("a local time", report -> in(report, "/run").put("startedAt", "2026-11-21T09:14:03")),
        wrong("an empty value", report -> in(report, "/findings/0/live").removeAll()),
        wrong(
            "a mask beside its secret",
            report -> in(report, "/findings/1/live").put("value", "hunter2")),
        wrong("a mask without its key", report -> in(report, "/findings/1/live").remove("keyId")),
        wrong(
            "an origin without a line", report -> in(report, "/findings/2/origin").remove("line")),
        wrong(
            "an unknown verdict",
            report -> in(report, "/resources/0").put("verdict", "OUT_OF_SYNC")),
        wrong("no namespace", report -> in(report, "/resources/0").remove("namespace")),
        wrong("a problem in words", report -> in(report, "/problems/0").put("code", "no luck")));
  }

  @ParameterizedTest
  @MethodSource("wrongReports")
  void refusesWrongReports(Consumer<ObjectNode> damage) throws IOException {
    ObjectNode report = (ObjectNode) MAPPER.readTree(json(SampleReports.drifted()));
    damage.accept(report);
    assertThat(violations(report)).isNotEmpty();
  }

  @Test
  void describesEveryField() throws IOException {
    Set<String> undescribed = new TreeSet<>();
    collectUndescribed(schemaText(), "", undescribed);
    assertThat(undescribed).isEmpty();
  }

  private static void collectUndescribed(JsonNode node, String at, Set<String> undescribed) {
    if (node.path("type").asText().equals("object")) {
      assertThat(node.path("additionalProperties").isBoolean()).as(at).isTrue();
      assertThat(node.path("required").size()).as(at).isEqualTo(node.path("properties").size());
      node.get("properties")
          .properties()
          .forEach(
              field -> {
                if (!field.getValue().has("description")) {
                  undescribed.add(at + "/" + field.getKey());
                }
              });
    }
    node.properties()
        .forEach(
            field -> collectUndescribed(field.getValue(), at + "/" + field.getKey(), undescribed));
    node.values()
        .forEachRemaining(
            item -> {
              if (node.isArray()) {
                collectUndescribed(item, at + "[]", undescribed);
              }
            });
  }

  private static Arguments wrong(String how, Consumer<ObjectNode> damage) {
    return Arguments.of(Named.of(how, damage));
  }

  private static ObjectNode finding(ObjectNode report) {
    return in(report, "/findings/0");
  }

  private static ObjectNode in(ObjectNode report, String pointer) {
    return (ObjectNode) report.at(pointer);
  }

  private static JsonNode schemaText() throws IOException {
    return MAPPER.readTree(
        Files.readString(Golden.repository().resolve("docs/report.schema.json")));
  }

  private static List<String> violations(JsonNode report) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                schemaText(),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    Collection<ValidationMessage> messages = schema.validate(report);
    return messages.stream().map(ValidationMessage::toString).toList();
  }

  private static String json(Report report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      JsonReport.write(report, FailOn.ANY_DRIFT, out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(UTF_8);
  }
}
