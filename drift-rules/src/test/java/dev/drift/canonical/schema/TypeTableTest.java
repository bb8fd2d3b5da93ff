package dev.drift.canonical.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

  /// KEP-4671: Pods of a group name it in workloadRef in 1.35, in schedulingGroup since 1.36.
  @Test
  void podsNameTheirGroupDifferentlyInEachVersion() {
    assertThat(members("v1.34.4", "core/v1.PodSpec"))
        .doesNotContain("workloadRef", "schedulingGroup");
    assertThat(members("v1.35.4", "core/v1.PodSpec"))
        .contains("workloadRef")
        .doesNotContain("schedulingGroup");
    assertThat(members("v1.36.3", "core/v1.PodSpec"))
        .contains("schedulingGroup")
        .doesNotContain("workloadRef");
  }

  /// Version 1 of MutatingAdmissionPolicy came with 1.36; before, there are only beta ones.
  @Test
  void mutatingPoliciesAreStableSince136() {
    String group = "admissionregistration.k8s.io/";
    for (String server : List.of("v1.34.4", "v1.35.4")) {
      TypeTable table = TypeTable.of(server);
      assertThat(table.schema(group + "v1", "MutatingAdmissionPolicy")).as(server).isEmpty();
      assertThat(table.schema(group + "v1beta1", "MutatingAdmissionPolicy")).as(server).isPresent();
    }
    assertThat(TypeTable.of("v1.36.3").schema(group + "v1", "MutatingAdmissionPolicy")).isPresent();
  }

  @ParameterizedTest
  @MethodSource("minors")
  void listsHaveTheirKeysInEachVersion(String minor) {
    TypeTable table = TypeTable.of(minor);
    assertThat(list(table, "meta/v1.ObjectMeta", "finalizers").identity())
        .isEqualTo(Type.Identity.SET);
    assertThat(list(table, "core/v1.PodSpec", "containers").keys()).containsExactly("name");
    assertThat(list(table, "core/v1.ServiceSpec", "ports").keys())
        .containsExactly("port", "protocol");
    assertThat(list(table, "core/v1.PodSpec", "tolerations").identity())
        .isEqualTo(Type.Identity.ATOMIC);
  }

  static List<String> minors() {
    return TypeTable.minors();
  }

  private static Set<String> members(String server, String struct) {
    return TypeTable.of(server).struct(struct).members().keySet();
  }

  private static Type.ListOf list(TypeTable table, String struct, String field) {
    return (Type.ListOf) table.struct(struct).member(field).orElseThrow().type();
  }
}
