package dev.drift.testkit;

import com.dajudge.kindcontainer.KindContainer;
import com.dajudge.kindcontainer.KindContainerVersion;
import com.dajudge.kindcontainer.KubernetesImageSpec;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A control plane in a container, through kindcontainer: used if a Docker engine answers and
/// the local binaries are not there. kubectl itself is still needed on this machine.
///
/// Set `DRIFT_KIND_IMAGE` to the node image of the wanted Kubernetes version. It runs one real
/// node, and keeps no audit log. The options' parts, nodes and arguments do not apply.
final class KindControlPlane implements ControlPlane {
  /// The newest that kindcontainer knows how to configure; the image decides what runs.
  private static final KindContainerVersion NEWEST = KindContainerVersion.VERSION_1_34_0;

  private static final String IMAGE = "kindest/node:v" + Binaries.KUBERNETES_VERSION;
  private static final String ACCOUNT = "drift-testkit";

  private final KindContainer<?> container;
  private final Path kubectl;
  private final WorkDirectory directory;
  private final String kubeconfigText;
  private final URI server;
  private final AtomicInteger kubeconfigs = new AtomicInteger();
  private Optional<String> adminToken = Optional.empty();
  private Optional<ApiClient> api = Optional.empty();
  private Optional<VolumeProvisioner> provisioner = Optional.empty();

  private KindControlPlane(KindContainer<?> container, Path kubectl, WorkDirectory directory) {
    this.container = container;
    this.kubectl = kubectl;
    this.directory = directory;
    this.kubeconfigText = container.getKubeconfig();
    this.server = URI.create(value("server"));
    directory.write("admin.kubeconfig", kubeconfigText);
    directory.write("ca.crt", decoded(value("certificate-authority-data")));
  }

  static KindControlPlane start(ControlPlaneOptions options, Binaries binaries) {
    Path kubectl =
        binaries
            .find(Binary.KUBECTL)
            .or(SearchPath::kubectl)
            .orElseThrow(
                () ->
                    new ControlPlaneException(
                        "A Docker engine answers, but kubectl is missing: put it on the PATH, or"
                            + " run `make control-plane`."));
    String image = Optional.ofNullable(System.getenv("DRIFT_KIND_IMAGE")).orElse(IMAGE);
    KindContainer<?> container =
        new KindContainer<>(new KubernetesImageSpec<>(NEWEST).withImage(image));
    WorkDirectory directory = WorkDirectory.create(options.keepWorkDirectory());
    try {
      container.start();
      KindControlPlane plane = new KindControlPlane(container, kubectl, directory);
      plane.prepare(options);
      return plane;
    } catch (RuntimeException e) {
      container.stop();
      directory.delete();
      throw new ControlPlaneException(
          "The container %s did not start (DRIFT_KIND_IMAGE chooses another image): %s"
              .formatted(image, e.getMessage()),
          e);
    }
  }

  private void prepare(ControlPlaneOptions options) {
    kubectl("create", "serviceaccount", ACCOUNT, "--namespace=kube-system").orThrow();
    kubectl(
            "create",
            "clusterrolebinding",
            ACCOUNT,
            "--clusterrole=cluster-admin",
            "--serviceaccount=kube-system:" + ACCOUNT)
        .orThrow();
    String token =
        kubectl("create", "token", ACCOUNT, "--namespace=kube-system", "--duration=24h")
            .orThrow()
            .stdout()
            .strip();
    adminToken = Optional.of(token);
    api = Optional.of(client("drift-testkit"));
    if (options.runs(ControlPlaneOptions.Part.PROVISIONER)) {
      provisioner = Optional.of(VolumeProvisioner.start(client(VolumeProvisioner.AGENT)));
    }
  }

  private ApiClient client(String agent) {
    String ca = decoded(value("certificate-authority-data"));
    return new ApiClient(server, ca, adminToken(), agent);
  }

  @Override
  public URI server() {
    return server;
  }

  @Override
  public Path caCertificate() {
    return directory.file("ca.crt");
  }

  @Override
  public String adminToken() {
    return adminToken.orElseThrow();
  }

  @Override
  public Path kubeconfig() {
    return directory.file("admin.kubeconfig");
  }

  /// By impersonation: the authority's key stays in the container.
  @Override
  public Path kubeconfigFor(String user, String... groups) {
    String line = "    as: " + TextNode.valueOf(user) + "\n";
    if (groups.length > 0) {
      line +=
          Arrays.stream(groups)
              .map(group -> TextNode.valueOf(group).toString())
              .collect(Collectors.joining(", ", "    as-groups: [", "]\n"));
    }
    Kubeconfig kubeconfig = new Kubeconfig(server, decoded(value("certificate-authority-data")));
    String file = "user-" + kubeconfigs.incrementAndGet() + ".kubeconfig";
    return directory.write(file, kubeconfig.withToken(user, adminToken()) + line);
  }

  @Override
  public Path auditLog() {
    throw new ControlPlaneException(
        "A control plane in a container has no audit log: run `make control-plane` for one that"
            + " does.");
  }

  @Override
  public Path workDirectory() {
    return directory.path();
  }

  @Override
  public Kubectl kubectl() {
    return new Kubectl(kubectl, kubeconfig(), directory.folder("home"));
  }

  @Override
  public void kill(Server one) {
    throw wholeOnly();
  }

  @Override
  public void restart(Server one) {
    throw wholeOnly();
  }

  private static ControlPlaneException wholeOnly() {
    return new ControlPlaneException(
        "The parts of a control plane in a container end together only: run `make control-plane`"
            + " for one whose parts do not.");
  }

  @Override
  public void awaitSettled(Duration timeout) {
    new Settling(api.orElseThrow(), true).await(timeout);
  }

  @Override
  public void close() {
    provisioner.ifPresent(VolumeProvisioner::close);
    api.ifPresent(ApiClient::close);
    container.stop();
    directory.delete();
  }

  private String value(String key) {
    Matcher line = Pattern.compile(key + ":\\s*\"?([^\"\\s]+)").matcher(kubeconfigText);
    if (!line.find()) {
      throw new ControlPlaneException("The container's kubeconfig has no " + key + ".");
    }
    return line.group(1);
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
  }

  /// Where kubectl may be, beside the folders of the control plane's own binaries.
  private static final class SearchPath {
    static Optional<Path> kubectl() {
      String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
      return List.of(path.split(java.io.File.pathSeparator)).stream()
          .map(folder -> Path.of(folder, Binary.KUBECTL.fileName()))
          .filter(java.nio.file.Files::isExecutable)
          .findFirst();
    }
  }
}
