package dev.drift.model.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTest {
  private static final String[] HOSTILE = {
    "",
    " ",
    "a.b",
    "a[0]",
    "[",
    "]",
    "\"",
    "\\",
    "\\\"",
    "=",
    "#",
    ",",
    "*",
    "0",
    "true",
    "-1",
    "1e3",
    "a\nb",
    "a\rb",
    "\t",
    "\u001b[31m",
    "\u202e",
    "\u2028",
    "\u2029",
    "\u0085",
    "ü",
    "日本",
    "\ud83d\ude00",
    "\ud83d",
    "\udb40\udc01",
    "$ref",
    "_",
    "-",
    "catalog/hive.properties",
    "a=b",
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "spec.template.spec.containers[name=trino].env[name=EXTRA].value",
        "data[\"catalog/hive.properties\"][\"hive.metastore.uri\"]",
        "spec.ports[containerPort=8080,protocol=TCP].hostPort",
        "metadata.finalizers[=\"kubernetes.io/pvc-protection\"]",
        "rules[0].verbs[12]",
        "env[name=A#2].value",
        "[\"\"]",
        "x[\"a\\nb\"]",
        "x[flag=true][name=\"true\"][name=\"8080\"]",
        "x[\"odd key\"=-1.5]"
      })
  void printsWhatItParsed(String text) {
    assertThat(Path.parse(text)).hasToString(text);
  }

  @Test
  void parsesIntoTypedElements() {
    assertThat(Path.parse("spec.ports[port=80,protocol=TCP]").elements())
        .containsExactly(
            new Path.Field("spec"),
            new Path.Field("ports"),
            new Path.Key(
                List.of(
                    new Path.Part("port", Value.of(80)),
                    new Path.Part("protocol", Value.of("TCP"))),
                1));
    assertThat(Path.parse("x[=\"a\"][3]").elements())
        .containsExactly(new Path.Field("x"), new Path.Member("a"), new Path.Index(3));
  }

  @Test
  void everyPathSurvivesPrinting() {
    Random random = new Random(20260101);
    for (int i = 0; i < 20_000; i++) {
      Path path = any(random);
      String text = path.toString();
      assertThat(Path.parse(text)).as(text).isEqualTo(path);
    }
  }

  @Test
  void nothingInAPathReachesTheTerminal() {
    Random random = new Random(20260102);
    for (int i = 0; i < 20_000; i++) {
      assertThat(any(random).toString())
          .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029\\u0085]");
    }
  }

  private static Path any(Random random) {
    List<Path.Element> elements = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      elements.add(
          switch (random.nextInt(4)) {
            case 0 -> new Path.Field(text(random));
            case 1 -> new Path.Index(random.nextInt(1000));
            case 2 -> new Path.Member(text(random));
            default -> key(random);
          });
    }
    return new Path(elements);
  }

  private static Path.Key key(Random random) {
    List<Path.Part> parts = new ArrayList<>();
    for (int i = random.nextInt(2); i >= 0; i--) {
      Value value =
          switch (random.nextInt(3)) {
            case 0 -> Value.of(text(random));
            case 1 -> Value.of(random.nextLong());
            default -> Value.of(random.nextBoolean());
          };
      parts.add(new Path.Part(text(random), value));
    }
    return new Path.Key(parts, 1 + random.nextInt(3));
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      text.append(HOSTILE[random.nextInt(HOSTILE.length)]);
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.",
        ".a",
        "a..b",
        "a[",
        "a[]",
        "a[\"x]",
        "a[x]",
        "a[x=]",
        "a[99999999999]",
        "a]",
        "a b",
        "a[=x]",
        "a[\"\\u00g0\"]",
        "a[\"\\u0\"]",
        "a[x=1#]",
        "a[x=1#0]",
        "a[x=1,]",
        "1a",
        "a[-1]"
      })
  void refusesWhatIsNoPath(String text) {
    assertThatThrownBy(() -> Path.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhereItFailed() {
    assertThatThrownBy(() -> Path.parse("spec.a b")).hasMessageContaining("column 7");
  }

  @Test
  void startsWithWholeElementsOnly() {
    assertThat(Path.of("spec", "replicas").startsWith(Path.of("spec"))).isTrue();
    assertThat(Path.of("specific").startsWith(Path.of("spec"))).isFalse();
    assertThat(Path.of("spec").startsWith(Path.of("spec", "a"))).isFalse();
    assertThat(Path.of("spec").startsWith(Path.ROOT)).isTrue();
  }

  @Test
  void aKeyIsAScalar() {
    assertThatThrownBy(() -> new Path.Part("a", Value.Arr.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Path.Key(List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Path.Index(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
