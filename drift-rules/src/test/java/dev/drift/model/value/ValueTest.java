package dev.drift.model.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueTest {
  private static final String CANARY = "canary-5up3r";

  @Test
  void numbersAreEqualByTheirValue() {
    Value one = new Value.Num(new BigDecimal("1"));
    for (String text : List.of("1.0", "1e0", "0.1e1", "1.000")) {
      Value other = new Value.Num(new BigDecimal(text));
      assertThat(other).isEqualTo(one).hasSameHashCodeAs(one);
    }
    assertThat(new Value.Num(new BigDecimal("9007199254740993")))
        .isNotEqualTo(new Value.Num(new BigDecimal("9007199254740992")));
  }

  @Test
  void kindsOfValuesAreNeverEqual() {
    assertThat((Value) Value.of("1")).isNotEqualTo(Value.of(1));
    assertThat((Value) Value.of("true")).isNotEqualTo(Value.of(true));
    assertThat((Value) Value.Arr.EMPTY).isNotEqualTo(Value.Obj.EMPTY);
    assertThat((Value) Value.of("")).isNotEqualTo(Value.Null.NULL);
  }

  @Test
  void theOrderOfFieldsMeansNothingAndThatOfItemsSomething() {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("b", Value.of(2));
    fields.put("a", Value.of(1));
    assertThat(new Value.Obj(fields))
        .isEqualTo(new Value.Obj(Map.of("a", Value.of(1), "b", Value.of(2))));
    assertThat(new Value.Obj(fields).fields().keySet()).containsExactly("b", "a");
    assertThat(new Value.Arr(List.of(Value.of(1), Value.of(2))))
        .isNotEqualTo(new Value.Arr(List.of(Value.of(2), Value.of(1))));
  }

  @Test
  void copiesWhatItIsGiven() {
    Map<String, Value> fields = new LinkedHashMap<>(Map.of("a", Value.of(1)));
    Value.Obj object = new Value.Obj(fields);
    fields.put("b", Value.of(2));
    assertThat(object.fields()).hasSize(1);
    assertThat(object.with("b", Value.of(2)).without("a").fields()).containsOnlyKeys("b");
    assertThat(object.fields()).containsOnlyKeys("a");
  }

  @Test
  void printsNoContent() {
    Value text = Value.of(CANARY);
    Value number = new Value.Num(new BigDecimal("5550123"));
    Value nested =
        new Value.Obj(
            Map.of("password", text, CANARY, new Value.Arr(List.of(text, number, Value.of(true)))));
    for (Value value : List.of(text, number, nested, new Value.Arr(List.of(text)))) {
      assertThat(value.toString()).doesNotContain(CANARY, "5550123", "true");
      assertThat("" + new Difference(REF, Change.ADDED, Path.of("data"), none(), some(value)))
          .doesNotContain(CANARY, "5550123");
    }
  }

  private static final ResourceRef REF =
      new ResourceRef("v1", new ResourceId(new GroupKind("", "Secret"), "n", "s"));

  private static java.util.Optional<Value> none() {
    return java.util.Optional.empty();
  }

  private static java.util.Optional<Value> some(Value value) {
    return java.util.Optional.of(value);
  }
}
