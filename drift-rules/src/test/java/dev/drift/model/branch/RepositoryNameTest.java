package dev.drift.model.branch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryNameTest {
  private static final RepositoryName PLATFORM =
      RepositoryName.of("https://git.example/team/platform").orElseThrow();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example/team/platform.git",
        "https://git.example/team/platform/",
        "https://user:token@GIT.example:443/team/platform.git",
        "ssh://git@git.example/team/platform.git",
        "ssh://git@git.example:22/team/platform.git",
        "git@git.example:team/platform.git",
        "git.example:/team/platform"
      })
  void theSame(String url) {
    assertThat(RepositoryName.of(url)).contains(PLATFORM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example/team/Platform",
        "https://git.example/team/platform2",
        "https://git.example/platform",
        "https://git.example.org/team/platform",
        "https://git.example:8443/team/platform",
        "ssh://git@git.example:8443/team/platform"
      })
  void another(String url) {
    assertThat(RepositoryName.of(url)).isPresent().get().isNotEqualTo(PLATFORM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "/srv/git/team/platform.git",
        "file:///srv/git/team/platform.git",
        "https://git.example",
        "https://git.example/team/platform?token=x",
        "oci://git.example/team/platform"
      })
  void none(String url) {
    assertThat(RepositoryName.of(url)).isEmpty();
  }
}
