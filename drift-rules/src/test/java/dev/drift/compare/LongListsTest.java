package dev.drift.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.drift.canonical.Canonicaliser;
import dev.drift.canonical.schema.KindSchema;
import dev.drift.canonical.schema.Schemas;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// Long lists without keys take no more than a moment, however they differ.
class LongListsTest {
  private static final Duration MOMENT = Duration.ofSeconds(10);
  private static final int MANY = 20_000;

  @Test
  void equal() {
    assertTimeout(
        MOMENT, () -> assertThat(differences(rules(MANY, "a"), rules(MANY, "a"))).isZero());
  }

  @Test
  void oneAddedInFront() {
    List<Value> more = new ArrayList<>(rules(1, "new"));
    more.addAll(rules(MANY, "a"));
    assertTimeout(MOMENT, () -> assertThat(differences(rules(MANY, "a"), more)).isOne());
  }

  @Test
  void turnedRound() {
    List<Value> back = new ArrayList<>(rules(MANY, "a"));
    Collections.reverse(back);
    assertTimeout(MOMENT, () -> assertThat(differences(rules(MANY, "a"), back)).isOne());
  }

  @Test
  void nothingInCommon() {
    assertTimeout(
        MOMENT, () -> assertThat(differences(rules(MANY, "a"), rules(MANY, "b"))).isEqualTo(MANY));
  }

  @Test
  void theSameItemOverAndOver() {
    IntFunction<Value> same = _ -> rule("a");
    List<Value> short_ = java.util.stream.IntStream.range(0, MANY - 1).mapToObj(same).toList();
    List<Value> longer = java.util.stream.IntStream.range(0, MANY).mapToObj(same).toList();
    assertTimeout(MOMENT, () -> assertThat(differences(short_, longer)).isOne());
  }

  private static List<Value> rules(int count, String prefix) {
    List<Value> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rules.add(rule(prefix + i));
    }
    return rules;
  }

  private static Value rule(String resource) {
    return new Value.Obj(
        Map.of(
            "resources", new Value.Arr(List.of(Value.of(resource))),
            "verbs", new Value.Arr(List.of(Value.of("get")))));
  }

  private static int differences(List<Value> desired, List<Value> live) {
    Schemas schemas = new Schemas(Fixture.TABLE, List.of(), Map.of());
    KindSchema schema = schemas.schema("rbac.authorization.k8s.io/v1", "ClusterRole").orElseThrow();
    Canonicaliser canonicaliser = new Canonicaliser(schemas);
    ResourceRef ref =
        new ResourceRef(
            "rbac.authorization.k8s.io/v1",
            new ResourceId(new GroupKind("rbac.authorization.k8s.io", "ClusterRole"), "", "x"));
    return new Comparer(schemas)
        .compare(
            ref,
            schema,
            canonicaliser.canonical(schema, object(desired)),
            canonicaliser.normal(schema, object(live)))
        .differences()
        .size();
  }

  private static Value.Obj object(List<Value> rules) {
    return new Value.Obj(
        Map.of(
            "metadata", new Value.Obj(Map.of("name", Value.of("x"))),
            "rules", new Value.Arr(rules)));
  }
}
