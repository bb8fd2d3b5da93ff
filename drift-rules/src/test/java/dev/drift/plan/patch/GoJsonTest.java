package dev.drift.plan.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `json.Marshal` of Go 1.24 prints.
class GoJsonTest {
  @Test
  void escapesWhatGoEscapes() {
    assertThat(GoJson.text(Value.of("a > b && c < d")))
        .isEqualTo("\"a \\u003e b \\u0026\\u0026 c \\u003c d\"");
    assertThat(GoJson.text(Value.of("\"\\\n\r\t\b\f\u0001\u007f\u2028\u2029é/")))
        .isEqualTo("\"\\\"\\\\\\n\\r\\t\\b\\f\\u0001\u007f\\u2028\\u2029é/\"");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1.0, 1",
    "-0.5, -0.5",
    "1e3, 1000",
    "100000000000000000000, 100000000000000000000",
    "1e21, 1e+21",
    "1.5e22, 1.5e+22",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "-0.00000012, -1.2e-7",
  })
  void writesNumbersAsGoWritesThem(String number, String expected) {
    assertThat(GoJson.text(new Value.Num(new BigDecimal(number)))).isEqualTo(expected);
  }

  @Test
  void writesStructuresCompactlyAndInOrder() {
    Value value =
        Value.Obj.EMPTY
            .with("b", new Value.Arr(List.of(Value.of(true), Value.Null.NULL)))
            .with("a", Value.Obj.EMPTY);
    assertThat(GoJson.text(value)).isEqualTo("{\"b\":[true,null],\"a\":{}}");
  }

  @Test
  void neverWritesAMask() {
    assertThatThrownBy(() -> GoJson.text(new Value.Masked("0a", "key")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
