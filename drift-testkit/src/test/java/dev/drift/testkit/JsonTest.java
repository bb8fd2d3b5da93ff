package dev.drift.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "-12.5",
        "\"a\\\"b\\\\c\\u000a\"",
        "{\"a\":[1,true,false,null,\"é\"],\"b\":{\"c\":\"\"}}"
      })
  void whatIsReadIsWrittenBack(String text) {
    assertThat(Json.parse(text).render()).isEqualTo(text);
  }

  @Test
  void whatIsNotThereIsEmpty() {
    Json json = Json.parse(" { \"a\" : { \"b\" : \"x\\n\\u00e9\" } , \"n\" : 3 } ");
    assertThat(json.text("a", "b")).isEqualTo("x\né");
    assertThat(json.text("a", "c", "d")).isEmpty();
    assertThat(json.number("n")).isEqualTo(3);
    assertThat(json.items("a")).isEmpty();
    assertThat(json.has("a", "b")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1,]", "{\"a\" 1}", "tru", "1 2", "\"open"})
  void whatIsNoJsonIsRefused(String text) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageStartingWith("The API server's answer is not JSON");
  }

  @Test
  void objectsAreBuiltInOrder() {
    assertThat(Json.object("z", 1, "a", List.of("x", true)).render())
        .isEqualTo("{\"z\":1,\"a\":[\"x\",true]}");
  }
}
