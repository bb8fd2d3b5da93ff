package dev.drift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The desired state of 50 teams as people keep it: an overlay of one base for each, and for 20 of
/// them a release of one chart. It renders to 1,050 objects: 17 of each overlay, 10 of each
// release.
final class RenderedFleet {
  static final int OVERLAYS = 50;
  static final int RELEASES = 20;
  static final int OBJECTS = OVERLAYS * 17 + RELEASES * 10;

  /// Of a tenant, besides its Namespace: Trino, its configuration and what protects it.
  private static final List<Integer> BASE =
      List.of(1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 13, 14, 15, 16, 17, 18);

  /// A second Trino, for pipelines.
  private static final List<Integer> CHART = List.of(1, 2, 3, 4, 6, 7, 9, 12, 13, 15);

  private static final Pattern NAME =
      Pattern.compile("\\b(name|app|serviceAccountName): trino(?!-s3)");
  private static final Pattern OWN = Pattern.compile("(, |\n  )namespace: TENANT");
  private static final Pattern NAMESPACE = Pattern.compile("(?m)^(.*)namespace: TENANT(.*)$");

  private RenderedFleet() {}

  static List<String> overlays() {
    return IntStream.rangeClosed(1, OVERLAYS).mapToObj(it -> "overlays/" + team(it)).toList();
  }

  /// The namespaces of the releases, which are all called `etl`.
  static List<String> releases() {
    return IntStream.rangeClosed(1, RELEASES).mapToObj(RenderedFleet::team).toList();
  }

  private static String team(int number) {
    return "team-%04d".formatted(number);
  }

  static void write(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    for (int index : BASE) {
      String name = "%02d-%s.yaml".formatted(index, Fleet.kind(index));
      names.add(name);
      write(
          folder,
          "base/" + name,
          OWN.matcher(Fleet.manifest(index)).replaceAll("").replace("TENANT", "team"));
    }
    write(folder, "base/kustomization.yaml", kustomization(names));
    for (String overlay : overlays()) {
      overlay(folder, overlay);
    }
    write(
        folder,
        "charts/etl/Chart.yaml",
        "apiVersion: v2\nname: etl\nversion: 1.0.0\nappVersion: \"476\"\n");
    write(folder, "charts/etl/values.yaml", "image: trinodb/trino:470\n");
    for (int index : CHART) {
      write(
          folder,
          "charts/etl/templates/%02d-%s.yaml".formatted(index, Fleet.kind(index)),
          template(Fleet.manifest(index)));
    }
    StringBuilder config =
        new StringBuilder("apiVersion: drift.dev/v1\nkind: Config\nsources:\n  - helm:\n");
    for (String release : releases()) {
      config.append(
          """
                - chart: charts/etl
                  release: etl
                  namespace: %s
                  values: {image: "trinodb/trino:476"}
          """
              .indent(2)
              .formatted(release));
    }
    write(folder, "drift.yaml", config.toString());
  }

  private static void overlay(Path folder, String overlay) throws IOException {
    String team = overlay.substring(overlay.indexOf('/') + 1);
    write(folder, overlay + "/namespace.yaml", Fleet.manifest(0).replace("TENANT", team));
    write(
        folder,
        overlay + "/kustomization.yaml",
        kustomization(List.of("namespace.yaml", "../../base"))
            + """
            namespace: %1$s
            images:
              - {name: trinodb/trino, newTag: "476"}
            patches:
              - target: {kind: Ingress, name: trino}
                patch: |
                  - {op: replace, path: /spec/tls/0/hosts/0, value: %1$s.lake.example.com}
                  - {op: replace, path: /spec/rules/0/host, value: %1$s.lake.example.com}
              - patch: |
                  apiVersion: apps/v1
                  kind: Deployment
                  metadata: {name: trino-worker}
                  spec: {replicas: 5}
            """
                .formatted(team));
  }

  private static String kustomization(List<String> resources) {
    return """
    apiVersion: kustomize.config.k8s.io/v1beta1
    kind: Kustomization
    resources: [%s]
    """
        .formatted(String.join(", ", resources));
  }

  /// With the marks that Helm sets, so that the plain repository has them too.
  private static String template(String manifest) {
    String marked =
        NAMESPACE
            .matcher(NAME.matcher(manifest).replaceAll("$1: etl"))
            .replaceFirst(
                match ->
                    match.group(1).isBlank()
                        ? "  namespace: TENANT\n  annotations: {%s}".formatted(annotations())
                        : "%snamespace: TENANT, annotations: {%s}%s"
                            .formatted(match.group(1), annotations(), match.group(2)));
    String labelled =
        marked.contains("\n  labels: {")
            ? marked.replaceFirst(
                "\n  labels: \\{", "\n  labels: {app.kubernetes.io/managed-by: Helm, ")
            : marked.replaceFirst(
                "annotations: ", "labels: {app.kubernetes.io/managed-by: Helm}, annotations: ");
    return labelled
        .replace("TENANT", "{{ .Release.Namespace }}")
        .replace("trinodb/trino:476", "{{ .Values.image }}");
  }

  private static String annotations() {
    return "meta.helm.sh/release-name: etl, meta.helm.sh/release-namespace: TENANT";
  }

  private static void write(Path folder, String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }
}
