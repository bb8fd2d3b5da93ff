package dev.drift.model.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonReader;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SharedValuesTest {
  private final SharedValues shared = new SharedValues();

  @Test
  void whatIsTheSameIsOneObject() throws IOException {
    Value.Obj first = shared.of(object("{\"a\": {\"b\": [1, \"text\", null, true]}, \"c\": 1}"));
    Value.Obj second = shared.of(object("{\"a\": {\"b\": [1, \"text\", null, true]}, \"c\": 2}"));

    assertThat(second.object("a")).isSameAs(first.object("a"));
    assertThat(shared.of(object("{\"a\": {\"b\": [1, \"text\", null, true]}, \"c\": 1}")))
        .isSameAs(first);
  }

  @Test
  void nothingElseChanges() throws IOException {
    String text = "{\"b\":{\"x\":1.0,\"y\":[]},\"a\":{\"x\":1,\"y\":{}},\"z\":[\"1\",false,null]}";
    Value.Obj before = object(text);

    Value.Obj after = shared.of(before);

    assertThat(after).isEqualTo(before);
    assertThat(after.fields().keySet()).containsExactly("b", "a", "z");
    assertThat(after.object("b").number("x").orElseThrow().toString()).isEqualTo("1.0");
    assertThat(after.object("a").number("x").orElseThrow().toString()).isEqualTo("1");
  }

  @Test
  void theOrderOfFieldsIsKept() throws IOException {
    shared.of(object("{\"o\": {\"a\": 1, \"b\": 2}}"));

    Value.Obj other = shared.of(object("{\"o\": {\"b\": 2, \"a\": 1}}"));

    assertThat(other.object("o").fields().keySet()).containsExactly("b", "a");
  }

  /// Equality ignores the facts of a masked value.
  @Test
  void maskedValuesAreNotMixedUp() {
    Value.Masked one = new Value.Masked("00", "key", SecretFacts.NONE);
    Value.Masked two = new Value.Masked("00", "key", SecretFacts.NONE);

    shared.of(Value.Obj.EMPTY.with("password", one));

    assertThat(shared.of(Value.Obj.EMPTY.with("password", two)).get("password")).containsSame(two);
  }

  private static Value.Obj object(String json) throws IOException {
    return (Value.Obj) JsonReader.read(json);
  }
}
