package dev.drift.canonical.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.canonical.schema.Type.Scalar;
import dev.drift.model.value.Value;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarTypesTest {
  /// From https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ and
  /// https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/.
  @ParameterizedTest
  @CsvSource({
    "0.1,100m",
    "1,1000m",
    "1.5,1500m",
    "129M,129e6",
    "128974848000m,128974848",
    "123Mi,128974848",
    "1.5Gi,1536Mi",
    "0.5Gi,512Mi",
    "1k,1000",
    "1Ki,1024",
    "1e3,1k",
    "1E3,1k",
    "1E,1e18",
    "1Ei,1152921504606846976",
    "+1,1",
    "1.,1",
    ".5,500m",
    "-1,-1000m",
    "0,0Gi",
    "1u,1000n",
    "12e6,12M",
    "1e-3,1m"
  })
  void quantitiesAreNumbers(String one, String other) {
    assertThat(ScalarTypes.equal(Scalar.QUANTITY, Value.of(one), Value.of(other))).isTrue();
    assertThat(ScalarTypes.hash(Scalar.QUANTITY, Value.of(one)))
        .isEqualTo(ScalarTypes.hash(Scalar.QUANTITY, Value.of(other)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "1 k", "1K", "1ki", "1mi", "1g", "0x10", "1e", "1e3Ki", "Gi", "1,5", "1.5.5",
        "NaN", "--1", "1e9999"
      })
  void refusesWhatIsNoQuantity(String text) {
    assertThat(Quantity.parse(Value.of(text))).isEmpty();
    assertThat(ScalarTypes.accepts(Scalar.QUANTITY, Value.of(text))).isFalse();
  }

  @Test
  void aBareNumberIsAQuantity() {
    assertThat(ScalarTypes.equal(Scalar.QUANTITY, Value.of(2), Value.of("2000m"))).isTrue();
    assertThat(ScalarTypes.equal(Scalar.QUANTITY, Value.of("1M"), Value.of("1Mi"))).isFalse();
  }

  @Test
  void listsOfResourcesAreRoundedUpToThousandths() {
    assertThat(Quantity.roundedUp(Value.of("0.0001")))
        .isEqualTo(new Value.Num(new BigDecimal("0.001")));
    assertThat(Quantity.roundedUp(Value.of("1.0005")))
        .isEqualTo(new Value.Num(new BigDecimal("1.001")));
    assertThat(Quantity.roundedUp(Value.of("100m"))).isEqualTo(Value.of("100m"));
  }

  @Test
  void timesAreInstantsAndBase64IsBytes() {
    assertThat(
            ScalarTypes.equal(
                Scalar.TIME,
                Value.of("2026-01-01T02:00:00+02:00"),
                Value.of("2026-01-01T00:00:00Z")))
        .isTrue();
    assertThat(
            ScalarTypes.equal(
                Scalar.TIME, Value.of("2026-01-01T00:00:01Z"), Value.of("2026-01-01T00:00:00Z")))
        .isFalse();
    assertThat(ScalarTypes.equal(Scalar.BYTES, Value.of("Zm9v\nYmFy\r\n"), Value.of("Zm9vYmFy")))
        .isTrue();
    assertThat(ScalarTypes.equal(Scalar.BYTES, Value.of("Zm9v"), Value.of("Zm9w"))).isFalse();
    assertThat(ScalarTypes.equal(Scalar.STRING, Value.of("1000m"), Value.of("1"))).isFalse();
    assertThat(ScalarTypes.equal(Scalar.INT_OR_STRING, Value.of("80"), Value.of(80))).isFalse();
  }

  @Test
  void acceptsWhatTheServerAccepts() {
    assertThat(ScalarTypes.accepts(Scalar.INTEGER, new Value.Num(new BigDecimal("1.0")))).isTrue();
    assertThat(ScalarTypes.accepts(Scalar.INTEGER, new Value.Num(new BigDecimal("1.5")))).isFalse();
    assertThat(ScalarTypes.accepts(Scalar.INTEGER, Value.of("1"))).isFalse();
    assertThat(ScalarTypes.accepts(Scalar.STRING, Value.of(1))).isFalse();
    assertThat(ScalarTypes.accepts(Scalar.BOOLEAN, Value.of("true"))).isFalse();
    assertThat(ScalarTypes.accepts(Scalar.BYTES, Value.of("Zm9v"))).isTrue();
    assertThat(ScalarTypes.accepts(Scalar.BYTES, Value.of("not base64!"))).isFalse();
    assertThat(ScalarTypes.accepts(Scalar.QUANTITY, Value.of(true))).isFalse();
  }

  @Test
  void zeroIsByType() {
    assertThat(ScalarTypes.isZero(Scalar.INTEGER, Value.of(0))).isTrue();
    assertThat(ScalarTypes.isZero(Scalar.STRING, Value.of(""))).isTrue();
    assertThat(ScalarTypes.isZero(Scalar.STRING, Value.of("0"))).isFalse();
    assertThat(ScalarTypes.isZero(Scalar.QUANTITY, Value.of("0Gi"))).isTrue();
    assertThat(ScalarTypes.isZero(Scalar.BOOLEAN, Value.of(false))).isTrue();
  }
}
