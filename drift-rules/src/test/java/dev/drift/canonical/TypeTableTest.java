package dev.drift.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeTableTest {
  @ParameterizedTest
  @CsvSource({
    "v1.34.0, 1.34, true",
    "v1.34.1+k3s1, 1.34, true",
    "v1.35.2-gke.100, 1.35, true",
    "1.35, 1.35, true",
    "v1.36.3, 1.36, true",
    "v1.36.0-alpha.1, 1.36, true",
    "v1.33.9, 1.34, false",
    "v1.3.4, 1.34, false",
    "v1.37.0, 1.36, false",
    "v1.340.0, 1.36, false",
    "v2.34.1, 1.36, false",
    "v1.99999999999999999999.0, 1.36, false",
    "unknown, 1.36, false",
    "'', 1.36, true"
  })
  void isThatOfTheServerOrTheNearest(String server, String minor, boolean exact) {
    TypeTable table = TypeTable.of(server);
    assertThat(table.version()).startsWith(minor + ".");
    assertThat(table.serves(server)).isEqualTo(exact);
  }

  @Test
  void isReadOnce() {
    assertThat(TypeTable.of("v1.34.1")).isSameAs(TypeTable.of("v1.34.2+k3s1"));
  }
}
