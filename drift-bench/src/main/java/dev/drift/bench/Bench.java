package dev.drift.bench;

import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.TokenUser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Measures `drift check` beside `kubectl diff` and the bare LISTs, in one run on one machine.
///
/// Each command runs once to warm its caches, then `runs` times in turn with the others; figures
/// are medians. Once more each runs through a relay and as a user who is audited, to count bytes
/// and requests; that run is not timed. Before a size is left, an image is changed, and the tools
/// must see it: what is timed does its work. A fleet that has to be rendered is measured apart, see
/// [RenderedBench].
public final class Bench {
  /// Larger fleets are not put to the slower forms of `kubectl diff`: that would take hours.
  private static final int MOST_OF_PLAIN_DIFF = 100;

  private static final int MOST_ONE_BY_ONE = 2_000;
  private static final String MEASURED = "measured";

  /// Stands for the fleet that has to be rendered, where others are sizes.
  private static final String RENDERED = "rendered";

  private final ControlPlane plane;
  private final List<TokenUser> users;
  private final Path drift;
  private final Path folder;
  private final int runs;

  private Bench(ControlPlane plane, List<TokenUser> users, Path drift, Path folder, int runs) {
    this.plane = plane;
    this.users = users;
    this.drift = drift;
    this.folder = folder;
    this.runs = runs;
  }

  /// @param arguments the program drift, then sizes in objects, and `rendered`
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path drift = Path.of(arguments[0]).toAbsolutePath();
    List<String> fleets = List.of(arguments).subList(1, arguments.length);
    List<Integer> sizes =
        fleets.stream().filter(it -> !it.equals(RENDERED)).map(Integer::valueOf).sorted().toList();
    int runs = Integer.getInteger("drift.bench.runs", 5);
    Path policy = Files.createTempFile("drift-bench-audit", ".yaml");
    Files.writeString(policy, AuditCount.POLICY);
    List<TokenUser> users =
        List.of(
            new TokenUser(MEASURED, "system:masters"),
            new TokenUser(AuditCount.USER, "system:masters"));
    ControlPlaneOptions options =
        ControlPlaneOptions.apiServerOnly()
            .withUsers(users)
            .withApiServerArguments(List.of("--audit-policy-file=" + policy));
    try {
      if (!sizes.isEmpty()) {
        try (ControlPlane plane = ControlPlane.start(options)) {
          System.out.println(new Bench(plane, users, drift, folder(plane), runs).ofSizes(sizes));
        }
      }
      if (fleets.contains(RENDERED)) {
        // In a cluster of its own, so that its LISTs hold nothing else.
        try (ControlPlane plane = ControlPlane.start(options)) {
          System.out.println(new Bench(plane, users, drift, folder(plane), runs).ofRendered());
        }
      }
    } finally {
      Files.delete(policy);
    }
  }

  private String ofSizes(List<Integer> sizes) throws IOException, InterruptedException {
    List<Measured> rows = new ArrayList<>();
    for (int size : sizes) {
      rows.addAll(measure(new Fleet(size)));
    }
    return Table.of(rows, startUp());
  }

  private String ofRendered() throws IOException, InterruptedException {
    Access access = access(plane.server(), MEASURED);
    return RenderedBench.table(new RenderedBench(plane, access, drift, folder, runs).run());
  }

  private static Path folder(ControlPlane plane) throws IOException {
    return Files.createDirectories(plane.workDirectory().resolve("bench"));
  }

  private List<Measured> measure(Fleet fleet) throws IOException, InterruptedException {
    progress("Applying %d objects".formatted(fleet.objects()));
    Repository repository = Repository.of(fleet, folder);
    plane.kubectl("apply", "--server-side", "-R", "-f", repository.workTree().toString()).orThrow();
    List<Contender> contenders = contenders(fleet, repository);
    Access access = access(plane.server(), MEASURED);
    List<List<Cost>> costs = new ArrayList<>();
    for (Contender contender : contenders) {
      contender.start().with(access).run(0);
      costs.add(new ArrayList<>());
    }
    for (int run = 1; run <= runs; run++) {
      progress("%d objects: run %d of %d".formatted(fleet.objects(), run, runs));
      for (int i = 0; i < contenders.size(); i++) {
        costs.get(i).add(contenders.get(i).start().with(access).run(0));
      }
    }
    List<Measured> rows = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      rows.add(counted(fleet, contenders.get(i), Cost.median(costs.get(i))));
    }
    seesAChange(repository, contenders, access);
    return rows;
  }

  private List<Contender> contenders(Fleet fleet, Repository repository) {
    Path kubectl = plane.kubectl().binary();
    List<Contender> all = new ArrayList<>();
    all.add(Contender.drift(drift, repository, folder));
    all.add(
        Contender.kubectlDiff(kubectl, repository, folder, "--server-side", "--concurrency", "8"));
    if (fleet.objects() <= MOST_ONE_BY_ONE) {
      all.add(Contender.kubectlDiff(kubectl, repository, folder, "--server-side"));
    }
    if (fleet.objects() <= MOST_OF_PLAIN_DIFF) {
      all.add(Contender.kubectlDiff(kubectl, repository, folder));
    }
    all.add(Contender.bareLists(folder));
    return all;
  }

  private Measured counted(Fleet fleet, Contender contender, Cost cost)
      throws IOException, InterruptedException {
    AuditCount audit = new AuditCount(plane.auditLog());
    try (Relay relay = Relay.to(plane.server())) {
      long before = audit.requests();
      contender.start().with(access(relay.address(), AuditCount.USER)).run(0);
      return new Measured(
          fleet.objects(), contender.name(), cost, audit.requests() - before, relay.received());
    }
  }

  /// Another image, applied as the fleet was: so that `kubectl diff` meets no conflict.
  private void seesAChange(Repository repository, List<Contender> contenders, Access access)
      throws IOException, InterruptedException {
    Path manifest = repository.workTree().resolve("tenant-0001/06-deployment.yaml");
    String declared = Files.readString(manifest);
    apply(declared.replace("trinodb/trino:476", "trinodb/trino:470"));
    for (Contender contender : contenders) {
      contender.start().with(access).run(contender.compares() ? 1 : 0);
    }
    apply(declared);
  }

  private void apply(String manifest) {
    plane.kubectlWithInput(manifest, "apply", "--server-side", "-f", "-").orThrow();
  }

  private Cost startUp() throws IOException, InterruptedException {
    Command version =
        new Command(
            List.of(drift.toString(), "--version"), Map.of("HOME", folder.toString()), folder);
    version.run(0);
    List<Cost> costs = new ArrayList<>();
    for (int i = 0; i < 2 * runs + 1; i++) {
      costs.add(version.run(0));
    }
    return Cost.median(costs);
  }

  private Access access(URI server, String user) throws IOException {
    TokenUser as = users.stream().filter(one -> one.name().equals(user)).findFirst().orElseThrow();
    String kubeconfig =
        Files.readString(plane.kubeconfigFor(user))
            .replace(plane.server().toString(), server.toString());
    Path file = folder.resolve("kubeconfig-" + user + "-" + server.getPort());
    Files.writeString(file, kubeconfig);
    return new Access(server, file, plane.caCertificate(), as.token());
  }

  private static void progress(String what) {
    System.err.println(what);
  }
}
