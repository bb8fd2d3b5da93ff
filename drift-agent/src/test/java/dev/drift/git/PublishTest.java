package dev.drift.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.git.publish.Change;
import dev.drift.git.publish.Pushed;
import dev.drift.model.branch.BranchName;
import dev.drift.testkit.GitHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Changes published to a real Git server over smart HTTP.
class PublishTest {
  private static final String BRANCH = "drift-app-1";
  private static final String PUSH = "POST /repo.git/git-receive-pack";

  @TempDir Path temp;

  private PublishCase git;
  private GitHttpServer server;
  private String url;

  @BeforeEach
  void serve() throws IOException {
    git = PublishCase.in(temp);
    server = GitHttpServer.open(git.served());
    url = server.url("repo.git");
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(git.bare().git("fsck", "--strict", "--no-dangling")).isEmpty();
  }

  private Pushed publish(String content) {
    return git.publish(url, git.change("main", content));
  }

  private String published(Pushed pushed) {
    assertThat(pushed).isInstanceOf(Pushed.Published.class);
    return ((Pushed.Published) pushed).commit();
  }

  private String refused(Pushed pushed) {
    assertThat(pushed).isInstanceOf(Pushed.Refused.class);
    return ((Pushed.Refused) pushed).reason();
  }

  private String log(String range) {
    return git.bare().git("log", "--format=%s", range);
  }

  /// Once, before the push reaches Git.
  private void beforePush(Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    server.trap(
        new GitHttpServer.Trap() {
          @Override
          public boolean before(String request) {
            if (request.equals(PUSH) && done.compareAndSet(false, true)) {
              action.run();
            }
            return true;
          }
        });
  }

  @Test
  void aChangeIsOneCommitOnABranchOfItsOwn() {
    String main = git.at("main");

    String commit = published(publish("replicas: 5\n"));

    assertThat(git.at(BRANCH)).isEqualTo(commit);
    assertThat(git.at(BRANCH + "^")).isEqualTo(main);
    assertThat(git.at("main")).isEqualTo(main);
    assertThat(git.bare().git("diff", "--name-status", "main", BRANCH)).isEqualTo("M\tapp.yaml");
    assertThat(git.show(BRANCH, "app.yaml")).isEqualTo("replicas: 5");
    assertThat(git.bare().git("log", "-1", "--format=%an <%ae> %cn <%ce> %cI", BRANCH))
        .isEqualTo(
            "Drift <drift@drift.invalid> Drift <drift@drift.invalid> 2026-11-29T12:00:00+00:00");
    assertThat(git.bare().git("log", "-1", "--format=%(trailers)", BRANCH).lines())
        .containsExactly(
            "Drift-Fingerprint: " + "ab".repeat(32), "Drift-Run: run-1", "Drift-Base: " + main);
  }

  @Test
  void filesKeepTheirModeAndNewOnesAreNotExecutable() {
    Change change =
        git.change(
            "main",
            Map.of(
                "run.sh", Optional.of("#!/bin/sh\necho\n"),
                "deep/er/one.yaml", Optional.empty(),
                "new/folder/two.yaml", Optional.of("c: 1\n")));

    var _ = published(git.publish(url, change));

    assertThat(git.bare().git("diff", "--raw", "--abbrev=4", "--no-renames", "main", BRANCH))
        .containsPattern(":100644 000000 \\w+ 0000 D\tdeep/er/one.yaml")
        .containsPattern(":000000 100644 0000 \\w+ A\tnew/folder/two.yaml")
        .containsPattern(":100755 100755 \\w+ \\w+ M\trun.sh");
    assertThat(git.bare().git("ls-tree", "--name-only", BRANCH).lines())
        .containsExactly("app.yaml", "new", "other.yaml", "run.sh");
  }

  @Test
  void noAttributeFilterOrHookTakesPart() throws IOException {
    String attributes =
        git.commit("main", ".gitattributes", "*.yaml text eol=crlf filter=evil ident\n");
    assertThat(git.at("main")).isEqualTo(attributes);
    var _ = publish("first: 1\n");
    for (Path clone : List.of(temp.resolve("cache-a"))) {
      try (var folders = Files.list(clone)) {
        for (Path folder : folders.filter(Files::isDirectory).toList()) {
          Path hook = Files.createDirectories(folder.resolve("hooks")).resolve("pre-push");
          Files.writeString(hook, "#!/bin/sh\ntouch " + temp.resolve("ran") + "\nexit 1\n");
          assertThat(hook.toFile().setExecutable(true)).isTrue();
        }
      }
    }

    var _ = published(publish("replicas: 5\r\n# $Id$\n"));

    assertThat(git.bare().git("cat-file", "-s", BRANCH + ":app.yaml")).isEqualTo("20");
    assertThat(temp.resolve("ran")).doesNotExist();
  }

  @Test
  void doneTwiceIsDoneOnce() {
    String commit = published(publish("replicas: 5\n"));

    assertThat(publish("replicas: 5\n")).isEqualTo(new Pushed.Unchanged(commit));
    assertThat(git.agent("b").publish(url, git.change("main", "replicas: 5\n")))
        .isEqualTo(new Pushed.Unchanged(commit));
    assertThat(log("main.." + BRANCH)).isEqualTo("Adopt replicas");
  }

  @Test
  void t14AValueThatChangesAgainIsAFurtherCommitOnTheSameBranch() {
    String first = published(publish("replicas: 5\n"));

    String second = published(publish("replicas: 6\n"));

    assertThat(git.at(BRANCH + "^")).isEqualTo(first);
    assertThat(git.at(BRANCH)).isEqualTo(second);
    assertThat(publish("replicas: 6\n")).isEqualTo(new Pushed.Unchanged(second));
  }

  @Test
  void t14TwoAgentsAtOnceMakeOneBranchWithOneCommit() throws Exception {
    Change change = git.change("main", "replicas: 5\n");
    try (ExecutorService agents = Executors.newFixedThreadPool(2)) {
      List<Future<Pushed>> pushed =
          List.of(
              agents.submit(() -> git.agent("a").publish(url, change)),
              agents.submit(() -> git.agent("b").publish(url, change)));

      for (Future<Pushed> one : pushed) {
        assertThat(one.get()).isInstanceOfAny(Pushed.Published.class, Pushed.Unchanged.class);
      }
    }
    assertThat(log("main.." + BRANCH)).isEqualTo("Adopt replicas");
  }

  @Test
  void t14AnotherAgentThatIsFasterWins() {
    Change change = git.change("main", "replicas: 5\n");
    beforePush(() -> git.agent("b").publish(url, change));

    Pushed pushed = git.publish(url, change);

    assertThat(pushed).isEqualTo(new Pushed.Unchanged(git.at(BRANCH)));
    assertThat(log("main.." + BRANCH)).isEqualTo("Adopt replicas");
  }

  @Test
  void t14TheBaseMovesBetweenFetchAndPushInAnotherFile() {
    Change change = git.change("main", "replicas: 5\n");
    AtomicBoolean moved = new AtomicBoolean();
    server.trap(
        new GitHttpServer.Trap() {
          @Override
          public boolean before(String request) {
            if (request.contains("service=git-receive-pack") && moved.compareAndSet(false, true)) {
              git.commit("main", "other.yaml", "a: 2\n");
            }
            return true;
          }
        });

    var _ = published(git.publish(url, change));

    assertThat(git.at(BRANCH + "^")).as("made on the new base").isEqualTo(git.at("main"));
    assertThat(git.bare().git("diff", "--name-only", "main", BRANCH)).isEqualTo("app.yaml");
  }

  @Test
  void t14TheBaseMovesBetweenFetchAndPushInTheSameFile() {
    Change change = git.change("main", "replicas: 5\n");
    String before = git.at("main").substring(0, 10);
    AtomicBoolean moved = new AtomicBoolean();
    server.trap(
        new GitHttpServer.Trap() {
          @Override
          public boolean before(String request) {
            if (request.contains("service=git-receive-pack") && moved.compareAndSet(false, true)) {
              git.commit("main", "app.yaml", "replicas: 2\nimage: x\n");
            }
            return true;
          }
        });

    assertThat(refused(git.publish(url, change)))
        .isEqualTo(
            "main moved from %s to %s, which changed app.yaml; run it again to work on the new content."
                .formatted(before, git.at("main").substring(0, 10)));
    assertThat(git.bare().git("branch", "--list", BRANCH)).isEmpty();
  }

  @Test
  void t14ABaseThatNeverStandsStillEndsInARefusal() {
    Change change = git.change("main", "replicas: 5\n");
    server.trap(
        new GitHttpServer.Trap() {
          @Override
          public boolean before(String request) {
            if (request.contains("service=git-receive-pack")) {
              git.commit("main", "other.yaml", "a: " + System.nanoTime());
            }
            return true;
          }
        });

    assertThat(refused(git.publish(url, change)))
        .isEqualTo(
            "drift-app-1 and main moved 5 times while the change was being pushed; run it again.");
    assertThat(git.bare().git("branch", "--list", BRANCH)).isEmpty();
  }

  @Test
  void t14APersonsCommitOnTheBranchIsNeverOverwritten() {
    var _ = published(publish("replicas: 5\n"));
    String theirs = git.commit(BRANCH, "app.yaml", "replicas: 5 # I know better\n");

    assertThat(refused(publish("replicas: 6\n")))
        .isEqualTo(
            "The branch drift-app-1 has a commit that is not Drift's, %s by Test; merge or delete the branch."
                .formatted(theirs.substring(0, 10)));
    assertThat(git.at(BRANCH)).isEqualTo(theirs);
  }

  @Test
  void t14APersonWhoAmendsDriftsCommitOwnsIt() {
    var _ = published(publish("replicas: 5\n"));
    git.person().git("fetch", "-q", "origin");
    git.person().git("checkout", "-q", "-B", "work", "origin/" + BRANCH);
    git.person().write("app.yaml", "replicas: 7\n");
    git.person().git("commit", "-q", "-a", "--amend", "-C", "HEAD");
    git.person().git("push", "-q", "-f", "origin", "work:" + BRANCH);
    String theirs = git.at(BRANCH);

    assertThat(refused(publish("replicas: 6\n")))
        .contains("not Drift's, %s by Drift".formatted(theirs.substring(0, 10)));
    assertThat(git.at(BRANCH)).isEqualTo(theirs);
  }

  @Test
  void t14APersonsCommitBetweenReadAndPushIsNotOverwritten() {
    var _ = published(publish("replicas: 5\n"));
    beforePush(() -> git.commit(BRANCH, "note.txt", "mine"));

    assertThat(refused(publish("replicas: 6\n"))).contains("a commit that is not Drift's");
    assertThat(git.show(BRANCH, "note.txt")).isEqualTo("mine");
  }

  @Test
  void t14ABranchDeletedOnTheServerIsMadeAgain() {
    var _ = published(publish("replicas: 5\n"));
    git.bare().git("branch", "-D", BRANCH);

    assertThat(publish("replicas: 5\n")).isInstanceOf(Pushed.Published.class);
    assertThat(log("main.." + BRANCH)).isEqualTo("Adopt replicas");
  }

  @Test
  void t14ATargetThatChangesTheFileWhileTheBranchIsOpenIsMergedIn() {
    String first = published(publish("replicas: 5\n"));
    String main = git.commit("main", "app.yaml", "replicas: 3\nimage: x\n");

    String second = published(publish("replicas: 5\nimage: x\n"));

    assertThat(git.bare().git("log", "-1", "--format=%P", BRANCH)).isEqualTo(first + " " + main);
    assertThat(git.bare().git("diff", "--stat", "main..." + BRANCH)).contains("1 file changed");
    assertThat(git.bare().git("merge-tree", "--write-tree", "main", BRANCH))
        .as("merges without a conflict")
        .isEqualTo(git.at(BRANCH + "^{tree}"));
    assertThat(publish("replicas: 5\nimage: x\n")).isEqualTo(new Pushed.Unchanged(second));
  }

  @Test
  void t14AMergedBranchIsGoneOnWithWhenTheValueChangesAgain() {
    String first = published(publish("replicas: 5\n"));
    git.person().git("fetch", "-q", "origin");
    git.person().git("checkout", "-q", "-B", "work", "origin/main");
    git.person().git("merge", "-q", "--squash", "origin/" + BRANCH);
    git.person().commit();
    git.person().git("push", "-q", "origin", "work:main");
    assertThat(publish("replicas: 5\n")).isEqualTo(new Pushed.InTarget(git.at("main")));

    var _ = published(publish("replicas: 6\n"));

    assertThat(git.bare().git("log", "-1", "--format=%P", BRANCH))
        .isEqualTo(first + " " + git.at("main"));
    assertThat(git.bare().git("merge-tree", "--write-tree", "main", BRANCH))
        .isEqualTo(git.at(BRANCH + "^{tree}"));
  }

  @Test
  void aBranchThatSomebodyCutAndLeftEmptyIsUsed() {
    git.cut(BRANCH, "main");

    assertThat(publish("replicas: 5\n")).isInstanceOf(Pushed.Published.class);
    assertThat(log("main.." + BRANCH)).isEqualTo("Adopt replicas");
  }

  @Test
  void byTheConventionTheBranchIsCutFromTheMasterTowardsTheRelease() {
    git.cut("master_v1", "main").cut("release_v1.1.0", "main");
    String branch = "feature_v1_drift-app-1";
    String shared = git.at("master_v1");
    git.commit("master_v1", "unreleased.yaml", "a: 1\n");
    git.commit("release_v1.1.0", "fix.yaml", "b: 1\n");

    var _ = published(git.publish(url, git.change("release_v1.1.0", "replicas: 5\n")));

    assertThat(git.at(branch + "^"))
        .as("the newest commit of the master that the release has")
        .isEqualTo(shared);
    assertThat(git.bare().git("diff", "--name-only", "release_v1.1.0..." + branch))
        .as("the request brings nothing that the release does not have yet")
        .isEqualTo("app.yaml");
  }

  @Test
  void whereTheMasterHasAnotherContentTheBranchIsCutFromTheRelease() {
    git.cut("master_v1", "main").cut("release_v1.1.0", "main");
    git.commit("release_v1.1.0", "app.yaml", "replicas: 2\nimage: x\n");

    var _ = published(git.publish(url, git.change("release_v1.1.0", "replicas: 5\nimage: x\n")));

    assertThat(git.at("feature_v1_drift-app-1^")).isEqualTo(git.at("release_v1.1.0"));
  }

  @Test
  void aProtectedBranchSaysWhatItsHookSays() throws IOException {
    git.hook(
        "pre-receive", "printf 'GL-HOOK-ERR: \\033[31monly owners may push\\007\\n' >&2\nexit 1\n");

    assertThat(refused(publish("replicas: 5\n")))
        .isEqualTo(
            "127.0.0.1 refused the branch drift-app-1: pre-receive hook declined; GL-HOOK-ERR:"
                + " ?[31monly owners may push?.");
    assertThat(git.bare().git("branch", "--list", BRANCH)).isEmpty();
  }

  @Test
  void anAnswerThatIsLostAfterThePushWasDoneIsLookedUp() {
    server.trap(
        new GitHttpServer.Trap() {
          @Override
          public boolean after(String request) {
            return !request.equals(PUSH);
          }
        });

    assertThat(published(publish("replicas: 5\n"))).isEqualTo(git.at(BRANCH));
    assertThat(server.requests().stream().filter(one -> one.path().endsWith("receive-pack")))
        .as("nothing is sent twice")
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void aPushThatNeverArrivedIsUnknownAndTheNextRunDoesIt() {
    server.trap(
        new GitHttpServer.Trap() {
          @Override
          public boolean before(String request) {
            return !request.equals(PUSH);
          }
        });

    assertThat(publish("replicas: 5\n"))
        .isEqualTo(
            new Pushed.Unknown(
                "The connection to 127.0.0.1 broke during the push, and the branch drift-app-1 does not"
                    + " have the commit yet; the next run pushes it again if it is still missing."));
    assertThat(git.bare().git("branch", "--list", BRANCH)).isEmpty();

    server.trap(new GitHttpServer.Trap() {});
    assertThat(publish("replicas: 5\n")).isInstanceOf(Pushed.Published.class);
  }

  @Test
  void aServerThatIsGoneAfterThePushLeavesItUnknown() {
    AtomicBoolean gone = new AtomicBoolean();
    server.trap(
        new GitHttpServer.Trap() {
          @Override
          public boolean before(String request) {
            return !gone.get();
          }

          @Override
          public boolean after(String request) {
            gone.compareAndSet(false, request.equals(PUSH));
            return !gone.get();
          }
        });

    Pushed pushed = publish("replicas: 5\n");

    assertThat(pushed)
        .isEqualTo(
            new Pushed.Unknown(
                "The connection to 127.0.0.1 broke during the push, and the branch drift-app-1 could not be"
                    + " read afterwards; the next run finds out what became of it."));
    server.trap(new GitHttpServer.Trap() {});
    assertThat(publish("replicas: 5\n")).isEqualTo(new Pushed.Unchanged(git.at(BRANCH)));
  }

  @Test
  void onlyTheNewestCommitIsFetched() {
    for (int i = 0; i < 5; i++) {
      git.person().write("big" + i, "x".repeat(200_000) + i + System.nanoTime());
      git.person().commit();
      git.person().git("rm", "-q", "big" + i);
      git.person().commit();
    }
    git.person().git("push", "-q", "origin", "main");

    var _ = published(publish("replicas: 5\n"));
    var _ = published(git.agent("b").publish(url, git.change("main", "replicas: 6\n")));
    var _ = published(git.agent("c").publish(url, git.change("main", "replicas: 7\n")));

    assertThat(GitHttpServer.packBytes(server.requests())).isLessThan(20_000);
    assertThat(log("main.." + BRANCH).lines()).hasSize(3);
  }

  @Test
  void aBranchWithManyUpdatesIsStillDrifts() {
    for (int i = 0; i < 20; i++) {
      var _ = published(publish("replicas: " + (10 + i) + "\n"));
    }

    assertThat(git.agent("fresh").publish(url, git.change("main", "replicas: 99\n")))
        .isInstanceOf(Pushed.Published.class);
    assertThat(log("main.." + BRANCH).lines()).hasSize(21);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "/evil",
        "a//b",
        ".git/config",
        "a/.GIT/hooks/x",
        "a/../../b",
        "git~1/x",
        "a\\b",
        "aux",
        "",
        "a/"
      })
  void aPathThatGitRefusesIsRefused(String path) {
    Change change = git.change("main", Map.of(path, Optional.of("x")));

    assertThat(refused(git.publish(url, change))).endsWith("is not a path that Git accepts.");
  }

  @Test
  void linksSubmodulesAndFoldersAreNotWrittenThrough() {
    git.person().link("link.yaml", "app.yaml");
    git.person().commit();
    git.person().git("update-index", "--add", "--cacheinfo", "160000," + git.at("main") + ",sub");
    git.person().git("commit", "-q", "-m", "sub");
    git.person().git("push", "-q", "origin", "main");

    assertThat(refusal("link.yaml"))
        .isEqualTo("link.yaml is a link; Drift changes regular files only.");
    assertThat(refusal("sub")).isEqualTo("sub is a submodule; Drift changes regular files only.");
    assertThat(refusal("deep/er"))
        .isEqualTo("deep/er is a folder; Drift changes regular files only.");
    assertThat(refusal("app.yaml/x"))
        .isEqualTo("app.yaml is a file, so no file can be written below it.");
    assertThat(refusal("link.yaml/x"))
        .isEqualTo("link.yaml is a file, so no file can be written below it.");
  }

  private String refusal(String path) {
    return refused(git.publish(url, git.change("main", Map.of(path, Optional.of("x")))));
  }

  @Test
  void anUnknownTargetIsRefused() {
    Change change = git.change("main", "replicas: 5\n");
    git.bare().git("branch", "-m", "main", "trunk");

    assertThat(refused(git.publish(url, change)))
        .isEqualTo(url + " has no branch main, so there is nothing to change.");
  }

  /// What the engine takes for the name of a branch, Git takes too, and the other way round.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "a/b", "a.b", "-a", "a/-b", ".a", "a/.b", "a..b", "a.lock", "a.lock/b", "a/", "/a",
        "a//b", "a.", "a~b", "a^b", "a:b", "a?b", "a*b", "a[b", "a\\b", "a b", "a@{b", "a@b",
        "HEAD", "ü", "a\u007f", "feature_v1.2_drift-x-3f0c9a1b2d4e"
      })
  void namesOfBranchesAreThoseThatGitTakes(String name) throws Exception {
    int exit =
        new ProcessBuilder("git", "check-ref-format", "--branch", name)
            .directory(git.bare().folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();

    assertThat(BranchName.isValid(name)).isEqualTo(exit == 0);
  }
}
