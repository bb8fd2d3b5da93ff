package dev.drift.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drift.git.publish.Pushed;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.testkit.GitHttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// T12 for Git: no error of a push shows a password or token, wherever it comes from.
class PublishCanaryTest {
  private static final String SECRET = "canary-3f9c";

  @TempDir Path temp;

  @AutoClose private GitHttpServer server;
  private PublishCase git;
  private String url;

  @BeforeEach
  void serve() throws IOException {
    git = PublishCase.in(temp);
    server = GitHttpServer.closed(git.served(), "ci-robot", SECRET);
    url = server.url("repo.git").replace("http://", "http://ci-robot:" + SECRET + "@");
  }

  private Pushed publish(String url) {
    return git.publish(url, git.change("main", "replicas: 5\n"));
  }

  @Test
  void t12ThePasswordOfTheUrlPushesAndIsKeptNowhere() throws IOException {
    assertThat(publish(url)).isInstanceOf(Pushed.Published.class);

    assertThat(String.join("\n", git.progress())).doesNotContain(SECRET);
    assertThat(git.bare().git("log", "--format=raw", "--all", "-p")).doesNotContain(SECRET);
    try (Stream<Path> files = Files.walk(temp.resolve("cache-a"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(SECRET);
      }
    }
  }

  @Test
  void t12AHookThatRepeatsTheUrlShowsNoPassword() throws IOException {
    git.hook(
        "pre-receive",
        "echo 'no push to %s, nor to https://x:other-secret@h/r?token=other-secret, said %s' >&2; exit 1\n"
            .formatted(url, SECRET));

    assertThat(publish(url))
        .isEqualTo(
            new Pushed.Refused(
                "127.0.0.1 refused the branch drift-app-1: pre-receive hook declined; no push to"
                    + " http://…@127.0.0.1:%d/repo.git, nor to https://…@h/r?… said …."
                        .formatted(server.port())));
  }

  @Test
  void t12ATokenThatMayOnlyReadIsNotShown() throws IOException {
    git.bare().git("config", "http.receivepack", "false");

    DriftException refused = catchThrowableOfType(DriftException.class, () -> publish(url));

    assertThat(refused.problems().getFirst().code()).isEqualTo(Problem.Code.REPOSITORY_REFUSED);
    assertThat(refused).hasMessageEndingWith("Pushing needs write access.");
    StringWriter trace = new StringWriter();
    refused.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(SECRET);
  }

  @Test
  void t12AConnectionThatBreaksShowsNoPassword() {
    server.trap(
        new GitHttpServer.Trap() {
          @Override
          public boolean before(String request) {
            return !request.startsWith("POST /repo.git/git-receive-pack");
          }
        });

    assertThat(publish(url).toString()).startsWith("Unknown[").doesNotContain(SECRET);
  }

  @Test
  void t12AFolderAndAWrongUrlShowNoPassword() {
    for (String bad :
        new String[] {
          "./" + SECRET.replace("canary", "folder"),
          "https:/bot:" + SECRET + "@git.invalid/x",
          "http://bot:" + SECRET + "@127.0.0.1:1/x.git",
          "ssh://bot:" + SECRET + "@127.0.0.1:1/x.git"
        }) {
      DriftException refused = catchThrowableOfType(DriftException.class, () -> publish(bad));
      StringWriter trace = new StringWriter();
      refused.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).as(bad).doesNotContain(SECRET);
    }
  }
}
