package dev.drift.pipeline;

import dev.drift.pipeline.request.CheckRequestBuilder;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.drift.Golden;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.Manifest;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.model.value.Value;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.report.ReportFormats;
import dev.drift.report.text.TextStyle;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.Renderer;
import dev.drift.source.Renderers;
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

  /// Makes one ConfigMap of all files.
  private record Concatenation(Optional<Place> place) implements Renderer {
    @Override
    public String name() {
      return "concatenation";
    }

    @Override
    public Rendered render(SourceTree tree, RenderRequest request) throws IOException {
      List<String> inputs = tree.list("");
      Value.Obj content =
          Value.Obj.EMPTY
              .with("apiVersion", Value.of("v1"))
              .with("kind", Value.of("ConfigMap"))
              .with(
                  "metadata",
                  Value.Obj.EMPTY
                      .with("name", Value.of("made"))
                      .with("namespace", Value.of("trino")));
      return new Rendered(
          List.of(
              new Manifest(
                  "v1",
                  "ConfigMap",
                  "trino",
                  "made",
                  content,
                  new Generated(name(), inputs, place))),
          List.of(),
          List.of(),
          List.of(),
          Rendered.Elsewhere.NOTHING,
          new Rendered.Inputs(inputs, List.of()));
    }
  }

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("a.tpl"), "a");
    Files.writeString(folder.resolve("b.tpl"), "b");
  }

  private Report check(Optional<Place> place) {
    Agent agent =
        new Agent(
            Map.of("HOME", folder.toString()),
            false,
            InstantSource.system(),
            () -> "1",
            new Renderers(List.of(new Concatenation(place))));
    return new DriftCheck(agent, Progress.NONE)
        .run(
            CheckRequestBuilder.of(SNAPSHOT, CheckRequestBuilder.source(folder))
                .key(Golden.repository().resolve("examples/snapshots/example.key"))
                .build());
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
                    "{\"file\": null, \"line\": null, \"column\": null, \"renderer\": \"concatenation\","
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

  private static JsonNode missing(JsonNode report) {
    for (JsonNode finding : report.at("/findings")) {
      if (finding.toString().contains("\"made\"")) {
        return finding;
      }
    }
    throw new AssertionError("the ConfigMap is not reported: " + report.at("/summary"));
  }
}
