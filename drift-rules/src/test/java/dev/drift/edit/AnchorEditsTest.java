package dev.drift.edit;

import static dev.drift.edit.Editing.add;
import static dev.drift.edit.Editing.refused;
import static dev.drift.edit.Editing.remove;
import static dev.drift.edit.Editing.set;
import static dev.drift.edit.Editing.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Values that a document uses in several places.
class AnchorEditsTest {
  private static final String LABELS =
      """
      a: &labels
        app: trino
      b: *labels
      """;

  private static final String MERGED =
      """
      base: &base
        cpu: 1
        memory: 2Gi
      worker:
        <<: *base # as all
        disk: 1
      """;

  @Test
  void aValueWithAnAliasIsNotChanged() {
    assertThat(refused(LABELS, set("a.app", "\"x\"")))
        .isEqualTo(
            "deploy.yaml:3: the alias here uses the value too, so that changing it would change"
                + " both places; edit the file by hand.");
    assertThat(refused(LABELS, remove("a"))).startsWith("deploy.yaml:3: the alias here uses");
  }

  @Test
  void aValueBehindAnAliasIsNotChanged() {
    assertThat(refused(LABELS, set("b.app", "\"x\"")))
        .isEqualTo(
            "deploy.yaml:3: the value is an alias of an anchor, and a change within it would"
                + " change the other places too; edit the file by hand.");
  }

  @Test
  void bothPlacesTogetherAreChangedAtTheAnchor() {
    assertThat(yaml(LABELS, set("a.app", "\"x\""), set("b.app", "\"x\"")))
        .isEqualTo(LABELS.replace("trino", "x"));
    assertThat(yaml("a: &v 1\nb: *v\n", set("a", "2"), set("b", "2")))
        .isEqualTo("a: &v 2\nb: *v\n");
  }

  @Test
  void anAliasIsReplacedAsAWhole() {
    assertThat(yaml("a: &v 1\nb: *v # c\n", set("b", "2"))).isEqualTo("a: &v 1\nb: 2 # c\n");
    assertThat(yaml(LABELS, remove("b"))).isEqualTo("a: &labels\n  app: trino\n");
  }

  @Test
  void anAnchorThatNobodyUsesStays() {
    assertThat(yaml("a: &v 1\nb: &w\n  c: 1\n", set("a", "2"), set("b.c", "2")))
        .isEqualTo("a: &v 2\nb: &w\n  c: 2\n");
    assertThat(yaml("a: &v\nb: 1\n", set("a", "2"))).isEqualTo("a: &v 2\nb: 1\n");
  }

  @Test
  void aMergedValueIsOverriddenBesideTheMerge() {
    assertThat(yaml(MERGED, set("worker.cpu", "4"))).isEqualTo(MERGED + "  cpu: 4\n");
    assertThat(yaml(MERGED, set("worker.disk", "2"), add("worker.x", "1")))
        .isEqualTo(MERGED.replace("disk: 1", "disk: 2") + "  x: 1\n");
  }

  @Test
  void aMergedValueIsNotRemoved() {
    assertThat(refused(MERGED, remove("worker.cpu")))
        .isEqualTo(
            "deploy.yaml:5: the value comes from a merge key (<<) here and cannot be removed in"
                + " this place; edit it by hand.");
  }

  @Test
  void whatIsMergedElsewhereIsNotChanged() {
    assertThat(refused(MERGED, set("base.cpu", "4"))).startsWith("deploy.yaml:5: the alias here");
    assertThat(yaml(MERGED, set("base.cpu", "4"), set("worker.cpu", "4")))
        .isEqualTo(MERGED.replace("cpu: 1", "cpu: 4"));
  }

  /// Of keys above a merge, go-yaml takes those of the merge.
  @Test
  void aKeyAboveItsMergeIsNotChanged() {
    assertThat(refused("b: &b\n  x: 1\nw:\n  x: 2\n  <<: *b\n", set("w.x", "3")))
        .startsWith("deploy.yaml:1: the edited file would not say exactly what was intended");
  }

  @Test
  void keysMayBeAliases() {
    assertThat(yaml("a: &k name\n*k : 1\n", set("name", "2"))).isEqualTo("a: &k name\n*k : 2\n");
  }
}
