package dev.drift.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageVersionTest {
  @ParameterizedTest
  @CsvSource({
    "475,476",
    "99,476",
    "v1.2.3,v1.10.0",
    "1.2,1.2.1",
    "v1.9.0,1.10",
    "1.0.0-alpha,1.0.0-beta",
    "1.0.0-rc.1,1.0.0-rc.2",
    "1.0.0-rc9,1.0.0-rc10",
    "1.0.0-rc.1,1.0.0",
    "7.4.1-alpine,7.4.2-alpine",
    "15.12,16-alpine"
  })
  void older(String one, String other) {
    assertThat(compare(one, other).orElseThrow()).isNegative();
    assertThat(compare(other, one).orElseThrow()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"1.2,1.2.0", "v476,476", "1.0-alpine,1.0.0-alpine"})
  void same(String one, String other) {
    assertThat(compare(one, other)).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({"7.4.2-alpine,7.4.2", "7.4.2-alpine,7.4.2-bookworm", "1.0-dev,1.0-beta"})
  void suffixesCannotBeCompared(String one, String other) {
    assertThat(compare(one, other)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "latest",
        "stable",
        "20260101",
        "RELEASE.2025-04-22T22-12-26Z",
        "6b86b273",
        "1.2.3.4.5.6",
        "v",
        "1.",
        "-1"
      })
  void noVersion(String tag) {
    assertThat(ImageVersion.parse(tag)).isEmpty();
  }

  private static OptionalInt compare(String one, String other) {
    return ImageVersion.parse(one).orElseThrow().compare(ImageVersion.parse(other).orElseThrow());
  }
}
