package dev.drift.edit.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.edit.Edit;
import dev.drift.edit.EditedValue;
import dev.drift.edit.NewFile;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a patch has to say for one value to become another.
class PatchesTest {
  private static Value yaml(String text) {
    return new DocumentReader(YamlLimits.DEFAULT)
        .read(new SourceFile("a.yaml", text.getBytes(StandardCharsets.UTF_8)))
        .documents()
        .getFirst()
        .value();
  }

  private static Value patch(String from, String to) {
    return MergeDelta.between(yaml(from), yaml(to)).patch();
  }

  @Test
  void fieldsAreMerged() {
    assertThat(patch("{a: {b: 1, c: 2, d: 3}, e: x}", "{a: {b: 1, c: 4, f: 5}, e: x}"))
        .isEqualTo(yaml("{a: {c: 4, d: null, f: 5}}"));
  }

  @Test
  void itemsAreFoundByTheirNames() {
    assertThat(
            patch(
                "env: [{name: A, value: a}, {name: B, value: b}, {name: C, value: c}]",
                "env: [{name: A, value: a}, {name: B, value: x}, {name: D, value: d}]"))
        .isEqualTo(
            yaml("env: [{name: B, value: x}, {name: C, $patch: delete}, {name: D, value: d}]"));
  }

  @Test
  void otherListsAreReplaced() {
    assertThat(patch("args: [a, b]", "args: [a, c]")).isEqualTo(yaml("args: [a, c]"));
  }

  @Test
  void aPatchThatIsThereSaysMore() {
    Value.Obj patch = (Value.Obj) yaml("{kind: X, spec: {env: [{name: A, value: a}]}}");
    MergeDelta delta =
        MergeDelta.between(
            yaml("spec: {env: [{name: A, value: a}, {name: B, value: b}]}"),
            yaml("spec: {env: [{name: A, value: x}, {name: B, value: y}], n: 1}"));

    assertThat(EditedValue.of(patch, delta.edits(patch, true)))
        .contains(yaml("{kind: X, spec: {env: [{name: A, value: x}, {name: B, value: y}], n: 1}}"));
  }

  @Test
  void whatGoesIsSaidNoMoreOrRemoved() {
    Value.Obj patch = (Value.Obj) yaml("{kind: X, spec: {a: {b: 1}, c: 2}}");
    MergeDelta delta =
        MergeDelta.between(yaml("spec: {a: {b: 1, d: 3}, c: 2}"), yaml("spec: {a: {d: 3}, c: 2}"));

    assertThat(delta.edits(patch, true)).containsExactly(new Edit.Remove(Path.of("spec", "a")));
    assertThat(delta.edits(patch, false))
        .containsExactly(new Edit.Set(Path.of("spec", "a", "b"), Value.Null.NULL));
  }

  private static List<Value> operations(String from, String to) {
    return List.copyOf(JsonOperations.between(yaml(from), yaml(to)));
  }

  @Test
  void operationsHoldInTheirOrder() {
    assertThat(operations("{a: [1, 2, 3, 4], b: x}", "{a: [2, 9, 4, 5], c: y}"))
        .containsExactly(
            yaml("{op: add, path: /a/-, value: 5}"),
            yaml("{op: replace, path: /a/2, value: 9}"),
            yaml("{op: remove, path: /a/0}"),
            yaml("{op: remove, path: /b}"),
            yaml("{op: add, path: /c, value: y}"));
  }

  @Test
  void namesAreEscaped() {
    assertThat(operations("{a/b: {c~d: 1}}", "{a/b: {c~d: 2}}"))
        .containsExactly(yaml("{op: replace, path: /a~1b/c~0d, value: 2}"));
  }

  @Test
  void whatIsEmptyWithoutItsEntriesGoes() {
    Value root = yaml("{a: {b: [{c: 1}, {d: 2}]}, e: 3}");

    assertThat(
            Removals.of(
                root,
                List.of(
                    Path.of("a", "b").plus(new Path.Index(0)),
                    Path.of("a", "b").plus(new Path.Index(1)))))
        .containsExactly(new Edit.Remove(Path.of("a")));
    assertThat(Removals.of(root, Path.of("a", "b").plus(new Path.Index(0)).field("c")))
        .isEqualTo(new Edit.Remove(Path.of("a", "b").plus(new Path.Index(0))));
  }

  @Test
  void aListIsWritten() {
    assertThat(NewFile.of((Value.Arr) yaml("[{op: add, path: /a, value: \"1\"}]")))
        .isEqualTo(
            Optional.of(
                """
                - op: add
                  path: /a
                  value: "1"
                """));
  }
}
