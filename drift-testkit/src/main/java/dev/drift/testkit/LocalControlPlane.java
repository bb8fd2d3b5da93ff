package dev.drift.testkit;

import dev.drift.testkit.ControlPlaneOptions.Part;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A control plane of local processes.
final class LocalControlPlane implements ControlPlane {
  private static final Logger LOG = LoggerFactory.getLogger(LocalControlPlane.class);
  private static final int TRIES = 3;

  private final ControlPlaneOptions options;
  private final Binaries binaries;
  private final WorkDirectory directory;
  private final Watchdog watchdog;
  private final URI server;
  private final Arguments arguments;
  private final ClusterFiles files;
  private final ApiClient api;
  private final Map<Binary, ChildProcess> processes = new ConcurrentHashMap<>();
  private Optional<VolumeProvisioner> provisioner = Optional.empty();
  private final AtomicInteger kubeconfigs = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread hook = new Thread(this::end, "control-plane-shutdown");

  private LocalControlPlane(ControlPlaneOptions options, Binaries binaries) {
    Ports ports = Ports.free();
    this.options = options;
    this.binaries = binaries;
    this.directory = WorkDirectory.create(options.keepWorkDirectory());
    this.watchdog = Watchdog.start(directory);
    this.server = URI.create("https://127.0.0.1:" + ports.apiServer());
    this.arguments = new Arguments(directory, ports);
    this.files = new ClusterFiles(directory, server, options.users());
    this.api =
        new ApiClient(server, files.caCertificate(), ClusterFiles.ADMIN.token(), "drift-testkit");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static LocalControlPlane start(ControlPlaneOptions options, Binaries binaries) {
    binaries.require(options.binaries());
    long begin = System.nanoTime();
    for (int tries = 1; ; tries++) {
      LocalControlPlane plane = new LocalControlPlane(options, binaries);
      try {
        plane.boot();
        LOG.info(
            "Control plane at {} after {} ms, in {}",
            plane.server,
            Duration.ofNanos(System.nanoTime() - begin).toMillis(),
            plane.directory.path());
        return plane;
      } catch (RuntimeException e) {
        boolean again = tries < TRIES && plane.lostItsPort();
        plane.close(again); // else the logs stay, since the failure points to them
        if (!again) {
          throw e;
        }
      }
    }
  }

  private void boot() {
    Startup startup = new Startup(options.startTimeout(), processes.values());
    run(Server.ETCD);
    run(Server.API_SERVER);
    awaitApiServer(startup);
    List<Runnable> waits = new ArrayList<>();
    if (options.runs(Part.CONTROLLERS)) {
      ChildProcess controllers =
          run(
              Binary.CONTROLLER_MANAGER,
              arguments.controllerManager(options.controllerArguments()));
      waits.add(
          () -> startup.await("the default service account", controllers, this::hasDefaultAccount));
    }
    if (options.runs(Part.SCHEDULER)) {
      run(Binary.SCHEDULER, arguments.scheduler());
    }
    if (options.runs(Part.NODES)) {
      ChildProcess kwok = run(Binary.KWOK, arguments.kwok());
      FakeNodes nodes = new FakeNodes(api, options.nodes(), options.runs(Part.CONTROLLERS));
      nodes.create();
      waits.add(() -> startup.await("the nodes to be ready", kwok, nodes::ready));
    }
    if (options.runs(Part.PROVISIONER)) {
      provisioner = Optional.of(VolumeProvisioner.start(provisionerClient()));
    }
    waits.forEach(Runnable::run);
  }

  private ChildProcess run(Server server) {
    return switch (server) {
      case ETCD -> run(Binary.ETCD, arguments.etcd());
      case API_SERVER -> run(Binary.API_SERVER, arguments.apiServer(options.apiServerArguments()));
    };
  }

  private static Binary binary(Server server) {
    return switch (server) {
      case ETCD -> Binary.ETCD;
      case API_SERVER -> Binary.API_SERVER;
    };
  }

  private void awaitApiServer(Startup startup) {
    Optional.ofNullable(processes.get(Binary.API_SERVER))
        .ifPresent(it -> startup.await("the API server", it, () -> api.get("/readyz").succeeded()));
  }

  @Override
  public void kill(Server server) {
    ChildProcess process = processes.remove(binary(server));
    if (process == null) {
      throw new ControlPlaneException("%s does not run.".formatted(server));
    }
    process.kill();
    try {
      process.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("Interrupted while %s ended.".formatted(server), e);
    }
    watchdog.forget(process.pid());
  }

  @Override
  public void restart(Server server) {
    if (processes.containsKey(binary(server))) {
      kill(server);
    }
    run(server);
    awaitApiServer(new Startup(options.startTimeout(), processes.values()));
  }

  private boolean hasDefaultAccount() {
    return api.get("/api/v1/namespaces/default/serviceaccounts/default").succeeded();
  }

  private ApiClient provisionerClient() {
    return new ApiClient(
        server, files.caCertificate(), ClusterFiles.PROVISIONER.token(), VolumeProvisioner.AGENT);
  }

  private ChildProcess run(Binary binary, List<String> line) {
    ChildProcess process = ChildProcess.start(binaries.path(binary), line, directory, watchdog);
    processes.put(binary, process);
    return process;
  }

  private boolean lostItsPort() {
    return processes.values().stream()
        .anyMatch(each -> !each.isAlive() && each.logs("address already in use"));
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
    return ClusterFiles.ADMIN.token();
  }

  @Override
  public Path kubeconfig() {
    return directory.file("admin.kubeconfig");
  }

  @Override
  public Path kubeconfigFor(String user, String... groups) {
    String file = "user-" + kubeconfigs.incrementAndGet() + ".kubeconfig";
    List<String> wanted = Arrays.asList(groups);
    return options.users().stream()
        .filter(known -> known.name().equals(user))
        .filter(known -> wanted.isEmpty() || known.groups().equals(wanted))
        .findFirst()
        .map(known -> files.withToken(file, known))
        .orElseGet(() -> files.withCertificate(file, user, wanted));
  }

  @Override
  public Path auditLog() {
    return directory.file("audit.log");
  }

  @Override
  public Path workDirectory() {
    return directory.path();
  }

  @Override
  public Kubectl kubectl() {
    return new Kubectl(binaries.path(Binary.KUBECTL), kubeconfig(), directory.folder("home"));
  }

  @Override
  public void awaitSettled(Duration timeout) {
    boolean complete =
        options.runs(Part.CONTROLLERS) && options.runs(Part.SCHEDULER) && options.runs(Part.NODES);
    new Settling(api, complete).await(timeout);
  }

  @Override
  public void close() {
    close(true);
  }

  private void close(boolean delete) {
    if (!closed.get()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        LOG.debug("The JVM is shutting down already; its hook does the same");
      }
    }
    end(delete);
  }

  private void end() {
    end(true);
  }

  private void end(boolean delete) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    provisioner.ifPresent(VolumeProvisioner::close);
    api.close();
    processes.values().forEach(ChildProcess::kill);
    try {
      for (ChildProcess process : processes.values()) {
        process.awaitEnd();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watchdog.close();
    if (delete) {
      directory.delete();
    }
  }
}
