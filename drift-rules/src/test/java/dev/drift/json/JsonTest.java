package dev.drift.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.model.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "\"\"",
        "[]",
        "{}",
        "{\"b\":1,\"a\":[null,{}]}",
        "0",
        "-1",
        "9223372036854775808",
        "123456789012345678901234567890",
        "0.1",
        "1.50",
        "\"\\u0000 \\\" ü\""
      })
  void writesWhatItRead(String text) throws IOException {
    assertThat(JsonWriter.text(JsonReader.read(text))).isEqualTo(text);
  }

  @Test
  void numbersLoseNothing() throws IOException {
    assertThat(JsonReader.read("0.1000000000000000055511151231257827"))
        .isEqualTo(new Value.Num(new BigDecimal("0.1000000000000000055511151231257827")));
    assertThat(JsonWriter.text(JsonReader.read("1e3"))).isEqualTo("1000");
    assertThat(JsonReader.read("1e300")).isEqualTo(JsonReader.read("10e299"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1e-999999999", "1E2147483647", "[1e-2147483647]"})
  void refusesNumbersThatNobodyCouldWriteOut(String text) {
    assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> JsonReader.read(stream(text))).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":}",
        "{\"a\":1}x",
        "1 2",
        "{'a':1}",
        "[canary",
        "NaN",
        "{\"canary\":\"canary",
        "{\"a\":canary}"
      })
  void refusesWhatIsNoJsonAndQuotesNothing(String text) {
    assertThatThrownBy(() -> JsonReader.read(text))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("\"canary");
  }

  @Test
  void refusesAKeyThatIsThereTwice() {
    assertThatThrownBy(() -> JsonReader.read("{\"a\":1,\"a\":2}")).isInstanceOf(IOException.class);
  }

  /// Without an exception of another kind, and without quoting the number.
  @ParameterizedTest
  @ValueSource(strings = {"1e99999999999", "-1e-99999999999", "1e999999999", "1E+2147483648"})
  void refusesNumbersBeyondAllMeasure(String number) {
    assertThatThrownBy(() -> JsonReader.read(number))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("999");
    assertThatThrownBy(() -> JsonReader.read(stream(number))).isInstanceOf(IOException.class);
  }

  @Test
  void refusesDeepNesting() throws IOException {
    assertThat(JsonReader.read("[".repeat(500) + "]".repeat(500))).isInstanceOf(Value.Arr.class);
    assertThatThrownBy(() -> JsonReader.read("[".repeat(501) + "]".repeat(501)))
        .isInstanceOf(IOException.class);
    String deep = "{\"a\":".repeat(100_000);
    assertThatThrownBy(() -> JsonReader.read(stream(deep))).isInstanceOf(IOException.class);
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
