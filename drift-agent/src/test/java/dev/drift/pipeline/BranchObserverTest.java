package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.drift.Golden;
import dev.drift.files.SecretLookup;
import dev.drift.finding.Coverage;
import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.git.GitRepo;
import dev.drift.git.Sources;
import dev.drift.git.remote.GitSettings;
import dev.drift.model.KindCoverage;
import dev.drift.model.Problem;
import dev.drift.model.branch.BranchPair;
import dev.drift.model.branch.BranchState;
import dev.drift.model.branch.RepositoryName;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.policy.Policies;
import dev.drift.report.json.JsonReport;
import dev.drift.source.ClusterFacts;
import dev.drift.testkit.GitHttpServer;
import dev.drift.tree.TreeLimits;
import dev.drift.world.Observation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The branches of a source in a whole run.
class BranchObserverTest {
  private static final Path EXAMPLES = Golden.repository().resolve("examples");
  private static final LiveRequest SNAPSHOT =
      new LiveRequest.FromSnapshot(EXAMPLES.resolve("snapshots/lakehouse.json.gz"));
  private static final Path KEY = EXAMPLES.resolve("snapshots/example.key");

  @TempDir Path folder;

  @Test
  void aReleaseThatWasNotMergedBackIsInTheReport() throws IOException {
    GitRepo work = work();

    Report report = check(work);

    assertThat(report.posture())
        .filteredOn(finding -> finding.rule().startsWith("DEL00"))
        .extracting(BranchObserverTest::line)
        .containsExactly(
            "medium Branch release_v1.1.0: it has 1 commit that master_v1 lacks, the newest "
                + work.git("rev-parse", "release_v1.1.0").substring(0, 12),
            "low Branch feature_v1_old: all of its commits are in master_v1, which is 1 commit ahead");
    assertThat(observers(report.coverage().entries()))
        .containsExactly(
            new Coverage.Entry(
                new Coverage.Subject.Observer("branches"),
                KindCoverage.Status.READ,
                Set.of(Coverage.Need.POSTURE),
                0,
                ""));
    assertThat(violations(report)).isEmpty();
  }

  /// Branches of one name in two repositories are two branches.
  @Test
  void branchesOfTwoSourcesAreToldApart() {
    GitRepo work = work();
    GitRepo other = work("other");

    Report report =
        new DriftCheck(Agent.ofProcess(), Progress.NONE)
            .run(CheckRequestBuilder.of(SNAPSHOT, request(work), request(other)).key(KEY).build());

    List<Finding.Posture> left =
        report.posture().stream().filter(one -> one.rule().equals("DEL003")).toList();
    assertThat(left)
        .extracting(finding -> finding.resource().toString())
        .containsExactly("Branch other/feature_v1_old", "Branch work/feature_v1_old");
    assertThat(left).extracting(Finding.Posture::fingerprint).doesNotHaveDuplicates();
  }

  @Test
  void aPolicyMayLeaveABranchAlone() throws IOException {
    GitRepo work = work();
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            apiVersion: drift.dev/v1
            kind: Policy
            metadata: {name: ours}
            spec:
              ignores:
              - match: {kinds: [Branch.drift.dev], names: ["feature_*"]}
                reason: they are kept for a year
                owner: platform team
                expires: 2999-12-31
            """);

    Report report = check(work, policy);

    assertThat(report.posture())
        .filteredOn(finding -> finding.rule().startsWith("DEL00"))
        .extracting(Finding::rule)
        .containsExactly("DEL001");
    assertThat(report.ignored()).hasSize(1);
  }

  @Test
  void aShallowCloneGivesANote() {
    Report report = check(shallow(work()));

    assertThat(report.problems())
        .filteredOn(problem -> problem.code() == Problem.Code.BRANCHES_NOT_SEEN)
        .extracting(Problem::message)
        .containsExactly(
            "release_v1.1.0 and master_v1; feature_v1_old and master_v1; feature_v1_old and"
                + " release_v1.1.0 could not be compared: the clone is shallow; run git fetch"
                + " --unshallow");
    assertThat(report.posture()).noneMatch(finding -> finding.rule().startsWith("DEL00"));
    assertThat(observers(report.coverage().entries()))
        .extracting(Coverage.Entry::status, Coverage.Entry::needs)
        .containsExactly(tuple(KindCoverage.Status.FAILED, Set.of(Coverage.Need.POSTURE)));
    assertThat(report.coverage().complete(Set.of(Coverage.Need.POSTURE))).isFalse();
  }

  /// Only a run that is asked about posture needs branches.
  @Test
  void anObserverThatFailsChangesTheExitCode() throws IOException {
    GitRepo work = work();
    work.write(
            "priority-classes.yaml",
            Files.readString(EXAMPLES.resolve("lakehouse/cluster/priority-classes.yaml")))
        .commit();
    FailOn posture = new FailOn(Severity.INFO, Optional.of(Severity.CRITICAL));

    Report whole = check(work);
    Report shallow = check(shallow(work));

    assertThat(whole.exitCode(posture)).isEqualTo(ExitCode.IN_SYNC);
    assertThat(shallow.exitCode(posture)).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(shallow.exitCode(FailOn.ANY_DRIFT)).isEqualTo(ExitCode.IN_SYNC);
  }

  @Test
  void fetchesNothingIfNoBranchIsNamed() throws IOException {
    GitRepo work = GitRepo.create(folder.resolve("work"));
    work.write("a.txt", "a").commit();
    work.git("branch", "release/1.0");
    work.git("branch", "feature/x");
    try (GitHttpServer server = serve(work)) {
      Desired desired = desired(server);
      server.requests();

      Observation none = read(desired);

      assertThat(none.coverage()).isEmpty();
      assertThat(none.problems()).isEmpty();
      assertThat(none.facts().branches().getFirst().repository())
          .isEqualTo(RepositoryName.of(url(server)));
      assertThat(none.facts().branches().getFirst().heads().at("release/1.0"))
          .isEqualTo(desired.sources().getFirst().source().commit());
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void branchesOfAServerAreCompared() throws IOException {
    GitRepo work = work();
    try (GitHttpServer server = serve(work)) {
      Observation branches = read(desired(server));

      assertThat(branches.problems()).isEmpty();
      assertThat(branches.facts().branches().getFirst().states())
          .filteredOn(state -> state.pair().role() == BranchPair.Role.CURRENT_RELEASE)
          .extracting(BranchState::ahead)
          .containsExactly(
              new BranchState.Surplus(1, 0, Optional.of(work.git("rev-parse", "release_v1.1.0"))));
    }
  }

  @Test
  void aServerThatIsGoneGivesANote() throws IOException {
    GitHttpServer server = serve(work());
    Desired desired = desired(server);
    server.close();

    Observation branches = read(desired);

    assertThat(branches.facts().branches().getFirst().states()).isEmpty();
    assertThat(branches.coverage())
        .extracting(Coverage.Entry::status)
        .containsExactly(KindCoverage.Status.FAILED);
    assertThat(branches.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(Problem.Code.BRANCHES_NOT_SEEN);
              assertThat(problem.message())
                  .startsWith("the branches of the repository were not compared: http://127.0.0.1");
            });
  }

  /// A release with a fix of its own, and a feature that was merged and left.
  private GitRepo work() {
    return work("work");
  }

  private GitRepo work(String name) {
    GitRepo work = GitRepo.create(folder.resolve(name));
    work.write("a.txt", "1").commit();
    work.git("checkout", "-q", "-b", "master_v1");
    work.git("branch", "feature_v1_old");
    work.write("a.txt", "2").commit();
    work.git("checkout", "-q", "-b", "release_v1.1.0");
    work.write("a.txt", "3").commit();
    return work;
  }

  private GitRepo shallow(GitRepo work) {
    Path clone = folder.resolve("clone");
    work.git(
        "clone",
        "-q",
        "--depth",
        "1",
        "--no-single-branch",
        "file://" + work.folder(),
        clone.toString());
    return new GitRepo(clone);
  }

  private GitHttpServer serve(GitRepo work) throws IOException {
    work.bare(folder.resolve("served/repo.git"));
    return GitHttpServer.open(folder.resolve("served"));
  }

  private static String url(GitHttpServer server) {
    return server.url("repo.git");
  }

  private Sources sources() {
    return new Sources(
        new GitSettings(
            folder.resolve("cache"),
            TreeLimits.DEFAULT,
            Map.of("HOME", folder.toString(), "PATH", "/usr/bin:/bin"),
            _ -> {},
            Duration.ofSeconds(20)));
  }

  private Desired desired(GitHttpServer server) {
    SourceReader reader =
        new SourceReader(
            sources(),
            Agent.ofProcess().renderer(),
            ClusterFacts.NONE,
            new SecretLookup(folder, Map.of()),
            Progress.NONE);
    GitRequest request = new GitRequest(url(server), Optional.empty(), List.of());
    return new Desired(
        List.of(SourceReading.read(request, "", Optional.empty(), "default", reader, List.of())),
        Policies.Reading.NOTHING);
  }

  private Observation read(Desired desired) {
    return BranchObserver.observe(
        sources(), desired.sources().getFirst(), desired.policies().schemes(), Progress.NONE);
  }

  private static List<Coverage.Entry> observers(List<Coverage.Entry> entries) {
    return entries.stream()
        .filter(entry -> entry.subject() instanceof Coverage.Subject.Observer)
        .toList();
  }

  private static GitRequest request(GitRepo repository) {
    return new GitRequest(repository.folder().toString(), Optional.empty(), List.of());
  }

  private static Report check(GitRepo repository, Path... policies) {
    return new DriftCheck(Agent.ofProcess(), Progress.NONE)
        .run(
            CheckRequestBuilder.of(SNAPSHOT, request(repository))
                .key(KEY)
                .policies(policies)
                .build());
  }

  private static String line(Finding finding) {
    return "%s %s: %s".formatted(finding.severity().label(), finding.resource(), finding.message());
  }

  private static Iterable<?> violations(Report report) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    JsonReport.write(report, FailOn.ANY_DRIFT, json);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(
            mapper.readTree(
                Files.readString(Golden.repository().resolve("docs/report.schema.json"))))
        .validate(mapper.readTree(json.toByteArray()));
  }
}
