package dev.drift.owner;

import static dev.drift.owner.TestCluster.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Anybody may write a mark, with empty names too; the sentence about it still reads as one.
class OwnerSentencesTest {
  /// The labels and annotations by which objects name their deployers.
  private static final List<List<String>> MARKS =
      List.of(
          List.of("kustomize.toolkit.fluxcd.io/name", "kustomize.toolkit.fluxcd.io/namespace"),
          List.of("helm.toolkit.fluxcd.io/name", "helm.toolkit.fluxcd.io/namespace"),
          List.of("meta.helm.sh/release-name", "meta.helm.sh/release-namespace"),
          List.of("app.kubernetes.io/managed-by"),
          List.of("argocd.argoproj.io/tracking-id"),
          List.of("olm.owner", "olm.owner.kind"),
          List.of("operators.coreos.com/some.shop"),
          List.of("objectset.rio.cattle.io/owner-name", "objectset.rio.cattle.io/owner-namespace"));

  private static final String ADDON =
      "objectset.rio.cattle.io/owner-gvk: k3s.cattle.io/v1, Kind=Addon";

  static Stream<LiveResource> marked() {
    List<LiveResource> objects = new ArrayList<>();
    for (List<String> marks : MARKS) {
      for (int given = 0; given < 1 << marks.size(); given++) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < marks.size(); i++) {
          String value = (given >> i & 1) == 1 ? "some" : "";
          fields.append("    %s: \"%s\"%n".formatted(marks.get(i), value));
        }
        objects.add(
            object(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: web
                  namespace: shop
                  labels:
                %s\
                  annotations:
                    %s
                %s"""
                    .formatted(fields, ADDON, fields)));
        objects.add(
            object(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: web
                  namespace: shop
                  labels:
                %s\
                  annotations:
                %s"""
                    .formatted(fields, fields)));
      }
    }
    return objects.stream();
  }

  @ParameterizedTest
  @MethodSource("marked")
  void emptyNamesLeaveNoStrayCharacters(LiveResource object) {
    List<GroupKind> unread = new ArrayList<>(Owners.READS.kinds().keySet());

    Stream.of(
            Owners.of(TestCluster.of(object)).of(object),
            Owners.of(TestCluster.of("v1.36.3", unread, object)).of(object))
        .flatMap(owner -> sentence(owner).stream())
        .forEach(
            sentence ->
                assertThat(sentence)
                    .doesNotContain("  ", " ,", " :", " /", "/ ", "/,")
                    .doesNotStartWith(" ")
                    .doesNotMatch("(?s).*[ /]"));
  }

  private static Optional<String> sentence(Ownership owner) {
    return switch (owner) {
      case Ownership.Proven proven -> Optional.of(proven.owner() + ": " + proven.evidence());
      case Ownership.Unverifiable unverifiable -> Optional.of(unverifiable.sentence());
      case Ownership.Forged(String sentence) -> Optional.of(sentence);
      case Ownership.None _ -> Optional.empty();
    };
  }
}
