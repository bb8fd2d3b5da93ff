package dev.drift.secret.name;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.secret.Fixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretNamesTest {
  @Test
  void secretNamesAnnounceASecret() {
    List<String> names = Fixtures.names("names-secret.txt").toList();

    assertThat(names).hasSizeGreaterThan(80).allMatch(SecretNames::announceSecret);
  }

  @Test
  void otherNamesAnnounceNoSecret() {
    List<String> names = Fixtures.names("names-plain.txt").toList();

    assertThat(names).hasSizeGreaterThan(80).noneMatch(SecretNames::announceSecret);
  }

  @Test
  void ofALongNameTheEndCounts() {
    assertThat(SecretNames.announceSecret("x".repeat(10_000) + ".password")).isTrue();
  }
}
