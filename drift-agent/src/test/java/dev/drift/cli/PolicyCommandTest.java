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
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `drift policy`, `docs/policy.schema.json` over the cases of `policy/cases.yaml`, and the
/// policies that ship.
@Tag("golden")
class PolicyCommandTest {
  private static final Path POLICIES = Golden.repository().resolve("policies");
  private static final Path LAKEHOUSE = POLICIES.resolve("lakehouse.yaml");
  private static final JsonSchema SCHEMA = schema();

  @TempDir Path folder;

  /// @param beyondSchema why the schema accepts what is not valid
  record Case(String name, boolean valid, Optional<String> beyondSchema, String spec) {
    String file() {
      return """
      apiVersion: drift.dev/v1
      kind: Policy
      metadata: {name: p}
      spec:
      """
          + spec.indent(2);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isJudgedAsAPersonWould(Case one) throws IOException {
    Run run = validate(one);
    assertThat(run.code()).as(run.err()).isEqualTo(one.valid ? 0 : 2);
    assertThat(run.out().isEmpty()).isEqualTo(!one.valid);
    assertThat(run.err().isEmpty()).isEqualTo(one.valid);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSchemaAgrees(Case one) throws IOException {
    var violations = violations(one.file());
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
      out.append("# %s: exit code %d%n".formatted(one.name, run.code()))
          .append((run.out() + run.err()).replace(folder + "/", ""))
          .append('\n');
    }
    Golden.check("policy/messages.txt", out.toString());
  }

  static Stream<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(POLICIES)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.toString().endsWith(".test.yaml"))
          .filter(file -> !file.endsWith("kustomization.yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void threePoliciesShip() throws IOException {
    assertThat(shipped().map(file -> file.getFileName().toString()))
        .containsExactly("default.yaml", "lakehouse.yaml", "strict.yaml");
  }

  /// Whoever copies one gets what its cases say, and a case for each action.
  @ParameterizedTest
  @MethodSource("shipped")
  void whatShipsIsValidAndTested(Path file) throws IOException {
    assertThat(violations(Files.readString(file))).isEmpty();
    Run validated = run("validate", file.toString());
    assertThat(validated.err()).isEmpty();
    assertThat(validated.code()).isZero();
    Run tested = run("test", file.toString());
    assertThat(tested.err()).isEmpty();
    assertThat(tested.out()).matches("\\S+: \\d+ cases passed\n");
    assertThat(tested.code()).isZero();
  }

  /// A policy that changes nothing must not come to change something.
  @Test
  void theDefaultOnlyReports() throws IOException {
    assertThat(Files.readString(POLICIES.resolve("default.yaml")))
        .doesNotContain("action: revert")
        .doesNotContain("action: adopt");
  }

  @Test
  void aCaseThatFailsSaysWhatItGot() throws IOException {
    Path policy = Files.copy(LAKEHOUSE, folder.resolve("lakehouse.yaml"));
    Files.writeString(
        folder.resolve("lakehouse.test.yaml"),
        """
        case: workers at night
        finding: {rule: SCL001, kind: Deployment, namespace: trino, name: worker, path: spec.replicas}
        at: 2026-11-30T21:00:00+01:00
        expect: {action: revert, rule: scaled-by-hand}
        ---
        case: a catalog
        finding: {rule: CFG010, kind: ConfigMap, namespace: trino, name: c, path: data.x, attribution: {user: a@b.c}}
        at: 2026-11-30T21:00:00+01:00
        seen: {checks: 1}
        expect: {action: revert, rule: edited-by-hand}
        ---
        case: anything else
        finding: {rule: GEN003, kind: Service, namespace: trino, name: c, path: spec.x}
        at: 2026-11-30T21:00:00+01:00
        expect: {action: none}
        """);
    Run run = run("test", policy.toString());
    assertThat(run.code()).isEqualTo(1);
    Golden.check("policy/failed.txt", run.out().replace(folder + "/", ""));
  }

  @Test
  void aFileOfCasesIsNotAPolicy() {
    assertThat(run("test", POLICIES.resolve("lakehouse.test.yaml").toString()).err())
        .isEqualTo(
            "drift: %1$s/lakehouse.test.yaml holds test cases; pass the policy that they test: %1$s/lakehouse.yaml\n"
                .formatted(POLICIES));
  }

  @Test
  void whatIsWrongWithACaseIsToldWithItsPlace() throws IOException {
    Path policy = Files.copy(LAKEHOUSE, folder.resolve("lakehouse.yaml"));
    assertThat(run("test", policy.toString()).err())
        .isEqualTo(
            "drift: %s/lakehouse.test.yaml does not exist; the test cases of %s belong there\n"
                .formatted(folder, policy));
    Path cases = folder.resolve("lakehouse.test.yaml");
    Files.writeString(
        cases,
        """
        case: a
        finding: {rule: XYZ001, name: c, severity: bad}
        at: noon
        expect: {action: undo, holds: [tired]}
        because: x
        """);
    Run run = run("test", policy.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines().map(line -> line.replace(folder + "/", "")))
        .containsExactlyInAnyOrder(
            "lakehouse.test.yaml:2:17: rule is not a rule code such as CFG001",
            "lakehouse.test.yaml:2:10: kind is missing: such as ConfigMap or Deployment.apps",
            "lakehouse.test.yaml:2:44: severity is not one of critical, high, medium, low, info",
            "lakehouse.test.yaml:3:5: at is not a time with its offset from UTC, such as"
                + " 2026-11-30T22:15:00+01:00",
            "lakehouse.test.yaml:4:18: action is not one of revert, adopt, report, none",
            "lakehouse.test.yaml:4:32: an item of holds is not one of conditionFailed, frozen,"
                + " needsApproval, notPersistent, outsideWindow",
            "lakehouse.test.yaml:5:10: because is not a field of a policy");
  }

  /// Whoever copies the example of the page gets a policy and a case that passes.
  @Test
  void theExampleOfThePageIsRight() throws IOException {
    String page = Files.readString(Golden.repository().resolve("docs/policy.md"));
    String actions = page.substring(page.indexOf("## Actions"));
    List<String> examples =
        Stream.of(actions.split("```yaml\n", -1))
            .skip(1)
            .map(part -> part.split("```")[0])
            .toList();
    Path policy = Files.writeString(folder.resolve("policy.yaml"), examples.getFirst());
    Files.writeString(folder.resolve("policy.test.yaml"), examples.get(1));
    assertThat(violations(examples.getFirst())).isEmpty();
    Run run = run("test", policy.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith(policy + ": 1 case passed\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void explainsAFinding() {
    String policy = "policies/lakehouse.yaml";
    StringBuilder out = new StringBuilder();
    for (String[] arguments :
        List.of(
            new String[] {
              "--rule",
              "SCL001",
              "--kind",
              "Deployment",
              "-n",
              "trino",
              "--name",
              "worker",
              "--path",
              "spec.replicas",
              "--at",
              "2026-11-30T21:00:00+01:00"
            },
            new String[] {
              "--rule",
              "cfg010",
              "--kind",
              "ConfigMap",
              "-n",
              "trino",
              "--name",
              "catalogs",
              "--path",
              "data[\"hive.properties\"]",
              "--user",
              "alice@example.com",
              "--seen-checks",
              "2",
              "--seen-for",
              "10m",
              "--at",
              "2026-11-30T21:00:00+01:00"
            },
            new String[] {
              "--rule",
              "GEN002",
              "--kind",
              "ConfigMap",
              "-n",
              "trino",
              "--name",
              "scratch",
              "--change",
              "UNMANAGED",
              "--severity",
              "low",
              "--manager",
              "kubectl-create",
              "--label",
              "app=x",
              "--at",
              "2026-11-30T21:00:00+01:00"
            })) {
      Run run =
          run(
              Stream.concat(
                      Stream.of("explain", "--policy", LAKEHOUSE.toString()), Stream.of(arguments))
                  .toArray(String[]::new));
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isZero();
      out.append(run.out().replace(LAKEHOUSE.toString(), policy));
    }
    Golden.check("policy/explained.txt", out.toString());
  }

  /// A report has no labels, so an action that asks for them is not decided.
  @Test
  void explainsAllFindingsOfAReport() throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("p.yaml"),
            """
            apiVersion: drift.dev/v1
            kind: Policy
            metadata: {name: p}
            spec:
              actions:
                - {name: security, match: {categories: [security]}, action: report}
                - {name: by-label, match: {rules: [CFG001], labels: {app: trino}}, action: revert}
                - {name: rest, match: {severities: [high, medium]}, action: adopt}
            """);
    Path report = Golden.repository().resolve("drift-agent/src/test/resources/report/drifted.json");
    Run run = run("explain", "--policy", policy.toString(), "--report", report.toString());
    assertThat(run.err()).isEmpty();
    Golden.check("policy/explained-report.txt", run.out().replace(folder + "/", ""));
  }

  @Test
  void explainNeedsAPolicyAndAFinding() throws IOException {
    String policy = LAKEHOUSE.toString();
    Path other = Files.writeString(folder.resolve("x.json"), "{}");
    assertThat(run("explain", "--rule", "SCL001").err()).contains("--policy is missing");
    assertThat(run("explain", "--policy", policy).err()).contains("the finding is missing");
    assertThat(run("explain", "--policy", policy, "--rule", "SCL001").err())
        .contains("--rule needs --kind and --name as well");
    assertThat(run("explain", "--policy", policy, "--rule", "X").err())
        .contains("'X' is not the code of a rule; run drift rules to list them");
    assertThat(run("explain", "--policy", policy, "--report", other.toString()).err())
        .isEqualTo("drift: %s is not a report of drift check -o json%n".formatted(other));
    assertThat(run("explain", "--policy", policy).code()).isEqualTo(2);
    assertThat(run().code()).isEqualTo(2);
  }

  private Run validate(Case one) throws IOException {
    Path file = Files.writeString(folder.resolve("policy.yaml"), one.file());
    return run("validate", file.toString());
  }

  private static Run run(String... arguments) {
    return Run.of(
        SampleReports.clean(),
        Stream.concat(Stream.of("policy"), Stream.of(arguments)).toArray(String[]::new));
  }

  private static List<String> violations(String yaml) throws IOException {
    Value value = documents("policy.yaml", yaml).getFirst();
    return SCHEMA.validate(new ObjectMapper().readTree(JsonWriter.text(value))).stream()
        .map(Object::toString)
        .toList();
  }

  static Stream<Case> cases() throws IOException {
    Path file = Golden.repository().resolve("drift-agent/src/test/resources/policy/cases.yaml");
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
                    one.get("valid").orElseThrow().equals(Value.of(true)),
                    one.text("beyondSchema"),
                    one.text("spec").orElseThrow()));
  }

  private static List<Value> documents(String name, String yaml) {
    var documents =
        new DocumentReader(YamlLimits.DEFAULT).read(new SourceFile(name, yaml.getBytes(UTF_8)));
    assertThat(documents.problems()).isEmpty();
    return documents.documents().stream().map(Document::value).toList();
  }

  private static JsonSchema schema() {
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(
              new ObjectMapper()
                  .readTree(
                      Files.readString(Golden.repository().resolve("docs/policy.schema.json"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
