package dev.drift.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.drift.Golden;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.json.JsonReader;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.model.value.Value;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.report.ReportFormats;
import dev.drift.report.text.AccountText;
import dev.drift.report.text.TextStyle;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.Renderer;
import dev.drift.tree.SourceTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A manifest that a renderer made has no line and column of its own; it is compared and reported
/// like any other.
class GeneratedManifestTest {
  private static final LiveRequest SNAPSHOT =
      new LiveRequest.FromSnapshot(
          Golden.repository().resolve("examples/snapshots/lakehouse.json.gz"));

  @TempDir Path folder;

  /// Makes one manifest of all files.
  private record Concatenation(Value.Obj content, Optional<Place> place) implements Renderer {
    @Override
    public String name() {
      return "concatenation";
    }

    @Override
    public Rendered render(SourceTree tree, RenderRequest request) throws IOException {
      List<String> inputs = tree.list("");
      Value.Obj metadata = content.object("metadata");
      return new Rendered(
          List.of(
              new Manifest(
                  "v1",
                  "ConfigMap",
                  metadata.text("namespace").orElseThrow(),
                  metadata.text("name").orElseThrow(),
                  content,
                  new Generated(name(), inputs, place))),
          List.of(),
          List.of(),
          List.of(),
          Rendered.Elsewhere.NOTHING,
          new Rendered.Inputs(inputs, List.of()),
          List.of(name()));
    }
  }

  private static Value.Obj map(String json) throws IOException {
    return (Value.Obj)
        JsonReader.read("{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", " + json + "}");
  }

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("a.tpl"), "a");
    Files.writeString(folder.resolve("b.tpl"), "b");
  }

  private Report check(Optional<Place> place) throws IOException {
    Value.Obj made = map("\"metadata\": {\"name\": \"made\", \"namespace\": \"trino\"}");
    return new DriftCheck(agent(made, place), Progress.NONE).run(request());
  }

  private Agent agent(Value.Obj content, Optional<Place> place) {
    return new Agent(
        Map.of("HOME", folder.toString()),
        false,
        InstantSource.system(),
        () -> "1",
        new Concatenation(content, place));
  }

  private CheckRequest request() {
    return CheckRequestBuilder.of(SNAPSHOT, CheckRequestBuilder.source(folder))
        .key(Golden.repository().resolve("examples/snapshots/example.key"))
        .build();
  }

  private String explain(Optional<Place> place) throws IOException {
    return AccountText.of(
        new ExplainResource(agent(hosts(""), place), Progress.NONE)
            .run(new ResourceRequest(request(), "configmap", "kafka/kafka-external-hosts")),
        TextStyle.PLAIN);
  }

  /// A ConfigMap of the snapshot, in which one value is another.
  private static Value.Obj hosts(String annotations) throws IOException {
    return map(
        """
        "metadata": {"name": "kafka-external-hosts", "namespace": "kafka",
                     "labels": {"app": "kafka"}, "annotations": {%s}},
        "data": {"kafka-0": "203.0.113.10", "kafka-1": "203.0.113.99"}
        """
            .formatted(annotations));
  }

  private static String print(String format, Report report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportFormats.of(format)
        .orElseThrow()
        .write(report, FailOn.ANY_DRIFT, TextStyle.PLAIN, UTF_8, out);
    return out.toString(UTF_8);
  }

  @Test
  void aFindingNamesTheRendererAndItsFiles() throws Exception {
    Report report = check(Optional.empty());

    assertThat(print("text", report)).contains("a.tpl, b.tpl (rendered by concatenation)");
    JsonNode json = new ObjectMapper().readTree(print("json", report));
    JsonNode finding = missing(json);
    assertThat(finding.at("/origin"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"file\": null, \"line\": null, \"column\": null, \"kind\": null, \"key\": null,"
                        + " \"renderer\": \"concatenation\","
                        + " \"inputs\": [\"a.tpl\", \"b.tpl\"]}"));
    // A command that applies the manifest would need a file that has it.
    assertThat(finding.at("/command").isNull()).isTrue();
    assertThat(json.at("/sources/0/renderer").asText()).isEqualTo("concatenation");
    JsonNode schema =
        new ObjectMapper()
            .readTree(Files.readString(Golden.repository().resolve("docs/report.schema.json")));
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(json))
        .isEmpty();
  }

  @Test
  void aPlaceThatIsKnownIsNamedToo() throws Exception {
    Report report = check(Optional.of(new Place("b.tpl", 3, 5, 0, 0, false)));

    assertThat(print("text", report)).contains("b.tpl:3:5 (rendered by concatenation)");
    JsonNode origin = missing(new ObjectMapper().readTree(print("json", report))).at("/origin");
    assertThat(origin.at("/file").asText()).isEqualTo("b.tpl");
    assertThat(origin.at("/line").asInt()).isEqualTo(3);
    assertThat(origin.at("/renderer").asText()).isEqualTo("concatenation");
  }

  /// No line of a file has the values: the renderer made them.
  @Test
  void explainNamesTheRendererAndItsFiles() throws Exception {
    assertThat(explain(Optional.empty()))
        .contains(
            """
              git       apiVersion = v1  a.tpl, b.tpl (rendered by concatenation)
              git       data.kafka-0 = "203.0.113.10"  a.tpl, b.tpl (rendered by concatenation)
              DRIFT     data.kafka-1 = "203.0.113.11"  a.tpl, b.tpl (rendered by concatenation)
            """)
        .doesNotContainPattern("tpl:");
  }

  @Test
  void explainNamesThePlaceThatIsKnown() throws Exception {
    Files.writeString(folder.resolve("b.tpl"), "1\n2\n3 hosts\n");

    assertThat(explain(Optional.of(new Place("b.tpl", 3, 3, 6, 11, false))))
        .contains(
            """
              git       data.kafka-0 = "203.0.113.10"  b.tpl:3:3 (rendered by concatenation)
              DRIFT     data.kafka-1 = "203.0.113.11"  b.tpl:3:3 (rendered by concatenation)
            """);
  }

  @Test
  void explainCountsManyFiles() throws Exception {
    for (String name : List.of("c.tpl", "d.tpl", "e.tpl")) {
      Files.writeString(folder.resolve(name), name);
    }

    assertThat(explain(Optional.empty()))
        .contains("a.tpl, b.tpl, c.tpl and 2 more (rendered by concatenation)");
  }

  @Test
  void aWrongAnnotationOfAGeneratedManifestIsAtNoLine() throws Exception {
    Value.Obj content = hosts("\"drift.dev/ignore\": \"everything\"");

    Report report = new DriftCheck(agent(content, Optional.empty()), Progress.NONE).run(request());

    assertThat(report.problems())
        .filteredOn(problem -> problem.code() == Problem.Code.INVALID_POLICY)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).isEmpty();
              assertThat(problem.resource().orElseThrow())
                  .hasToString("ConfigMap kafka/kafka-external-hosts");
            });
  }

  private static JsonNode missing(JsonNode report) {
    for (JsonNode finding : report.at("/findings")) {
      if (finding.toString().contains("\"made\"")) {
        return finding;
      }
    }
    throw new AssertionError("the ConfigMap is not reported: " + report.at("/summary"));
  }
}
