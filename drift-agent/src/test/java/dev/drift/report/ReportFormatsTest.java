package dev.drift.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.report.text.TextStyle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ReportFormatsTest {
  static final List<ReportFormat> formats = ReportFormats.ALL;

  /// The others have tests of how they read.
  static final List<ReportFormat> formatsOfForges =
      formats.stream().filter(it -> !List.of("text", "json", "html").contains(it.name())).toList();

  @Test
  void textIsTheDefault() {
    assertThat(ReportFormats.names()).startsWith("text").contains("json").doesNotHaveDuplicates();
  }

  @Test
  void namesAreFoundInAnyCase() {
    assertThat(ReportFormats.of("JSON").map(ReportFormat::name)).contains("json");
    assertThat(ReportFormats.of("Text").map(ReportFormat::name)).contains("text");
    assertThat(ReportFormats.of("xml")).isEmpty();
    assertThat(ReportFormats.of("")).isEmpty();
  }

  @Test
  void aFileNameCanDemandAFormat() {
    assertThat(ReportFormats.of(Path.of("out/Report.JSON")).map(ReportFormat::name))
        .contains("json");
    assertThat(ReportFormats.of(Path.of("report.json.txt"))).isEmpty();
    assertThat(ReportFormats.of(Path.of("report"))).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("formats")
  void everyFormatCanBeNamedInAFlag(ReportFormat format) {
    assertThat(format.name()).matches("[a-z][a-z0-9-]*");
    assertThat(format.fileExtension().orElse(".x")).matches("\\.[a-z0-9.]+");
    assertThat(ReportFormats.of(format.name())).contains(format);
  }

  @ParameterizedTest
  @FieldSource("formats")
  void everyFormatNamesWhatDriftedAndLeavesTheStreamOpen(ReportFormat format) throws IOException {
    assertThat(write(format, UTF_8)).contains("trino-worker", "debug-admin").endsWith("\nopen");
  }

  @Tag("golden")
  @ParameterizedTest
  @FieldSource("formatsOfForges")
  void everyFormatReadsWell(ReportFormat format) throws IOException {
    String end = format.fileExtension().orElse("." + format.name() + ".txt");
    for (var each :
        Map.of(
                "drifted", SampleReports.drifted(),
                "clean", SampleReports.clean(),
                "incomplete", SampleReports.incomplete(),
                "invalid", SampleReports.invalid())
            .entrySet()) {
      Golden.check("report/%s%s".formatted(each.getKey(), end), write(format, each.getValue()));
    }
  }

  @ParameterizedTest
  @FieldSource("formats")
  void noFormatShowsASecret(ReportFormat format) throws IOException {
    assertThat(write(format, UTF_8))
        .containsAnyOf("3fa2c1", "a secret, masked")
        .doesNotContain("\u001b");
  }

  @Test
  void textIsInTheCharsetOfItsReaderAndJsonInUtf8() throws IOException {
    assertThat(write(new TextFormat(), ISO_8859_1)).contains("trinodb/trino:476 ? trinodb");
    ReportFormat json = ReportFormats.of("json").orElseThrow();
    assertThat(write(json, ISO_8859_1)).isEqualTo(write(json, UTF_8));
  }

  private static String write(ReportFormat format, Report report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(report, FailOn.ANY_DRIFT, TextStyle.PLAIN, UTF_8, out);
    return out.toString(UTF_8);
  }

  private static String write(ReportFormat format, Charset charset) throws IOException {
    try (ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          private boolean closed;

          @Override
          public void close() {
            closed = true;
          }

          @Override
          public synchronized void write(byte[] bytes, int from, int length) {
            assertThat(closed).isFalse();
            super.write(bytes, from, length);
          }
        }) {
      format.write(SampleReports.drifted(), FailOn.ANY_DRIFT, TextStyle.PLAIN, charset, out);
      out.write("open".getBytes(charset));
      return out.toString(charset);
    }
  }
}
