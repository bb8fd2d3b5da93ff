package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.cli.DriftOnPlane.Printed;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `drift adopt` of what the real kustomize renders: a real cluster, and a folder.
@Tag("cluster")
class AdoptRenderedTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  private static final String KUSTOMIZATION =
      """
      namespace: adopt-rendered
      resources:
        - ../base
      images:
        - name: web
          newName: registry.example.com/web
          newTag: "2" # tested
      patches:
        - path: size.yaml
      """;

  private static final String SIZE =
      """
      # Three are enough for a weekday.
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
      """;

  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 1
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - {name: web, image: web}
      """;

  @TempDir Path temp;

  private Path write(String path, String text) throws IOException {
    Path file = temp.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /// A configuration whose source is the folder `git`.
  private Path config(String kustomization) throws IOException {
    return write(
        "drift.yaml",
        """
        apiVersion: drift.dev/v1
        kind: Config
        renderers: {kustomize: %s, helm: %s}
        sources:
          - {name: shop, repo: %s, %s}
        """
            .formatted(
                Renderer.KUSTOMIZE.path(),
                Renderer.HELM.path(),
                temp.resolve("git"),
                kustomization));
  }

  @Test
  void theOverlayGetsWhatRuns(ControlPlane plane) throws IOException {
    write("git/base/kustomization.yaml", "resources: [web.yaml]\n");
    Path base = write("git/base/web.yaml", WEB);
    Path kustomization = write("git/prod/kustomization.yaml", KUSTOMIZATION);
    Path size = write("git/prod/size.yaml", SIZE);
    write("git/staging/kustomization.yaml", "{namespace: staging, resources: [../base]}\n");
    Path config = config("paths: [prod]");
    plane.kubectl("create", "namespace", "adopt-rendered").orThrow();
    plane.kubectl("apply", "-k", temp.resolve("git/prod").toString()).orThrow();
    plane.kubectl("-n", "adopt-rendered", "scale", "deployment/web", "--replicas=5").orThrow();
    plane
        .kubectl(
            "-n",
            "adopt-rendered",
            "set",
            "image",
            "deployment/web",
            "web=registry.example.com/web:3")
        .orThrow();
    List<String> check = List.of("--config", config.toString(), "-n", "adopt-rendered");
    DriftOnPlane drift = new DriftOnPlane(plane, temp);

    Printed adopted = drift.act(check, "adopt", "--yes");

    assertThat(adopted.code()).as(adopted.all()).isEqualTo(0);
    assertThat(Files.readString(size)).isEqualTo(SIZE.replace("replicas: 3", "replicas: 5"));
    assertThat(Files.readString(kustomization))
        .isEqualTo(KUSTOMIZATION.replace("\"2\" # tested", "\"3\" # tested"));
    assertThat(Files.readString(base)).isEqualTo(WEB);
    assertThat(drift.check(check).code()).isEqualTo(0);
  }

  private static final String GENERATING =
      """
      namespace: adopt-files
      resources:
        - ../base
      configMapGenerator:
        - name: settings
          files: [app.conf]
          envs: [app.env]
      generatorOptions: {disableNameSuffixHash: true}
      """;

  /// A key from a file, one from a line, and what a base that others use lacks, has and has too
  /// much; then an object that only the cluster has, and one that only Git has.
  @Test
  void filesAndOverlaysGetWhatRuns(ControlPlane plane) throws IOException {
    write("git/base/kustomization.yaml", "resources: [web.yaml]\n");
    Path base = write("git/base/web.yaml", WEB + "      - {name: side, image: side}\n");
    Path kustomization =
        write("git/prod/kustomization.yaml", GENERATING + "patches:\n  - path: size.yaml\n");
    Path size = write("git/prod/size.yaml", SIZE);
    Path conf = write("git/prod/app.conf", "# Keep it short.\nmode=plain\nsize=1\n");
    Path env = write("git/prod/app.env", "COLOUR=green\nSPEED=1\n");
    write("git/staging/kustomization.yaml", "{namespace: staging, resources: [../base]}\n");
    Path config = config("paths: [prod]");
    plane.kubectl("create", "namespace", "adopt-files").orThrow();
    plane.kubectl("apply", "-k", temp.resolve("git/prod").toString()).orThrow();
    patch(
        plane,
        "adopt-files",
        "configmap/settings",
        """
        data:
          app.conf: "# Keep it short.\\nmode=loud\\nsize=1\\n"
          SPEED: "2"
        """);
    patch(
        plane,
        "adopt-files",
        "deployment/web",
        """
        metadata: {labels: {team: blue}}
        spec: {template: {spec: {containers: [{name: side, $patch: delete}]}}}
        """);
    List<String> check = List.of("--config", config.toString(), "-n", "adopt-files");
    DriftOnPlane drift = new DriftOnPlane(plane, temp);

    Printed adopted = drift.act(check, "adopt", "--yes");

    assertThat(adopted.code()).as(adopted.all()).isEqualTo(0);
    assertThat(Files.readString(conf)).isEqualTo("# Keep it short.\nmode=loud\nsize=1\n");
    assertThat(Files.readString(env)).isEqualTo("COLOUR=green\nSPEED=2\n");
    assertThat(Files.readString(size))
        .isEqualTo(
            SIZE.replace("metadata: {name: web}", "metadata: {name: web, labels: {team: blue}}")
                + """
                  template:
                    spec:
                      containers:
                      - name: side
                        $patch: delete
                """);
    assertThat(Files.readString(base)).isEqualTo(WEB + "      - {name: side, image: side}\n");
    assertThat(drift.check(check).code()).isEqualTo(0);

    plane
        .kubectl("-n", "adopt-files", "create", "configmap", "extra", "--from-literal=a=1")
        .orThrow();
    plane.kubectl("-n", "adopt-files", "delete", "configmap", "settings").orThrow();

    Printed again = drift.act(check, "adopt", "--yes");

    assertThat(again.code()).as(again.all()).isEqualTo(0);
    assertThat(Files.readString(kustomization))
        .isEqualTo(
            """
            namespace: adopt-files
            resources:
              - ../base
              - configmap-extra.yaml
            generatorOptions: {disableNameSuffixHash: true}
            patches:
              - path: size.yaml
            """);
    assertThat(temp.resolve("git/prod/configmap-extra.yaml"))
        .hasContent(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: extra
              namespace: adopt-files
            data:
              a: "1"
            """);
    assertThat(drift.check(check).code()).isEqualTo(0);
  }

  private static void patch(ControlPlane plane, String namespace, String object, String patch) {
    plane.kubectl("-n", namespace, "patch", object, "-p", patch).orThrow();
  }

  /// A chart that drift.yaml names, with a values file.
  @Test
  void theValuesOfAChartGetWhatRuns(ControlPlane plane) throws IOException {
    write("git/charts/web/Chart.yaml", "{apiVersion: v2, name: web, version: 1.0.0}\n");
    write("git/charts/web/values.yaml", "{podAnnotations: {}, resources: {}}\n");
    write(
        "git/charts/web/templates/web.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: adopt-chart}
        spec:
          replicas: 1
          selector: {matchLabels: {app: web}}
          template:
            metadata:
              labels: {app: web}
              {{- with .Values.podAnnotations }}
              annotations: {{- toYaml . | nindent 8 }}
              {{- end }}
            spec:
              containers:
              - name: web
                image: web
                resources: {{- toYaml .Values.resources | nindent 10 }}
        """);
    Path values = write("git/values.yaml", "resources: {} # enough\n");
    Path config =
        config(
            "helm: [{chart: charts/web, release: web, namespace: adopt-chart, valueFiles:"
                + " [values.yaml]}]");
    plane.kubectl("create", "namespace", "adopt-chart").orThrow();
    Path rendered =
        write(
            "web.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              namespace: adopt-chart
              labels: {app.kubernetes.io/managed-by: Helm}
              annotations:
                meta.helm.sh/release-name: web
                meta.helm.sh/release-namespace: adopt-chart
            spec:
              replicas: 1
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: web, resources: {}}]}
            """);
    plane.kubectl("apply", "-f", rendered.toString()).orThrow();
    patch(
        plane,
        "adopt-chart",
        "deployment/web",
        """
        spec:
          template:
            metadata: {annotations: {team: blue}}
            spec: {containers: [{name: web, resources: {limits: {memory: 1Gi}}}]}
        """);
    List<String> check = List.of("--config", config.toString(), "-n", "adopt-chart");
    DriftOnPlane drift = new DriftOnPlane(plane, temp);

    Printed adopted = drift.act(check, "adopt", "--yes");

    assertThat(adopted.code()).as(adopted.all()).isEqualTo(0);
    assertThat(Files.readString(values))
        .as(adopted.all())
        .isEqualTo(
            """
            resources: # enough
              limits:
                memory: 1Gi
            podAnnotations:
              team: blue
            """);
    assertThat(drift.check(check).code()).isEqualTo(0);
  }

  /// Flux takes all files of a folder that has no kustomization.
  @Test
  void theFolderThatFluxDeploysGetsWhatRuns(ControlPlane plane) throws IOException {
    String cluster =
        """
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: flux-system, namespace: flux-system}
        spec:
          path: ./clusters/one
          sourceRef: {kind: GitRepository, name: flux-system}
        """;
    write("git/clusters/one/kustomization.yaml", "resources: [sync.yaml, apps.yaml]\n");
    write("git/clusters/one/sync.yaml", cluster);
    write(
        "git/clusters/one/apps.yaml",
        cluster.replace("name: flux-system, n", "name: apps, n").replace("clusters/one", "apps"));
    String manifest = WEB.replace("{name: web}\nspec", "{name: web, namespace: adopt-flux}\nspec");
    Path web = write("git/apps/web.yaml", manifest);
    Path config = config("paths: [clusters/one]");
    plane.kubectl("create", "namespace", "adopt-flux").orThrow();
    Path labelled =
        write(
            "web.yaml",
            manifest.replace(
                "namespace: adopt-flux}",
                "namespace: adopt-flux, labels: {kustomize.toolkit.fluxcd.io/name: apps,"
                    + " kustomize.toolkit.fluxcd.io/namespace: flux-system}}"));
    plane.kubectl("apply", "-f", labelled.toString()).orThrow();
    plane.kubectl("-n", "adopt-flux", "scale", "deployment/web", "--replicas=5").orThrow();
    plane
        .kubectl("-n", "adopt-flux", "create", "configmap", "extra", "--from-literal=a=1")
        .orThrow();
    List<String> check = List.of("--config", config.toString(), "-n", "adopt-flux");

    Printed adopted = new DriftOnPlane(plane, temp).act(check, "adopt", "--yes");

    assertThat(web).as(adopted.all()).hasContent(manifest.replace("replicas: 1", "replicas: 5"));
    assertThat(temp.resolve("git/apps/configmap-extra.yaml"))
        .as(adopted.all())
        .content()
        .contains("name: extra");
  }

  /// Its file would give it another name, and the next deployment another object.
  @Test
  void aNameWithAHashIsLeftAlone(ControlPlane plane) throws IOException {
    Path kustomization =
        write(
            "git/prod/kustomization.yaml",
            """
            namespace: adopt-hash
            configMapGenerator:
              - name: settings
                envs: [app.env]
            """);
    Path env = write("git/prod/app.env", "SPEED=1\n");
    Path config = config("paths: [prod]");
    plane.kubectl("create", "namespace", "adopt-hash").orThrow();
    plane.kubectl("apply", "-k", temp.resolve("git/prod").toString()).orThrow();
    String name =
        plane
            .kubectl("-n", "adopt-hash", "get", "configmap", "-o", "name")
            .orThrow()
            .stdout()
            .lines()
            .filter(it -> it.contains("settings-"))
            .findFirst()
            .orElseThrow();
    patch(plane, "adopt-hash", name, "data: {SPEED: \"2\"}");
    plane
        .kubectl(
            "-n", "adopt-hash", "create", "configmap", "settings-b8h2k9m4tc", "--from-literal=a=1")
        .orThrow();
    List<String> check = List.of("--config", config.toString(), "-n", "adopt-hash");

    Printed adopted = new DriftOnPlane(plane, temp).act(check, "adopt", "--yes");

    assertThat(adopted.out().replaceAll("\\s+", " "))
        .contains(
            "its name ends in a hash of its content, so with another content Git would declare")
        .contains(
            "it seems to be another generation of %s,"
                .formatted(name.replace("configmap/", "ConfigMap adopt-hash/")));
    assertThat(Files.readString(env)).isEqualTo("SPEED=1\n");
    assertThat(Files.readString(kustomization)).doesNotContain("patches");
  }
}
