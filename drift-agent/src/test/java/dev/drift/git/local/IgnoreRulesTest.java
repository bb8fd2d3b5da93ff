package dev.drift.git.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.git.GitRepo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What git itself ignores.
class IgnoreRulesTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "ab",
          "*",
          "**",
          "?",
          "/",
          "/",
          "[ab]",
          "[!a]",
          "[^b]",
          "[a-c]",
          "[]a]",
          "[a",
          "\\\\*",
          "\\\\a",
          "[[:alpha:]]",
          "[[:nope:]]",
          ".",
          "!",
          "#",
          "-",
          "[a-]",
          "**/",
          "/**");

  @TempDir Path folder;

  /// From <https://git-scm.com/docs/gitignore>.
  @ParameterizedTest
  @CsvSource({
    "hello.*, hello.txt, true",
    "hello.*, a/hello.java, true",
    "/hello.*, hello.txt, true",
    "/hello.*, a/hello.java, false",
    "foo/, foo, false",
    "doc/frotz, doc/frotz, true",
    "doc/frotz, a/doc/frotz, false",
    "foo/*, foo/test.json, true",
    "foo/*, foo/bar/hello.c, false",
    "**/foo, foo, true",
    "**/foo, a/b/foo, true",
    "**/foo/bar, a/foo/bar, true",
    "abc/**, abc/a/b, true",
    "abc/**, abc, false",
    "a/**/b, a/b, true",
    "a/**/b, a/x/y/b, true",
    "a/**/b, a/x/y/c, false",
    "\\#a, #a, true",
    "\\!a, !a, true"
  })
  void theDocumentationSays(String rule, String path, boolean ignored) {
    assertThat(rules(rule).ignored(path, false))
        .isEqualTo(ignored ? Optional.of(true) : Optional.empty());
  }

  @Test
  void theLastThatMatchesDecides() {
    IgnoreRules rules = rules("*.yaml\n!kept.yaml\n\n# no rule\ntrailing  \nescaped\\ \r\n");

    assertThat(rules.ignored("a.yaml", false)).contains(true);
    assertThat(rules.ignored("x/kept.yaml", false)).contains(false);
    assertThat(rules.ignored("trailing", false)).contains(true);
    assertThat(rules.ignored("escaped ", false)).contains(true);
    assertThat(rules.ignored("other", false)).isEmpty();
  }

  /// Rules that nobody wrote, of names and folders that nobody has, each as git sees it.
  @Test
  void isWhatGitSays() {
    Random random = new Random(7);
    GitRepo repo = GitRepo.create(folder);
    for (int round = 0; round < 60; round++) {
      String rule = pieces(random, 1 + random.nextInt(6));
      repo.write(".gitignore", rule + "\n");
      List<String> paths = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        paths.add(path(random));
      }
      String arguments = String.join("\n", paths);
      String said = checkIgnore(arguments);
      for (String path : paths) {
        Optional<Boolean> mine = rules(rule).ignored(path, false);
        boolean above =
            parents(path).stream().anyMatch(p -> rules(rule).ignored(p, true).orElse(false));
        assertThat(mine.orElse(false) || above)
            .as("%s of %s", rule, path)
            .isEqualTo(said.lines().anyMatch(path::equals));
      }
    }
  }

  private String checkIgnore(String paths) {
    GitRepo repo = new GitRepo(folder);
    repo.write(".git/asked", paths + "\n");
    return GitRepo.run(
        folder, "sh", "-c", "git check-ignore --no-index --stdin < .git/asked || test $? = 1");
  }

  private static List<String> parents(String path) {
    List<String> parents = new ArrayList<>();
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      parents.add(path.substring(0, slash));
    }
    return parents;
  }

  private static String pieces(Random random, int count) {
    return random.ints(count, 0, PIECES.size()).mapToObj(PIECES::get).collect(Collectors.joining());
  }

  private static String path(Random random) {
    return random
        .ints(1 + random.nextInt(4), 0, 7)
        .mapToObj(i -> List.of("a", "b", "ab", "c", "abc", "a-b", "bab").get(i))
        .collect(Collectors.joining("/"));
  }

  /// What took JGit hours.
  @Test
  void manyStarsTakeNoTime() {
    String name = "a".repeat(250);
    for (String rule :
        List.of("*a*a*a*a*a*a*a*a*b", "*a".repeat(100) + "b", "?*".repeat(100) + "b")) {
      assertThat(rules(rule).ignored(name, false)).isEmpty();
      assertThat(rules(rule).ignored(name + "b", false)).contains(true);
    }
    String deep = "a/".repeat(200) + "a";
    assertThat(rules("**/a/".repeat(50) + "b").ignored(deep, false)).isEmpty();
    assertThat(rules("*\n".repeat(IgnoreRules.MOST)).ignored("a", false)).contains(true);
    assertThat(IgnoreRules.parse("*\n".repeat(IgnoreRules.MOST + 1))).isEmpty();
  }

  private static IgnoreRules rules(String text) {
    return IgnoreRules.parse(text).orElseThrow();
  }
}
