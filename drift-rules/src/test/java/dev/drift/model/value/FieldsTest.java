package dev.drift.model.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fields of an object are what a [LinkedHashMap] of them would be.
class FieldsTest {
  /// Names of which many have the same hash, in an order of their own.
  private static List<String> names(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; names.size() < count; i++) {
      StringBuilder name = new StringBuilder();
      for (int bit = 1; bit <= 512; bit *= 2) {
        name.append((i & bit) == 0 ? "Aa" : "BB"); // both have the hash 2112
      }
      names.add(i % 3 == 0 ? "field" + i : name.toString());
    }
    Collections.shuffle(names, new Random(count));
    return names;
  }

  private static Map<String, Value> map(List<String> names) {
    Map<String, Value> map = new LinkedHashMap<>();
    names.forEach(name -> map.put(name, Value.of("the " + name)));
    return map;
  }

  private static Value.Obj object(List<String> names) {
    Fields fields = new Fields();
    names.forEach(name -> fields.put(name, Value.of("the " + name)));
    return fields.object();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 8, 9, 10, 16, 17, 31, 32, 33, 300})
  void areWhatAMapWouldBe(int count) {
    List<String> names = names(count);
    Map<String, Value> map = map(names);

    for (Value.Obj object : List.of(object(names), new Value.Obj(map))) {
      assertThat(new ArrayList<>(object.fields().keySet())).isEqualTo(names);
      assertThat(new ArrayList<>(object.fields().values()))
          .isEqualTo(new ArrayList<>(map.values()));
      assertThat(object.fields()).isEqualTo(map).hasSize(count).hasSameHashCodeAs(map);
      assertThat(map).isEqualTo(object.fields());
      assertThat(new LinkedHashMap<>(object.fields())).isEqualTo(map);
      List<String> walked = new ArrayList<>();
      object.fields().forEach((name, value) -> walked.add(name + value.equals(map.get(name))));
      assertThat(walked).isEqualTo(names.stream().map(name -> name + true).toList());
      for (String name : names) {
        assertThat(object.get(new String(name.toCharArray()))).contains(Value.of("the " + name));
        assertThat(object.fields().keySet().contains(name)).isTrue();
      }
      assertThat(object.get("missing")).isEmpty();
      assertThat(object.fields().containsKey("AaAaBBBBAaAaBBBBAaAaAa")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 9, 40})
  void equalityIgnoresTheOrderAndNothingElse(int count) {
    List<String> names = names(count);
    Value.Obj object = object(names);

    assertThat(object(names.reversed())).isEqualTo(object).hasSameHashCodeAs(object);
    assertThat(object.with(names.getFirst(), Value.of("other"))).isNotEqualTo(object);
    assertThat(object.without(names.getFirst())).isNotEqualTo(object);
    assertThat(object.without(names.getFirst()).with("other", Value.of("the other")))
        .isNotEqualTo(object);
    assertThat(object.with("one", Value.of("more"))).isNotEqualTo(object);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 9, 40})
  void aNameThatComesAgainKeepsItsPlaceAndHasItsLastValue(int count) {
    List<String> names = names(count);
    Fields fields = new Fields();
    names.forEach(name -> fields.put(name, Value.of(1)));
    fields.put(names.getFirst(), Value.of(2));

    Value.Obj object = fields.object();

    assertThat(new ArrayList<>(object.fields().keySet())).isEqualTo(names);
    assertThat(object.get(names.getFirst())).contains(Value.of(2));
    assertThat(object.get(names.getLast())).contains(Value.of(1));
  }

  @Test
  void nobodyChangesThem() {
    Map<String, Value> map = map(List.of("a", "b"));
    Value.Obj object = new Value.Obj(map);
    Fields fields = new Fields();
    fields.put("a", Value.of(1));
    Value.Obj gathered = fields.object();
    map.put("c", Value.of(3));
    fields.put("b", Value.of(2));

    assertThat(object.fields()).containsOnlyKeys("a", "b");
    assertThat(gathered.fields()).containsOnlyKeys("a");
    assertThatThrownBy(() -> object.fields().put("d", Value.of(4)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> object.fields().remove("a"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> object.fields().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    var entries = object.fields().entrySet().iterator();
    assertThatThrownBy(() -> entries.next().setValue(Value.of(5)))
        .isInstanceOf(UnsupportedOperationException.class);
    entries.next();
    assertThat(entries.hasNext()).isFalse();
    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
  }
}
