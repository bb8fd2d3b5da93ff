package dev.drift.edit;

import static dev.drift.edit.Editing.add;
import static dev.drift.edit.Editing.refused;
import static dev.drift.edit.Editing.remove;
import static dev.drift.edit.Editing.set;
import static dev.drift.edit.Editing.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a single value is written in place of another.
class ScalarEditsTest {
  @Test
  void aPlainValueStaysPlain() {
    assertThat(yaml("image: trino:474 # pinned\n", set("image", "\"trino:475\"")))
        .isEqualTo("image: trino:475 # pinned\n");
  }

  @Test
  void aNumberStaysANumber() {
    assertThat(yaml("replicas:   3\n", set("replicas", "5"))).isEqualTo("replicas:   5\n");
  }

  @Test
  void singleQuotesStay() {
    assertThat(yaml("a: 'it''s'  # why\n", set("a", "\"it's me\"")))
        .isEqualTo("a: 'it''s me'  # why\n");
  }

  @Test
  void doubleQuotesStay() {
    assertThat(yaml("a: \"x\"\n", set("a", "\"say \\\"hi\\\" \\\\ \"")))
        .isEqualTo("a: \"say \\\"hi\\\" \\\\ \"\n");
  }

  @Test
  void quotesGoWhereTheValueIsNoText() {
    assertThat(yaml("a: \"3\"\nb: '4'\n", set("a", "3"), set("b", "true")))
        .isEqualTo("a: 3\nb: true\n");
  }

  /// What kubectl, or another reader of YAML, would take for something else than text.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "No",
        "on",
        "y",
        "true",
        "null",
        "~",
        "0x1f",
        "0o17",
        "017",
        "1e3",
        "1_000",
        "12",
        "-7",
        "+1",
        ".5",
        "1.20",
        ".inf",
        "2026-11-29",
        "12:30:45",
        "<<",
        "=",
        ""
      })
  void textThatLooksLikeSomethingElseIsQuoted(String text) {
    assertThat(yaml("a: plain\n", set("a", "\"" + text + "\""))).isEqualTo("a: \"" + text + "\"\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: b", "a #b", "a:", "- x", "*x", "&x", "!x", "%x", "@x", "{x", "[x"})
  void textWithIndicatorsIsQuoted(String text) {
    assertThat(yaml("a: plain\n", set("a", "\"" + text + "\""))).isEqualTo("a: \"" + text + "\"\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-Xmx4G", "--flag=x", "10.0.0.1", "a:b", "a#b", "https://x/y?z=1", "1Gi", "500m"})
  void textThatIsPlainlyTextIsNotQuoted(String text) {
    assertThat(yaml("a: plain\n", set("a", "\"" + text + "\""))).isEqualTo("a: " + text + "\n");
  }

  @Test
  void quotesAreThoseOfTheFile() {
    assertThat(yaml("a: 'x'\nb: 'y'\nc: z\n", set("c", "\"yes\"")))
        .isEqualTo("a: 'x'\nb: 'y'\nc: 'yes'\n");
  }

  @Test
  void whatCannotBeShownIsEscaped() {
    assertThat(yaml("a: 'x'\n", set("a", "\"bell\\u0007 next\\u0085\"")))
        .isEqualTo("a: \"bell\\u0007 next\\u0085\"\n");
  }

  @Test
  void anEmptyValueIsFilledIn() {
    assertThat(yaml("a:\nb: 1\n", set("a", "\"x\""))).isEqualTo("a: x\nb: 1\n");
    assertThat(yaml("a:   \nb: 1\n", set("a", "\"x\""))).isEqualTo("a: x\nb: 1\n");
    assertThat(yaml("a: # later\nb: 1\n", set("a", "\"x\""))).isEqualTo("a: x # later\nb: 1\n");
    assertThat(yaml("a:\n", set("a", "\"x\""))).isEqualTo("a: x\n");
    assertThat(yaml("a:", set("a", "\"x\""))).isEqualTo("a: x");
    assertThat(yaml("- \n- b\n", set("[0]", "\"x\""))).isEqualTo("- x\n- b\n");
  }

  @Test
  void nullIsSaid() {
    assertThat(yaml("a: 1\n", set("a", "null"))).isEqualTo("a: null\n");
  }

  @Test
  void aTagStaysIfItFits() {
    assertThat(yaml("a: !!str 12 # c\n", set("a", "\"13\""))).isEqualTo("a: !!str \"13\" # c\n");
    assertThat(yaml("a: !!int \"3\"\n", set("a", "4"))).isEqualTo("a: !!int 4\n");
  }

  @Test
  void aTagGoesIfItDoesNotFit() {
    assertThat(yaml("a: !!str 12 # c\n", set("a", "13"))).isEqualTo("a: 13 # c\n");
    assertThat(yaml("a: !!binary aGk=\n", set("a", "\"ho\""))).isEqualTo("a: \"ho\"\n");
  }

  @Test
  void aPlainTextOfSeveralLinesBecomesOne() {
    assertThat(yaml("a: one\n  two\nb: 1\n", set("a", "\"three\""))).isEqualTo("a: three\nb: 1\n");
  }

  @Test
  void keysMayBeQuotedAndHaveDotsAndSlashes() {
    String before = "\"app.kubernetes.io/name\": a\n'x y': b\n";
    assertThat(yaml(before, set("[\"app.kubernetes.io/name\"]", "\"c\""), set("[\"x y\"]", "1")))
        .isEqualTo("\"app.kubernetes.io/name\": c\n'x y': 1\n");
    assertThat(yaml("a: 1\n", add("[\"b/c.d\"]", "1"), add("[\"yes\"]", "2"), add("[\"\"]", "3")))
        .isEqualTo("a: 1\nb/c.d: 1\n\"yes\": 2\n\"\": 3\n");
  }

  @Test
  void aLiteralKeepsItsOtherLines() {
    String before =
        """
        data:
          app: |
            one=1
            # a comment

            two=2
        z: 1
        """;
    assertThat(yaml(before, set("data.app", "\"one=1\\n# a comment\\n\\ntwo=3\\n\"")))
        .isEqualTo(before.replace("two=2", "two=3"));
    assertThat(yaml(before, set("data.app", "\"one=1\\n# a comment\\n\\nnew=1\\ntwo=2\\n\"")))
        .isEqualTo(before.replace("    two=2", "    new=1\n    two=2"));
    assertThat(yaml(before, set("data.app", "\"# a comment\\n\\ntwo=2\\n\"")))
        .isEqualTo(before.replace("    one=1\n", ""));
    assertThat(yaml(before, set("data.app", "\"one=1\\n# a comment\\n\\ntwo=2\"")))
        .isEqualTo(before.replace("|", "|-"));
  }

  @ParameterizedTest
  @CsvSource({"|-, x", "|, x\\n", "|+, x\\n\\n\\n"})
  void chompingFollowsTheEndOfTheText(String header, String text) {
    assertThat(yaml("a: |\n  old\nb: 1\n", set("a", "\"" + text + "\"")))
        .isEqualTo("a: " + header + "\n  x\n" + (header.equals("|+") ? "\n\n" : "") + "b: 1\n");
  }

  @Test
  void emptyLinesBehindALiteralStay() {
    assertThat(yaml("a: |\n  old\n\n\nb: 1\n", set("a", "\"new\\n\"")))
        .isEqualTo("a: |\n  new\n\n\nb: 1\n");
    assertThat(yaml("a: |+\n  old\n\nb: 1\n", set("a", "\"new\\n\\n\"")))
        .isEqualTo("a: |+\n  new\n\nb: 1\n");
  }

  @Test
  void anIndentationIndicatorStaysTrue() {
    assertThat(yaml("a: |2\n   x\n  y\nb: 1\n", set("a", "\" x\\nz\\n\"")))
        .isEqualTo("a: |2\n   x\n  z\nb: 1\n");
    assertThat(yaml("a: x\nb: 1\n", set("a", "\"  x\\ny\\n\"")))
        .isEqualTo("a: |2\n    x\n  y\nb: 1\n");
  }

  @Test
  void aFoldedTextKeepsWhereItIsBroken() {
    String before =
        """
        a: >-
          The first line
          goes on here
          and ends.

          Second paragraph.
        b: 1
        """;
    String text = "The first line goes on there and ends.\\nSecond paragraph.";
    assertThat(yaml(before, set("a", "\"" + text + "\"")))
        .isEqualTo(before.replace("on here", "on there"));
  }

  @Test
  void textOfSeveralLinesIsWrittenBelow() {
    assertThat(yaml("a: x # c\nb: 1\n", set("a", "\"one\\ntwo\\n\"")))
        .isEqualTo("a: | # c\n  one\n  two\nb: 1\n");
    assertThat(yaml("a: \"x\"\n", set("a", "\"one\\ntwo\\n\""))).isEqualTo("a: \"one\\ntwo\\n\"\n");
  }

  @Test
  void aLiteralMayBecomeSomethingElse() {
    assertThat(yaml("a: | # c\n  one\n  two\nb: 1\n", set("a", "7"))).isEqualTo("a: 7 # c\nb: 1\n");
    assertThat(yaml("a: |\n  one\nb: 1\n", remove("a"))).isEqualTo("b: 1\n");
  }

  @Test
  void aNumberThatKubectlWouldRoundIsRefused() {
    assertThat(refused("a: 1\n", set("a", "1234567890123456789012")))
        .isEqualTo(
            "deploy.yaml:1: the number cannot be written so that kubectl reads the same number.");
  }
}
