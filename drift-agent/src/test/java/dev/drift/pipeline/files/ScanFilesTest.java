package dev.drift.pipeline.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.finding.Severity;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.world.ImageScan;
import dev.drift.world.Vulnerability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanFilesTest {
  private static final String TRIVY =
      """
      {"SchemaVersion": 2, "ArtifactName": "app:1", "ArtifactType": "container_image", "Results": [
        {"Target": "a", "Vulnerabilities": null},
        {"Target": "b", "Vulnerabilities": [
          {"VulnerabilityID": "CVE-2023-4911", "PkgName": "libc6", "FixedVersion": "2.36-9", "Severity": "HIGH"}]}]}
      """;

  @TempDir Path folder;

  @Test
  void severalScansInOneFile() throws IOException {
    List<ImageScan> scans = ScanFiles.read(List.of(file(TRIVY + "[" + TRIVY + "]")));

    assertThat(scans).hasSize(2);
    assertThat(scans.getFirst().vulnerabilities())
        .containsExactly(
            new Vulnerability("CVE-2023-4911", Severity.HIGH, "libc6", Optional.of("2.36-9")));
  }

  /// A terminal code, or a line of its own in the report, would come from a name.
  @Test
  void whatLooksLikeNoNameIsLeftOut() throws IOException {
    List<ImageScan> scans =
        ScanFiles.read(
            List.of(
                file(TRIVY.replace("libc6", "\\u001b[31mlibc6").replace("2.36-9", "1\\n2")),
                file(TRIVY.replace("CVE-2023-4911", "CVE\\u001b[2J"))));

    assertThat(scans.getFirst().vulnerabilities())
        .containsExactly(new Vulnerability("CVE-2023-4911", Severity.HIGH, "", Optional.empty()));
    assertThat(scans.getLast().vulnerabilities()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret text",
        "{\"a\": ",
        "{}",
        "[1]",
        "{\"ArtifactName\": \".\", \"ArtifactType\": \"filesystem\", \"Results\": []}"
      })
  void anotherFileIsAnInputError(String content) throws IOException {
    Path file = file(content);

    assertThatThrownBy(() -> ScanFiles.read(List.of(file, folder.resolve("none"))))
        .isInstanceOfSatisfying(
            DriftException.class,
            e -> {
              assertThat(e.problems())
                  .hasSize(2)
                  .extracting(Problem::code)
                  .containsOnly(Problem.Code.INVALID_SCAN);
              assertThat(e.problems().getFirst().message())
                  .contains(file.toString())
                  .doesNotContain("secret");
            });
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "scan", ".json"), content);
  }
}
