package dev.drift.serve.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.serve.state.GitPoke;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Payloads as the documentation of the servers has them, shortened.
class PushPayloadTest {
  private static final String GITHUB =
      """
      {
        "ref": "refs/heads/feature/a-b",
        "before": "6113728f27ae82c7b1a177c8d03f9e96e0adf246",
        "repository": {
          "id": 35129377, "name": "public-repo", "owner": {"login": "baxterthehacker", "url": "https://github.com/users/x"},
          "html_url": "https://github.com/baxterthehacker/public-repo",
          "url": "https://github.com/baxterthehacker/public-repo",
          "git_url": "git://github.com/baxterthehacker/public-repo.git",
          "ssh_url": "git@github.com:baxterthehacker/public-repo.git",
          "clone_url": "https://github.com/baxterthehacker/public-repo.git"
        },
        "commits": [{"id": "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c", "url": "https://evil.example.com/a"}]
      }
      """;
  private static final String GITLAB =
      """
      {
        "object_kind": "push", "event_name": "push", "ref": "refs/heads/main",
        "project": {
          "id": 15, "name": "Diaspora", "web_url": "http://example.com/mike/diaspora",
          "git_ssh_url": "git@example.com:mike/diaspora.git",
          "git_http_url": "http://example.com/mike/diaspora.git"
        },
        "repository": {"name": "Diaspora", "url": "git@example.com:mike/diaspora.git"}
      }
      """;

  @Test
  void github() throws IOException {
    GitPoke poke = read(GITHUB).orElseThrow();
    assertThat(poke.branch()).contains("feature/a-b");
    assertThat(poke.urls())
        .containsExactly(
            "https://github.com/baxterthehacker/public-repo",
            "git://github.com/baxterthehacker/public-repo.git",
            "git@github.com:baxterthehacker/public-repo.git",
            "https://github.com/baxterthehacker/public-repo.git");
  }

  @Test
  void githubAsAForm() throws IOException {
    assertThat(read("payload=" + URLEncoder.encode(GITHUB, UTF_8))).isEqualTo(read(GITHUB));
    assertThatThrownBy(() -> read("payload=%zz")).isInstanceOf(IOException.class);
  }

  @Test
  void gitlab() throws IOException {
    GitPoke poke = read(GITLAB).orElseThrow();
    assertThat(poke.branch()).contains("main");
    assertThat(poke.concerns("git@example.com:mike/diaspora.git")).isTrue();
  }

  @Test
  void aTagHasNoBranch() throws IOException {
    assertThat(
            read(GITHUB.replace("refs/heads/feature/a-b", "refs/tags/v1")).orElseThrow().branch())
        .isEmpty();
  }

  @Test
  void loginsAreNotKept() throws IOException {
    GitPoke poke =
        read(GITLAB.replace("http://example", "http://robot:s3cr3t@example")).orElseThrow();
    assertThat(poke.urls().toString()).doesNotContain("s3cr3t");
    assertThat(poke.concerns("http://example.com/mike/diaspora.git")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"zen\": \"Design for failure.\", \"repository\": {\"clone_url\": \"https://a/b\"}}",
        "{\"ref\": \"main\", \"repository\": {\"clone_url\": \"https://a/b\"}}",
        "{\"ref\": \"refs/heads/a\\u0000b\", \"repository\": {\"clone_url\": \"https://a/b\"}}",
        "{\"ref\": \"refs/heads/main\", \"repository\": {\"clone_url\": 1}}",
        "{\"ref\": \"refs/heads/main\", \"repository\": {\"clone_url\": \"https://a/b c\\n\"}}",
        "{\"ref\": [\"refs/heads/main\"], \"repository\": {\"clone_url\": \"https://a/b\"}}",
        "{\"ref\": \"refs/heads/main\", \"repository\": [{\"clone_url\": \"https://a/b\"}]}",
        "{\"ref\": \"refs/heads/main\"}"
      })
  void otherEventsPokeNobody(String body) throws IOException {
    assertThat(read(body)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"ref\":",
        "{\"repository\": {",
        "nonsense",
        "{\"ref\": \"a\", \"ref\": \"b\"}",
        "{\"a\": {\"b\": [}}"
      })
  void whatIsNotJsonIsRefusedWithoutAQuote(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(IOException.class);
  }

  @Test
  void aBombOfBracketsDoesNotOverflowTheStack() {
    assertThatThrownBy(() -> read("{\"a\": " + "[".repeat(1_000_000)))
        .isInstanceOf(IOException.class);
  }

  private static Optional<GitPoke> read(String body) throws IOException {
    return PushPayload.read(body.getBytes(UTF_8));
  }
}
