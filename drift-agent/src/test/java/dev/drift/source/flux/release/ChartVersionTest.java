package dev.drift.source.flux.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// By the rules of source-controller and of the library that it uses, whose tests have these
/// versions: <https://github.com/Masterminds/semver/blob/master/version_test.go>.
class ChartVersionTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private static String of(String own, boolean commit, String generation) {
    return ChartVersion.of(
        own,
        commit ? Optional.of(COMMIT) : Optional.empty(),
        Optional.of(generation).filter(it -> !it.isEmpty()));
  }

  @Test
  void withoutMetadataItStaysAsItIsWritten() {
    assertThat(of("v1.2", false, "")).isEqualTo("v1.2");
    assertThat(of("1.2.3+build", false, "")).isEqualTo("1.2.3+build");
  }

  @Test
  void metadataTakesThePlaceOfOther() {
    assertThat(of("1.2.3", true, "")).isEqualTo("1.2.3+0123456789ab");
    assertThat(of("1.2.3", true, "4")).isEqualTo("1.2.3+0123456789ab.4");
    assertThat(of("1.2.3", false, "4")).isEqualTo("1.2.3+4");
    assertThat(of("1.2.3-beta.1+build", false, "4")).isEqualTo("1.2.3-beta.1+4");
    assertThat(of("v1.2", false, "4")).isEqualTo("1.2.0+4");
    assertThat(of("1", false, "4")).isEqualTo("1.0.0+4");
  }

  @Test
  void whatDiffersInMetadataAloneIsTheSameVersion() {
    assertThat(ChartVersion.isOf("1.2.3", "1.2.3")).isTrue();
    assertThat(ChartVersion.isOf("v1.2", "1.2.0+4")).isTrue();
    assertThat(ChartVersion.isOf("1.2.3+build", "1.2.3+4")).isTrue();
    assertThat(ChartVersion.isOf("1.2.3", "1.2.4")).isFalse();
    assertThat(ChartVersion.isOf("1.2.3", "1.2.3-beta+4")).isFalse();
    assertThat(ChartVersion.isOf("1.2.3+build", "1.2.3")).isFalse();
  }
}
