package dev.drift.source.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// As kustomize's own tests say:
/// <https://github.com/kubernetes-sigs/kustomize/blob/master/api/internal/git/repospec_test.go>.
class RemoteEntryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "https://github.com/org/repo/deploy/prod?ref=v1 https://github.com/org/repo v1 deploy/prod",
        "github.com/org/repo//deploy?ref=v1 https://github.com/org/repo v1 deploy",
        "HTTPS://GitHub.com/org/repo https://github.com/org/repo '' ''",
        "https://git.example.com/a/b/c.git/deploy?version=v2 https://git.example.com/a/b/c.git v2 deploy",
        "https://git.example.com/a/b/c//deploy?ref=v3&version=v2&timeout=90s https://git.example.com/a/b/c v3 deploy",
        "https://dev.azure.com/org/project/_git/repo/deploy?ref=main https://dev.azure.com/org/project/_git/repo main deploy",
        "git@github.com:org/repo//deploy git@github.com:org/repo '' deploy",
        "ssh://git@github.com/org/repo git@github.com:org/repo '' ''",
        "ssh://git@git.example.com:2222/org/repo.git//deploy?ref=abc ssh://git@git.example.com:2222/org/repo.git abc deploy",
        "git@git.example.com:org/repo.git?ref=a%2Fb git@git.example.com:org/repo.git a/b ''",
        "git::https://git.example.com/org/repo.git https://git.example.com/org/repo.git '' ''",
        "http://127.0.0.1:8080/base.git//web/../api?ref=v1 http://127.0.0.1:8080/base.git v1 api",
      })
  void isAFolderOfARepository(String text, String url, String revision, String folder) {
    assertThat(RemoteEntry.of(text))
        .isEqualTo(Optional.of(new RemoteEntry.Base(url, revision, folder)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/install.yaml",
        "http://127.0.0.1:8080/releases/v1.0/crds.yml",
        "https://raw.example.com/org/repo/main/deploy/all.json",
      })
  void isAFileOfAWebServer(String text) {
    assertThat(RemoteEntry.of(text)).isEqualTo(Optional.of(new RemoteEntry.File(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/repo",
        "file:///srv/repo.git",
        "git://example.com/org/repo.git",
        "ext::sh -c date",
        "https://git.example.com/org/repo.git//../../etc?ref=v1",
        "https://git.example.com/org/repo.git?ref=--upload-pack=date",
        "https://git.example.com/org/repo.git?ref=%zz",
        "git.example.com/org/repo",
        "",
      })
  void isNeither(String text) {
    assertThat(RemoteEntry.of(text)).isEmpty();
  }
}
