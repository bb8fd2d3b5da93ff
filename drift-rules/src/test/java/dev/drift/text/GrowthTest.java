package dev.drift.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reading a text takes time in proportion to its length, whatever it is made of.
class GrowthTest {
  /// How much longer the long text is.
  private static final int FACTOR = 16;

  /// In characters.
  private static final int SHORT = 50_000;

  /// A text of about this many characters.
  record Text(String name, IntFunction<String> of) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Text> texts() {
    return Stream.of(
        new Text("plain.yaml", n -> "k: " + "x".repeat(n) + "\n"),
        new Text("words.yaml", n -> "k: " + "word ".repeat(n / 5) + "\n"),
        new Text("digits.yaml", n -> "k: " + "1".repeat(n) + "\n"),
        new Text("binary.yaml", n -> "k: 0b+" + "1".repeat(n) + "\n"),
        new Text("underscores.yaml", n -> "k: 1" + "_1".repeat(n / 2) + "\n"),
        new Text("quoted.yaml", n -> "k: \"" + "x".repeat(n) + "\"\n"),
        new Text("escaped.yaml", n -> "k: \"" + "\\x41".repeat(n / 4) + "\"\n"),
        new Text("single.yaml", n -> "k: '" + "x".repeat(n) + "'\n"),
        new Text("block.yaml", n -> "k: |\n  " + "x".repeat(n) + "\n"),
        new Text("folded.yaml", n -> "k: >\n" + "  word word\n".repeat(n / 12)),
        new Text("lines.yaml", n -> "k:\n" + "  word word\n".repeat(n / 12)),
        new Text("key.yaml", n -> "? " + "x".repeat(n) + "\n: v\n"),
        new Text("tag.yaml", n -> "k: !" + "x".repeat(n) + " v\n"),
        new Text("anchor.yaml", n -> "k: &" + "x".repeat(n) + " v\n"),
        new Text("blanks.yaml", n -> "k:" + " ".repeat(n) + "v\n"),
        new Text("empty-lines.yaml", n -> "k: a\n" + "\n".repeat(n) + "  b\n"),
        new Text("comments.yaml", n -> "k: v\n" + "# comment\n".repeat(n / 10)),
        new Text("deep.yaml", n -> "k: " + "[".repeat(n) + "\n"),
        new Text("deep-mappings.yaml", n -> "k: " + "{a: ".repeat(n / 4) + "\n"),
        new Text("anchors.yaml", n -> numbered(n / 12, "k%d: &a%d v\n")),
        new Text("keys.yaml", n -> numbered(n / 12, "k%d: v%d\n")),
        new Text("documents.yaml", n -> "---\na: 1\n".repeat(n / 9)),
        new Text("list.yaml", n -> "k: [" + "a, ".repeat(n / 3) + "b]\n"),
        new Text("text.json", n -> "{\"k\": \"" + "x".repeat(n) + "\"}"),
        new Text("escaped.json", n -> "{\"k\": \"" + "\\n".repeat(n / 2) + "\"}"),
        new Text("key.json", n -> "{\"" + "x".repeat(n) + "\": 1}"),
        new Text("digits.json", n -> "{\"k\": " + "1".repeat(n) + "}"),
        new Text("deep.json", n -> "[".repeat(n)),
        new Text("keys.json", n -> "{" + numbered(n / 12, "\"k%d\": %d,\n") + "\"z\": 1}"),
        new Text("text.toml", n -> "k = \"" + "x".repeat(n) + "\"\n"),
        new Text("lines.toml", n -> "k = \"\"\"" + "word\n".repeat(n / 5) + "\"\"\"\n"),
        new Text("digits.toml", n -> "k = " + "1".repeat(n) + "\n"),
        new Text("dots.toml", n -> "a.".repeat(n / 2) + "b = 1\n"),
        new Text("deep.toml", n -> "k = " + "[".repeat(n) + "\n"),
        new Text("tables.toml", n -> numbered(n / 12, "[t%d]\nk = %d\n")),
        new Text("value.ini", n -> "k = " + "x".repeat(n) + "\n"),
        new Text("key.ini", n -> "x".repeat(n) + " = 1\n"),
        new Text("blanks.ini", n -> "a" + " ".repeat(n) + "b\n"),
        new Text("blanks-before.ini", n -> "k" + " ".repeat(n) + "= v\n"),
        new Text("blanks-behind.ini", n -> "k =" + " ".repeat(n) + "v" + " ".repeat(n) + "\n"),
        new Text("section.ini", n -> "[" + "x".repeat(n) + "\n"),
        new Text("value.xml", n -> site("x".repeat(n))),
        new Text("entities.xml", n -> site("&amp;".repeat(n / 5))),
        new Text("cdata.xml", n -> site("<![CDATA[x]]>".repeat(n / 13))),
        new Text("deep.xml", n -> "<a>".repeat(n / 3) + "</a>"),
        new Text("attributes.xml", n -> "<configuration " + numbered(n / 12, "k%d='%d' ") + "/>"),
        new Text("value.properties", n -> "k=" + "x".repeat(n) + "\n"),
        new Text("continued.properties", n -> "k=" + "x\\\n".repeat(n / 3) + "\n"),
        new Text("keys.properties", n -> numbered(n / 12, "k%d=%d\n")),
        new Text("value.env", n -> "K=" + "x".repeat(n) + "\n"),
        new Text("redis.conf", n -> "save" + " ".repeat(n) + "\u2028x\n"),
        new Text("jvm.config", n -> "-D" + "x".repeat(n) + "=y\n"),
        new Text("unnamed", n -> "x".repeat(n) + "\n" + " ".repeat(n) + "y\n"));
  }

  /// Sixteen times the text may take 100 times as long, so that a busy machine fails nobody; what
  /// grows with the square takes 256 times as long.
  @ParameterizedTest
  @MethodSource("texts")
  void isInProportionToTheLength(Text text) {
    String small = text.of().apply(SHORT);
    String large = text.of().apply(SHORT * FACTOR);
    for (int i = 0; i < 3; i++) {
      nanos(text.name(), small); // so that it is compiled
    }

    long ofSmall = Math.max(nanos(text.name(), small), 2_000_000);
    long ofLarge = nanos(text.name(), large);

    assertThat((double) ofLarge / ofSmall).isLessThan(100);
  }

  /// The quickest of some: what disturbs only adds.
  private static long nanos(String name, String text) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      Settings.read(name, text);
      least = Math.min(least, System.nanoTime() - start);
    }
    return least;
  }

  private static String site(String value) {
    return "<configuration><property><name>k</name><value>"
        + value
        + "</value></property></configuration>";
  }

  private static String numbered(int count, String line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(line.formatted(i, i));
    }
    return text.toString();
  }
}
