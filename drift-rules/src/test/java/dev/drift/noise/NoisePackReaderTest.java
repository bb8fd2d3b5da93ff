package dev.drift.noise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.model.Problem;
import dev.drift.yaml.Document;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A pack that is wider than noise ever is, or that could hide a severe change, is refused.
class NoisePackReaderTest {
  private static final String ANY = "path is not the full name of a label, annotation or finalizer";
  private static final String SECRET = "may hold a secret, permissions or a Pod template";

  private static final String WRITE =
      """
      apiVersion: drift.dev/v1
      kind: NoisePack
      metadata: {name: p}
      spec:
        operator: o
        groups: [example.com]
        writes:
        - {name: entry, reason: r, source: "https://example.com", %s}
      """;

  private static final String MAKE = WRITE.replace("writes:", "makes:");

  private static List<String> problems(String pack, String entry) {
    Document document = Yaml.documents(pack.formatted(entry)).documents().getFirst();
    NoisePackReader.Result result = NoisePackReader.read(document.value(), document.places());
    assertThat(result.pack().isEmpty()).isEqualTo(!result.problems().isEmpty());
    return result.problems().stream().map(Problem::message).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path: 'metadata.labels[\"example.com/name\"]', value: '{metadata.name}'",
        "path: metadata.annotations.note, value: 'x*'",
        "kinds: [Widget.example.com], path: 'metadata.finalizers[=\"example.com/f\"]'",
        "kinds: [PersistentVolume], path: 'metadata.finalizers[*]', value: 'example.com/*'",
        "kinds: [Widget.example.com], path: spec.mode, from: slow, value: fast"
      })
  void takesWhatIsNarrow(String entry) {
    assertThat(problems(WRITE, entry)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path: metadata.labels.*, value: x | " + ANY,
        "path: metadata.labels, value: x | " + ANY,
        "path: metadata, value: x | " + ANY,
        "path: '*', value: x | " + ANY,
        "path: 'metadata.ownerReferences[*]', value: x | " + ANY,
        "kinds: [Widget.example.com], path: spec, value: x | " + ANY,
        "kinds: [Widget.example.com], path: spec.a, from: x, value: '*' | " + ANY,
        "path: spec.a, from: x, value: z | " + ANY,
        "path: metadata.labels.a | needs the value that the operator writes",
        "path: metadata.labels.a, value: '*' | needs the value that the operator writes",
        "kinds: [Pod], path: 'metadata.finalizers[*]', value: '*' | needs the value that the operator writes",
        "path: 'metadata.finalizers[=\"x\"]' | a finalizer entry needs kinds",
        "path: metadata.labels.a, from: x, value: z | that Git declares cannot be explained",
      })
  void refusesWhatIsWide(String entry, String message) {
    assertThat(problems(WRITE, entry)).anyMatch(problem -> problem.contains(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kinds: [Secret], path: data.password, from: x, value: z | " + SECRET,
        "kinds: [Secret], path: stringData.password, from: x, value: z | " + SECRET,
        "kinds: [Widget.example.com], path: spec.template.spec.hostNetwork, from: x, value: z | "
            + SECRET,
        "kinds: [Widget.example.com], path: spec.securityContext.runAsUser, from: x, value: z | "
            + SECRET,
        "kinds: [Deployment.apps], path: spec.paused, from: x, value: z | " + SECRET,
        "kinds: [Pod], path: spec.serviceAccountName, from: x, value: z | " + SECRET,
        "kinds: [ClusterRole.rbac.authorization.k8s.io], path: 'rules[*].verbs', from: x, value: z | "
            + SECRET,
        "kinds: [RoleBinding.rbac.authorization.k8s.io], path: roleRef.name, from: x, value: z | "
            + SECRET,
      })
  void refusesWhatIsSevere(String entry, String message) {
    assertThat(problems(WRITE, entry)).anyMatch(problem -> problem.contains(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pod-security.kubernetes.io/enforce",
        "rbac.authorization.k8s.io/aggregate-to-admin",
        "kubernetes.io/enforce-mountable-secrets",
        "eks.amazonaws.com/role-arn"
      })
  void refusesKeysThatGiveRights(String key) {
    for (String map : List.of("labels", "annotations")) {
      assertThat(problems(WRITE, "path: 'metadata.%s[\"%s\"]', value: x".formatted(map, key)))
          .containsExactly(
              "this key decides what may run or which permissions it has; no pack may explain it");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kinds: [Secret], where: {type: example.com/t}, data: [a]",
        "kinds: [ConfigMap], there: {kinds: [Widget.example.com], where: {metadata.name: x}}",
        "kinds: [Deployment.apps], there: {kinds: [Widget.example.com],"
            + " where: {metadata.uid: '{metadata.ownerReferences[*].uid}'}}"
      })
  void takesWhatIsMade(String entry) {
    assertThat(problems(MAKE, entry)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "where: {type: t}, data: [a] | the entry needs the kinds that the operator creates",
        "kinds: [Secret], where: {metadata.name: x} | the object that the operator creates it for",
        "kinds: [Secret], data: [a] | the object that the operator creates it for",
        "kinds: [ClusterRoleBinding.rbac.authorization.k8s.io], where: {a: b}, data: [a] | may grant"
            + " permissions",
        "kinds: [MutatingWebhookConfiguration.admissionregistration.k8s.io], where: {a: b}, data: [a]"
            + " | may grant permissions",
        "kinds: [Deployment.apps], where: {a: b}, data: [a] | an entry for workloads needs the"
            + " owner",
        "kinds: [Pod], there: {kinds: [Widget.example.com], where: {metadata.name: x}} | an entry for"
            + " workloads needs the owner",
        "kinds: [Secret], value: x, where: {a: b}, data: [a] | a whole object has no value",
        "kinds: [Secret], there: {kinds: [Widget.example.com]} | another object is identified by",
      })
  void refusesWhatIsMadeWithoutReason(String entry, String message) {
    assertThat(problems(MAKE, entry)).anyMatch(problem -> problem.contains(message));
  }

  @Test
  void tellsAllProblemsTogether() {
    String pack =
        """
        apiVersion: drift.dev/v1
        kind: NoisePack
        metadata: {name: p}
        spec:
          operator: o
          more: 1
          writes:
          - {name: entry, path: 'metadata.labels["a', value: '{metadata', source: http://x, kinds: [pod]}
        """;
    assertThat(problems(pack, ""))
        .anyMatch(problem -> problem.contains("groups or objects that reveal the operator"))
        .anyMatch(problem -> problem.contains("spec.more is not a field"))
        .anyMatch(problem -> problem.startsWith("path must be a path such as"))
        .anyMatch(problem -> problem.equals("value has a { without a closing }"))
        .anyMatch(problem -> problem.equals("source must be an https:// link"))
        .anyMatch(problem -> problem.startsWith("reason is missing"))
        .anyMatch(problem -> problem.contains("is not a kind such as"));
  }
}
