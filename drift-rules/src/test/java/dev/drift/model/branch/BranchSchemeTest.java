package dev.drift.model.branch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BranchSchemeTest {
  @Test
  void theConvention() {
    assertThat(
            lines(
                BranchScheme.CONVENTION,
                "main",
                "master_v1",
                "master_v1.2",
                "master_v2",
                "release_v1.1.0",
                "release_v1.10.0",
                "release_v1.9.0",
                "release_v1.2.1",
                "release_v3.0",
                "feature_v1_new-catalog",
                "feature_v1.2_x",
                "feature_v2",
                "feature_v3_x"))
        .containsExactly(
            "RELEASE release_v1.1.0 and master_v1",
            "CURRENT_RELEASE release_v1.10.0 and master_v1",
            "RELEASE release_v1.9.0 and master_v1",
            "CURRENT_RELEASE release_v1.2.1 and master_v1.2",
            "FEATURE feature_v1.2_x and master_v1.2",
            "FEATURE feature_v1.2_x and release_v1.2.1",
            "FEATURE feature_v1_new-catalog and master_v1",
            "FEATURE feature_v1_new-catalog and release_v1.1.0",
            "FEATURE feature_v1_new-catalog and release_v1.10.0",
            "FEATURE feature_v1_new-catalog and release_v1.9.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "main release-1.1 release/1.1 feature/x",
        "master release_v1.1.0",
        "master_v10 release_v1.1.0",
        "master_v1 release_v1.1.0-rc1 release_vx feature_v1 xfeature_v1_x",
        "master_v1 release_v12345678901"
      })
  void noOtherNameFits(String names) {
    assertThat(lines(BranchScheme.CONVENTION, names.split(" "))).isEmpty();
  }

  @Test
  void namesThatNobodyCanReadDoNotFit() {
    assertThat(
            lines(
                BranchScheme.CONVENTION,
                "master_v1",
                "feature_v1_\u202egpj",
                "feature_v1_a b",
                "feature_v1_" + "x".repeat(300)))
        .isEmpty();
  }

  @Test
  void oneMasterHasAll() {
    BranchScheme scheme = scheme("main", List.of("release/*", "rel-{version}"), List.of("f/*"));

    assertThat(lines(scheme, "main", "master", "release/spring", "rel-1.2", "f/x", "main/x"))
        .containsExactly(
            "CURRENT_RELEASE rel-1.2 and main",
            "RELEASE release/spring and main",
            "FEATURE f/x and main",
            "FEATURE f/x and rel-1.2",
            "FEATURE f/x and release/spring");
    assertThat(lines(scheme, "main", "release/spring"))
        .containsExactly("CURRENT_RELEASE release/spring and main");
  }

  @Test
  void withoutAnOrderNoneOfSeveralIsCurrent() {
    BranchScheme scheme = scheme("main", List.of("release/*"), List.of());

    assertThat(lines(scheme, "main", "release/autumn", "release/spring"))
        .containsExactly("RELEASE release/autumn and main", "RELEASE release/spring and main");
  }

  @Test
  void aMasterIsNoReleaseOfItself() {
    assertThat(lines(scheme("main", List.of("*"), List.of()), "main", "x"))
        .containsExactly("CURRENT_RELEASE x and main");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "{version}{version}", "v{ver}", "a}", "****", "a\nb", "ä"})
  void noPattern(String text) {
    assertThatThrownBy(() -> new BranchPattern(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void versionsOfAMasterAreToldApart() {
    assertThatThrownBy(() -> scheme("m_v{version}", List.of("release/*"), List.of()))
        .hasMessageContaining("{version}");
    assertThatThrownBy(() -> scheme("m*", List.of("release/*"), List.of()))
        .hasMessageContaining("one master");
  }

  private static BranchScheme scheme(String master, List<String> releases, List<String> features) {
    return new BranchScheme(
        new BranchPattern(master),
        releases.stream().map(BranchPattern::new).toList(),
        features.stream().map(BranchPattern::new).toList());
  }

  private static List<String> lines(BranchScheme scheme, String... names) {
    return scheme.pairs(Stream.of(names).toList().reversed()).stream()
        .map(pair -> pair.role() + " " + pair)
        .toList();
  }
}
