package dev.drift.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drift.git.publish.Pushed;
import dev.drift.model.DriftException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes published over SSH to a real sshd.
class PublishSshTest {
  @TempDir Path temp;

  @AutoClose private SshServer server;
  private PublishCase git;
  private Path ssh;
  private String url;

  @BeforeAll
  static void findPrograms() {
    Programs.require("git", "sshd", "ssh-keygen");
  }

  @BeforeEach
  void serve() throws Exception {
    git = PublishCase.in(temp);
    server = SshServer.start(temp.resolve("sshd"));
    ssh = Files.createDirectories(temp.resolve("home/.ssh"));
    Files.writeString(ssh.resolve("known_hosts"), server.knownHost());
    url = server.url(git.bare().folder());
  }

  private void haveKey() throws IOException {
    Files.copy(server.userKey(), ssh.resolve("id_ed25519"));
  }

  private Pushed publish(String content) {
    return git.publish(url, git.change("main", content));
  }

  @Test
  void aChangeIsPublishedUpdatedAndFoundAgain() throws IOException {
    haveKey();

    assertThat(publish("replicas: 5\n")).isInstanceOf(Pushed.Published.class);
    Pushed second = publish("replicas: 6\n");
    assertThat(second).isEqualTo(new Pushed.Published(git.at("drift-app-1"), false));
    assertThat(publish("replicas: 6\n")).isEqualTo(new Pushed.Unchanged(git.at("drift-app-1")));
    assertThat(git.show("drift-app-1", "app.yaml")).isEqualTo("replicas: 6");
    assertThat(git.bare().git("rev-list", "--count", "main..drift-app-1")).isEqualTo("2");
    assertThat(git.bare().git("fsck", "--strict", "--no-dangling")).isEmpty();
  }

  @Test
  void t14APersonsCommitOnTheBranchIsNeverOverwritten() throws IOException {
    haveKey();
    assertThat(publish("replicas: 5\n")).isInstanceOf(Pushed.Published.class);
    String theirs = git.commit("drift-app-1", "note.txt", "mine");

    assertThat(publish("replicas: 6\n")).isInstanceOf(Pushed.Refused.class);
    assertThat(git.at("drift-app-1")).isEqualTo(theirs);
  }

  @Test
  void aHookThatRefusesIsHeard() throws IOException {
    haveKey();
    git.hook("pre-receive", "echo 'protected' >&2\nexit 1\n");

    assertThat(publish("replicas: 5\n"))
        .isEqualTo(
            new Pushed.Refused(
                "127.0.0.1 refused the branch drift-app-1: pre-receive hook declined; protected."));
  }

  @Test
  void withoutAKeyNothingIsPushed() {
    DriftException refused =
        catchThrowableOfType(DriftException.class, () -> publish("replicas: 5\n"));

    assertThat(refused).hasMessageContaining("requires credentials for " + url);
    assertThat(git.bare().git("branch", "--list", "drift-app-1")).isEmpty();
  }
}
