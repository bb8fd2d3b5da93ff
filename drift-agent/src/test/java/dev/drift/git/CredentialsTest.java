package dev.drift.git;

import static dev.drift.git.Reads.paths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drift.git.repository.SourceSpec;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.testkit.GitHttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that wants a password gets it from the usual places, and nobody else sees it.
class CredentialsTest {
  private static final String SECRET = "canary-3f9c";

  @TempDir Path temp;

  private Reads reads;
  private GitHttpServer server;
  private String url;

  @BeforeEach
  void serve() throws IOException {
    reads = new Reads(temp);
    GitRepo work = GitRepo.create(temp.resolve("work"));
    work.write("a.yaml", "a: 1");
    work.commit();
    work.bare(temp.resolve("served/repo.git"));
    server = GitHttpServer.closed(temp.resolve("served"), "ci-robot", SECRET);
    url = server.url("repo.git");
    Files.createDirectories(temp.resolve("home"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /// What is mistyped is not reached, and its password stands in no message and no trace.
  @ParameterizedTest
  @ValueSource(
      strings = {
        " https://bot:SECRET@git.invalid/x.git",
        "\thttps://bot:SECRET@git.invalid/x.git",
        "https://bot:SECRET@git.invalid/x.git\n",
        "//bot:SECRET@git.invalid/x",
        "https//bot:SECRET@git.invalid/x",
        "https:/bot:SECRET@git.invalid/x",
        "https:bot:SECRET@git.invalid/x",
        "https:///bot:SECRET@git.invalid/x",
        "htps://bot:SECRET@git.invalid/x",
        "bot:SECRET@git.invalid:x",
        "bot:SECRET@git.invalid/x",
        "git@git.invalid:SECRET@x:y",
        "https://bot:x@SECRET@git.invalid/x",
        "https://bot:x/SECRET@git.invalid/x",
        "https://bot:x?SECRET@git.invalid/x",
        "https://bot:x#SECRET@git.invalid/x",
        "ssh://bot:SECRET@/x"
      })
  void aMistypedUrlShowsNoPassword(String typed) {
    String repo = typed.replace("SECRET", SECRET);

    DriftException refused = catchThrowableOfType(DriftException.class, () -> reads.open(repo));

    assertThat(refused).isNotNull();
    StringWriter trace = new StringWriter();
    refused.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(SECRET);
    assertThat(String.join("\n", reads.progress())).doesNotContain(SECRET);
  }

  private String withLogin(String user, String password) {
    return url.replace("http://", "http://" + user + ":" + password + "@");
  }

  @Test
  void withoutCredentialsItIsRefusedWithAHint() {
    Problem refusal = reads.refusal(url, Optional.empty());

    assertThat(refusal.code()).isEqualTo(Problem.Code.REPOSITORY_REFUSED);
    assertThat(refusal.message()).contains(url).contains("DRIFT_GIT_PASSWORD");
  }

  @Test
  void thePasswordOfTheUrlServesAndIsNowhereToBeSeen() throws IOException {
    Reading reading = reads.open(withLogin("ci-robot", SECRET));

    assertThat(paths(reading)).containsExactly("a.yaml");
    assertThat(reading.repo()).isEqualTo(url);
    assertThat(reading.toString()).doesNotContain(SECRET);
    assertThat(String.join("\n", reads.progress())).doesNotContain(SECRET);
    assertThat(new SourceSpec(withLogin("ci-robot", SECRET), Optional.empty()))
        .asString()
        .doesNotContain(SECRET);
    try (Stream<Path> files = Files.walk(temp.resolve("cache"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(SECRET)
            .doesNotContain("ci-robot");
        assertThat(file.toString()).doesNotContain(SECRET);
      }
    }
  }

  @Test
  void theCacheIsForItsUserOnly() throws IOException {
    reads.open(withLogin("ci-robot", SECRET));

    assertThat(Files.getPosixFilePermissions(reads.cache())).hasSize(3);
  }

  @Test
  void aWrongPasswordIsRefusedAndNowhereToBeSeen() {
    reads.with("DRIFT_GIT_PASSWORD", SECRET + "-of-the-environment");
    DriftException refusal =
        catchThrowableOfType(
            DriftException.class, () -> reads.open(withLogin("ci-robot", SECRET + "-wrong")));

    assertThat(refusal.problems().getFirst().code()).isEqualTo(Problem.Code.REPOSITORY_REFUSED);
    assertThat(refusal.problems().getFirst().message()).contains("rejected the credentials");
    StringWriter trace = new StringWriter();
    refusal.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(SECRET);
  }

  @Test
  void unreachableAndMalformedUrlsHideTheirPasswordToo() {
    for (String bad :
        new String[] {
          "https://bot:" + SECRET + "@git.invalid/x.git",
          "https://" + SECRET + "@git.invalid/x.git",
          "https://bot:" + SECRET + "@git.invalid/x.git?private_token=" + SECRET,
          "https://bot:" + SECRET + "@/x.git",
          "https://bot:" + SECRET + "%zz@host/x y.git",
          "http://127.0.0.1:1/" + "x.git?token=" + SECRET,
          "ftp://bot:" + SECRET + "@git.invalid/x.git",
          "ssh://bot:" + SECRET + "@127.0.0.1:1/x.git",
          "ext::sh -c " + SECRET,
        }) {
      DriftException refusal = catchThrowableOfType(DriftException.class, () -> reads.open(bad));
      assertThat(refusal).as(bad).isNotNull();
      StringWriter trace = new StringWriter();
      refusal.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).as(bad).doesNotContain(SECRET);
    }
  }

  @Test
  void theEnvironmentServes() {
    reads.with("DRIFT_GIT_USERNAME", "ci-robot").with("DRIFT_GIT_PASSWORD", SECRET);

    assertThat(paths(reads.open(url))).containsExactly("a.yaml");
  }

  @Test
  void netrcServes() throws IOException {
    Files.writeString(
        temp.resolve("home/.netrc"), "machine 127.0.0.1 login ci-robot password " + SECRET + "\n");

    assertThat(paths(reads.open(url))).containsExactly("a.yaml");
  }

  @Test
  void aCredentialHelperServes() throws IOException {
    Files.writeString(
        temp.resolve("home/.gitconfig"),
        "[credential]\n\thelper = \"!f() { echo username=ci-robot; echo password="
            + SECRET
            + "; }; f\"\n");

    assertThat(paths(reads.open(url))).containsExactly("a.yaml");
  }

  @Test
  void theNextPlaceIsTriedWhereOneIsRefused() throws IOException {
    Files.writeString(
        temp.resolve("home/.netrc"), "machine 127.0.0.1 login ci-robot password " + SECRET + "\n");
    reads.with("DRIFT_GIT_USERNAME", "ci-robot").with("DRIFT_GIT_PASSWORD", "stale");

    assertThat(paths(reads.open(url))).containsExactly("a.yaml");
  }

  @Test
  void anotherHostGetsNoCredentials() throws IOException {
    try (GitHttpServer redirecting = GitHttpServer.open(temp)) {
      redirecting.redirectTo(url.replace("127.0.0.1", "localhost"));
      reads.with("DRIFT_GIT_USERNAME", "ci-robot").with("DRIFT_GIT_PASSWORD", SECRET);

      Problem refusal = reads.refusal(redirecting.url("repo.git"), Optional.empty());

      assertThat(refusal.code()).isEqualTo(Problem.Code.REPOSITORY_REFUSED);
      assertThat(server.requests()).isNotEmpty().noneMatch(GitHttpServer.Request::authorized);
    }
  }
}
