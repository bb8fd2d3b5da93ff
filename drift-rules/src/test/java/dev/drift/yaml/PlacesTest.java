package dev.drift.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import org.junit.jupiter.api.Test;

/// Every value knows where it is written, to the character.
class PlacesTest {
  private static void expect(String file, String text, String places) {
    Documents documents = Reading.of(file, text);
    assertThat(documents.problems()).isEmpty();
    assertThat(Reading.places(documents, text)).isEqualTo(places);
  }

  @Test
  void blocksEndWithTheirLastValue() {
    expect(
        "a.yaml",
        """
        # a comment
        kind: ConfigMap # another
        spec:
          list:
          - name: "one"
            on: true
          - two

          # the end
        empty:
        last: 'x'
        """,
        """
        a.yaml#0 2:1 `kind: ConfigMap # another\\nspec:\\n  list:\\n  - name: "one"\\n    on: true\\n  - two\\n\\n  # the end\\nempty:\\nlast: 'x'`
        a.yaml#0.empty 10:7 ``
        a.yaml#0.kind 2:7 `ConfigMap`
        a.yaml#0.last 11:7 `'x'`
        a.yaml#0.spec 4:3 `list:\\n  - name: "one"\\n    on: true\\n  - two`
        a.yaml#0.spec.list 5:3 `- name: "one"\\n    on: true\\n  - two`
        a.yaml#0.spec.list[0] 5:5 `name: "one"\\n    on: true`
        a.yaml#0.spec.list[0].name 5:11 `"one"`
        a.yaml#0.spec.list[0].true 6:9 `true`
        a.yaml#0.spec.list[1] 7:5 `two`
        """);
  }

  @Test
  void blockTextFlowAndCharactersOutsideTheBasicPlane() {
    expect(
        "a.yaml",
        """
        😀: é😀z
        b: |
          line
          more
        # comment
        c: {d: [1, "😀"], e: }
        f: >-
          folded
        """,
        """
        a.yaml#0 1:1 `😀: é😀z\\nb: |\\n  line\\n  more\\n# comment\\nc: {d: [1, "😀"], e: }\\nf: >-\\n  folded\\n`
        a.yaml#0.b 2:4 `|\\n  line\\n  more\\n`
        a.yaml#0.c 6:4 `{d: [1, "😀"], e: }`
        a.yaml#0.c.d 6:8 `[1, "😀"]`
        a.yaml#0.c.d[0] 6:9 `1`
        a.yaml#0.c.d[1] 6:12 `"😀"`
        a.yaml#0.c.e 6:20 ``
        a.yaml#0.f 7:4 `>-\\n  folded\\n`
        a.yaml#0.😀 1:4 `é😀z`
        """);
  }

  @Test
  void sharedValuesAreMarkedAtBothEndsAndPointToTheirText() {
    expect(
        "a.yaml",
        """
        a: &a !!str one
        b: *a
        c: &unused two
        m: &m
          # comment
          x: 1
        p:
          <<: *m
          q: 2
        r: [*m]
        """,
        """
        a.yaml#0 1:1 `a: &a !!str one\\nb: *a\\nc: &unused two\\nm: &m\\n  # comment\\n  x: 1\\np:\\n  <<: *m\\n  q: 2\\nr: [*m]`
        a.yaml#0.a 1:13* `one`
        a.yaml#0.b 1:13* `one`
        a.yaml#0.c 3:12 `two`
        a.yaml#0.m 6:3* `x: 1`
        a.yaml#0.m.x 6:6* `1`
        a.yaml#0.p 8:3 `<<: *m\\n  q: 2`
        a.yaml#0.p.q 9:6 `2`
        a.yaml#0.p.x 6:6* `1`
        a.yaml#0.r 10:4 `[*m]`
        a.yaml#0.r[0] 6:3* `x: 1`
        a.yaml#0.r[0].x 6:6* `1`
        """);
  }

  @Test
  void documentsOfAFileCountOnAndKeepTheirLines() {
    expect(
        "a.yaml",
        """
        %YAML 1.1
        ---
        a: 1
        ---
        # nothing
        ---
        - 😀
        ...
        ---
        b: 2
        """,
        """
        a.yaml#0 3:1 `a: 1`
        a.yaml#0.a 3:4 `1`
        a.yaml#1 6:1 ``
        a.yaml#2 7:1 `- 😀`
        a.yaml#2[0] 7:3 `😀`
        a.yaml#3 10:1 `b: 2`
        a.yaml#3.b 10:4 `2`
        """);
  }

  @Test
  void windowsLineEndsAndAByteOrderMarkCount() {
    expect(
        "a.yaml",
        "\uFEFFa: 1\r\nb: |\r\n  x\r\nc: 3\r\n",
        """
        a.yaml#0 1:2 `a: 1\\r\\nb: |\\r\\n  x\\r\\nc: 3`
        a.yaml#0.a 1:5 `1`
        a.yaml#0.b 2:4 `|\\r\\n  x\\r\\n`
        a.yaml#0.c 4:4 `3`
        """);
  }

  @Test
  void jsonHasItsPlacesToo() {
    expect(
        "a.json",
        """
        {
        \t"a": [1.50, "😀é", {"b": null}],
        \t"c": -2e1}
        {"d": true}
        """,
        """
        a.json#0 1:1 `{\\n\t"a": [1.50, "😀é", {"b": null}],\\n\t"c": -2e1}`
        a.json#0.a 2:7 `[1.50, "😀é", {"b": null}]`
        a.json#0.a[0] 2:8 `1.50`
        a.json#0.a[1] 2:14 `"😀é"`
        a.json#0.a[2] 2:20 `{"b": null}`
        a.json#0.a[2].b 2:26 `null`
        a.json#0.c 3:7 `-2e1`
        a.json#1 4:1 `{"d": true}`
        a.json#1.d 4:7 `true`
        """);
  }

  @Test
  void pathsLeadToPlaces() {
    Document document =
        Reading.of("a.yaml", "spec:\n  containers:\n  - name: x\n    image: y\n")
            .documents()
            .getFirst();
    Value value = document.value();

    assertThat(document.places().at(Path.parse("spec.containers[name=x].image"), value))
        .hasValueSatisfying(place -> assertThat(place).hasToString("a.yaml:4:12"));
  }
}
