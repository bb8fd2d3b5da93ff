package dev.drift.model.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Edits give what the same edits of a map give, if not in the same order.
class ObjectEditTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 15, 16, 17, 40})
  void isWhatAMapWouldBe(int count) {
    Random random = new Random(count);
    for (int round = 0; round < 200; round++) {
      Map<String, Value> map = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        map.put("field" + i, Value.of(i));
      }
      Value.Obj object = new Value.Obj(map);
      ObjectEdit edited = new ObjectEdit(object);
      for (int step = random.nextInt(8); step > 0; step--) {
        edit(map, object, edited, random);
      }
      Value.Obj result = edited.object();
      assertThat(result.fields()).isEqualTo(map).hasSize(map.size());
      assertThat(map).isEqualTo(result.fields());
      for (int i = 0; i < count + 4; i++) {
        assertThat(result.get("field" + i).isPresent()).isEqualTo(map.containsKey("field" + i));
        assertThat(edited.has("field" + i)).isEqualTo(map.containsKey("field" + i));
      }
      assertThat(object.size()).isEqualTo(count);
    }
  }

  private static void edit(
      Map<String, Value> map, Value.Obj object, ObjectEdit edited, Random random) {
    int at = random.nextInt(object.size() + 3);
    String name = "field" + at;
    Value value = Value.of(1000 + random.nextInt(3));
    switch (random.nextInt(4)) {
      case 0 -> {
        if (at < object.size()) {
          edited.set(at, value);
          map.put(name, value);
        }
      }
      case 1 -> {
        if (at < object.size()) {
          edited.set(at, null);
          map.remove(name);
        }
      }
      case 2 -> {
        edited.add(name, value);
        map.put(name, value);
      }
      default -> {
        edited.remove(name);
        map.remove(name);
      }
    }
  }

  @Test
  void fieldsKeepTheirPlacesAndNewOnesComeLast() {
    Value.Obj object =
        Value.Obj.EMPTY
            .with("a", Value.of(1))
            .with("b", Value.of(2))
            .with("c", Value.of(3))
            .with("a", Value.of(4))
            .without("b")
            .with("d", Value.of(5));

    assertThat(new ArrayList<>(object.fields().keySet())).isEqualTo(List.of("a", "c", "d"));
    assertThat(new ArrayList<>(object.fields().values()))
        .isEqualTo(List.of(Value.of(4), Value.of(3), Value.of(5)));
  }

  @Test
  void whereNothingChangesTheObjectItselfIsGivenBack() {
    Value one = Value.of(1);
    Value.Obj object = Value.Obj.EMPTY.with("a", one);
    ObjectEdit edited = new ObjectEdit(object);
    edited.set(0, one);
    edited.add("a", one);
    edited.add("b", null);
    edited.remove("b");

    assertThat(edited.object()).isSameAs(object);
    assertThat(object.with("a", one)).isSameAs(object);
    assertThat(object.without("b")).isSameAs(object);
  }

  @Test
  void noEditChangesTheObjectBefore() {
    Value.Obj object = Value.Obj.EMPTY.with("a", Value.of(1)).with("b", Value.of(2));
    ObjectEdit edited = new ObjectEdit(object);
    edited.set(0, Value.of(3));
    Value.Obj first = edited.object();
    edited.set(1, null);

    assertThat(object.get("a")).contains(Value.of(1));
    assertThat(first.get("b")).contains(Value.of(2));
    assertThat(edited.object().get("b")).isEmpty();
  }
}
