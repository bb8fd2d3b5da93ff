package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.drift.Golden;
import dev.drift.json.JsonWriter;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.report.SampleReports;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `drift config validate`, and `docs/drift.schema.json`, over the cases of `config/cases.yaml`.
@Tag("golden")
class ConfigCommandTest {
  private static final JsonSchema SCHEMA = schema();

  @TempDir Path folder;

  /// @param beyondSchema why the schema accepts what is not valid
  record Case(
      String name, String owner, boolean valid, Optional<String> beyondSchema, String file) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeEach
  void writePolicies() throws IOException {
    Files.createDirectory(folder.resolve("policies"));
    Files.writeString(
        folder.resolve("policies/team.yaml"),
        """
        apiVersion: drift.dev/v1
        kind: Policy
        metadata: {name: team}
        spec: {}
        """);
    Files.writeString(
        folder.resolve("policies/broken.yaml"),
        """
        apiVersion: drift.dev/v1
        kind: Policy
        metadata: {name: broken}
        spec:
          exceptions: []
        """);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isJudgedAsAPersonWould(Case one) throws IOException {
    Run run = validate(one);
    assertThat(run.code()).as(run.err()).isEqualTo(one.valid ? 0 : 2);
    assertThat(run.out().isEmpty()).isEqualTo(!one.valid);
    assertThat(run.err().isEmpty()).isEqualTo(one.valid);
    assertThat(run.out() + run.err()).doesNotContain("s3cr3t");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSchemaAgrees(Case one) throws IOException {
    Value value = documents("drift.yaml", one.file).getFirst();
    var violations = SCHEMA.validate(new ObjectMapper().readTree(JsonWriter.text(value)));
    assertThat(violations.isEmpty())
        .as("%s %s", one.beyondSchema, violations)
        .isEqualTo(one.valid || one.beyondSchema.isPresent());
  }

  /// The whole text that users see, for a reviewer to read as a user would.
  @Test
  void messages() throws IOException {
    StringBuilder out = new StringBuilder();
    for (Case one : cases().toList()) {
      Run run = validate(one);
      out.append("# %s (%s): exit code %d%n".formatted(one.name, one.owner, run.code()))
          .append((run.out() + run.err()).replace(folder + "/", ""))
          .append('\n');
    }
    Golden.check("config/messages.txt", out.toString());
  }

  @Test
  void severalFilesAreValidatedTogether() throws IOException {
    String valid = cases().toList().getFirst().file;
    Path good = Files.writeString(folder.resolve("good.yaml"), valid);
    Path bad = Files.writeString(folder.resolve("bad.yaml"), valid.replace("repo", "url"));
    Path none = folder.resolve("none.yaml");
    Path empty = Files.writeString(folder.resolve("empty.yaml"), "# nothing\n");
    Path two = Files.writeString(folder.resolve("two.yaml"), valid + "---\n" + valid);
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "sources: [\n");

    Run run = run(good, bad, none, empty, two, folder, broken);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEqualTo(good + " is valid: 1 source\n");
    assertThat(run.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(bad + ":4:10: unknown key url; did you mean repo?"),
            line -> assertThat(line).contains(none + " does not exist"),
            line -> assertThat(line).contains(empty + " is empty; start it with apiVersion"),
            line -> assertThat(line).startsWith(two + ":6:1: second document"),
            line -> assertThat(line).contains(folder + " cannot be read"),
            line -> assertThat(line).startsWith(broken + ":"));
  }

  @Test
  void theDefaultIsTheFileInThisFolder() {
    Run run = Run.of(SampleReports.clean(), "config", "validate");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("drift: drift.yaml does not exist; pass the path of a configuration file\n");
    assertThat(Run.of(SampleReports.clean(), "config").code()).isEqualTo(2);
    assertThat(Run.of(SampleReports.clean(), "config", "validate", "--as", "me").code())
        .isEqualTo(2);
  }

  @Test
  void theExampleIsARepositorysOwnFile() {
    Path example = Golden.repository().resolve("examples/lakehouse/drift.yaml");
    for (String owner : List.of("agent", "repository")) {
      Run run =
          Run.of(SampleReports.clean(), "config", "validate", "--as", owner, example.toString());
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isEqualTo(0);
    }
  }

  /// Whoever copies an example from the pages gets a valid file.
  @Test
  void theExamplesOfThePagesAreValid() throws IOException {
    Path docs = Golden.repository().resolve("docs");
    String page =
        Files.readString(docs.resolve("configuration.md"))
            + Files.readString(docs.resolve("notifications.md"));
    List<String> examples =
        Stream.of(page.split("```yaml\n", -1)).skip(1).map(part -> part.split("```")[0]).toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
    for (String example : examples) {
      Run run = run(Files.writeString(folder.resolve("drift.yaml"), example));
      assertThat(run.code()).as(example + run.err()).isEqualTo(0);
    }
  }

  private Run validate(Case one) throws IOException {
    Path file = Files.writeString(folder.resolve("drift.yaml"), one.file);
    return Run.of(SampleReports.clean(), "config", "validate", "--as", one.owner, file.toString());
  }

  private static Run run(Path... files) {
    return Run.of(
        SampleReports.clean(),
        Stream.concat(Stream.of("config", "validate"), Stream.of(files).map(Path::toString))
            .toArray(String[]::new));
  }

  static Stream<Case> cases() throws IOException {
    Path file = Golden.repository().resolve("drift-agent/src/test/resources/config/cases.yaml");
    if (!(documents("cases.yaml", Files.readString(file)).getFirst()
        instanceof Value.Arr(List<Value> items))) {
      throw new IllegalStateException("the cases are not a list");
    }
    return items.stream()
        .map(Value.Obj.class::cast)
        .map(
            one ->
                new Case(
                    one.text("case").orElseThrow(),
                    one.text("as").orElse("agent"),
                    one.get("valid").orElseThrow().equals(Value.of(true)),
                    one.text("beyondSchema"),
                    one.text("file").orElseThrow()));
  }

  private static List<Value> documents(String name, String yaml) {
    var documents =
        new DocumentReader(YamlLimits.DEFAULT).read(new SourceFile(name, yaml.getBytes(UTF_8)));
    assertThat(documents.problems()).isEmpty();
    return documents.documents().stream().map(it -> it.value()).toList();
  }

  private static JsonSchema schema() {
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(
              new ObjectMapper()
                  .readTree(
                      Files.readString(Golden.repository().resolve("docs/drift.schema.json"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
