package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.git.GitRepo;
import dev.drift.git.PublishCase;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import dev.drift.pipeline.RecordedRuns;
import dev.drift.testkit.GitHttpServer;
import dev.drift.trail.TrailRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Heads of an audit trail in a repository on a real Git server, and what they prove.
class HeadInGitTest {
  private static final String BRANCH = "drift-heads";

  @TempDir Path folder;

  private PublishCase git;
  private GitHttpServer server;
  private RecordedRuns runs;

  @BeforeEach
  void serve() throws IOException {
    git = PublishCase.in(folder.resolve("git"), "audit/heads.git");
    server = GitHttpServer.open(git.served());
    runs = configured(server.url("audit/heads.git"));
  }

  private RecordedRuns configured(String repo) throws IOException {
    return RecordedRuns.in(folder)
        .configured(
            """
            audit:
              head:
                git:
                  repo: %s
                  path: prod
                  commits: {name: Drift of prod, email: drift-prod@example.com}
            """
                .formatted(repo));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String target() {
    return runs.records().getFirst().target();
  }

  private String file() {
    return "prod/%s.txt".formatted(target());
  }

  private List<String> heads() {
    return git.show(BRANCH, file()).lines().toList();
  }

  private SampleStore.Output verify() throws IOException {
    GitRepo auditor = GitRepo.create(folder.resolve("auditor"));
    auditor.git("pull", "-q", git.bare().folder().toString(), BRANCH);
    return new SampleStore(folder)
        .audit("verify", "--head=" + folder.resolve("auditor").resolve(file()));
  }

  @Test
  void eachRunAddsALine() {
    assertThat(runs.record("one")).isEmpty();
    assertThat(runs.later(Duration.ofHours(1)).record("two")).isEmpty();

    List<TrailRecord> records = runs.records();
    assertThat(records).extracting(TrailRecord::type).containsExactly("run", "head", "run", "head");
    assertThat(heads()).containsExactly(records.get(0).head().line(), records.get(2).head().line());
    assertThat(git.bare().git("log", "--format=%an <%ae> %s", BRANCH).lines())
        .containsExactly(
            "Drift of prod <drift-prod@example.com> Add record 3 as the head of audit trail "
                + target(),
            "Drift of prod <drift-prod@example.com> Add record 1 as the head of audit trail "
                + target());
    Value.Obj sent = records.getLast().content();
    assertThat(sent.text("commit")).contains(git.at(BRANCH));
    assertThat(sent.text("file")).contains(file());
    assertThat(sent.text("hash")).contains(records.get(2).hash());
    assertThat(sent.get("arrived")).contains(Value.of(true));
  }

  @Test
  void theFileProvesThatTheEndWasCutOff() throws IOException {
    runs.record("one");
    runs.later(Duration.ofHours(1)).record("two");
    runs.tamper("DELETE FROM trail WHERE seq >= 3");
    assertThat(new SampleStore(folder).audit("verify").code())
        .as("without a head, nobody can know")
        .isZero();

    SampleStore.Output verified = verify();

    assertThat(verified.code()).isEqualTo(1);
    assertThat(verified.out())
        .containsPattern(
            "record 3 \\(after .*\\) is missing: the end was cut off, as a head from elsewhere names record 3");
  }

  @Test
  void theFileProvesThatAllIsThere() throws IOException {
    runs.record("one");
    runs.later(Duration.ofHours(1)).record("two");

    SampleStore.Output verified = verify();

    assertThat(verified.code()).as(verified.out()).isZero();
    assertThat(verified.out()).contains("The head from elsewhere (record 3) matches");
  }

  @Test
  void aPushThatFailsIsSaidAndTheNextRunTriesAgain() throws IOException {
    runs.record("one");
    git.hook("pre-receive", "echo 'The repository is read-only.' >&2; exit 1\n");

    assertThat(runs.later(Duration.ofHours(1)).record("two"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.code()).isEqualTo(Problem.Code.CHANNEL_FAILED);
              assertThat(it.message())
                  .startsWith(
                      "The head of the audit trail was not committed to %s, which the next run tries again: "
                          .formatted(server.url("audit/heads.git")))
                  .contains("The repository is read-only");
            });
    assertThat(runs.records().getLast().content().get("arrived")).contains(Value.of(false));

    Files.delete(git.bare().folder().resolve("hooks/pre-receive"));
    assertThat(runs.later(Duration.ofHours(1)).record("three")).isEmpty();

    List<TrailRecord> records = runs.records();
    assertThat(heads())
        .as("the newest proves the ones before it")
        .containsExactly(records.get(0).head().line(), records.get(4).head().line());
  }

  @Test
  void aServerOutOfReachKeepsNoRunFromBeingRecorded() {
    server.close();

    assertThat(runs.record("one"))
        .extracting(Problem::code)
        .containsExactly(Problem.Code.CHANNEL_FAILED);

    assertThat(runs.records()).extracting(TrailRecord::type).containsExactly("run", "head");
  }

  @Test
  void aPasswordInTheUrlIsNotShown() throws IOException {
    runs = configured(server.url("audit/none.git").replace("http://", "http://anna:s3cr3t@"));

    List<Problem> problems = runs.record("one");

    assertThat(problems).hasSize(1);
    assertThat(problems.toString() + runs.records()).doesNotContain("s3cr3t");
  }

  @Test
  void aDaemonCommitsAtMostEveryFiveMinutes() {
    assertThat(runs.follow("one")).isEmpty();
    assertThat(runs.later(Duration.ofMinutes(4)).follow("two")).isEmpty();
    assertThat(heads()).hasSize(1);

    assertThat(runs.later(Duration.ofMinutes(1)).follow("three")).isEmpty();

    assertThat(heads()).hasSize(2);
    assertThat(heads().getLast()).isEqualTo(runs.records().get(3).head().line());
  }
}
