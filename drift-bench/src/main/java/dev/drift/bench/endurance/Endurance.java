package dev.drift.bench.endurance;

import dev.drift.bench.BenchException;
import dev.drift.bench.Fleet;
import dev.drift.bench.Repository;
import dev.drift.testkit.AdminClient;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlane.Server;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.GitHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Keeps `drift serve` running over a fleet for a while: idle, with changes by hand, under load and
/// faults. Prints how soon it saw and undid changes, its memory and CPU, and what it lost.
///
/// Half of the tenants are put back by a policy, the other half is only reported. Fails if a change
/// is lost, or the daemon ends badly.
public final class Endurance {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration OUTAGE = Duration.ofSeconds(10);

  /// With this heap the process stays within 256 MiB: docs/operations.md.
  private static final String CONTAINER = "-Xmx120m";

  private static final String POLICY =
      """
      apiVersion: drift.dev/v1
      kind: Policy
      metadata: {name: endurance}
      spec:
        actions:
          - name: put-back
            match: {namespaces: ["tenant-00*", "tenant-01*"]}
            action: revert
            limits: {attempts: 100}
      """;

  /// Tenants of which edits are undone: those that the policy names.
  private static final int ACTING = 199;

  private final ControlPlane plane;
  private final AdminClient admin;
  private final Repository repository;
  private final Path drift;
  private final Path folder;
  private final List<String> line;
  private final Figures figures = new Figures();
  private final List<String> lost = new ArrayList<>();

  /// Edits by the round in which they are made, so that no two of an object are the same.
  private final Map<Integer, List<Edit>> fresh = new HashMap<>();

  private final int tenants;
  private Daemon daemon;

  private Endurance(
      ControlPlane plane,
      AdminClient admin,
      Repository repository,
      Path drift,
      Path folder,
      String url,
      int tenants)
      throws IOException {
    this.plane = plane;
    this.admin = admin;
    this.repository = repository;
    this.drift = drift;
    this.folder = folder;
    this.tenants = tenants;
    Path policy = folder.resolve("policy.yaml");
    Files.writeString(policy, POLICY);
    this.line =
        List.of(
            drift.toString(),
            "serve",
            "--repo",
            url,
            "--act",
            "--applied",
            "head",
            "--policy",
            policy.toString(),
            "--store",
            folder.resolve("drift.db").toString(),
            "--every",
            "5m",
            "--git-interval",
            "10s",
            "--listen",
            "off");
    this.daemon = start();
  }

  /// @param arguments the program drift, then for how many minutes, then the size in objects
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path drift = Path.of(arguments[0]).toAbsolutePath();
    Duration time = Duration.ofMinutes(Integer.parseInt(arguments[1]));
    Fleet fleet = new Fleet(Integer.parseInt(arguments[2]));
    try (ControlPlane plane = ControlPlane.start(ControlPlaneOptions.apiServerOnly());
        AdminClient admin = new AdminClient(plane)) {
      Path folder = Files.createDirectories(plane.workDirectory().resolve("endurance"));
      progress("Applying %,d objects".formatted(fleet.objects()));
      Repository repository = Repository.of(fleet, folder);
      plane
          .kubectl("apply", "--server-side", "-R", "-f", repository.workTree().toString())
          .orThrow();
      try (GitHttpServer git = GitHttpServer.open(folder)) {
        Endurance endurance =
            new Endurance(
                plane,
                admin,
                repository,
                drift,
                folder,
                git.url(repository.bare().getFileName().toString()),
                fleet.tenants());
        endurance.run(System.nanoTime() + time.toNanos());
      }
    }
  }

  private Daemon start() throws IOException {
    return Daemon.start(
        line,
        Map.of(
            "HOME", folder.toString(),
            "TMPDIR", folder.toString(),
            "LC_ALL", "C",
            "DRIFT_JAVA_OPTS", CONTAINER,
            "KUBECONFIG", plane.kubeconfig().toString()),
        folder);
  }

  private void run(long end) throws IOException, InterruptedException {
    try {
      started();
      idle();
      edits("one change a second", edits(1, 1, 60), 1);
      load("100 changes a second, 10 of them by hand", 10, 90);
      reported();
      edits("100 changes by hand a second, undone", edits(1, 2, 1_500), 100);
      apiServerRestarted();
      etcdRestarted();
      killed();
      Random random = new Random(1);
      while (System.nanoTime() < end) {
        turns(random);
      }
      quiet();
      growth();
      ended();
    } catch (RuntimeException e) {
      daemon.last().forEach(System.err::println);
      throw e;
    } finally {
      daemon.close();
    }
    System.out.println(figures.table());
    if (!lost.isEmpty()) {
      throw new BenchException("lost: " + String.join(", ", lost));
    }
  }

  private void started() throws InterruptedException {
    Duration first = daemon.await(0, Duration.ofMinutes(2), it -> it.contains("compared with"));
    figures.add("first verdict after", "%.1f s".formatted(first.toMillis() / 1e3));
    figures.add("peak memory of the start", mebibytes(daemon.peak()));
  }

  private void idle() throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(20));
    progress("Idle");
    double cpu = daemon.cpu();
    Thread.sleep(Duration.ofSeconds(60));
    figures.add("idle: CPU", "%.1f %% of a core".formatted((daemon.cpu() - cpu) / 60 * 100));
    figures.add("idle: memory", mebibytes(daemon.resident()));
  }

  /// Until after the next full check, which gives back what was used before.
  private void quiet() throws InterruptedException {
    progress("Quiet");
    int said = daemon.said();
    daemon.await(said, Duration.ofMinutes(6), it -> it.contains("checked in"));
    Thread.sleep(Duration.ofSeconds(30));
    figures.add("quiet at the end: memory", mebibytes(daemon.resident()));
  }

  /// The next edits of a round that nobody has made.
  ///
  /// @param half 1 for tenants that are put back, 2 for the others
  private List<Edit> edits(int half, int round, int count) {
    List<Edit> left =
        fresh.computeIfAbsent(
            10 * half + round,
            _ -> {
              List<Edit> all = new ArrayList<>(Edit.of(tenants, round));
              all.removeIf(it -> (it.tenant() <= ACTING) != (half == 1));
              Collections.shuffle(all, new Random(round));
              return all;
            });
    List<Edit> some = List.copyOf(left.subList(0, Math.min(count, left.size())));
    left.subList(0, some.size()).clear();
    return some;
  }

  /// Makes edits by hand that are to be found and undone.
  private void edits(String name, List<Edit> edits, double perSecond) throws InterruptedException {
    progress(name);
    daemon.forgetPeak();
    Map<String, Long> at = new Load(admin).send(edits, perSecond);
    undone(name, at);
    figures.add(name + ": peak memory", mebibytes(daemon.peak()));
  }

  private void load(String name, int byHand, int others) throws InterruptedException {
    progress(name);
    daemon.forgetPeak();
    List<Edit> edits = edits(1, 1, 60 * byHand);
    Random random = new Random(1);
    List<Edit> noise = new ArrayList<>();
    for (int i = 0; i < 60 * others; i++) {
      noise.add(Edit.status(1 + random.nextInt(tenants), i));
    }
    Thread load =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    new Load(admin).send(noise, others);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    Map<String, Long> at = new Load(admin).send(edits, byHand);
    load.join();
    undone(name, at);
    figures.add(name + ": peak memory", mebibytes(daemon.peak()));
  }

  private void undone(String name, Map<String, Long> at) throws InterruptedException {
    Latencies undone = new Latencies();
    wait(at, daemon::undoneAt, undone);
    Latencies found = new Latencies();
    wait(at, daemon::foundAt, found);
    figures.add(name + ": found after", found.toString());
    figures.add(name + ": undone after", undone.toString());
  }

  /// When something is known of an object; 0 for never.
  private interface Known {
    long at(String object);
  }

  private void wait(Map<String, Long> edited, Known known, Latencies latencies)
      throws InterruptedException {
    long until = System.nanoTime() + SOON.toNanos();
    for (var edit : edited.entrySet()) {
      // The watch may be sooner than the answer to the edit.
      long after = edit.getValue() - Duration.ofSeconds(1).toNanos();
      while (known.at(edit.getKey()) < after && System.nanoTime() < until) {
        Thread.sleep(20);
      }
      if (known.at(edit.getKey()) < after) {
        lost.add(edit.getKey());
        progress("Lost: " + edit.getKey() + "; the daemon printed:");
        daemon.about(edit.getKey()).forEach(System.err::println);
      } else {
        latencies.add(Math.max(0, known.at(edit.getKey()) - edit.getValue()));
      }
    }
  }

  /// 100 changes by hand a second for a minute that are only reported, and then put back by a
  /// person.
  private void reported() throws InterruptedException {
    String name = "100 changes by hand a second, reported";
    progress(name);
    daemon.forgetPeak();
    Map<String, Long> at = new Load(admin).send(edits(2, 1, 3_000), 100);
    Latencies found = new Latencies();
    wait(at, daemon::foundAt, found);
    figures.add(name + ": found after", found.toString());
    figures.add(name + ": peak memory", mebibytes(daemon.peak()));
    plane
        .kubectl(
            "apply",
            "--server-side",
            "--force-conflicts",
            "-R",
            "-f",
            repository.workTree().toString())
        .orThrow();
  }

  private void apiServerRestarted() throws InterruptedException {
    String name = "API server restarted";
    progress(name);
    daemon.forgetPeak();
    int said = daemon.said();
    plane.kill(Server.API_SERVER);
    Thread.sleep(OUTAGE);
    plane.restart(Server.API_SERVER);
    Map<String, Long> at = new Load(admin).send(edits(1, 3, 20), 20);
    undone(name, at);
    daemon.await(said, SOON, it -> it.startsWith("cannot see"));
    figures.add(name + ": peak memory", mebibytes(daemon.peak()));
  }

  private void etcdRestarted() throws InterruptedException {
    String name = "etcd restarted";
    progress(name);
    daemon.forgetPeak();
    plane.kill(Server.ETCD);
    Thread.sleep(OUTAGE);
    plane.restart(Server.ETCD);
    Map<String, Long> at = new Load(admin).send(edits(1, 3, 20), 20);
    undone(name, at);
    figures.add(name + ": peak memory", mebibytes(daemon.peak()));
  }

  /// What changes while the daemon is dead is found and undone by the next.
  private void killed() throws IOException, InterruptedException {
    String name = "daemon killed";
    progress(name);
    daemon.kill();
    Map<String, Long> at = new Load(admin).send(edits(1, 3, 20), 20);
    daemon = start();
    undone(name, at);
    figures.add(name + ": peak memory of the start", mebibytes(daemon.peak()));
  }

  /// What 1,000 more objects cost, as the mean of 4,000: memory grows in steps. The first thousand
  /// does not count, because it also replaces what the load left behind.
  private void growth() throws IOException, InterruptedException {
    double first = grown(1_000);
    figures.add("1,000 more objects: memory", "%+.1f MiB".formatted((grown(5_000) - first) / 4));
  }

  /// @return resident memory
  private double grown(int more) throws IOException, InterruptedException {
    progress("%,d more objects".formatted(more));
    int said = daemon.said();
    repository.grow(new Fleet(tenants * Fleet.OF_TENANT + more));
    plane.kubectl("apply", "--server-side", "-R", "-f", repository.workTree().toString()).orThrow();
    daemon.await(
        said,
        Duration.ofMinutes(2),
        it -> it.contains("compared with") && it.contains("checked in"));
    Thread.sleep(Duration.ofSeconds(20));
    daemon.collect();
    Thread.sleep(Duration.ofSeconds(10));
    return daemon.resident();
  }

  /// One turn of edits while something breaks.
  private void turns(Random random) throws IOException, InterruptedException {
    int what = random.nextInt(4);
    int round = 4 + random.nextInt(5);
    switch (what) {
      case 0 -> apiServerRestarted();
      case 1 -> etcdRestarted();
      case 2 -> killed();
      default -> edits("changes in turns", edits(1, round, 100), 5);
    }
  }

  private void ended() throws IOException, InterruptedException {
    progress("The end");
    int exit = daemon.terminate(Duration.ofMinutes(1));
    if (exit != 0) {
      throw new BenchException("the daemon ended with " + exit);
    }
    Path store = folder.resolve("drift.db");
    int verified =
        new ProcessBuilder(drift.toString(), "audit", "verify", "--store", store.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (verified != 0) {
      throw new BenchException("the audit trail is not whole");
    }
    figures.add("audit trail", "whole, %,d KiB of store".formatted(Files.size(store) / 1024));
    figures.add("changes lost", String.valueOf(lost.size()));
  }

  private static String mebibytes(double value) {
    return "%.0f MiB".formatted(value);
  }

  private static void progress(String what) {
    System.err.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + what);
  }
}
