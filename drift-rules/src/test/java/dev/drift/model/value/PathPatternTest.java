package dev.drift.model.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "spec.ports[*].nodePort | spec.ports[port=80,protocol=TCP].nodePort | true",
        "spec.ports[*].nodePort | spec.ports[0].nodePort | true",
        "spec.ports[*].nodePort | spec.ports[0].port | false",
        "spec.ports[*].nodePort | spec.ports[0].nodePort.x | false",
        "spec.ports[*] | spec.ports | false",
        "data[*] | data.a | true",
        "data[*] | data[\"a.b\"] | true",
        "*.replicas | spec.replicas | true",
        "spec.* | spec.replicas | true",
        "spec.* | spec[0] | false",
        "spec.*[*].image | spec.containers[name=a].image | true",
        "a[*][*].b | a[0][1].b | true",
        "a.*.b | a.x.b | true",
        "metadata.annotations[\"a.*\"] | metadata.annotations[\"a.*\"] | true",
        "metadata.annotations[\"a.*\"] | metadata.annotations[\"a.b\"] | false",
        "metadata.annotations[\"*\"] | metadata.annotations.x | false",
        "metadata.annotations[\"*\"] | metadata.annotations[\"*\"] | true",
        "metadata.annotations[\"[*]\"] | metadata.annotations[\"[*]\"] | true",
        "metadata.annotations[\"a/b\"] | metadata.annotations[\"a/b\"] | true",
        "containers[name=a].image | containers[name=a].image | true",
        "containers[name=a].image | containers[name=b].image | false"
      })
  void matches(String pattern, String path, boolean expected) {
    assertThat(PathPattern.parse(pattern).matches(Path.parse(path))).isEqualTo(expected);
    assertThat(PathPattern.parse(pattern)).hasToString(pattern);
  }

  @Test
  void aPrefixLeadsFurtherIn() {
    PathPattern pattern = PathPattern.parse("spec.claimRef");
    assertThat(pattern.matchesPrefix(Path.parse("spec.claimRef.uid"))).isTrue();
    assertThat(pattern.matchesPrefix(Path.parse("spec.claimReference"))).isFalse();
    assertThat(pattern.matchesPrefix(Path.parse("spec"))).isFalse();
  }

  @Test
  void refusesWhatIsNoPattern() {
    assertThatThrownBy(() -> PathPattern.parse("spec["))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PathPattern.parse("a*b")).isInstanceOf(IllegalArgumentException.class);
  }
}
