package dev.drift.edit;

import static dev.drift.edit.Editing.add;
import static dev.drift.edit.Editing.edited;
import static dev.drift.edit.Editing.refused;
import static dev.drift.edit.Editing.remove;
import static dev.drift.edit.Editing.set;
import static dev.drift.edit.Editing.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.origin.Places;
import dev.drift.model.origin.SourceFile;
import dev.drift.yaml.YamlLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What surrounds values: line ends, marks, documents, lists of manifests.
class FileEditsTest {
  @Test
  void linesEndAsTheyDid() {
    assertThat(
            yaml(
                "a: 1\r\nb:\r\n- x\r\n",
                set("a", "2"),
                add("b[1]", "\"z\""),
                add("c", "{\"d\":1}")))
        .isEqualTo("a: 2\r\nb:\r\n- x\r\n- z\r\nc:\r\n  d: 1\r\n");
    assertThat(yaml("a: |\r\n  one\r\n  two\r\nb: 1\r\n", set("a", "\"one\\n2\\n3\\n\"")))
        .isEqualTo("a: |\r\n  one\r\n  2\r\n  3\r\nb: 1\r\n");
    assertThat(yaml("a: 1\r\nb: 2\nc: 3\r\n", remove("b"), add("d", "4")))
        .isEqualTo("a: 1\r\nc: 3\r\nd: 4\r\n");
  }

  @Test
  void aFileWithoutANewlineAtItsEndStaysSo() {
    assertThat(yaml("a: 1\nb: 2", set("b", "3"))).isEqualTo("a: 1\nb: 3");
    assertThat(yaml("a: 1\nb: 2", add("c", "3"))).isEqualTo("a: 1\nb: 2\nc: 3");
    assertThat(yaml("a: 1\nb: 2", remove("b"))).isEqualTo("a: 1");
    assertThat(yaml("a: 1\nb: 2\nc: 3", remove("b"), remove("c"))).isEqualTo("a: 1");
    assertThat(yaml("a: 1\r\nb: 2", add("c", "3"))).isEqualTo("a: 1\r\nb: 2\r\nc: 3");
    assertThat(yaml("a: 1\nb: |\n  x", add("c", "3"))).isEqualTo("c: 3\na: 1\nb: |\n  x");
  }

  @Test
  void aByteOrderMarkStays() {
    assertThat(yaml("\uFEFFa: 1\nb: 2\n", set("a", "3"), add("c", "4")))
        .isEqualTo("\uFEFFa: 3\nb: 2\nc: 4\n");
    assertThat(yaml("\uFEFFa: 1\nb: 2\n", remove("a"))).isEqualTo("\uFEFFb: 2\n");
    assertThat(Editing.json("\uFEFF{\"a\": 1}", set("a", "2"))).isEqualTo("\uFEFF{\"a\": 2}");
  }

  @Test
  void charactersOutsideOfTheBasicPlaneMoveNothing() {
    assertThat(yaml("a: 😀 # 😀\nb: 1 # 😀\n", set("b", "2"), set("a", "\"😀😀\"")))
        .isEqualTo("a: \"😀😀\" # 😀\nb: 2 # 😀\n");
  }

  private static final String DOCUMENTS =
      """
      # License

      # about the first
      a: 1
      ---
      # about the second
      a: 2 # c
      ...
      --- # third
      a: 3
      """;

  @Test
  void onlyTheDocumentThatIsMeantChanges() {
    assertThat(edited("x.yaml", DOCUMENTS, 1, set("a", "9"), add("b", "1")))
        .isEqualTo(DOCUMENTS.replace("a: 2 # c", "a: 9 # c\nb: 1"));
    assertThat(edited("x.yaml", DOCUMENTS, 2, set("a", "9")))
        .isEqualTo(DOCUMENTS.replace("a: 3", "a: 9"));
  }

  @Test
  void documentsAreRemoved() {
    String before = "# License\n\n# first\na: 1\n---\n# second\na: 2\n---\na: 3\n";
    assertThat(removed(before, 0)).isEqualTo("# License\n\n---\n# second\na: 2\n---\na: 3\n");
    assertThat(removed(before, 1)).isEqualTo("# License\n\n# first\na: 1\n---\na: 3\n");
    assertThat(removed(before, 2)).isEqualTo("# License\n\n# first\na: 1\n---\n# second\na: 2\n");
    assertThat(removed("---\na: 1\n---\nb: 2", 1)).isEqualTo("---\na: 1");
    assertThat(removed("{\"a\": 1}\n{\"b\": 2}\n", 0)).isEqualTo("{\"b\": 2}\n");
  }

  @Test
  void theOnlyDocumentLeavesNothing() {
    SourceFile file = Editing.file("x.yaml", "---\n# only\na: 1\n---\n# nothing\n");
    assertThat(new FileEditor(YamlLimits.DEFAULT).remove(file, Editing.places(file, 0)))
        .isEqualTo(EditResult.Emptied.EMPTIED);
  }

  private static String removed(String before, int document) {
    SourceFile file = Editing.file(before.startsWith("{") ? "x.json" : "x.yaml", before);
    return Editing.text(
        new FileEditor(YamlLimits.DEFAULT).remove(file, Editing.places(file, document)));
  }

  private static final String LIST =
      """
      apiVersion: v1
      kind: List
      items:
      # one
      - kind: ConfigMap
        data: {a: x}
      - kind: ConfigMap
        data:
          a: y
      """;

  @Test
  void manifestsInAListAreEdited() {
    SourceFile file = Editing.file("x.yaml", LIST);
    Places second = Editing.places(file, 0).field("items").item(1);
    FileEditor editor = new FileEditor(YamlLimits.DEFAULT);
    assertThat(Editing.text(editor.edit(file, second, List.of(set("data.a", "\"z\"")))))
        .isEqualTo(LIST.replace("a: y", "a: z"));
    assertThat(Editing.text(editor.remove(file, second)))
        .isEqualTo(LIST.replace("- kind: ConfigMap\n  data:\n    a: y\n", ""));
    Places first = Editing.places(file, 0).field("items").item(0);
    assertThat(Editing.text(editor.edit(file, first, List.of(set("data.a", "\"z\"")))))
        .isEqualTo(LIST.replace("a: x", "a: z"));
  }

  @Test
  void duplicateKeysAreRefused() {
    assertThat(refused("a: 1\na: 2\n", set("a", "3")))
        .isEqualTo("deploy.yaml:2: the key \"a\" is already on line 1; remove one of them.");
  }

  @Test
  void aBrokenDocumentBesideDoesNotMatter() {
    String before = "a: 1\n---\nb: [\n---\nc: 3\n";
    assertThat(edited("x.yaml", before, 2, set("c", "4")))
        .isEqualTo("a: 1\n---\nb: [\n---\nc: 4\n");
    assertThat(((EditResult.Refused) Editing.result("x.yaml", before, 1, set("b", "1"))).reason())
        .isEqualTo(EditResult.Reason.UNREADABLE);
  }

  @Test
  void aFileThatHasChangedIsRefused() {
    SourceFile old = Editing.file("x.yaml", LIST);
    Places second = Editing.places(old, 0).field("items").item(1);
    SourceFile now = Editing.file("x.yaml", "# new\n" + LIST);
    assertThat(new FileEditor(YamlLimits.DEFAULT).edit(now, second, List.of(set("data.a", "1"))))
        .isInstanceOfSatisfying(
            EditResult.Refused.class,
            refused ->
                assertThat(refused.sentence())
                    .isEqualTo(
                        "x.yaml:7: the file has changed: the manifest is not at its place any"
                            + " more."));
  }

  @Test
  void whatTheReaderRefusesIsRefused() {
    String deep = "a: " + "[".repeat(200) + "]".repeat(200) + "\n";
    assertThat(refused(deep, set("b", "1")))
        .isEqualTo("deploy.yaml:1: lists and mappings are nested more than 100 levels deep.");
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(refused(bomb.toString(), set("b", "1"))).contains("aliases of the file expand");
    assertThat(refused("a: \u0000\n", set("a", "1"))).contains("control character U+0000");
  }

  @Test
  void aValueThatIsNestedTooDeeplyIsRefused() {
    String deep = "[".repeat(150) + "]".repeat(150);
    assertThat(refused("a: 1\n", set("a", deep)))
        .isEqualTo(
            "deploy.yaml:1: the edited file would not say exactly what was intended; edit it by"
                + " hand.");
  }

  @Test
  void hugeScalarsTakeNoLongerThanTheirLength() {
    String huge = "x ".repeat(1_000_000).strip();
    assertThat(yaml("a: \"" + huge + "\"\nb: 1\n", set("b", "2")))
        .isEqualTo("a: \"" + huge + "\"\nb: 2\n");
  }
}
