package dev.drift.source.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Globs as Go's libraries match them. The expected values are those of their tests, and of
/// gobwas/glob v0.2.3, doublestar v4.10.0 and path.Match themselves, which Argo CD 3 uses.
class GlobPatternTest {
  private static boolean matches(GlobPattern glob, String path) throws NotRendered {
    return glob.matches(path, new StepLimit("its globs"));
  }

  /// <https://github.com/gobwas/glob/blob/master/glob_test.go>, without separators.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc | abc | true",
        "abc | abcd | false",
        "*a | a/b/a | true",
        "a*c | abc/c | true",
        "a**c | a/b/c | true",
        "a?c | a/c | true",
        "a?c | ac | false",
        "[abc] | b | true",
        "[abc] | d | false",
        "[a-c] | b | true",
        "[!a-c] | d | true",
        "[!abc] | b | false",
        "[^a] | a | true",
        "[^a] | ^ | true",
        "[^a] | b | false",
        "[ab-c] | - | true",
        "[a-zA-Z] | b | false",
        "[c-a] | b | false",
        "[] | a | false",
        "[a | a | false",
        "{a,b} | b | true",
        "{a,b}c | bc | true",
        "{a,b{c,d}}e | bde | true",
        "{a,b{c,d}}e | be | false",
        "{a,}b | b | true",
        "{x,*}.yaml | a/b.yaml | true",
        "{*,x} | a/b | true",
        "{a,b | a | true",
        "a,b} | a,b} | true",
        "a\\*c | a*c | true",
        "a\\*c | abc | false",
        "a\\ | a | true",
        "?x | 😀x | true",
      })
  void asGobwas(String glob, String path, boolean expected) throws NotRendered {
    assertThat(matches(GlobPattern.ofFiles(glob), path)).isEqualTo(expected);
  }

  /// <https://github.com/golang/go/blob/master/src/path/match_test.go>.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc | abc | true",
        "* | abc | true",
        "*c | abc | true",
        "a* | a | true",
        "a* | abc | true",
        "a* | ab/c | false",
        "a*/b | abc/b | true",
        "a*/b | a/c/b | false",
        "a*b*c*d*e*/f | axbxcxdxe/f | true",
        "a*b*c*d*e*/f | axbxcxdxexxx/f | true",
        "a*b*c*d*e*/f | axbxcxdxe/xxx/f | false",
        "a*b*c*d*e*/f | axbxcxdxexxx/fff | false",
        "a*b?c*x | abxbbxdbxebxczzx | true",
        "a*b?c*x | abxbbxdbxebxczzy | false",
        "ab[c] | abc | true",
        "ab[b-d] | abc | true",
        "ab[e-g] | abc | false",
        "ab[^c] | abc | false",
        "ab[^b-d] | abc | false",
        "ab[^e-g] | abc | true",
        "a\\*b | a*b | true",
        "a\\*b | ab | false",
        "a?b | a☺b | true",
        "a[^a]b | a☺b | true",
        "a???b | a☺b | false",
        "[a-ζ]* | α | true",
        "*[a-ζ] | A | false",
        "a?b | a/b | false",
        "a*b | a/b | false",
        "[\\]a] | ] | true",
        "[\\-] | - | true",
        "[x\\-] | x | true",
        "[x\\-] | - | true",
        "[x\\-] | z | false",
        "[\\-x] | x | true",
        "[\\-x] | a | false",
        "[]a] | ] | false",
        "[-] | - | false",
        "[x-] | x | false",
        "[-x] | x | false",
        "[a-b-c] | a | false",
        "[ | a | false",
        "[^ | a | false",
        "a[ | a | false",
        "*x | xxx | true",
        "[!a] | a | true",
        "[!a] | ! | true",
        "[!a] | b | false",
        "{a,b} | a | false",
        "{a,b} | {a,b} | true",
      })
  void asPathMatch(String glob, String path, boolean expected) throws NotRendered {
    assertThat(matches(GlobPattern.ofPath(glob), path)).isEqualTo(expected);
  }

  /// <https://github.com/bmatcuk/doublestar/blob/master/doublestar_test.go>.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/**/prod/*.yaml | a/prod/v.yaml | true",
        "a/**/prod/*.yaml | a/eu/prod/v.yaml | true",
        "a/**/prod/*.yaml | a/eu/west/prod/v.yaml | true",
        "a/**/prod/*.yaml | a/eu/prod/x/v.yaml | false",
        "a/**/prod/*.yaml | a/prod/prod/v.yaml | true",
        "**/c | a/b/c | true",
        "**/c | c | true",
        "a/** | a/b/c | true",
        "a/** | b/a/c | false",
        "a**/c | ab/c | true",
        "a**/c | ab/b/c | false",
        "a/**b | a/cb | true",
        "a/**b | a/c/b | false",
        "a/***/c | a/b/c | true",
        "a/***/c | a/b/b/c | false",
        "**/*.yaml | v.yaml | true",
        "ab{c,d}e | abde | true",
        "ab{c,d}[fg] | abcg | true",
        "a/{**/b,c}/d | a/x/b/d | true",
        "a[^b]c | a/c | true",
        "a/** | a | true",
        "a[!b]c | axc | true",
        "a[^b]c | abc | false",
        "a?c | a/c | false",
        "a{b | ab | false",
      })
  void asDoublestar(String glob, String path, boolean expected) throws NotRendered {
    assertThat(matches(GlobPattern.ofFolders(glob), path)).isEqualTo(expected);
  }

  /// Gobwas: `a{*,b}` does not match `a-b`, and `a{b,*}` does.
  @Test
  void doesNotGuessWhatArgoCdMisreads() throws NotRendered {
    for (String glob : List.of("a{*,b}", "{*,b}.yaml", "{x,a{*,b}}")) {
      assertThatThrownBy(() -> matches(GlobPattern.ofFiles(glob), "a-b"))
          .isInstanceOf(NotRendered.class)
          .hasMessage(
              "one of its globs has alternatives that begin with one of any length, as {*,b}c, which"
                  + " Argo CD matches wrongly; write that one last");
    }
    assertThat(matches(GlobPattern.ofFiles("a{b,*}"), "a-b")).isTrue();
    assertThat(matches(GlobPattern.ofFolders("a{*,b}"), "a-b")).isTrue();
  }

  @Test
  void noGlobTakesForEver() {
    String path = "a".repeat(400);
    for (GlobPattern glob :
        List.of(
            GlobPattern.ofFiles("{*a*a*a*a*a*a*a*a*a*a*a*b,*c}"),
            GlobPattern.ofFiles("{*,*,{*,{*,*}*}*}".repeat(40) + "b"),
            GlobPattern.ofPath("*a".repeat(1_000) + "b"),
            GlobPattern.ofFolders("**/".repeat(1_000) + "b"))) {
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(10), () -> assertThat(matches(glob, path)).isFalse());
    }
  }

  @Test
  void stepsAndLengthAreLimited() {
    GlobPattern glob = GlobPattern.ofFiles("*?".repeat(2_000) + "b");
    StepLimit limit = new StepLimit("its globs");

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                assertThat(glob.matches("a".repeat(4_000), limit)).isFalse();
              }
            })
        .isInstanceOf(NotRendered.class)
        .hasMessage("its globs take too long to evaluate; simplify them");

    assertThatThrownBy(() -> GlobPattern.ofFiles("a".repeat(4_097)).matches("a", limit))
        .isInstanceOf(NotRendered.class)
        .hasMessage("one of its globs has more than 4,096 characters");
  }
}
