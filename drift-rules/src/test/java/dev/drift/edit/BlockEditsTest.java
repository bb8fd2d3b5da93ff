package dev.drift.edit;

import static dev.drift.edit.Editing.add;
import static dev.drift.edit.Editing.refused;
import static dev.drift.edit.Editing.remove;
import static dev.drift.edit.Editing.set;
import static dev.drift.edit.Editing.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.value.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Mappings and lists in block style.
class BlockEditsTest {
  private static final String DEPLOYMENT =
      """
      kind: Deployment   # the server
      spec:
        # how many
        replicas: 3
        template:
          spec:
            containers:
              # the program
              - name: trino
                image: trino:474   # keep
                ports:
                  - containerPort: 8080

                  # for scraping
                  - containerPort: 9090
                    name: metrics
              - name: proxy
                image: envoy:1
      # end
      """;

  @Test
  void aFieldIsChangedByMergeKey() {
    assertThat(
            yaml(DEPLOYMENT, set("spec.template.spec.containers[name=proxy].image", "\"envoy:2\"")))
        .isEqualTo(DEPLOYMENT.replace("envoy:1", "envoy:2"));
    assertThat(
            yaml(
                DEPLOYMENT,
                set(
                    "spec.template.spec.containers[name=trino]"
                        + ".ports[containerPort=9090,protocol=TCP].name",
                    "\"jmx\"")))
        .isEqualTo(DEPLOYMENT.replace("name: metrics", "name: jmx"));
  }

  @Test
  void aFieldIsRemovedAndItsCommentStays() {
    assertThat(yaml(DEPLOYMENT, remove("spec.replicas")))
        .isEqualTo(DEPLOYMENT.replace("  replicas: 3\n", ""));
  }

  @Test
  void theFirstFieldOfAnItemIsRemoved() {
    assertThat(yaml(DEPLOYMENT, remove("spec.template.spec.containers[1].name")))
        .isEqualTo(DEPLOYMENT.replace("- name: proxy\n          image", "- image"));
    assertThat(yaml("- a: 1 # c\n  # about b\n  b: 2\n", remove("[0].a")))
        .isEqualTo("-\n  # about b\n  b: 2\n");
    assertThat(yaml("-   a: 1\n    b: 2\n    c: 3\n", remove("[0].a"), remove("[0].b")))
        .isEqualTo("-   c: 3\n");
  }

  @Test
  void anItemIsRemovedWithItsLines() {
    assertThat(yaml(DEPLOYMENT, remove("spec.template.spec.containers[name=proxy]")))
        .isEqualTo(DEPLOYMENT.replace("        - name: proxy\n          image: envoy:1\n", ""));
    assertThat(
            yaml(
                DEPLOYMENT,
                remove("spec.template.spec.containers[0].ports[containerPort=8080,protocol=TCP]")))
        .isEqualTo(DEPLOYMENT.replace("            - containerPort: 8080\n", ""));
  }

  @Test
  void aFieldIsAddedBehindTheOthers() {
    assertThat(yaml(DEPLOYMENT, add("spec.paused", "true")))
        .isEqualTo(DEPLOYMENT.replace("# end", "  paused: true\n# end"));
    assertThat(
            yaml(
                DEPLOYMENT,
                add(
                    "spec.template.spec.containers[name=trino].resources.limits",
                    "{\"cpu\": \"500m\", \"memory\": \"2Gi\"}")))
        .isEqualTo(
            DEPLOYMENT.replace(
                "        - name: proxy",
                """
                          resources:
                            limits:
                              cpu: 500m
                              memory: 2Gi
                        - name: proxy\
                """
                    .indent(0)
                    .stripTrailing()));
  }

  @Test
  void anItemIsAddedAsTheListIsIndented() {
    assertThat(
            yaml(
                DEPLOYMENT,
                add(
                    "spec.template.spec.containers[name=side]",
                    "{\"name\": \"side\", \"args\": [\"-v\", \"2\"]}")))
        .isEqualTo(
            DEPLOYMENT.replace(
                "# end",
                """
                        - name: side
                          args:
                            - -v
                            - "2"
                # end"""));
  }

  @Test
  void anItemIsAddedAtItsIndex() {
    assertThat(yaml("args:\n- a\n# about b\n- b\n", add("args[1]", "\"x\"")))
        .isEqualTo("args:\n- a\n- x\n# about b\n- b\n");
    assertThat(yaml("args:\n  -   a\n", add("args[0]", "\"x\"")))
        .isEqualTo("args:\n  -   x\n  -   a\n");
    assertThat(yaml("- - a\n  - b\n", add("[0][0]", "\"x\""))).isEqualTo("- - x\n  - a\n  - b\n");
    assertThat(yaml("args:\n- a\n", add("args[9]", "{\"k\": [1]}")))
        .isEqualTo("args:\n- a\n- k:\n  - 1\n");
  }

  @Test
  void membersOfSetsAreAddedAndRemoved() {
    String before = "finalizers:\n- x/a # first\n- x/b\n";
    assertThat(yaml(before, remove("finalizers[=\"x/a\"]"))).isEqualTo("finalizers:\n- x/b\n");
    assertThat(yaml(before, add("finalizers[=\"x/c\"]", "\"x/c\""))).isEqualTo(before + "- x/c\n");
  }

  @Test
  void listsNotIndentedStaySo() {
    assertThat(yaml("a:\n- b:\n  - 1\nc: 2\n", add("d", "[{\"e\": [2]}]")))
        .isEqualTo("a:\n- b:\n  - 1\nc: 2\nd:\n- e:\n  - 2\n");
  }

  @Test
  void fourColumnsStayFour() {
    assertThat(yaml("a:\n    b:\n        c: 1\n", add("a.d", "{\"e\": {\"f\": 1}}")))
        .isEqualTo("a:\n    b:\n        c: 1\n    d:\n        e:\n            f: 1\n");
  }

  @Test
  void theLastOfItsKindLeavesBrackets() {
    assertThat(yaml("labels: # c\n  a: b # d\nx: 1\n", remove("labels.a")))
        .isEqualTo("labels: {} # c\nx: 1\n");
    assertThat(yaml("args:\n- a\nx: 1\n", remove("args[0]"))).isEqualTo("args: []\nx: 1\n");
    assertThat(yaml("- a: 1\n- b\n", remove("[0].a"))).isEqualTo("- {}\n- b\n");
  }

  @Test
  void emptyBracketsAreFilledInBlockStyle() {
    assertThat(yaml("labels: {} # c\nargs: []\n", add("labels.a", "\"b\""), add("args[0]", "1")))
        .isEqualTo("labels: # c\n  a: b\nargs:\n- 1\n");
    assertThat(yaml("labels:\nx: 1\n", add("labels.a", "\"b\"")))
        .isEqualTo("labels:\n  a: b\nx: 1\n");
    assertThat(yaml("- {}\n- b\n", add("[0].a", "{\"c\": 1}"))).isEqualTo("- a:\n    c: 1\n- b\n");
  }

  @Test
  void aBlockBecomesAScalarAndBack() {
    assertThat(yaml("a: # c\n  b: 1\n  # within\n  c: 2\nd: 3\n", set("a", "\"x\"")))
        .isEqualTo("a: x # c\nd: 3\n");
    assertThat(yaml("a: x # c\nd: 3\n", set("a", "{\"b\": 1, \"c\": [2]}")))
        .isEqualTo("a: # c\n  b: 1\n  c:\n  - 2\nd: 3\n");
    assertThat(yaml("- a: 1\n  b: 2\n- x\n", set("[0]", "\"z\""))).isEqualTo("- z\n- x\n");
    assertThat(yaml("- y # c\n- x\n", set("[0]", "{\"a\": 1, \"b\": 2}")))
        .isEqualTo("- a: 1 # c\n  b: 2\n- x\n");
  }

  @Test
  void whatIsEqualWithinStaysAsItIsWritten() {
    String before = "a:\n  b: 'x' # c\n  d: 0x10\n  e: [1,2]\n";
    assertThat(yaml(before, set("a", "{\"b\": \"x\", \"d\": 16, \"e\": [1, 2, 3], \"f\": 1}")))
        .isEqualTo("a:\n  b: 'x' # c\n  d: 0x10\n  e: [1,2, 3]\n  f: 1\n");
  }

  @Test
  void itemsChangePlacesWithTheirComments() {
    String before =
        """
        env:
          - name: A # a
            value: 'x'
          # about B
          - name: B
            value: $(A)
          - name: C
        end: 1
        """;
    assertThat(Editing.yaml(before, new Edit.Reorder(Path.parse("env"), List.of(2, 1, 0))))
        .isEqualTo(
            """
            env:
              - name: C
              # about B
              - name: B
                value: $(A)
              - name: A # a
                value: 'x'
            end: 1
            """);
    assertThat(yaml("a:\n- 1\n- 'x'\n- 3", set("a", "[3, 1, \"x\"]")))
        .isEqualTo("a:\n- 3\n- 1\n- 'x'");
  }

  @Test
  void severalEditsAreMadeAtOnce() {
    assertThat(
            yaml(
                "a: 1\nb: 2\nc:\n- x\n- y\n",
                remove("a"),
                set("b", "3"),
                remove("c[0]"),
                add("c[2]", "\"z\""),
                add("d.e", "1"),
                add("d.f", "2")))
        .isEqualTo("b: 3\nc:\n- y\n- z\nd:\n  e: 1\n  f: 2\n");
    assertThat(
            yaml(
                "env:\n- name: A\n  value: 1\n- name: B\n",
                set("env[name=A].value", "2"),
                new Edit.Reorder(Path.parse("env"), List.of(1, 0))))
        .isEqualTo("env:\n- name: B\n- name: A\n  value: 2\n");
  }

  @Test
  void tabsInCommentsAndBeforeValuesStay() {
    assertThat(yaml("a:\t1\t# tab\tc\nb:\t2\n", set("a", "3"), set("b", "4")))
        .isEqualTo("a:\t3\t# tab\tc\nb:\t4\n");
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThat(refused("a: 1\n", remove("b.c")))
        .isEqualTo("deploy.yaml:1: b.c: the file has no such value; edit the file by hand.");
    assertThat(refused("a: 1\n", add("a", "2")))
        .isEqualTo("deploy.yaml:1: a: there is a value already; edit the file by hand.");
    assertThat(refused("a: 1\n", set("a.b", "2")))
        .isEqualTo(
            "deploy.yaml:1: a.b: the path leads into a value that has no fields; edit the file by"
                + " hand.");
    assertThat(refused("a: {b: 1}\n", set("a.b", "2"), remove("a")))
        .isEqualTo("deploy.yaml:1: a: two changes affect the same value; edit the file by hand.");
  }

  @Test
  void explicitKeysAreRefused() {
    assertThat(refused("x: 1\n? a\n: 1\n", set("a", "2")))
        .isEqualTo(
            "deploy.yaml:2: a key is written in a way that is not edited, such as with a question"
                + " mark; edit it by hand.");
  }
}
