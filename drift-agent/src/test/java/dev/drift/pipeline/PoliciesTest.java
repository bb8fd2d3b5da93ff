package dev.drift.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.drift.Golden;
import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.json.JsonWriter;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.Verdict;
import dev.drift.model.origin.SourceFile;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.policy.PolicyReader;
import dev.drift.policy.PolicySource;
import dev.drift.policy.Suggestions;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Policies over the recorded snapshot of the example, in which a dozen things drifted.
class PoliciesTest {
  private static final Path EXAMPLES = Golden.repository().resolve("examples");
  private static final Path LAKEHOUSE = EXAMPLES.resolve("lakehouse");

  private static final String POLICY =
      """
      apiVersion: drift.dev/v1
      kind: Policy
      metadata: {name: ours}
      spec:
        ignores:
        - name: addresses
          match: {kinds: [Service], names: [kafka-0-external], paths: [spec.externalIPs]}
          reason: the network team sets them
          owner: network team
          expires: 2999-12-31
      """;

  @TempDir Path folder;

  @Test
  void theAgentsOwnPolicyLeavesAlone() throws IOException {
    Report plain = check(LAKEHOUSE);
    assertThat(plain.drift()).anyMatch(PoliciesTest::isAddress);

    leavesTheAddressAlone(check(LAKEHOUSE, file(POLICY)), plain);
  }

  @Test
  void aPolicyInTheRepositoryIgnoresAndIsNoResource() throws IOException {
    Path repository = copy();
    Files.writeString(
        repository.resolve("drift-policy.yaml"),
        POLICY.replace(
            "kinds: [Service], names: [kafka-0-external], paths: [spec.externalIPs]",
            "kinds: [HorizontalPodAutoscaler], paths: [spec.maxReplicas]"));

    Report report = check(repository);
    Report plain = check(LAKEHOUSE);

    assertThat(report.drift())
        .hasSize(plain.drift().size() - 1)
        .noneMatch(finding -> finding.path().toString().equals("spec.maxReplicas"));
    assertThat(report.resources()).hasSameSizeAs(plain.resources());
    assertThat(report.problems()).isEqualTo(plain.problems());
    assertThat(report.ignored()).hasSize(1);
  }

  /// The address that a Service is reached at is of severity high.
  @Test
  void whatIsSevereStaysWhateverTheRepositorySays() throws IOException {
    Path repository = copy();
    Files.writeString(repository.resolve("drift-policy.yaml"), POLICY);

    Report report = check(repository);

    assertThat(report.drift()).hasSameSizeAs(check(LAKEHOUSE).drift());
    assertThat(report.ignored()).isEmpty();
    assertThat(report.problems()).extracting(Problem::code).contains(Problem.Code.IGNORE_REFUSED);
  }

  /// Patterns that together match every name: of the demo's 12 differences they once left 2.
  @Test
  void patternsThatMatchEveryNameDoNotHideANamespace() throws IOException {
    Path repository = copy();
    Files.writeString(
        repository.resolve("drift-policy.yaml"),
        POLICY.replace(
            "kinds: [Service], names: [kafka-0-external], paths: [spec.externalIPs]",
            "kinds: [ConfigMap, Deployment, StatefulSet, Service, HorizontalPodAutoscaler,"
                + " ServiceAccount, Secret, Role, RoleBinding, Job, CronJob, PodDisruptionBudget],"
                + " names: ['*a*', '*e*', '*i*', '*o*', '*r*', '*s*', '*t*']"));

    Report report = check(repository);
    Report plain = check(LAKEHOUSE);

    assertThat(report.drift()).hasSameSizeAs(plain.drift());
    assertThat(report.ignored()).isEmpty();
    assertThat(report.problems())
        .extracting(Problem::message)
        .anyMatch(message -> message.contains("objects in namespace trino, and at most"));
  }

  private static void leavesTheAddressAlone(Report report, Report plain) {
    assertThat(report.drift()).hasSize(plain.drift().size() - 1).noneMatch(PoliciesTest::isAddress);
    assertThat(report.resources()).hasSameSizeAs(plain.resources());
    assertThat(report.problems()).isEqualTo(plain.problems());
    assertThat(report.ignored()).hasSize(1);
    assertThat(report.ignored().getFirst().policy()).isEqualTo("ours, addresses");
    assertThat(report.resources())
        .anyMatch(
            one ->
                one.resource().id().name().equals("kafka-0-external")
                    && one.verdict() == Verdict.IN_SYNC);
  }

  private static boolean isAddress(Finding finding) {
    return finding.path().toString().startsWith("spec.externalIPs");
  }

  @Test
  void whatIsWrongInTheRepositoryIsToldWithItsPlace() throws IOException {
    Path repository = copy();
    Files.writeString(
        repository.resolve("drift-policy.yaml"),
        POLICY.replace("kinds: [Service], names", "names"));

    Report report = check(repository);

    // The drift of what is valid is not hidden.
    assertThat(report.exitCode(FailOn.ANY_DRIFT)).isEqualTo(ExitCode.DRIFT);
    Problem problem =
        report.problems().stream()
            .filter(one -> one.code() == Problem.Code.INVALID_POLICY)
            .findFirst()
            .orElseThrow();
    assertThat(problem.place().orElseThrow().toString()).startsWith("drift-policy.yaml:7:");
    assertThat(report.drift()).anyMatch(PoliciesTest::isAddress);
  }

  @Test
  void whatIsWrongInTheAgentsOwnEndsTheRun() throws IOException {
    Path invalid = file(POLICY.replace("owner:", "boss:"));

    assertThatThrownBy(() -> check(LAKEHOUSE, invalid, folder.resolve("none.yaml")))
        .isInstanceOfSatisfying(
            DriftException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(3)
                    .allMatch(one -> one.code() == Problem.Code.INVALID_POLICY));
  }

  @Test
  void aSuggestionThatIsFilledInLeavesEverythingAlone() throws IOException {
    Report before = check(LAKEHOUSE);
    String suggested = Suggestions.of(before.drift(), LocalDate.of(2999, 1, 1));

    assertThat(suggested).contains("expires: 2999-04-01");
    assertThatThrownBy(() -> check(LAKEHOUSE, file(suggested))).hasMessageContaining("placeholder");

    String filled = suggested.replace("<why>", "so it is").replace("<who>", "me");
    Report after = check(LAKEHOUSE, file(filled));
    assertThat(after.drift()).isEmpty();
    // An ignore of a whole resource covers what is wrong with it in itself, too.
    assertThat(after.ignored())
        .extracting(one -> one.resource() + " " + one.path())
        .containsAll(
            before.drift().stream().map(one -> one.resource() + " " + one.path()).toList());
    assertThat(after.problems()).isEqualTo(before.problems());
    assertThat(violations(document(filled))).isEmpty();
    // The reason and the owner of each.
    long ignores = before.drift().stream().map(Finding::resource).distinct().count();
    assertThat(violations(document(suggested)))
        .hasSize(2 * (int) ignores)
        .extracting(ValidationMessage::getMessage)
        .allMatch(message -> message.matches("\\$\\.spec\\.ignores\\[\\d+]\\.(reason|owner): .*"));
  }

  @Test
  void theDocumentationIsRightAndFitsTheSchema() throws IOException {
    String page = Files.readString(Golden.repository().resolve("docs/policy.md"));
    String example = page.substring(page.indexOf("apiVersion"), page.indexOf("```\n\n## What"));
    Document document = document(example);

    assertThat(violations(document)).isEmpty();
    assertThat(
            PolicyReader.read(document.value(), document.places(), PolicySource.AGENT).problems())
        .isEmpty();
    assertThat(violations(document(POLICY))).isEmpty();
    assertThat(violations(document(POLICY.replace("owner: network team", ""))))
        .extracting(ValidationMessage::getMessage)
        .containsExactly("$.spec.ignores[0]: required property 'owner' not found");
    assertThat(violations(document(POLICY.replace("names:", "name:"))))
        .extracting(ValidationMessage::getMessage)
        .containsExactly(
            "$.spec.ignores[0].match: property 'name' is not defined in the schema and"
                + " the schema does not allow additional properties");
  }

  private static Document document(String yaml) {
    return new DocumentReader(YamlLimits.DEFAULT)
        .read(new SourceFile("policy.yaml", yaml.getBytes(UTF_8)))
        .documents()
        .getFirst();
  }

  private static Collection<ValidationMessage> violations(Document document) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(
            mapper.readTree(
                Files.readString(Golden.repository().resolve("docs/policy.schema.json"))))
        .validate(mapper.readTree(JsonWriter.text(document.value())));
  }

  private Path file(String policy) throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), policy);
  }

  private Path copy() throws IOException {
    Path copy = folder.resolve("repository");
    try (Stream<Path> files = Files.walk(LAKEHOUSE)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(LAKEHOUSE.relativize(file).toString()));
      }
    }
    return copy;
  }

  private static Report check(Path repository, Path... policies) {
    return new DriftCheck(Agent.ofProcess(), Progress.NONE)
        .run(
            CheckRequestBuilder.ofSnapshot(
                    repository, EXAMPLES.resolve("snapshots/lakehouse.json.gz"))
                .key(EXAMPLES.resolve("snapshots/example.key"))
                .policies(policies)
                .build());
  }
}
