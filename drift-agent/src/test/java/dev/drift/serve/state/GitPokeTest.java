package dev.drift.serve.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitPokeTest {
  @ParameterizedTest
  @CsvSource({
    "true, https://git.example.com/team/platform.git",
    "true, https://git.example.com/team/platform",
    "true, https://git.example.com/team/platform/",
    "true, https://GIT.example.com/Team/Platform.git",
    "true, https://robot:secret@git.example.com:8443/team/platform.git",
    "true, git@git.example.com:team/platform.git",
    "true, ssh://git@git.example.com:22/team/platform.git",
    "false, https://git.example.com/team/platform2.git",
    "false, https://git.example.com/team/platform.git/other",
    "false, https://git.example.com.evil.org/team/platform.git",
    "false, https://evil.org/git.example.com/team/platform.git",
    "false, https://git.example.com/platform.git",
    "false, /srv/git/team/platform.git",
    "false, ."
  })
  void comparesHostAndPath(boolean concerned, String repo) {
    GitPoke poke =
        new GitPoke(
            List.of(
                "https://git.example.com/team/platform.git",
                "git@git.example.com:team/platform.git"),
            Optional.of("main"));
    assertThat(poke.concerns(repo)).isEqualTo(concerned);
  }

  @ParameterizedTest
  @CsvSource({
    "true, http://127.0.0.1:40123/platform.git",
    "true, file:///srv/git/platform.git",
    "false, file:///srv/git/shop.git"
  })
  void comparesWhatTestsAndFoldersHave(boolean concerned, String repo) {
    GitPoke poke =
        new GitPoke(
            List.of("http://127.0.0.1:40123/platform.git", "file:///srv/git/platform.git"),
            Optional.empty());
    assertThat(poke.concerns(repo)).isEqualTo(concerned);
  }
}
