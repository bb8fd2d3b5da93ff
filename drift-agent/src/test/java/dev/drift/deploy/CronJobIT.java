package dev.drift.deploy;

import static dev.drift.deploy.Rendered.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.git.SshServer;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.GitHttpServer;
import dev.drift.testkit.TokenUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What the CronJob of `manifests/` runs, with its very arguments, files and paths, as its own
/// ServiceAccount with a token of the API server, against a real control plane and a real Git
/// server.
///
/// Git has the manifests themselves, as a user would commit them: Drift finds that it is deployed
/// as declared.
@Tag("cluster")
class CronJobIT {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      // The user makes it a control plane of its own.
      ControlPlaneExtension.with(
          ControlPlaneOptions.apiServerOnly()
              .withUsers(List.of(new TokenUser("cron-job", "cron-job"))));

  private static final String STORE = "--store=/var/lib/drift/drift.db";
  private static final Pattern USER = Pattern.compile("\"user\":\\{\"username\":\"([^\"]+)\"");

  @TempDir Path folder;
  private GitHttpServer git;
  private PodRun container;

  /// Of the repository, if it is not on the HTTP server.
  private String url = "";

  @BeforeEach
  void start() throws Exception {
    git = GitHttpServer.open(folder);
    container = Containers.create(Files.createDirectory(folder.resolve("root")));
  }

  @AfterEach
  void stopGit() {
    git.close();
  }

  @Test
  void reportsAndLeavesItsRecord(ControlPlane plane) throws Exception {
    Rendered manifests = deploy(plane, "cronjob", "default.yaml");
    PodVolumes volumes = new PodVolumes(folder, manifests, plane, Map.of());
    Path record = volumes.claim("drift-record");
    assertThat(record).isEmptyDirectory();

    PodRun.Result first = run(plane, manifests, volumes);

    assertThat(first.code()).as(first.out() + first.err()).isZero();
    assertThat(first.out())
        .startsWith("In sync")
        .contains("cluster in-cluster (" + plane.server(), git.url("platform.git"));
    assertThat(first.err()).isEmpty();
    assertThat(record).isDirectoryContaining(it -> it.endsWith("drift.db"));
    assertThat(run(plane, manifests, volumes, "status", STORE).out())
        .contains("In sync", "last run");
    assertThat(usersOf(plane))
        .as("the API server saw the ServiceAccount")
        .contains("system:serviceaccount:drift:drift");

    plane
        .kubectl("-n", "drift", "patch", "cronjob/drift", "-p", "{\"spec\":{\"suspend\":true}}")
        .orThrow();
    PodRun.Result second = run(plane, manifests, volumes);

    assertThat(second.code()).as(second.out() + second.err()).isEqualTo(1);
    assertThat(second.out()).contains("drift/drift", "/spec/suspend");
    assertThat(suspended(plane)).as("it only reports").isEqualTo("true");
    assertThat(run(plane, manifests, volumes, "status", STORE).out())
        .contains("1 drift finding open");
  }

  @Test
  void logsInToAPrivateRepositoryByTheSecret(ControlPlane plane) throws Exception {
    git.close();
    git = GitHttpServer.closed(folder, "drift", "horse-battery");
    Rendered manifests = deploy(plane, "cronjob", "default.yaml");

    PodRun.Result without =
        run(plane, manifests, new PodVolumes(folder, manifests, plane, Map.of()));
    assertThat(without.code()).as(without.out() + without.err()).isEqualTo(4);

    Map<String, String> login = Map.of("username", "drift", "password", "horse-battery");
    PodRun.Result with =
        run(plane, manifests, new PodVolumes(folder, manifests, plane, Map.of("drift-git", login)));
    assertThat(with.code()).as(with.out() + with.err()).isZero();
  }

  @Test
  void readsARepositoryOverSshWithTheKeyAndTheHostKeysOfTheSecret(ControlPlane plane)
      throws Exception {
    try (SshServer server = SshServer.start(folder.resolve("sshd"))) {
      url = server.url(folder.resolve("platform.git"));
      Rendered manifests = deploy(plane, "cronjob", "default.yaml");
      String key = Files.readString(server.userKey());

      PodVolumes stranger =
          new PodVolumes(
              folder, manifests, plane, Map.of("drift-git-ssh", Map.of("id_ed25519", key)));
      PodRun.Result refused = run(plane, manifests, stranger);
      assertThat(refused.code()).as(refused.out() + refused.err()).isEqualTo(4);
      assertThat(refused.err()).contains("known_hosts");

      Map<String, String> secret = Map.of("id_ed25519", key, "known_hosts", server.knownHost());
      PodVolumes known = new PodVolumes(folder, manifests, plane, Map.of("drift-git-ssh", secret));
      PodRun.Result result = run(plane, manifests, known);
      assertThat(result.code()).as(result.out() + result.err()).isZero();
    }
  }

  /// As they are before a user replaces them.
  @Test
  void theConfigurationsOfTheOverlaysAreValid(ControlPlane plane) throws Exception {
    for (String overlay : List.of("cronjob", "revert")) {
      Rendered manifests =
          Rendered.of(
              plane
                  .kubectl("kustomize", UserManifests.OVERLAYS.resolve(overlay).toString())
                  .orThrow()
                  .stdout());
      plane.kubectlWithInput(manifests.text(), "apply", "-f", "-").orThrow();
      PodRun.Result result =
          run(
              plane,
              manifests,
              new PodVolumes(folder, manifests, plane, Map.of()),
              "config",
              "validate",
              "/etc/drift/drift.yaml");
      assertThat(result.code()).as(overlay + result.err()).isZero();
    }
  }

  @Test
  void writesIntoItsVolumesOnly(ControlPlane plane) throws Exception {
    Rendered manifests = deploy(plane, "cronjob", "default.yaml");
    PodVolumes volumes = new PodVolumes(folder, manifests, plane, Map.of());
    for (String refused :
        List.of("/cluster.json", "/etc/drift/cluster.json", "/opt/cluster.json")) {
      PodRun.Result result = run(plane, manifests, volumes, "snapshot", "--out=" + refused);
      assertThat(result.code()).as(refused).isEqualTo(4);
      assertThat(result.err()).contains(refused, "the file system is read-only");
    }
    PodRun.Result result =
        run(plane, manifests, volumes, "snapshot", "--out=/var/lib/drift/cluster.json");
    // Not all kinds of the cluster are granted, so that the snapshot is incomplete.
    assertThat(result.code()).as(result.err()).isEqualTo(3);
    assertThat(volumes.claim("drift-record").resolve("cluster.json")).isNotEmptyFile();
  }

  @Test
  void revertsWhatLasts(ControlPlane plane) throws Exception {
    Rendered manifests = deploy(plane, "revert", "strict.yaml");
    PodVolumes volumes = new PodVolumes(folder, manifests, plane, Map.of());
    plane
        .kubectl("-n", "drift", "patch", "cronjob/drift", "-p", "{\"spec\":{\"suspend\":true}}")
        .orThrow();

    PodRun.Result first = run(plane, manifests, volumes);
    assertThat(first.code()).as(first.out() + first.err()).isEqualTo(1);
    assertThat(suspended(plane)).isEqualTo("true");

    PodRun.Result second = run(plane, manifests, volumes);
    assertThat(second.code()).as(second.out() + second.err()).isZero();
    assertThat(suspended(plane)).isEqualTo("false");
  }

  private static String suspended(ControlPlane plane) {
    return plane
        .kubectl("-n", "drift", "get", "cronjob/drift", "--output=jsonpath={.spec.suspend}")
        .orThrow()
        .stdout();
  }

  /// Commits and applies what docs/deploy.md has users write: their repository and their image, on
  /// top of an overlay. Only the URL and the folder of the overlay are those of the test.
  private Rendered deploy(ControlPlane plane, String overlay, String policy) throws IOException {
    // Other tests have changed it.
    plane.kubectl("delete", "cronjob", "--all-namespaces", "--all").orThrow();
    Rendered manifests =
        UserManifests.apply(
            plane,
            folder,
            overlay,
            DeployPage.block("# drift.yaml")
                .replace(
                    "https://git.example.com/platform.git",
                    url.isEmpty() ? git.url("platform.git") : url)
                .replace("default.yaml", policy));
    UserManifests.awaitRights(
        plane,
        overlay.equals("revert")
            ? List.of("list storageclasses", "list secrets", "patch storageclasses")
            : List.of("list storageclasses", "list secrets"));
    return manifests;
  }

  /// Who asked for anything.
  private static Set<String> usersOf(ControlPlane plane) throws IOException {
    try (Stream<String> lines = Files.lines(plane.auditLog())) {
      return lines
          .flatMap(line -> USER.matcher(line).results())
          .map(found -> found.group(1))
          .collect(Collectors.toSet());
    }
  }

  private PodRun.Result run(
      ControlPlane plane, Rendered manifests, PodVolumes volumes, String... arguments)
      throws IOException, InterruptedException {
    Map<?, ?> template = manifests.template();
    Map<String, String> variables =
        new HashMap<>(volumes.secretVariables(map(template, "spec", "containers", 0)));
    variables.put("KUBERNETES_SERVICE_HOST", plane.server().getHost());
    variables.put("KUBERNETES_SERVICE_PORT", String.valueOf(plane.server().getPort()));
    return container.run(template, volumes.create(map(template, "spec")), variables, arguments);
  }
}
