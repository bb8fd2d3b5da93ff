package dev.drift.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
  @Test
  void whatIsNotThereIsEmpty() {
    var json = new ApiClient.Answer(200, "{\"a\":{\"b\":\"x\"}}").json();
    assertThat(json.at("/a/b").asText()).isEqualTo("x");
    assertThat(json.at("/a/c/d").asText()).isEmpty();
    assertThat(json.path("a").path("b").path("c").asText()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1,]", "{\"a\" 1}", "tru", "1 2", "Unauthorized"})
  void whatIsNoJsonIsRefused(String text) {
    assertThatThrownBy(() -> new ApiClient.Answer(200, text).json())
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageStartingWith("The API server's response is not JSON");
  }
}
