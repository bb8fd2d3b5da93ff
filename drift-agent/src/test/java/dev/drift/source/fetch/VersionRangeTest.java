package dev.drift.source.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// By the documentation of Masterminds/semver:
/// <https://github.com/Masterminds/semver/blob/v3.4.0/README.md#checking-version-constraints>.
class VersionRangeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';1.2.3",
        "*;0.0.1",
        "1.2.3;1.2.3",
        "=1.2.3;v1.2.3",
        "1.2.3;1.2.3+build",
        "!=1.2.3;1.2.4",
        ">1.2;1.3.0",
        ">=1.2.3, <2;1.9.9",
        ">= 1.2.3 < 2.0.0;1.2.3",
        ">=1.2.3,<2 || >=4;4.0.0",
        "1.2 - 1.4.5;1.2.0",
        "1.2 - 1.4.5;1.4.5",
        "2.3.4 - 4.5;4.5.7",
        "1.2.x;1.2.9",
        "<=2.x;2.9.9",
        "<3;2.9.9",
        "1;1.9.9",
        "~1.2.3;1.2.9",
        "~1;1.9.9",
        "~2.3;2.3.9",
        "~>1.2.3;1.2.4",
        "^1.2.3;1.9.0",
        "^0.2.3;0.2.9",
        "^0.0.3;0.0.3",
        "^0.0;0.0.9",
        "^0;0.9.9",
        ">=1.2.3-0;1.2.3-beta.1",
        ">=1.2.3-0, <2;1.3.0-rc.1",
        "^2.0.0-beta;2.1.0-alpha",
      })
  void holds(String range, String version) {
    assertThat(contains(range, version)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';1.2.3-rc.1",
        "*;1.0.0-alpha",
        "1.2.3;1.2.4",
        "!=1.2.3;1.2.3",
        "!=1.2.x;1.2.9",
        ">1.2;1.2.9",
        ">11;11.1.0",
        ">=1.2.3, <2;2.0.0",
        ">=1.2.3,<2 || >=4;3.0.0",
        "1.2 - 1.4.5;1.4.6",
        "2.3.4 - 4.5;4.6.0",
        "1.2.x;1.3.0",
        "<=2.x;3.0.0",
        "<=1.1;1.2.0",
        "~1.2.3;1.3.0",
        "~1;2.0.0",
        "^1.2.3;2.0.0",
        "^1.2.3;1.2.2",
        "^0.2.3;0.3.0",
        "^0.0.3;0.0.4",
        "^0.0;0.1.0",
        "^0;1.0.0",
        ">=1.2.3;1.3.0-rc.1",
        ">=1.2.3 || >=4.0.0-0;2.0.0-rc.1",
      })
  void doesNotHold(String range, String version) {
    assertThat(contains(range, version)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "1.2.3.4", "> ", "1.2.3 ||", ">=a", "1,,2", "=> => 1"})
  void isNoRange(String text) {
    assertThat(VersionRange.of(text)).isEmpty();
  }

  private static boolean contains(String range, String version) {
    return VersionRange.of(range).orElseThrow().contains(SemanticVersion.of(version).orElseThrow());
  }

  /// <https://semver.org/#spec-item-11>
  @Test
  void versionsAreOrdered() {
    String[] ordered = {
      "1.0.0-alpha",
      "1.0.0-alpha.1",
      "1.0.0-alpha.beta",
      "1.0.0-beta",
      "1.0.0-beta.2",
      "1.0.0-beta.11",
      "1.0.0-rc.1",
      "1.0.0",
      "1.0.9",
      "1.0.10",
      "1.2.0",
      "2.0.0",
      "10.0.0"
    };
    for (int i = 0; i < ordered.length; i++) {
      for (int j = 0; j < ordered.length; j++) {
        assertThat(
                Integer.signum(
                    SemanticVersion.of(ordered[i])
                        .orElseThrow()
                        .compareTo(SemanticVersion.of(ordered[j]).orElseThrow())))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2", "v1", "1.2.3.4", "latest", "01.2.3", "1.2.3-01", ""})
  void isNoWholeVersion(String text) {
    assertThat(SemanticVersion.whole(text)).isEmpty();
  }

  @Test
  void metadataIsReplaced() {
    assertThat(SemanticVersion.of("v1.2.3-rc.1+old").orElseThrow().with("0123456789ab"))
        .isEqualTo("1.2.3-rc.1+0123456789ab");
  }
}
