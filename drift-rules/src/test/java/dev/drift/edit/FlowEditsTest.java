package dev.drift.edit;

import static dev.drift.edit.Editing.add;
import static dev.drift.edit.Editing.json;
import static dev.drift.edit.Editing.remove;
import static dev.drift.edit.Editing.set;
import static dev.drift.edit.Editing.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.value.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// YAML in brackets, and JSON.
class FlowEditsTest {
  @Test
  void aValueInBracesIsChanged() {
    assertThat(yaml("a: {b: 1, c: 'x'} # d\n", set("a.b", "2"), set("a.c", "\"y\"")))
        .isEqualTo("a: {b: 2, c: 'y'} # d\n");
    assertThat(yaml("a: { b: x }\n", set("a.b", "\"y, z\""))).isEqualTo("a: { b: \"y, z\" }\n");
    assertThat(yaml("a: {b, c: 1}\n", set("a.b", "2"))).isEqualTo("a: {b: 2, c: 1}\n");
    assertThat(yaml("a: {b: , c: 1}\n", set("a.b", "2"))).isEqualTo("a: {b: 2 , c: 1}\n");
  }

  @Test
  void whatIsAddedComesBehindTheOthers() {
    assertThat(yaml("a: {b: 1}\n", add("a.c", "{\"d\": [1, {}]}")))
        .isEqualTo("a: {b: 1, c: {d: [1, {}]}}\n");
    assertThat(yaml("a: { b: 1 }\n", add("a.c", "\"one\\ntwo\"")))
        .isEqualTo("a: { b: 1, c: \"one\\ntwo\" }\n");
    assertThat(yaml("a: [x, y,]\n", add("a[1]", "\"z\""), add("a[2]", "3")))
        .isEqualTo("a: [x, z, y, 3,]\n");
    assertThat(yaml("a: [x]\n", add("a[0]", "\"z\""))).isEqualTo("a: [z, x]\n");
  }

  @Test
  void whatIsRemovedTakesItsComma() {
    assertThat(yaml("a: {b: 1, c: 2, d: 3}\n", remove("a.b"))).isEqualTo("a: {c: 2, d: 3}\n");
    assertThat(yaml("a: {b: 1, c: 2, d: 3}\n", remove("a.c"), remove("a.d")))
        .isEqualTo("a: {b: 1}\n");
    assertThat(yaml("a: [x, y, z]\n", remove("a[1]"))).isEqualTo("a: [x, z]\n");
    assertThat(yaml("a: [x]\n", remove("a[0]"))).isEqualTo("a: []\n");
  }

  @Test
  void itemsChangePlaces() {
    assertThat(yaml("a: [x, 'y', {z: 1}]\n", new Edit.Reorder(Path.parse("a"), List.of(2, 0, 1))))
        .isEqualTo("a: [{z: 1}, x, 'y']\n");
  }

  @Test
  void bracketsOverSeveralLinesStaySo() {
    assertThat(yaml("a: {\n  b: 1, # c\n  d: 2\n}\n", add("a.e", "3"), set("a.b", "4")))
        .isEqualTo("a: {\n  b: 4, # c\n  d: 2,\n  e: 3\n}\n");
    assertThat(yaml("a: [\n  x,\n  y\n]\n", remove("a[0]"))).isEqualTo("a: [\n  y\n]\n");
  }

  private static final String PRETTY =
      """
      {
        "kind": "ConfigMap",
        "data": {
          "a": "1",
          "b": "2"
        },
        "items": [],
        "more": [
          {
            "x": 1
          }
        ]
      }
      """;

  @Test
  void jsonIsChangedLineByLine() {
    assertThat(json(PRETTY, set("data.a", "\"10\\n\\u00e9/\"")))
        .isEqualTo(PRETTY.replace("\"1\"", "\"10\\né/\""));
    assertThat(json(PRETTY, remove("data.a"))).isEqualTo(PRETTY.replace("    \"a\": \"1\",\n", ""));
    assertThat(json(PRETTY, remove("data.b")))
        .isEqualTo(PRETTY.replace("\"1\",\n    \"b\": \"2\"\n", "\"1\"\n"));
    assertThat(json(PRETTY, add("data.c", "\"3\"")))
        .isEqualTo(PRETTY.replace("\"2\"\n", "\"2\",\n    \"c\": \"3\"\n"));
    assertThat(json(PRETTY, add("items[0]", "{\"y\": [1]}")))
        .isEqualTo(
            PRETTY.replace(
                "\"items\": []",
                """
                "items": [
                    {
                      "y": [
                        1
                      ]
                    }
                  ]"""));
    assertThat(json(PRETTY, add("more[1]", "{\"x\": 2}")))
        .isEqualTo(
            PRETTY.replace(
                "      \"x\": 1\n    }\n",
                "      \"x\": 1\n    },\n    {\n      \"x\": 2\n    }\n"));
  }

  @Test
  void minifiedJsonStaysMinified() {
    String before = "{\"kind\":\"ConfigMap\",\"data\":{\"a\":\"1\"},\"l\":[1,2]}";
    assertThat(json(before, add("data.b", "{\"c\": [true, null]}"), add("l[2]", "3")))
        .isEqualTo(
            "{\"kind\":\"ConfigMap\",\"data\":{\"a\":\"1\",\"b\":{\"c\":[true,null]}},"
                + "\"l\":[1,2,3]}");
    assertThat(json(before, remove("data"), set("l[0]", "9")))
        .isEqualTo("{\"kind\":\"ConfigMap\",\"l\":[9,2]}");
  }

  @Test
  void jsonMayBeIndentedByTabs() {
    assertThat(json("{\n\t\"a\": 1,\n\t\"b\": \"\\ud83d\\ude00\"\n}\n", set("a", "2")))
        .isEqualTo("{\n\t\"a\": 2,\n\t\"b\": \"\\ud83d\\ude00\"\n}\n");
    assertThat(json("{\n\t\"a\": 1\n}\n", add("b", "{\"c\":1}")))
        .isEqualTo("{\n\t\"a\": 1,\n\t\"b\": {\n\t\t\"c\": 1\n\t}\n}\n");
  }

  @Test
  void jsonInAYamlFileStaysJson() {
    assertThat(yaml("{\"a\": \"x\",\n\t\"b\": 1}\n", set("a", "\"y\"")))
        .isEqualTo("{\"a\": \"y\",\n\t\"b\": 1}\n");
  }

  @Test
  void severalValuesInARow() {
    assertThat(Editing.edited("deploy.json", "{\"a\": 1}\n{\"b\": 2}\n", 1, set("b", "3")))
        .isEqualTo("{\"a\": 1}\n{\"b\": 3}\n");
  }
}
