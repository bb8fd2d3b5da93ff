package dev.drift.rule.security.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTest {
  /// The API server refuses the third, but a manifest may say it.
  @ParameterizedTest
  @CsvSource({
    "'{kind: ServiceAccount, name: ci, namespace: build}', shop, ServiceAccount build/ci",
    "'{kind: ServiceAccount, name: ci}', shop, ServiceAccount shop/ci",
    "'{kind: ServiceAccount, name: ci}', '', ServiceAccount ci",
  })
  void namesAServiceAccount(String subject, String within, String expected) {
    assertThat(Subject.of(Yaml.object(subject), within).orElseThrow()).hasToString(expected);
  }
}
