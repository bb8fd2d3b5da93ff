package dev.drift.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.git.publish.Identity;
import dev.drift.git.publish.Line;
import dev.drift.git.publish.Pushed;
import dev.drift.model.DriftException;
import dev.drift.testkit.GitHttpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lines appended to a file on a real Git server over smart HTTP.
class AppendTest {
  private static final String BRANCH = "drift-heads";
  private static final String FILE = "prod/heads.txt";

  @TempDir Path temp;

  private PublishCase git;
  private GitHttpServer server;

  @BeforeEach
  void serve() throws IOException {
    git = PublishCase.in(temp);
    server = GitHttpServer.open(git.served());
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(git.bare().git("fsck", "--strict", "--no-dangling")).isEmpty();
  }

  private static Line line(String path, String text, int most) {
    return new Line(
        BRANCH,
        path,
        text,
        most,
        "Add " + text,
        new Identity("Auditor", "auditor@example.com"),
        PublishCase.NOW,
        Optional.empty());
  }

  private Pushed append(String agent, String repo, Line line) {
    return git.agent(agent).append(server.url(repo), line);
  }

  private Pushed append(String text) {
    return append("a", "repo.git", line(FILE, text, 100));
  }

  @Test
  void aBranchIsMadeWithoutTheHistoryOfOthers() {
    Pushed pushed = append("one");

    assertThat(pushed).isEqualTo(new Pushed.Published(git.at(BRANCH), true));
    assertThat(git.bare().git("log", "--format=%s %an <%ae> %cn %cI", BRANCH))
        .isEqualTo("Add one Auditor <auditor@example.com> Auditor 2026-11-29T12:00:00+00:00");
    assertThat(git.bare().git("ls-tree", "-r", "--name-only", BRANCH)).isEqualTo(FILE);
    assertThat(git.show(BRANCH, FILE)).isEqualTo("one");
  }

  @Test
  void aRepositoryWithoutCommitsIsFine() throws IOException {
    GitRepo empty = GitRepo.create(temp.resolve("served/empty.git"));
    empty.git("config", "http.receivepack", "true");

    Pushed pushed = append("a", "empty.git", line(FILE, "one", 100));

    assertThat(pushed).isInstanceOf(Pushed.Published.class);
    assertThat(empty.git("show", BRANCH + ":" + FILE)).isEqualTo("one");
  }

  @Test
  void linesFollowOneAnotherAndTheRestStaysAsItIs() {
    var _ = append("one");
    git.commit(BRANCH, "README.md", "Only Drift writes here.\n");
    var _ = append("two");
    Pushed again = append("two");
    // Another machine, which has no clone yet.
    var _ = append("b", "repo.git", line(FILE, "three", 100));

    assertThat(again).isInstanceOf(Pushed.Unchanged.class);
    assertThat(git.show(BRANCH, FILE)).isEqualTo("one\ntwo\nthree");
    assertThat(git.show(BRANCH, "README.md")).isEqualTo("Only Drift writes here.");
    assertThat(git.bare().git("rev-list", "--count", BRANCH)).isEqualTo("4");
  }

  @Test
  void onlyTheLastLinesAreKept() {
    for (int i = 1; i <= 5; i++) {
      var _ = append("a", "repo.git", line(FILE, "line " + i, 3));
    }

    assertThat(git.show(BRANCH, FILE)).isEqualTo("line 3\nline 4\nline 5");
  }

  @Test
  void whoeverIsSlowerAppendsToWhatTheOtherHasWritten() throws Exception {
    int agents = 3;
    int each = 4;
    try (ExecutorService threads = Executors.newFixedThreadPool(agents)) {
      List<Future<?>> done = new ArrayList<>();
      for (int agent = 0; agent < agents; agent++) {
        String name = "agent-" + agent;
        done.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    assertThat(
                            append(name, "repo.git", line(FILE, "%s %d".formatted(name, i), 100)))
                        .isInstanceOf(Pushed.Published.class);
                  }
                }));
      }
      for (Future<?> one : done) {
        one.get();
      }
    }

    List<String> lines = git.show(BRANCH, FILE).lines().toList();
    assertThat(lines).hasSize(agents * each);
    for (int agent = 0; agent < agents; agent++) {
      String name = "agent-" + agent;
      assertThat(lines.stream().filter(it -> it.startsWith(name)).toList())
          .isEqualTo(IntStream.range(0, each).mapToObj(i -> "%s %d".formatted(name, i)).toList());
    }
  }

  @Test
  void whatTheServerRefusesIsSaid() throws IOException {
    var _ = append("one");
    String before = git.at(BRANCH);
    git.hook("pre-receive", "echo 'This branch is closed.' >&2; exit 1\n");

    Pushed pushed = append("two");

    assertThat(pushed).isInstanceOf(Pushed.Refused.class);
    assertThat(((Pushed.Refused) pushed).reason())
        .contains("refused the branch drift-heads", "This branch is closed");
    assertThat(git.at(BRANCH)).isEqualTo(before);
  }

  @Test
  void onlyARegularFileIsWritten() {
    var _ = append("one");

    assertThat(append("a", "repo.git", line("prod", "two", 100)))
        .isEqualTo(new Pushed.Refused("prod is a folder; Drift changes regular files only."));
    assertThat(append("a", "repo.git", line(FILE + "/deeper", "two", 100)))
        .isEqualTo(
            new Pushed.Refused("prod/heads.txt is a file, so no file can be written below it."));
    assertThat(append("a", "repo.git", line(".git/config", "two", 100)))
        .isEqualTo(new Pushed.Refused(".git/config is not a path that Git accepts."));
  }

  @Test
  void aServerOutOfReachIsAProblem() {
    server.close();

    assertThatThrownBy(() -> append("one"))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("repo.git");
  }
}
