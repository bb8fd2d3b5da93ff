package dev.drift.git;

import static dev.drift.git.Reads.paths;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clones over SSH from a real sshd, with keys, known_hosts, configuration and agent of a home.
class SshTest {
  @TempDir Path temp;

  private Reads reads;
  @AutoClose private SshServer server;
  private Path ssh;
  private String url;

  @BeforeAll
  static void findPrograms() {
    Programs.require("git", "sshd", "ssh-keygen", "ssh-agent", "ssh-add");
  }

  @BeforeEach
  void serve() throws Exception {
    reads = new Reads(temp);
    GitRepo work = GitRepo.create(temp.resolve("work"));
    work.write("a.yaml", "a: 1");
    work.commit();
    Path bare = work.bare(temp.resolve("repo.git")).folder();
    server = SshServer.start(temp.resolve("sshd"));
    ssh = Files.createDirectories(temp.resolve("home/.ssh"));
    url = server.url(bare);
  }

  private void knowHost() throws IOException {
    Files.writeString(ssh.resolve("known_hosts"), server.knownHost());
  }

  private void haveKey() throws IOException {
    Files.copy(server.userKey(), ssh.resolve("id_ed25519"));
  }

  @Test
  void aKeyOfTheHomeServes() throws IOException {
    knowHost();
    haveKey();

    assertThat(paths(reads.open(url))).containsExactly("a.yaml");
  }

  @Test
  void theShortFormAndTheConfigurationServe() throws IOException {
    knowHost();
    Files.writeString(
        ssh.resolve("config"),
        """
        Host git-host
          HostName 127.0.0.1
          Port %d
          User %s
          IdentityFile %s
        """
            .formatted(server.port(), System.getProperty("user.name"), server.userKey()));

    assertThat(paths(reads.open("git-host:" + temp.resolve("repo.git")))).containsExactly("a.yaml");
  }

  @Test
  void anAgentServes() throws Exception {
    knowHost();
    Path socket = temp.resolve("agent");
    Process agent =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      for (int tries = 0; tries < 100 && !Files.exists(socket); tries++) {
        Thread.sleep(50);
      }
      ProcessBuilder add =
          new ProcessBuilder("ssh-add", "-q", server.userKey().toString()).inheritIO();
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      assertThat(add.start().waitFor()).isZero();

      reads.with("SSH_AUTH_SOCK", socket.toString());

      assertThat(paths(reads.open(url))).containsExactly("a.yaml");
    } finally {
      agent.destroy();
      agent.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void anUnknownHostIsRefusedAndNotRemembered() throws IOException {
    haveKey();

    Problem refusal = reads.refusal(url, Optional.empty());

    assertThat(refusal.code()).isEqualTo(Problem.Code.REPOSITORY_REFUSED);
    assertThat(refusal.message()).contains("host key of 127.0.0.1 is missing from known_hosts");
    assertThat(ssh.resolve("known_hosts")).doesNotExist();
  }

  @Test
  void aPasswordMakesNoHostKnown() {
    String user = System.getProperty("user.name");

    Problem refusal = reads.refusal(url.replace(user + "@", user + ":canary@"), Optional.empty());

    assertThat(refusal.message()).contains("host key of 127.0.0.1 is missing from known_hosts");
    assertThat(ssh.resolve("known_hosts")).doesNotExist();
  }

  @Test
  void aPasswordThatTheServerRefusesIsTold() throws IOException {
    knowHost();
    String user = System.getProperty("user.name");

    Problem refusal = reads.refusal(url.replace(user + "@", user + ":canary@"), Optional.empty());

    assertThat(refusal.code()).isEqualTo(Problem.Code.REPOSITORY_REFUSED);
    assertThat(refusal.message()).contains("rejected the credentials").doesNotContain("canary");
  }

  @Test
  void aHostWithAnotherKeyIsRefused() throws IOException {
    haveKey();
    SshServer.key(temp.resolve("other"));
    String other = Files.readString(temp.resolve("other.pub"));
    Files.writeString(
        ssh.resolve("known_hosts"), "[127.0.0.1]:%d %s".formatted(server.port(), other));

    assertThat(reads.refusal(url, Optional.empty()).message()).contains("host key of 127.0.0.1");
  }

  @Test
  void withoutAKeyItIsRefused() throws IOException {
    knowHost();

    Problem refusal = reads.refusal(url, Optional.empty());

    assertThat(refusal.code()).isEqualTo(Problem.Code.REPOSITORY_REFUSED);
    assertThat(refusal.message()).contains("requires credentials").contains("SSH");
  }

  @Test
  void aRepositoryThatIsNotThereIsNamed() throws IOException {
    knowHost();
    haveKey();

    Problem refusal = reads.refusal(server.url(temp.resolve("nothing.git")), Optional.empty());

    assertThat(refusal.code()).isEqualTo(Problem.Code.REPOSITORY_UNREACHABLE);
    assertThat(refusal.message()).contains("no repository");
  }
}
