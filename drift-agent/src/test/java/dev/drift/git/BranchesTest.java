package dev.drift.git;

import static dev.drift.git.GitRepo.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.git.repository.BranchReading;
import dev.drift.git.repository.SourceSpec;
import dev.drift.model.DriftException;
import dev.drift.model.branch.BranchPair;
import dev.drift.model.branch.BranchScheme;
import dev.drift.model.branch.BranchState;
import dev.drift.model.branch.Heads;
import dev.drift.testkit.GitHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How branches stand to one another, by a real Git server and by repositories on this machine.
class BranchesTest {
  @TempDir Path temp;

  private Reads reads;
  private History history;
  private GitHttpServer server;
  private String url;

  @BeforeEach
  void serve() throws IOException {
    reads = new Reads(temp);
    Path served = Files.createDirectories(temp.resolve("served"));
    history = History.at(served.resolve("repo.git"));
    server = GitHttpServer.open(served);
    url = server.url("repo.git");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void countsWhatEachBranchHasAlone() {
    history.commit("main", 1).cut("master_v1", "main").commit("master_v1", 2);
    history.cut("release_v1.1.0", "master_v1").commit("release_v1.1.0", 2);
    history.commit("master_v1", 3).merge("release_v1.1.0", "master_v1").commit("master_v1", 1);
    history.cut("feature_v1_a", "release_v1.1.0").commit("feature_v1_a", 1);
    history.merge("release_v1.1.0", "feature_v1_a").write();

    BranchReading reading = compare();

    assertThat(lines(reading))
        .containsExactlyInAnyOrder(
            "release_v1.1.0 and master_v1: 3+2 1+0",
            "feature_v1_a and master_v1: 3+1 1+0",
            "feature_v1_a and release_v1.1.0: 0+0 0+1");
    assertThat(state(reading, "release_v1.1.0").ahead().newest())
        .contains(history.run("rev-parse", "feature_v1_a"));
    assertThat(state(reading, "release_v1.1.0").behind().newest())
        .contains(history.run("rev-parse", "master_v1"));
    assertThat(reading.unknown()).isEmpty();
  }

  @Test
  void onlyAsMuchHistoryIsFetchedAsItTakes() throws IOException {
    history.git("config", "uploadpack.allowFilter", "true");
    history.commit("master_v1", 1000).cut("release_v1.1.0", "master_v1");
    history.commit("release_v1.1.0", 3).commit("master_v1", 2).write();
    Heads heads = heads();
    server.requests();

    BranchReading reading = compare(heads);

    assertThat(lines(reading)).containsExactly("release_v1.1.0 and master_v1: 3+0 2+0");
    assertThat(fetched("commit")).isBetween(32L, 70L);
    assertThat(fetched("tree")).isZero();
    assertThat(fetched("blob")).isZero();
    assertThat(GitHttpServer.packBytes(server.requests())).isLessThan(40_000);
  }

  @Test
  void goesBackUntilTheBranchesMeet() throws IOException {
    history.git("config", "uploadpack.allowFilter", "true");
    history.commit("master_v1", 1000).cut("release_v1.1.0", "master_v1");
    history.commit("release_v1.1.0", 1).commit("master_v1", 200).write();

    assertThat(lines(compare())).containsExactly("release_v1.1.0 and master_v1: 1+0 200+0");
    assertThat(fetched("commit")).isBetween(202L, 1000L);
    assertThat(fetched("tree")).isZero();
  }

  @Test
  void aServerThatCannotLeaveFilesOutIsAskedForLess() throws IOException {
    history.commit("master_v1", 1).cut("release_v1.1.0", "master_v1");
    history.commit("release_v1.1.0", 1).commit("master_v1", 600).write();

    BranchReading reading = compare();

    assertThat(fetched("tree")).isPositive();
    assertThat(reading.states()).isEmpty();
    assertThat(reading.unknown())
        .containsExactly(
            new BranchPair(BranchPair.Role.CURRENT_RELEASE, "release_v1.1.0", "master_v1"));
    assertThat(reading.reason()).isEqualTo("their histories diverged too long ago");

    history.git("config", "uploadpack.allowFilter", "true");
    deleteCache();
    assertThat(lines(compare())).containsExactly("release_v1.1.0 and master_v1: 1+0 600+0");
  }

  /// In the history that is fetched first the root seems to belong to the release alone.
  @Test
  void aMergeOfOldAndNewIsNotMisread() {
    history.commit("master_v1", 1).cut("release_v1.1.0", "master_v1");
    history.commit("master_v1", 60).commit("release_v1.1.0", 1);
    history.merge("release_v1.1.0", "master_v1").write();

    assertThat(lines(compare())).containsExactly("release_v1.1.0 and master_v1: 1+1 0+0");
  }

  @Test
  void whatIsKnownIsNotFetchedAgain() throws IOException {
    history.commit("master_v1", 100).cut("release_v1.1.0", "master_v1");
    history.commit("release_v1.1.0", 1).write();
    Heads heads = heads();
    compare(heads);
    server.requests();

    assertThat(lines(compare(heads))).containsExactly("release_v1.1.0 and master_v1: 1+0 0+0");
    assertThat(server.requests()).isEmpty();

    history.merge("master_v1", "release_v1.1.0").commit("release_v1.1.0", 1).write();
    assertThat(lines(compare())).containsExactly("release_v1.1.0 and master_v1: 1+0 0+1");
    assertThat(GitHttpServer.packBytes(server.requests())).isLessThan(10_000);
  }

  @Test
  void aCommitIsStillReadWithItsFilesAfterItsHistoryWasFetched() {
    history.git("config", "uploadpack.allowFilter", "true");
    history.commit("master_v1", 5).cut("release_v1.1.0", "master_v1");
    history.commit("release_v1.1.0", 1).write();
    String old = history.run("rev-parse", "master_v1~2");
    compare();

    assertThat(reads.at(url, old).commit()).contains(old);
    assertThat(reads.progress()).noneMatch(line -> line.contains("Re-creating"));
  }

  @Test
  void branchesAtOneCommitAndBranchesThatMovedOn() {
    history.commit("master_v1", 5).cut("release_v1.1.0", "master_v1");
    history.cut("feature_v1_a", "master_v1").commit("feature_v1_a", 1).write();
    Heads before = heads();
    history.commit("feature_v1_a", 1).write();

    assertThat(lines(compare(before)))
        .containsExactlyInAnyOrder(
            "release_v1.1.0 and master_v1: 0+0 0+0",
            "feature_v1_a and master_v1: 2+0 0+0",
            "feature_v1_a and release_v1.1.0: 2+0 0+0");
  }

  @Test
  void unrelatedBranchesAreCounted() {
    history.commit("master_v1", 3).commit("release_v1.1.0", 2).write();

    assertThat(lines(compare())).containsExactly("release_v1.1.0 and master_v1: 2+0 3+0");
  }

  @Test
  void whichBranchesThereAreIsKnownFromReading() {
    history.commit("main", 1).write();
    server.requests();
    Heads heads = reads.open(url).heads().orElseThrow();
    int asked = server.requests().size();

    assertThat(heads.branches()).containsOnlyKeys("main");
    assertThat(heads.at("HEAD")).contains(history.run("rev-parse", "main"));
    assertThat(heads.ofServer()).isTrue();
    assertThat(asked).as("as many requests as ever").isEqualTo(5);
    // A commit that is here is read without the server.
    String commit = history.run("rev-parse", "main");
    assertThat(reads.at(url, commit).heads()).isEmpty();
    assertThat(reads.sources().heads(spec(url))).isEqualTo(heads);
  }

  @Test
  void aServerThatIsGoneIsToldOf() {
    history.commit("master_v1", 3).cut("release_v1.1.0", "master_v1");
    history.commit("release_v1.1.0", 2).write();
    Heads heads = heads();
    server.close();

    assertThatThrownBy(() -> compare(heads)).isInstanceOf(DriftException.class);
    assertThatThrownBy(() -> reads.sources().heads(spec(url))).isInstanceOf(DriftException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void equalsWhatGitSays(long seed) {
    Random random = new Random(seed);
    history.git("config", "uploadpack.allowFilter", "true");
    List<String> branches =
        List.of("master_v1", "release_v1.1", "release_v1.2", "feature_v1_a", "feature_v1_b");
    history.commit("master_v1", 1 + random.nextInt(3));
    branches.subList(1, 5).forEach(branch -> history.cut(branch, "master_v1"));
    for (int i = 0; i < 150; i++) {
      String branch = branches.get(random.nextInt(5));
      switch (random.nextInt(6)) {
        case 0 -> history.merge(branch, branches.get(random.nextInt(5)));
        case 1 -> {
          if (random.nextInt(8) == 0) {
            history.cut(branch, branches.get(random.nextInt(5)));
          }
        }
        default -> history.commit(branch, 1);
      }
    }
    history.write();

    BranchReading reading = compare();

    assertThat(reading.unknown()).isEmpty();
    assertThat(reading.states()).hasSize(2 + 2 * 3);
    for (BranchState state : reading.states()) {
      String branch = state.pair().branch();
      String base = state.pair().base();
      assertThat(line(state))
          .isEqualTo(
              "%s: %d+%d %d+%d"
                  .formatted(
                      state.pair(),
                      count("--no-merges", base, branch),
                      count("--merges", base, branch),
                      count("--no-merges", branch, base),
                      count("--merges", branch, base)));
    }
  }

  @Test
  void aRepositoryHereIsTakenAsItIs() {
    GitRepo work = GitRepo.create(temp.resolve("work"));
    work.write("a.yaml", configMap("a", "1")).commit();
    work.git("branch", "master_v1");
    work.git("checkout", "-q", "-b", "release_v1.1.0");
    work.commit();
    String newest = work.commit();

    BranchReading reading = compareHere(work.folder());

    assertThat(lines(reading)).containsExactly("release_v1.1.0 and master_v1: 2+0 0+0");
    assertThat(state(reading, "release_v1.1.0").ahead().newest()).contains(newest);
    assertThat(reads.open(work.folder().toString()).heads().orElseThrow().ofServer()).isFalse();
  }

  @Test
  void whatWasFetchedFromOriginCountsBeforeWhatIsHereAlone() {
    history.commit("master_v1", 3).cut("release_v1.1.0", "master_v1");
    history.commit("release_v1.1.0", 1).git("symbolic-ref", "HEAD", "refs/heads/master_v1");
    history.write();
    GitRepo clone = clone("clone");
    clone.git("checkout", "-q", "-b", "feature_v1_mine");
    clone.commit();
    clone.git("checkout", "-q", "master_v1");
    clone.git("merge", "-q", "origin/release_v1.1.0");

    assertThat(lines(compareHere(clone.folder())))
        .containsExactlyInAnyOrder(
            "release_v1.1.0 and master_v1: 1+0 0+0",
            "feature_v1_mine and master_v1: 1+0 0+0",
            "feature_v1_mine and release_v1.1.0: 1+0 1+0");
  }

  @Test
  void aShallowCloneIsNotTouched() throws IOException {
    history.commit("master_v1", 50).cut("release_v1.1.0", "master_v1");
    history.commit("release_v1.1.0", 20).commit("master_v1", 1);
    history.git("symbolic-ref", "HEAD", "refs/heads/master_v1").write();
    GitRepo clone = clone("clone", "--depth", "3", "--no-single-branch");
    List<String> before = files(clone.folder());
    server.requests();

    BranchReading reading = compareHere(clone.folder());

    assertThat(reading.states()).isEmpty();
    assertThat(reading.unknown()).hasSize(1);
    assertThat(reading.reason()).isEqualTo("the clone is shallow; run git fetch --unshallow");
    assertThat(files(clone.folder())).isEqualTo(before);
    assertThat(server.requests()).isEmpty();

    clone.git("fetch", "-q", "--unshallow");
    assertThat(lines(compareHere(clone.folder())))
        .containsExactly("release_v1.1.0 and master_v1: 20+0 1+0");
  }

  private GitRepo clone(String name, String... options) {
    List<String> command = new ArrayList<>(List.of("git", "clone", "-q"));
    command.addAll(List.of(options));
    command.addAll(List.of(url, temp.resolve(name).toString()));
    GitRepo.run(temp, command.toArray(String[]::new));
    return new GitRepo(temp.resolve(name));
  }

  private static List<String> files(Path folder) throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted().toList()) {
        files.add("%s %s".formatted(path, Files.getLastModifiedTime(path)));
      }
    }
    return files;
  }

  private long count(String kind, String from, String to) {
    return Long.parseLong(history.run("rev-list", "--count", kind, from + ".." + to));
  }

  private long fetched(String type) throws IOException {
    String objects =
        GitRepo.run(
            historyClone(),
            "git",
            "cat-file",
            "--batch-check=%(objecttype)",
            "--batch-all-objects");
    return objects.lines().filter(type::equals).count();
  }

  private Path historyClone() throws IOException {
    try (Stream<Path> folders = Files.list(reads.cache())) {
      return folders.filter(path -> path.toString().endsWith("-history")).findFirst().orElseThrow();
    }
  }

  private void deleteCache() {
    GitRepo.run(temp, "rm", "-rf", reads.cache().toString());
  }

  private static SourceSpec spec(String repo) {
    return new SourceSpec(repo, Optional.empty());
  }

  private Heads heads() {
    return reads.sources().heads(spec(url));
  }

  private BranchReading compare() {
    return compare(heads());
  }

  private BranchReading compare(Heads heads) {
    return reads.sources().compare(spec(url), heads, pairs(heads));
  }

  private BranchReading compareHere(Path folder) {
    Heads heads = reads.open(folder.toString()).heads().orElseThrow();
    return reads.sources().compare(spec(folder.toString()), heads, pairs(heads));
  }

  private static List<BranchPair> pairs(Heads heads) {
    return BranchScheme.CONVENTION.pairs(heads.branches().keySet());
  }

  private static BranchState state(BranchReading reading, String branch) {
    return reading.states().stream()
        .filter(state -> state.pair().branch().equals(branch))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> lines(BranchReading reading) {
    return reading.states().stream().map(BranchesTest::line).toList();
  }

  /// Commits and merges that the branch has alone, and that its base has alone.
  private static String line(BranchState state) {
    return "%s: %d+%d %d+%d"
        .formatted(
            state.pair(),
            state.ahead().commits(),
            state.ahead().merges(),
            state.behind().commits(),
            state.behind().merges());
  }
}
