package dev.drift.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The image that `make image` built: what is in it, and that it runs, in its own layers and with
/// nothing else of this machine. `make image-check` runs this, and [CronJobIT] in the same image.
class ImageCheck {
  private static final long MEBIBYTE = 1 << 20;
  private static final Path TAR =
      Path.of(System.getProperty("drift.image", "target/drift-image.tar"));
  private static final Map<?, ?> TEMPLATE =
      Rendered.of(
              """
              kind: Deployment
              metadata: {name: drift}
              spec:
                template:
                  spec:
                    securityContext: {runAsUser: 65532, runAsGroup: 65532}
                    containers:
                      - securityContext: {readOnlyRootFilesystem: true}
                        volumeMounts:
                          - {name: tmp, mountPath: /tmp}
                          - {name: example, mountPath: /example, readOnly: true}
              """)
          .template();

  @TempDir Path folder;
  private OciImage image;

  @BeforeEach
  void read() throws Exception {
    image = OciImage.read(TAR, folder.resolve("image"));
  }

  @Test
  void isAnOciLayoutForOnePlatform() throws IOException {
    assertThat(Files.readString(image.layout().resolve("oci-layout")))
        .isEqualToIgnoringWhitespace("{\"imageLayoutVersion\": \"1.0.0\"}");
    assertThat(image.manifest().path("mediaType").asText())
        .isEqualTo("application/vnd.oci.image.manifest.v1+json");
    assertThat(image.config().path("os").asText()).isEqualTo("linux");
    assertThat(image.config().path("architecture").asText())
        .isEqualTo(System.getProperty("os.arch").replace("aarch64", "arm64"));
  }

  @Test
  void runsDriftAsANumericUserThatIsNotRoot() {
    JsonNode config = image.config().path("config");
    // Kubernetes can verify runAsNonRoot only for a number.
    assertThat(config.path("User").asText()).isEqualTo("65532:65532");
    assertThat(image.entrypoint())
        .containsExactly("/opt/java/bin/java", "@/opt/drift/drift.options");
    assertThat(config.path("Labels").path("org.opencontainers.image.title").asText())
        .isEqualTo("Drift");
    assertThat(config.path("Labels").path("org.opencontainers.image.version").asText())
        .startsWith("0.1.0");
    assertThat(image.environment())
        .containsEntry("HOME", "/home/drift")
        .containsEntry("MALLOC_ARENA_MAX", "2");
  }

  @Test
  void hasALayerForEachThingThatChangesByItself() throws Exception {
    // The first is Jib's own: two files with a class path.
    List<Path> layers = image.layers();
    assertThat(layers).hasSize(6);
    assertThat(String.join("\n", image.list(layers.get(1)))).contains("libc.so.6", "etc/passwd");
    assertThat(String.join("\n", image.list(layers.get(2)))).contains("opt/java/lib/modules");
    assertThat(String.join("\n", image.list(layers.get(3))))
        .contains("usr/local/bin/kustomize", "usr/local/bin/helm", "usr/local/bin/sops", "bin/sh");
    assertThat(String.join("\n", image.list(layers.get(4))))
        .contains("org.eclipse.jgit")
        .doesNotContain("drift-agent");
    assertThat(String.join("\n", image.list(layers.get(5))))
        .contains("drift-agent", "drift-rules", "drift.options", "serve.options");
    long size = 0;
    for (Path layer : layers) {
      size += Files.size(layer);
    }
    // 41 MiB are the renderers: Go links the client of Kubernetes into helm, and those of the key
    // services of all clouds into sops.
    assertThat(size).isBetween(100 * MEBIBYTE, 175 * MEBIBYTE);
  }

  /// What is not there cannot be abused, and needs no update.
  @Test
  void hasNoProgramThatIsNotNeededAndNothingThatChangesItsUser() throws Exception {
    Path root = Files.createDirectory(folder.resolve("root"));
    image.unpack(root);
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.filter(it -> Files.isRegularFile(it) && Files.isExecutable(it)))
          .extracting(it -> root.relativize(it).toString())
          .allMatch(
              it ->
                  it.matches(
                      "opt/java/(bin/\\w+|lib/jspawnhelper)|lib.*/ld-linux.*|bin/sh"
                          + "|usr/local/bin/(kustomize|helm|sops)"));
    }
    for (Path layer : image.layers()) {
      assertThat(image.list(layer))
          .allMatch(line -> line.contains(" 0/0 "), "belongs to root")
          .noneMatch(line -> line.substring(0, 10).matches(".*[sS].*"));
      // Jib knows no sticky bit; volumes cover these.
      assertThat(image.list(layer).stream().filter(line -> line.charAt(8) == 'w'))
          .allMatch(line -> line.matches(".* (tmp|var/lib/drift|var/cache/drift)/"));
    }
    // Scanners of vulnerabilities learn of the C library and the shell by these.
    assertThat(Files.readString(root.resolve("etc/os-release"))).contains("ID=debian");
    assertThat(Files.readString(root.resolve("var/lib/dpkg/status.d/libc6")))
        .contains("Package: libc6", "Version: ");
    assertThat(Files.readString(root.resolve("var/lib/dpkg/status.d/dash")))
        .contains("Package: dash", "Version: ");
  }

  /// Kustomizations of Flux with their overlays, two charts, and a Secret that SOPS encrypted, with
  /// no other program of this machine.
  @Test
  void rendersWhatFluxDeploys() throws Exception {
    PodRun container = Containers.of(image, Files.createDirectory(folder.resolve("root")));
    PodRun.Result render =
        container.run(
            TEMPLATE,
            Map.of(
                "tmp",
                Files.createDirectory(folder.resolve("tmp")),
                "example",
                Path.of("../examples").toRealPath()),
            Map.of(),
            "render",
            "--config=/example/lakehouse-flux/agent.yaml",
            "--target=gcp");

    assertThat(render.code()).as(render.err()).isZero();
    assertThat(render.out().lines().filter(it -> it.startsWith("kind: "))).hasSize(236);
    assertThat(render.out())
        .contains(
            "apps/base/trino/coordinator.yaml:1:1 (rendered by flux)",
            "charts/redis/templates/statefulset.yaml:16:1 (rendered by helm)",
            "apps/base/redis/secret.sops.yaml:1:1 (rendered by flux)");
  }

  @Test
  void saysItsVersionAndChecksASnapshot() throws Exception {
    PodRun container = Containers.of(image, Files.createDirectory(folder.resolve("root")));
    Map<String, Path> volumes =
        Map.of(
            "tmp",
            Files.createDirectory(folder.resolve("tmp")),
            "example",
            Path.of("../examples").toRealPath());

    PodRun.Result version = container.run(TEMPLATE, volumes, Map.of(), "--version");
    assertThat(version.code()).as(version.err()).isZero();
    assertThat(version.out()).startsWith("drift ").contains("Java 25");

    PodRun.Result check =
        container.run(
            TEMPLATE,
            volumes,
            Map.of(),
            "check",
            "--repo=/example/lakehouse",
            "--snapshot=/example/snapshots/lakehouse.json.gz",
            "--key-file=/example/snapshots/example.key",
            "--store=/tmp/drift.db");
    assertThat(check.err()).isEmpty();
    assertThat(check.code()).isEqualTo(1);
    assertThat(check.out()).contains("12 drift findings", "231 resources");
    // The archive of classes is used: java would end otherwise.
    PodRun shared =
        new PodRun(
            container.root(),
            container.mounts(),
            List.of("/opt/java/bin/java", "-Xshare:on", "-XX:+UseG1GC"),
            container.environment());
    PodRun.Result result = shared.run(TEMPLATE, volumes, Map.of(), "-version");
    assertThat(result.code()).as(result.err()).isZero();
  }
}
