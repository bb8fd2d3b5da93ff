package dev.drift.git;

import static dev.drift.git.GitRepo.configMap;
import static dev.drift.git.Reads.paths;
import static dev.drift.git.Reads.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.git.repository.RepoUrl;
import dev.drift.model.Problem;
import dev.drift.testkit.GitHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clones from a real Git server over HTTP, and from file URLs.
class CloneTest {
  @TempDir Path temp;

  private Reads reads;
  private GitRepo work;
  private GitHttpServer server;
  private String url;
  private String first;
  private String second;

  @BeforeEach
  void serve() throws IOException {
    reads = new Reads(temp);
    work = GitRepo.create(temp.resolve("work"));
    work.write("apps/a.yaml", configMap("a", "1")).write("notes.txt", "x".repeat(1000));
    first = work.commit();
    work.git("tag", "-a", "-m", "a tag", "v1");
    work.write("apps/a.yaml", configMap("a", "2")).write("b.json", "{}");
    second = work.commit();
    work.git("branch", "release_v1");
    work.bare(temp.resolve("served/repo.git"));
    work.git("remote", "add", "origin", temp.resolve("served/repo.git").toString());
    server = GitHttpServer.open(temp.resolve("served"));
    url = server.url("repo.git");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void readsTheHeadOfABranchATagAndACommit() {
    Reading head = reads.open(url);

    assertThat(paths(head)).containsExactly("apps/a.yaml", "b.json");
    assertThat(text(head, "apps/a.yaml")).contains("key: 2");
    assertThat(head.commit()).contains(second);
    assertThat(head.repo()).isEqualTo(url);
    assertThat(reads.at(url, "release_v1").commit()).contains(second);
    assertThat(reads.at(url, "refs/heads/main").commit()).contains(second);
    assertThat(reads.at(url, "v1").commit()).contains(first);
    assertThat(text(reads.at(url, first), "apps/a.yaml")).contains("key: 1");
    assertThat(paths(reads.at(url, "main", "apps"))).containsExactly("apps/a.yaml");
  }

  @Test
  void abbreviatedCommitsAreFound() {
    assertThat(reads.at(url, first.substring(0, 8)).commit()).contains(first);
    assertThat(reads.at(url, second.substring(0, 8)).commit()).contains(second);
  }

  @Test
  void fetchesOnlyWhatIsNew() throws Exception {
    for (int i = 0; i < 40; i++) {
      work.write("many/%d.yaml".formatted(i), random(2000, i));
    }
    work.commit();
    work.git("push", "-q", "origin", "main");
    reads.open(url);
    int whole = GitHttpServer.packBytes(server.requests());

    reads.open(url);
    List<GitHttpServer.Request> unchanged = server.requests();
    work.write("apps/a.yaml", configMap("a", "3"));
    work.commit();
    work.git("push", "-q", "origin", "main");
    Reading changed = reads.open(url);
    int difference = GitHttpServer.packBytes(server.requests());

    assertThat(whole).isGreaterThan(40_000);
    assertThat(unchanged).noneMatch(request -> request.bytes() > 5_000);
    assertThat(difference).isLessThan(5_000);
    assertThat(text(changed, "apps/a.yaml")).contains("key: 3");
    assertThat(paths(changed)).hasSize(42);
    assertThat(packs()).hasSize(2);
  }

  @Test
  void aCommitThatIsHereNeedsNoServer() {
    reads.open(url);
    server.close();

    assertThat(reads.at(url, second).commit()).contains(second);
  }

  @Test
  void historyIsNotFetched() throws Exception {
    reads.open(url);

    assertThat(GitRepo.run(cached(), "git", "rev-list", "--count", second)).isEqualTo("1");
  }

  @Test
  void aBranchThatWasForcedElsewhereIsFollowed() {
    reads.at(url, "main");
    work.git("reset", "-q", "--hard", first);
    work.write("apps/a.yaml", configMap("a", "forced"));
    String forced = work.commit();
    work.git("push", "-q", "--force", "origin", "main");

    Reading reading = reads.at(url, "main");

    assertThat(reading.commit()).contains(forced);
    assertThat(text(reading, "apps/a.yaml")).contains("forced");
  }

  @Test
  void aBranchThatBecomesAFolderOfBranchesIsFollowed() {
    work.git("push", "-q", "origin", "main:feature");
    reads.at(url, "feature");
    work.git("push", "-q", "origin", ":feature");
    work.git("push", "-q", "origin", "v1^{commit}:refs/heads/feature/one");

    assertThat(reads.at(url, "feature/one").commit()).contains(first);
  }

  @Test
  void aBrokenCloneIsMadeAnew() throws Exception {
    reads.open(url);
    for (Path pack : packs()) {
      pack.toFile().setWritable(true);
      byte[] bytes = Files.readAllBytes(pack);
      java.util.Arrays.fill(bytes, 12, bytes.length, (byte) 7);
      Files.write(pack, bytes);
    }

    assertThat(text(reads.open(url), "apps/a.yaml")).contains("key: 2");
    assertThat(reads.progress()).anyMatch(line -> line.contains("Re-creating"));
  }

  @Test
  void aCloneWithABrokenConfigurationIsMadeAnew() throws Exception {
    reads.open(url);
    Files.writeString(cached().resolve("config"), "[core\n=");

    assertThat(text(reads.open(url), "apps/a.yaml")).contains("key: 2");
  }

  /// What stays where the process was killed, or ended by its user, in the midst of a fetch.
  @ParameterizedTest
  @ValueSource(
      strings = {"FETCH_HEAD", "shallow", "packed-refs", "config", "HEAD", "refs/drift/ID"})
  void locksThatWereLeftDoNotHinder(String locked) throws Exception {
    reads.open(url);
    work.write("apps/a.yaml", configMap("a", "3"));
    String third = work.commit();
    work.git("push", "-q", "origin", "main");
    Files.createFile(cached().resolve(locked.replace("ID", third) + ".lock"));

    Reading reading = reads.open(url);

    assertThat(reading.commit()).contains(third);
    assertThat(text(reading, "apps/a.yaml")).contains("key: 3");
  }

  @Test
  void severalReadersShareTheCache() throws Exception {
    Callable<List<String>> reading = () -> paths(reads.open(url));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<String>> future :
          threads.invokeAll(List.of(reading, reading, reading, reading))) {
        assertThat(future.get()).containsExactly("apps/a.yaml", "b.json");
      }
    }
    assertThat(packs()).hasSize(1);
  }

  @Test
  void fileUrlsAreCloned() {
    String file = temp.resolve("served/repo.git").toUri().toString();

    Reading reading = reads.open(file);

    assertThat(reading.commit()).contains(second);
    assertThat(paths(reading)).containsExactly("apps/a.yaml", "b.json");
    assertThat(reads.at(file, "v1").commit()).contains(first);
  }

  @Test
  void anEmptyRepositoryHasNoRevision() {
    GitRepo.create(temp.resolve("empty")).bare(temp.resolve("served/empty.git"));

    assertThat(reads.refusal(server.url("empty.git"), Optional.empty()).code())
        .isEqualTo(Problem.Code.UNKNOWN_REVISION);
  }

  @Test
  void unknownRevisionsNameThoseThatAreClose() {
    Problem typo = reads.refusal(url, Optional.of("realease_v1"));
    Problem commit = reads.refusal(url, Optional.of("0".repeat(39) + "1"));
    Problem tree = reads.refusal(url, Optional.of(work.git("rev-parse", "main^{tree}")));

    assertThat(typo.code()).isEqualTo(Problem.Code.UNKNOWN_REVISION);
    assertThat(typo.message())
        .isEqualTo(url + " has no branch, tag or commit realease_v1; did you mean release_v1?");
    assertThat(commit.code()).isEqualTo(Problem.Code.UNKNOWN_REVISION);
    assertThat(tree.code()).isEqualTo(Problem.Code.UNKNOWN_REVISION);
  }

  @Test
  void serversOutOfReachAreNamedWithTheirReason() {
    Problem missing = reads.refusal(server.url("other.git"), Optional.empty());
    Problem host = reads.refusal("https://git.invalid/x.git", Optional.empty());
    String closed = url;
    server.close();
    Problem port = reads.refusal(closed, Optional.empty());
    Problem file = reads.refusal("file:///nonexistent/repo.git", Optional.empty());

    assertThat(List.of(missing, host, port, file))
        .extracting(Problem::code)
        .containsOnly(Problem.Code.REPOSITORY_UNREACHABLE);
    assertThat(missing.message()).contains("no repository");
    assertThat(host.message()).contains("the host name git.invalid cannot be resolved");
    assertThat(port.message()).contains("refused the connection");
  }

  private List<Path> packs() throws IOException {
    try (Stream<Path> files = Files.list(cached().resolve("objects/pack"))) {
      return files.filter(file -> file.toString().endsWith(".pack")).toList();
    }
  }

  private Path cached() {
    return reads.cache().resolve(RepoUrl.parse(url).cacheName());
  }

  /// Text that does not compress.
  private static String random(int length, int seed) {
    java.util.Random random = new java.util.Random(seed);
    StringBuilder text = new StringBuilder("a: ");
    for (int i = 0; i < length; i++) {
      text.append((char) ('!' + random.nextInt(90)));
    }
    return text.toString();
  }
}
