package dev.drift.source.flux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Manifest;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.source.ClusterFacts;
import dev.drift.source.manifest.FileManifests;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VariableSourcesTest {
  private static List<Manifest> manifests(String text) {
    return FileManifests.of(
            new SourceFile("a.yaml", text.getBytes(UTF_8)), new DocumentReader(YamlLimits.DEFAULT))
        .manifests();
  }

  private static Set<String> secret(List<Manifest> objects) {
    VariableSources sources = new VariableSources(ClusterFacts.NONE);
    sources.add(objects);
    FluxKustomization flux =
        FluxKustomization.of(
                manifests(
                    """
                    apiVersion: kustomize.toolkit.fluxcd.io/v1
                    kind: Kustomization
                    metadata: {name: apps, namespace: flux-system}
                    spec:
                      path: ./apps
                      sourceRef: {kind: GitRepository, name: flux-system}
                      postBuild: {substituteFrom: [{kind: ConfigMap, name: settings}]}
                    """))
            .getFirst();
    return ((VariableSources.Result.Known) sources.of(flux)).variables().secret();
  }

  /// With SOPS, a ConfigMap may be encrypted as well as a Secret.
  @Test
  void valuesOfAConfigMapThatWasDecryptedAreSecret() {
    List<Manifest> settings =
        manifests(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: flux-system}
            data: {token: hunter2}
            """);

    assertThat(secret(settings)).isEmpty();
    assertThat(
            secret(
                settings.stream().map(it -> it.hiding(Set.of(Path.of("data", "token")))).toList()))
        .containsExactly("token");
  }
}
