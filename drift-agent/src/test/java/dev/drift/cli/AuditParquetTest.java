package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drift.trail.SampleTrail;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.RepetitionType;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `drift audit export --format parquet`, read back by Hardwood, which shares no code with the
/// library that wrote the file.
class AuditParquetTest {
  private static final String[] PERIOD = {"--since=2026-11-01", "--until=2026-11-02"};

  @TempDir Path folder;

  private SampleStore store;

  @BeforeEach
  void record() {
    store = SampleStore.in(folder);
  }

  /// @param types of the columns, by their names
  private record Read(
      Map<String, String> types, List<Map<String, Object>> rows, Map<String, String> facts) {}

  private Read export(int code, String table) throws IOException {
    SampleStore.Output output =
        store.audit("export", PERIOD[0], PERIOD[1], "--format=parquet", "--table=" + table);
    assertThat(output.code()).isEqualTo(code);
    assertThat(output.err()).isEmpty();
    return read(output.bytes());
  }

  private static Read read(ByteBuffer file) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
      Map<String, String> types = new LinkedHashMap<>();
      for (ColumnSchema column : reader.getFileSchema().getColumns()) {
        assertThat(column.repetitionType()).isEqualTo(RepetitionType.OPTIONAL);
        types.put(
            column.name(),
            column.type()
                + Optional.ofNullable(column.logicalType()).map(it -> " " + it).orElse(""));
      }
      List<Map<String, Object>> rows = new ArrayList<>();
      try (RowReader row = reader.rowReader()) {
        while (row.hasNext()) {
          row.next();
          Map<String, Object> cells = new LinkedHashMap<>();
          for (String name : types.keySet()) {
            cells.put(name, row.isNull(name) ? null : row.getValue(name));
          }
          rows.add(cells);
        }
      }
      assertThat(reader.getFileMetaData().numRows()).isEqualTo(rows.size());
      return new Read(types, rows, reader.getFileMetaData().keyValueMetadata());
    }
  }

  @Test
  void valuesHaveTheirTypes() throws IOException {
    Read acts = export(0, "acts");

    String text = "BYTE_ARRAY STRING";
    String time = "INT64 TIMESTAMP(MICROS, UTC)";
    assertThat(acts.types())
        .containsEntry("target", text)
        .containsEntry("seq", "INT64")
        .containsEntry("decidedAt", time)
        .containsEntry("outcomeAt", time)
        .containsEntry("resource", text);
    assertThat(acts.rows())
        .singleElement()
        .satisfies(
            act ->
                assertThat(act)
                    .containsEntry("target", "0123456789ab")
                    .containsEntry("seq", 3L)
                    .containsEntry("act", "r2/1")
                    .containsEntry("decidedAt", Instant.parse("2026-11-01T08:20:05Z"))
                    .containsEntry("outcomeAt", Instant.parse("2026-11-01T08:20:06Z"))
                    .containsEntry("outcomeSeq", 4L)
                    .containsEntry("outcome", "DONE"));
  }

  @Test
  void whatIsNotKnownIsNullAndTextsAreAsTheyAre() throws IOException {
    List<Map<String, Object>> findings = export(0, "findings").rows();

    assertThat(findings).hasSize(3);
    assertThat(findings.get(0))
        .containsEntry("onset", Instant.parse("2026-11-01T08:10:00Z"))
        .containsEntry("secondsToDetect", 610L)
        .containsEntry("secondsToRepair", 0L);
    assertThat(findings.get(1))
        .as("no apostrophe: nothing takes a cell of a Parquet file for a formula")
        .containsEntry("live", SampleTrail.HOSTILE)
        .containsEntry("onset", null)
        .containsEntry("secondsToDetect", null)
        .containsEntry("act", "");
    assertThat(findings.get(2)).containsEntry("ended", null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"findings", "runs", "coverage", "acts", "decisions", "requests"})
  void tablesEqualThoseOfTheJsonExport(String table) throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(store.audit("export", PERIOD[0], PERIOD[1]).out()).get(table);
    List<List<String>> expected = new ArrayList<>();
    json.forEach(
        row -> {
          List<String> cells = new ArrayList<>();
          row.properties().forEach(it -> cells.add(it.getKey() + "=" + it.getValue().asText()));
          expected.add(cells);
        });

    assertThat(expected).isNotEmpty();
    assertThat(export(0, table).rows())
        .extracting(
            row ->
                row.entrySet().stream()
                    .map(it -> it.getKey() + "=" + asJson(it.getValue()))
                    .toList())
        .containsExactlyElementsOf(expected);
  }

  /// Times in JSON have milliseconds, and `null` as a text is the same in both.
  private static String asJson(Object value) {
    return value instanceof Instant time
        ? time.toString().replaceFirst("(:\\d\\d)Z$", "$1.000Z")
        : String.valueOf(value);
  }

  @Test
  void aFileSaysWhatItIsOf() throws IOException {
    assertThat(export(0, "runs").facts())
        .containsEntry("drift.since", "2026-11-01T00:00:00.000Z")
        .containsEntry("drift.until", "2026-11-02T00:00:00.000Z")
        .containsEntry("drift.createdAt", "2026-12-15T00:00:00.000Z")
        .containsEntry("drift.intact", "true");
  }

  /// Whoever edits a trail must not keep it from being exported.
  @Test
  void aBrokenTrailIsExportedAndSaysSo() throws IOException {
    store.tamper("UPDATE trail SET body = replace(body, '\"IN_SYNC\":11', '\"IN_SYNC\":1e30')");
    store.tamper(
        "UPDATE trail SET body = replace(body, '2026-11-01T08:00:00.000Z', '+999999999-01-01T00:00:00Z')");

    Read runs = export(1, "runs");

    assertThat(runs.facts()).containsEntry("drift.intact", "false");
    assertThat(runs.rows()).hasSize(3);
    assertThat(runs.rows().getFirst())
        .containsEntry("inSync", null)
        .containsEntry("startedAt", null)
        .containsEntry("run", "r1");
  }

  @Test
  void anEmptyTableHasItsColumns() throws IOException {
    store.tamper("DELETE FROM trail");

    Read requests = export(0, "requests");

    assertThat(requests.rows()).isEmpty();
    assertThat(requests.types()).containsKeys("target", "user", "at");
  }

  @Test
  void aFileIsWritten() throws IOException {
    Path file = folder.resolve("runs.parquet");

    SampleStore.Output output =
        store.audit("export", "--format=parquet", "--table=runs", "--out=" + file);

    assertThat(output.code()).isZero();
    assertThat(output.out()).isEmpty();
    assertThat(read(ByteBuffer.wrap(Files.readAllBytes(file))).rows()).hasSize(3);
  }
}
