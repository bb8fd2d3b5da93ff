package dev.drift.source.flux.envsubst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The values are those of Flux's own tests, and what its code prints (EnvsubstOracleTest).
class EnvsubstTest {
  private static final Map<String, String> VARIABLES =
      Map.ofEntries(
          Map.entry("var01", "abcdEFGH28ij"),
          Map.entry("upper", "ABCDEFGH28IJ"),
          Map.entry("path_name", "/home/bozo/ideas/thoughts.for.today"),
          Map.entry("abc", "abc"),
          Map.entry("foo", "foo"),
          Map.entry("empty", ""),
          Map.entry("stringZ", "abcABC123ABCabc"),
          Map.entry("dots", "bash.string.txt"),
          Map.entry("relative", "path/to/file"),
          Map.entry("absolute", "/path/to/file"),
          Map.entry("slashes", "foo/bar/baz"),
          Map.entry("digits", "123456789123456789"),
          Map.entry("umlaut", "über"));

  private static String substitute(String text) throws SubstitutionException {
    return Envsubst.substitute(text, name -> Optional.ofNullable(VARIABLES.get(name)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          abcdEFGH28ij                       | abcdEFGH28ij
          ${#var01}                          | 12
          ${#umlaut}                         | 5
          ${#empty}                          | 0
          ${var01^}                          | AbcdEFGH28ij
          ${var01^^}                         | ABCDEFGH28IJ
          ${upper,}                          | aBCDEFGH28IJ
          ${upper,,}                         | abcdefgh28ij
          ${umlaut^}                         | Über
          ${umlaut^^}                        | ÜBER
          ${path_name:11}                    | ideas/thoughts.for.today
          ${path_name:11:5}                  | ideas
          ${digits:-3:2}                     | 123456789123456789
          ${digits:0:8}                      | 12345678
          ${digits:9:50}                     | 123456789
          ${digits:1:-1}                     | 2345678912345678
          ${abc:2:-1}                        | ''
          ${abc:3:-1}                        | ''
          ${abc:x}                           | abc
          ${abc:0:x}                         | abc
          ${abc:+1}                          | abc
          ${abc=xyz}                         | abc
          ${missing=xyz}                     | xyz
          ${missing:=xyz}                    | xyz
          ${missing:-xyz}                    | xyz
          ${missing:+xyz}                    | xyz
          ${missing:?xyz}                    | xyz
          ${empty:-xyz}                      | xyz
          ${empty=xyz}                       | xyz
          something ${missing=${foo}}        | something foo
          foo: ${missing=${foo}-suffix}      | foo: foo-suffix
          foo: ${missing=pre${foo}-suffix}   | foo: prefoo-suffix
          ${missing=${var01^^}}              | ABCDEFGH28IJ
          ${stringZ/%abc/XYZ}                | abcABC123ABCXYZ
          ${stringZ/#abc/XYZ}                | XYZABC123ABCabc
          ${stringZ//abc/xyz}                | xyzABC123ABCxyz
          ${stringZ/abc/xyz}                 | xyzABC123ABCabc
          ${stringZ//abc/}                   | ABC123ABC
          ${stringZ/%abc/}                   | abcABC123ABCabc
          ${dots#*.}                         | string.txt
          ${relative#*/}                     | to/file
          ${absolute#*/}                     | path/to/file
          ${dots##*.}                        | txt
          ${absolute##*/}                    | file
          ${dots%.*}                         | bash.string
          ${dots%%.*}                        | bash
          ${dots#[a-c]}                      | ash.string.txt
          ${dots#[^a-c]}                     | bash.string.txt
          ${dots#[a}                         | bash.string.txt
          ${dots%?xt}                        | bash.string.
          $${var01}                          | ${var01}
          $$var01                            | $var01
          $var01                             | $var01
          x ${var01}$${var$${var01}$var01${var01} | x abcdEFGH28ij${var${var01}$var01abcdEFGH28ij
          something $${var=${foo}}           | something ${var=foo}
          ${slashes/\\//-}                   | foo-bar/baz
          ${slashes//\\//-}                  | foo-bar-baz
          ${dots/./}                         | bashstring.txt
          ${missing:-}x                      | x
          } $ {                              | } $ {
          """)
  void substitutes(String text, String expected) throws SubstitutionException {
    assertThat(substitute(text)).isEqualTo(expected);
  }

  /// Backslashes outside of variables escape nothing.
  @Test
  void leavesBackslashes() throws SubstitutionException {
    assertThat(substitute("\\\\something ${missing=${foo}}")).isEqualTo("\\\\something foo");
    assertThat(substitute("\\\\.\\pipe\\pipename")).isEqualTo("\\\\.\\pipe\\pipename");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${missing}",
        "${#missing}",
        "${missing^}",
        "${missing^^}",
        "${missing,}",
        "${missing,,}",
        "${missing:0}",
        "${missing:0:10}",
        "${missing/pattern/replacement}",
        "${missing//pattern/replacement}",
        "${missing/#pattern/replacement}",
        "${missing/%pattern/replacement}",
        "${missing#pattern}",
        "${missing##pattern}",
        "${missing%pattern}",
        "${missing%%pattern}",
        "${foo:=${missing}}"
      })
  void aMissingVariableIsAnErrorIfNothingReplacesIt(String text) {
    assertThatThrownBy(() -> substitute(text))
        .isInstanceOf(SubstitutionException.class)
        .hasMessage("the variable missing is not set");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ${                | unable to parse variable name
          ${}               | unable to parse variable name
          ${ x}             | unable to parse variable name
          ${.Values.x}      | unable to parse variable name
          ${x               | missing closing brace
          ${x-default}      | missing closing brace
          ${x y}            | missing closing brace
          ${x.y}            | missing closing brace
          ${x:              | bad substitution
          ${x:-a            | unable to parse substitution within function
          ${x#}             | unable to parse substitution within function
          ${x%%}            | unable to parse substitution within function
          ${x/a}            | bad substitution
          ${x^^^}           | bad substitution
          ${#x#}            | bad substitution
          ${abc:2:9223372036854775807} | a substring has too large a length
          ${umlaut:1}       | a substring cuts a character that is longer than a byte
          """)
  void refusesWhatFluxRefuses(String text, String message) {
    assertThatThrownBy(() -> substitute(text))
        .isInstanceOf(SubstitutionException.class)
        .hasMessage(message);
  }

  @Test
  void errorsQuoteNoValue() {
    assertThatThrownBy(
            () -> Envsubst.substitute("${p:2:9223372036854775807}", _ -> Optional.of("hunter2")))
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void boundsWhatATextBecomes() {
    String letters = "a".repeat(1_000);
    assertThatThrownBy(
            () -> Envsubst.substitute("${v//a/${v}}", _ -> Optional.of(letters), 100_000))
        .hasMessage("the result has more than 100000 bytes");
    assertThatThrownBy(
            () -> Envsubst.substitute("${v}".repeat(101), _ -> Optional.of(letters), 100_000))
        .hasMessage("the result has more than 100000 bytes");
  }

  @Test
  void endsSoonWhateverATextSays() {
    String deep = "${a:=".repeat(100_000) + "}".repeat(100_000);
    String escapes = "$$".repeat(1_000_000);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThatThrownBy(() -> substitute(deep))
              .hasMessage("variables within variables are nested too deep");
          assertThat(substitute(escapes)).isEqualTo("$".repeat(1_000_000));
          assertThatThrownBy(
                  () -> Envsubst.substitute("${v%%*x*}", _ -> Optional.of("a".repeat(1 << 20))))
              .hasMessage("a value of more than 32768 bytes is trimmed by a pattern");
        });
  }
}
