package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.drift.Golden;
import dev.drift.trail.SampleTrail;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.swing.text.MutableAttributeSet;
import javax.swing.text.html.HTML;
import javax.swing.text.html.HTMLEditorKit;
import javax.swing.text.html.parser.ParserDelegator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `drift audit` over a store with [SampleTrail]. Exports are read back by other programs than the
/// one that wrote them.
@Tag("golden")
class AuditCommandTest {
  @TempDir Path folder;

  private SampleStore store;

  @BeforeEach
  void record() {
    store = SampleStore.in(folder);
  }

  private void tamper(String sql) {
    store.tamper(sql);
  }

  private SampleStore.Output audit(String... args) {
    return store.audit(args);
  }

  @Test
  void verifyProvesAndSaysWhatItCannotProve() {
    SampleStore.Output output = audit("verify");

    assertThat(output.code()).isZero();
    Golden.check("audit/verify.txt", output.out());
  }

  @Test
  void aHeadFromElsewhereProvesMore() throws IOException {
    String head = audit("head").out();
    Golden.check("audit/head.txt", head);
    Path file = Files.writeString(folder.resolve("heads.txt"), head);

    SampleStore.Output output = audit("verify", "--head=" + file);

    assertThat(output.code()).isZero();
    Golden.check("audit/verify-head.txt", output.out());
    Path json = Files.writeString(folder.resolve("heads.json"), audit("head", "-o", "json").out());
    assertThat(audit("verify", "--head=" + json).out()).isEqualTo(output.out());
    assertThat(audit("verify", "--head=" + head.split(" ")[2]).out()).isEqualTo(output.out());
  }

  @Test
  void whatWasTamperedWithIsNamed() throws IOException {
    Path heads = Files.writeString(folder.resolve("heads.txt"), audit("head").out());
    tamper("UPDATE trail SET body = replace(body, 'alice', 'mallory') WHERE seq = 6");
    tamper("DELETE FROM trail WHERE seq IN (2, 3)");
    tamper("DELETE FROM trail WHERE seq = 9");

    SampleStore.Output output = audit("verify", "--head=" + heads);

    assertThat(output.code()).isEqualTo(1);
    Golden.check("audit/verify-broken.txt", output.out());
    JsonNode json = new ObjectMapper().readTree(audit("verify", "-o", "json").out());
    assertThat(json.at("/targets/0/intact").asBoolean()).isFalse();
    assertThat(json.at("/targets/0/flaws").findValuesAsText("seq")).containsExactly("2", "6");
    assertThat(audit("export", "--format", "html").code()).as("exports say so, too").isEqualTo(1);
    assertThat(audit("export", "--format", "html").out())
        .contains("What this document says is not proven");
  }

  /// A trail that is gone is seen by the head only.
  @Test
  void aTrailThatIsGoneIsBroken() throws IOException {
    Path heads = Files.writeString(folder.resolve("heads.txt"), audit("head").out());
    tamper("DELETE FROM trail");

    assertThat(audit("verify").code()).isZero();
    assertThat(audit("verify").out()).startsWith("The store has no audit trail yet");
    SampleStore.Output output = audit("verify", "--head=" + heads);
    assertThat(output.code()).isEqualTo(1);
    assertThat(output.out()).contains("record 1 is missing, and so are all up to record 9");
  }

  @Test
  void wrongFlagsAreNamed() {
    assertThat(audit("verify", "--head=nothing.txt").err())
        .contains("--head nothing.txt is neither a hash of 64 digits nor a readable file");
    assertThat(audit("verify", "--head=nothing.txt").code()).isEqualTo(2);
    SampleStore.Output target = audit("head", "--target", "staging");
    assertThat(target.code()).isEqualTo(2);
    assertThat(target.err())
        .contains("no audit trail of target staging; it has 0123456789ab (prod)");
    assertThat(audit("head", "--target", "prod").code()).isZero();
    assertThat(audit("head", "--store", folder.resolve("none.db").toString()).code()).isEqualTo(4);
    assertThat(audit("export", "--table", "acts").err())
        .contains("--table needs --format csv or --format parquet");
    assertThat(audit("export", "--format", "csv", "--table", "x").err())
        .contains("'x' is not a table");
    assertThat(audit("export", "--since", "2026-12-01", "--until", "2026-11-01").err())
        .contains("--since must be before --until");
    assertThat(audit("prune").err()).contains("--keep is missing");
    assertThat(audit("prune", "--keep", "1d").err()).contains("is shorter than 30 days");
  }

  @Test
  void prunedRecordsLeaveACheckpoint() {
    assertThat(audit("prune", "--keep", "400d").out()).isEqualTo("Nothing is that old.\n");

    SampleStore.Output pruned = audit("prune", "--keep", "30d");

    assertThat(pruned.code()).isZero();
    assertThat(pruned.out())
        .isEqualTo("Target 0123456789ab: pruned records 1 to 9; record 10 is the checkpoint.\n");
    SampleStore.Output verified = audit("verify");
    assertThat(verified.code()).isZero();
    Golden.check("audit/verify-pruned.txt", verified.out());
  }

  @Test
  void whatIsBrokenIsNotPruned() {
    tamper("UPDATE trail SET body = body || ' ' WHERE seq = 4");

    SampleStore.Output output = audit("prune", "--keep", "30d");

    assertThat(output.code()).isEqualTo(4);
    assertThat(output.err()).contains("record 4 was edited");
    assertThat(audit("verify").out()).contains("9 records");
  }

  @Test
  void jsonHoldsTheFiguresThatAPersonComputes() throws IOException {
    SampleStore.Output output = audit("export", "--since", "2026-11-01", "--until", "2026-11-02");

    assertThat(output.code()).isZero();
    JsonNode json = new ObjectMapper().readTree(output.out());
    JsonNode target = json.at("/targets/0");
    assertThat(target.at("/runs").asInt()).isEqualTo(3);
    assertThat(target.at("/completeRuns").asInt()).isEqualTo(2);
    assertThat(target.at("/opened").asInt()).isEqualTo(3);
    assertThat(target.at("/ended").asInt()).isEqualTo(2);
    assertThat(target.at("/open").asInt()).isEqualTo(1);
    assertThat(target.at("/acts").asInt()).isEqualTo(1);
    assertThat(target.at("/requests").asInt()).isEqualTo(1);
    // 08:10:00 to 08:20:10, and 09:10:10 to 09:20:10.
    assertThat(target.at("/meanSecondsToDetect").asDouble()).isEqualTo(605.0);
    assertThat(target.at("/detected").asInt()).isEqualTo(2);
    // At once, and 08:20:10 to 09:20:10.
    assertThat(target.at("/meanSecondsToRepair").asDouble()).isEqualTo(1800.0);
    assertThat(target.at("/verification/intact").asBoolean()).isTrue();
    JsonNode finding = json.at("/findings/0");
    assertThat(finding.at("/fingerprint").asText()).isEqualTo(SampleTrail.FIRST);
    assertThat(finding.at("/who").asText()).isEqualTo("alice");
    assertThat(finding.at("/secondsToDetect").asInt()).isEqualTo(610);
    assertThat(finding.at("/act").asText()).isEqualTo("r2/1");
    assertThat(finding.at("/outcome").asText()).isEqualTo("patch: DONE");
    assertThat(json.at("/findings/1/live").asText()).isEqualTo(SampleTrail.HOSTILE);
    assertThat(json.at("/findings/2/ended").isNull()).isTrue();
    assertThat(json.at("/acts/0/changes").asText())
        .isEqualTo("data.a: theirs -> ours; data.password: masked ab12 -> (none)");
    assertThat(json.at("/coverage/0/reason").asText()).isEqualTo("Secrets could not be listed");
    assertThat(json.at("/requests/0/user").asText()).isEqualTo("bob");
    assertThat(json.at("/decisions/0/why").asText()).isEqualTo("no rule orders anything");
    Golden.check(
        "audit/export.json", json.toPrettyString().replace(version(json), "VERSION") + "\n");
  }

  private static String version(JsonNode json) {
    return json.at("/version").asText();
  }

  @Test
  void aPeriodHoldsWhatHappenedInIt() throws IOException {
    JsonNode json =
        new ObjectMapper()
            .readTree(
                audit("export", "--since=2026-11-01T09:00:00Z", "--until=2026-11-01T09:15:00Z")
                    .out());
    assertThat(json.at("/runs")).isEmpty();
    assertThat(json.at("/requests")).hasSize(1);
    assertThat(json.at("/acts")).isEmpty();
    assertThat(json.at("/findings").findValuesAsText("fingerprint"))
        .as("what was there")
        .containsExactly(SampleTrail.SECOND);
    assertThat(json.at("/targets/0/open").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"findings,3", "runs,3", "coverage,1", "acts,1", "decisions,1", "requests,1"})
  void csvIsReadBack(String table, int rows) throws IOException {
    SampleStore.Output output = audit("export", "--format", "csv", "--table", table);

    assertThat(output.code()).isZero();
    assertThat(output.out()).contains("\r\n").doesNotContain("\n\n");
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder().ofCsvRecord(new StringReader(output.out()))) {
      List<CsvRecord> records = csv.stream().toList();
      assertThat(records).hasSize(rows + 1);
      assertThat(records.getFirst().getField(0)).isEqualTo("target");
      assertThat(records).allMatch(it -> it.getFieldCount() == records.getFirst().getFieldCount());
    }
  }

  @Test
  void spreadsheetsTakeNoCellForAFormula() throws IOException {
    String csv = audit("export", "--format", "csv").out();

    Golden.check("audit/findings.csv", csv);
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(new StringReader(csv))) {
      List<String> cells = reader.stream().flatMap(it -> it.getFields().stream()).toList();
      assertThat(cells).contains("'" + SampleTrail.HOSTILE);
      assertThat(cells).noneMatch(it -> it.matches("(?s)[=+@\\t\\r-].*"));
    }
  }

  @Test
  void htmlIsOneHarmlessFile() throws IOException {
    Path file = folder.resolve("audit.html");
    SampleStore.Output output =
        audit(
            "export", "--since=2026-11-01", "--until=2026-11-02", "--format=html", "--out=" + file);

    assertThat(output.code()).isZero();
    assertThat(output.out()).isEmpty();
    String html = Files.readString(file);
    List<String> cells = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    new ParserDelegator()
        .parse(
            new StringReader(html),
            new HTMLEditorKit.ParserCallback() {
              @Override
              public void handleText(char[] data, int pos) {
                cells.add(new String(data));
              }

              @Override
              public void handleStartTag(HTML.Tag tag, MutableAttributeSet attributes, int pos) {
                tags.add(tag.toString());
              }
            },
            true);
    assertThat(tags).contains("table", "h1").doesNotContain("script", "a", "img", "form", "object");
    assertThat(cells)
        .contains(
            "Audit of configuration drift",
            "prod (0123456789ab)",
            "10 min 5 s (of 2)",
            "30 min 0 s (of 2)",
            "=cmd|'/c calc'!A1\"<script>alert(1)</script>\\u202e,\\u000d\\n-->");
    assertThat(html)
        .contains("default-src 'none'; style-src 'sha256-")
        .doesNotContain("<script")
        .doesNotContain("http-equiv=\"refresh\"")
        .doesNotContain("src=")
        .doesNotContain("href=");
    Golden.check("audit/export.html", html.replaceFirst("by Drift [^<]*", "by Drift VERSION"));
  }

  /// What docs/audit.md tells an auditor to run.
  @Test
  void jqAndSha256sumVerifyTheRecords() throws IOException, InterruptedException {
    Path records = folder.resolve("records.jsonl");
    assertThat(audit("export", "--format=records", "--out=" + records).code()).isZero();
    String script =
        Files.readString(Golden.repository().resolve("docs/audit.md"))
            .split("```sh\n# verify without Drift\n")[1]
            .split("```")[0];

    assertThat(shell(script)).isEqualTo("9 records are intact\n");

    Files.writeString(records, Files.readString(records).replaceFirst("alice", "mallory"));
    assertThat(shell(script)).isEqualTo("record 6 is broken\n");
  }

  private String shell(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
