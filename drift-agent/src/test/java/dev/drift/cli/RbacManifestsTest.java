package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.act.cluster.ClusterObjects;
import dev.drift.act.cluster.EventChannel;
import dev.drift.act.cluster.PolicyReportChannel;
import dev.drift.finding.Coverage;
import dev.drift.finding.Coverage.Need;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.group.Seen;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.kubernetes.read.LiveStateReader;
import dev.drift.kubernetes.watch.WatchOptions;
import dev.drift.model.Problem;
import dev.drift.model.scope.Scope;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.ContinuousCheck;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.plan.ActReport;
import dev.drift.plan.Outcome;
import dev.drift.policy.action.Action;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.TokenUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The ServiceAccount of `manifests/rbac`, with its token: what the folders grant is enough, and
/// each right is needed.
///
/// To show the latter, an account lacks rights, and Drift names each of them.
@Tag("cluster")
class RbacManifestsTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      // The user makes it a control plane of its own.
      ControlPlaneExtension.with(
          ControlPlaneOptions.apiServerOnly()
              .withUsers(List.of(new TokenUser("rbac-manifests", "rbac-manifests"))));

  private static final Path MANIFESTS = Path.of("../manifests/rbac").toAbsolutePath().normalize();
  private static final Set<Need> ALL = Set.of(Need.DRIFT, Need.POSTURE);
  private static final Set<String> GONE = Set.of("ConfigMap", "ClusterRole");
  private static final int RUNS = 15;
  private static final Pattern LACKS =
      Pattern.compile("cannot (\\w+) resource \"([a-z]+)\" in API group \"([a-z0-9.]*)\"");

  private static final String VERSIONS = "clusterserviceversions";
  private static final Pattern UNREAD_OWNERS = Pattern.compile("but (\\w+) could not be read");

  /// Those that nothing but the mark of an object makes Drift ask for.
  private static final Map<String, GrantedRight> OWNERS =
      Map.of(
          "Addons", new GrantedRight("k3s.cattle.io", "addons", "list"),
          "ClusterServiceVersions", new GrantedRight("operators.coreos.com", VERSIONS, "list"),
          "FluxInstances", new GrantedRight("fluxcd.controlplane.io", "fluxinstances", "list"),
          "InstallPlans", new GrantedRight("operators.coreos.com", "installplans", "list"),
          "ResourceSets", new GrantedRight("fluxcd.controlplane.io", "resourcesets", "list"));

  /// Of what Drift never deletes.
  private static final String KEPT =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: NAME}
      ---
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: NAME}
      spec:
        capacity: {storage: 1Gi}
        accessModes: [ReadWriteOnce]
        storageClassName: none
        hostPath: {path: /tmp}
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: NAME, namespace: SPACE}
      spec: {accessModes: [ReadWriteOnce], storageClassName: none, resources: {requests: {storage: 1Gi}}}
      ---
      """
          + definition("NAMEs.shop.example.com", "shop.example.com", "NAME", "NAMEkind");

  /// Objects whose marks name a deployer: only its own objects can prove it.
  private static final String MARKED =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: of-flux-instance
        namespace: alpha
        labels: {fluxcd.controlplane.io/name: flux, fluxcd.controlplane.io/namespace: alpha}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: of-resource-set
        namespace: alpha
        labels:
          resourceset.fluxcd.controlplane.io/name: apps
          resourceset.fluxcd.controlplane.io/namespace: alpha
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: of-olm, namespace: alpha, labels: {olm.owner: operator}}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: of-k3s
        namespace: alpha
        annotations:
          objectset.rio.cattle.io/owner-gvk: k3s.cattle.io/v1, Kind=Addon
          objectset.rio.cattle.io/owner-name: addon
          objectset.rio.cattle.io/owner-namespace: alpha
      """;

  /// The kinds of other deployers.
  private static final String DEPLOYERS =
      String.join(
          "---\n",
          deployer("argoproj.io", "Application"),
          deployer("fluxcd.controlplane.io", "FluxInstance"),
          deployer("fluxcd.controlplane.io", "ResourceSet"),
          deployer("helm.toolkit.fluxcd.io", "HelmRelease"),
          deployer("k3s.cattle.io", "Addon"),
          deployer("kustomize.toolkit.fluxcd.io", "Kustomization"),
          deployer("operators.coreos.com", "ClusterServiceVersion"),
          deployer("operators.coreos.com", "InstallPlan"));

  @TempDir Path git;
  @TempDir Path files;

  private static String deployer(String group, String kind) {
    String singular = kind.toLowerCase(java.util.Locale.ROOT);
    return definition("%ss.%s".formatted(singular, group), group, singular, kind);
  }

  private static String definition(String name, String group, String singular, String kind) {
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: %1$s}
    spec:
      group: %2$s
      scope: Namespaced
      names: {plural: %3$ss, singular: %3$s, kind: %4$s, listKind: %4$sList}
      versions:
      - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
    """
        .formatted(name, group, singular, kind);
  }

  private static String everyKind(String name, String space) throws IOException {
    return Files.readString(Path.of("src/test/resources/rbac-every-kind.yaml"))
        .replace("NAME", name)
        .replace("SPACE", space);
  }

  /// One object of each kind, the kinds of deployers, and the roles.
  @BeforeEach
  void apply(ControlPlane plane) throws IOException {
    Files.writeString(
        git.resolve("every.yaml"),
        KEPT.replace("NAME", "alpha").replace("SPACE", "alpha")
            + "---\n"
            + everyKind("alpha", "alpha"));
    Files.writeString(git.resolve("deployers.yaml"), DEPLOYERS);
    plane.kubectl("apply", "-f", git.resolve("every.yaml").toString()).orThrow();
    plane.kubectl("apply", "-f", git.resolve("deployers.yaml").toString()).orThrow();
    plane.kubectl("wait", "--for=condition=Established", "crd", "--all").orThrow();
    // Each test binds those that it is about.
    plane.kubectl("apply", "-k", folder("report")).orThrow();
    plane.kubectl("apply", "-k", folder("delete")).orThrow();
    for (String role :
        List.of(
            "drift-report", "drift-revert", "drift-delete", "drift-serve", "drift-serve-secrets")) {
      plane.kubectl("delete", "--ignore-not-found", "clusterrolebinding/" + role).orThrow();
    }
    Eventually.holds(
        () -> plane.kubectl("get", "--raw", "/openapi/v3/apis/argoproj.io/v1").exit() == 0);
  }

  @Test
  void watchingIsWhatARepositoryWithEveryKindNeeds(ControlPlane plane) throws IOException {
    plane.kubectl("apply", "-k", folder("watch")).orThrow();
    CheckRequest request = request(account(plane), Scope.CLUSTER);
    Report report = Eventually.report(request, RUNS, one -> one.coverage().complete(ALL));
    assertThat(report.coverage().gaps(ALL)).isEmpty();
    assertThat(report.problems()).isEmpty();

    NavigableSet<GrantedRight> watch = GrantedRight.of(plane, "drift-watch", "drift-watch-secrets");
    assertThat(watch).containsExactlyInAnyOrderElementsOf(printed(plane, false));
  }

  @Test
  void everyRightToWatchIsNeeded(ControlPlane plane) throws IOException {
    plane.kubectlWithInput(MARKED, "apply", "-f", "-").orThrow();
    NavigableSet<GrantedRight> watch = GrantedRight.of(plane, "drift-watch", "drift-watch-secrets");
    NavigableSet<String> kinds =
        watch.stream()
            .filter(it -> it.verb().equals("list"))
            .map(GrantedRight::words)
            .collect(Collectors.toCollection(TreeSet::new));
    NavigableSet<String> owners = words(Set.copyOf(OWNERS.values()));
    List<String> read = kinds.stream().filter(it -> !owners.contains(it)).toList();
    // In parts: a run that may read nothing ends without a report, and only the marks of objects
    // that it reads make it ask for owners.
    List<List<String>> parts =
        List.of(
            read.subList(0, read.size() / 2),
            read.subList(read.size() / 2, read.size()),
            owners.stream().filter(it -> !it.contains(VERSIONS)).toList(),
            // Drift names the first of OLM's two kinds that it cannot read.
            owners.stream().filter(it -> it.contains(VERSIONS)).toList());
    for (int part = 0; part < parts.size(); part++) {
      NavigableSet<String> taken = new TreeSet<>(parts.get(part));
      NavigableSet<GrantedRight> others = new TreeSet<>(watch);
      others.removeIf(it -> taken.contains(it.words()));
      GrantedRight.grant(plane, "part-" + part, others);
      Path kubeconfig = plane.kubeconfigFor("system:serviceaccount:drift:part-" + part);
      Report report =
          Eventually.report(
              request(kubeconfig, Scope.CLUSTER), RUNS, one -> unseen(one).containsAll(taken));
      NavigableSet<String> unseen = unseen(report);
      assertThat(unseen).containsExactlyInAnyOrderElementsOf(taken);
    }
    plane.kubectlWithInput(MARKED, "delete", "-f", "-").orThrow();
  }

  /// The rights that a report lacked: it says of which kinds it saw nothing, and of which objects
  /// it does not know who owns them.
  private static NavigableSet<String> unseen(Report report) {
    NavigableSet<String> unseen =
        report.coverage().gaps(ALL).stream()
            .filter(gap -> gap.subject() instanceof Coverage.Subject.Kind)
            .flatMap(gap -> lacks(gap.reason()).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    report.problems().stream()
        .filter(it -> it.code() == Problem.Code.OWNER_NOT_READ)
        .flatMap(it -> UNREAD_OWNERS.matcher(it.message()).results())
        .map(it -> Objects.requireNonNull(OWNERS.get(it.group(1))).words())
        .forEach(unseen::add);
    return unseen;
  }

  /// `drift serve` watches each kind that `drift check` lists.
  @Test
  void servingIsWatchingWhatIsRead(ControlPlane plane) throws IOException, InterruptedException {
    NavigableSet<GrantedRight> watch = GrantedRight.of(plane, "drift-watch", "drift-watch-secrets");
    GrantedRight.grant(plane, "lister", watch);
    Path lister = plane.kubeconfigFor("system:serviceaccount:drift:lister");
    Eventually.report(request(lister, Scope.NAMESPACES), RUNS, one -> one.coverage().complete(ALL));
    assertThat(stale(lister)).as("without the rights to watch").isNotEmpty();

    plane.kubectl("apply", "-k", folder("serve")).orThrow();
    NavigableSet<GrantedRight> serve = GrantedRight.of(plane, "drift-serve", "drift-serve-secrets");
    assertThat(serve)
        .containsExactlyInAnyOrderElementsOf(
            watch.stream()
                .filter(it -> it.verb().equals("list"))
                .map(it -> new GrantedRight(it.group(), it.resource(), "watch"))
                .toList());
    Path kubeconfig = account(plane);
    awaitAllowed(plane, kubeconfig, serve);
    assertThat(stale(kubeconfig)).isEmpty();
  }

  /// The kinds of which a daemon does not know what they are like now.
  private Set<String> stale(Path kubeconfig) throws InterruptedException {
    try (ContinuousCheck check =
        ContinuousCheck.open(
            request(kubeconfig, Scope.NAMESPACES),
            Agent.ofProcess(),
            Progress.NONE,
            WatchOptions.DEFAULT)) {
      check.full(check.readGit(Optional.empty()));
      Set<String> stale = Set.of();
      // A watch that is refused is refused at once.
      for (int i = 0; i < 10 && stale.isEmpty(); i++) {
        stale = check.follow(Duration.ofMillis(300)).stale().keySet();
      }
      return stale;
    }
  }

  @Test
  void revertingIsEnoughForEveryKindAndEachRightIsNeeded(ControlPlane plane) throws IOException {
    NavigableSet<GrantedRight> watch = GrantedRight.of(plane, "drift-watch", "drift-watch-secrets");
    GrantedRight.grant(plane, "watcher", watch);
    Files.writeString(
        git.resolve("missing.yaml"),
        KEPT.replace("NAME", "beta").replace("SPACE", "beta")
            + "---\n"
            + everyKind("beta", "beta"));
    plane
        .kubectl(
            "label", "--overwrite", "-f", git.resolve("every.yaml").toString(), "touched=by-hand")
        .orThrow();

    NavigableSet<GrantedRight> revert = GrantedRight.of(plane, "drift-revert");
    Path watcher = plane.kubeconfigFor("system:serviceaccount:drift:watcher");
    Eventually.report(
        request(watcher, Scope.NAMESPACES), RUNS, one -> one.coverage().complete(ALL));
    ActReport refused = act(request(watcher, Scope.NAMESPACES), Optional.of(Action.REVERT));
    assertThat(refused.outcomes().values())
        .extracting(Outcome::kind)
        .containsOnly(Outcome.Kind.NEEDS_RIGHTS);
    assertThat(lacking(refused)).containsExactlyInAnyOrderElementsOf(words(revert));

    NavigableSet<GrantedRight> blind = new TreeSet<>(watch);
    blind.removeIf(it -> it.verb().equals("get"));
    blind.addAll(revert);
    GrantedRight.grant(plane, "blind", blind);
    Path reader = plane.kubeconfigFor("system:serviceaccount:drift:blind");
    Eventually.report(request(reader, Scope.NAMESPACES), RUNS, one -> one.coverage().complete(ALL));
    awaitAllowed(plane, reader, revert);
    ActReport unread = act(request(reader, Scope.NAMESPACES), Optional.of(Action.REVERT));
    assertThat(lacking(unread))
        .as("what cannot be read a second time is not changed")
        .containsExactlyInAnyOrderElementsOf(
            words(
                revert.stream()
                    .filter(it -> it.verb().equals("patch"))
                    .map(it -> new GrantedRight(it.group(), it.resource(), "get"))
                    .collect(Collectors.toSet())));

    plane.kubectl("apply", "-k", folder("revert")).orThrow();
    Path kubeconfig = account(plane);
    awaitAllowed(plane, kubeconfig, revert);
    ActReport done = act(request(kubeconfig, Scope.NAMESPACES), Optional.of(Action.REVERT));
    assertThat(done.outcomes().values())
        .hasSize(refused.outcomes().size())
        .allSatisfy(it -> assertThat(it.kind()).as(it.sentence()).isEqualTo(Outcome.Kind.DONE));
    assertThat(done.report().drift()).isEmpty();

    NavigableSet<GrantedRight> both = new TreeSet<>(watch);
    both.addAll(revert);
    assertThat(both).containsExactlyInAnyOrderElementsOf(printed(plane, true));
  }

  @Test
  void deletingIsEnoughForEveryKindAndEachRightIsNeeded(ControlPlane plane) throws IOException {
    String strays = everyKind("gamma", "alpha");
    plane.kubectlWithInput(strays, "apply", "-f", "-").orThrow();
    NavigableSet<GrantedRight> delete = GrantedRight.of(plane, "drift-delete");
    Path policy =
        Files.writeString(
            files.resolve("policy.yaml"),
            """
            apiVersion: drift.dev/v1
            kind: Policy
            metadata: {name: test}
            spec:
              actions:
                - name: strays
                  match: {kinds: [%s], names: [gamma], changes: [UNMANAGED]}
                  action: revert
                  allow: [delete]
            """
                .formatted(
                    strays
                        .lines()
                        .filter(line -> line.startsWith("kind: "))
                        .map(line -> line.substring("kind: ".length()))
                        .collect(Collectors.joining(", "))));

    plane.kubectl("apply", "-k", folder("revert")).orThrow();
    Path kubeconfig = account(plane);
    awaitAllowed(plane, kubeconfig, GrantedRight.of(plane, "drift-revert"));
    ActReport refused = act(request(kubeconfig, Scope.CLUSTER, policy), Optional.empty());
    assertThat(refused.outcomes().values())
        .extracting(Outcome::kind)
        .containsOnly(Outcome.Kind.NEEDS_RIGHTS);
    assertThat(lacking(refused)).containsExactlyInAnyOrderElementsOf(words(delete));

    plane.kubectl("apply", "-k", folder("delete")).orThrow();
    awaitAllowed(plane, kubeconfig, delete);
    ActReport done = act(request(kubeconfig, Scope.CLUSTER, policy), Optional.empty());
    assertThat(done.outcomes().values())
        .hasSize(delete.size())
        .allSatisfy(it -> assertThat(it.kind()).as(it.sentence()).isEqualTo(Outcome.Kind.DONE));
  }

  /// A wildcard would also grant what the next version of Kubernetes serves.
  @Test
  void nothingIsGrantedByAWildcard(ControlPlane plane) throws IOException {
    assertThat(
            GrantedRight.of(
                plane,
                "drift-watch",
                "drift-watch-secrets",
                "drift-report",
                "drift-revert",
                "drift-delete"))
        .allSatisfy(right -> assertThat(right.toString()).doesNotContain("*"))
        .extracting(GrantedRight::verb)
        .containsOnly("get", "list", "create", "patch", "delete");
    assertThat(GrantedRight.of(plane, "drift-watch", "drift-watch-secrets"))
        .extracting(GrantedRight::verb)
        .containsOnly("get", "list");
  }

  @Test
  void reportingIsEnoughAndEachRightIsNeeded(ControlPlane plane) throws IOException {
    plane
        .kubectl(
            "label", "--overwrite", "-f", git.resolve("every.yaml").toString(), "touched=again")
        .orThrow();
    plane.kubectl("apply", "-k", folder("report")).orThrow();
    Path kubeconfig = account(plane);
    Report report =
        Eventually.report(
            request(kubeconfig, Scope.NAMESPACES), RUNS, one -> one.coverage().complete(ALL));
    assertThat(report.drift()).hasSizeGreaterThan(28);

    NavigableSet<GrantedRight> lacking = new TreeSet<>();
    NavigableSet<GrantedRight> rights = GrantedRight.of(plane, "drift-report");
    for (GrantedRight right : rights) {
      NavigableSet<GrantedRight> others =
          GrantedRight.of(plane, "drift-watch", "drift-watch-secrets");
      others.addAll(rights);
      others.remove(right);
      GrantedRight.grant(plane, "without-" + lacking.size(), others);
      lacking.add(right);
    }
    for (String format : List.of("openreports", "wgpolicyk8s")) {
      install(plane, format);
      awaitAllowed(plane, kubeconfig, rights);
      for (String verb : List.of("list", "get", "create", "patch")) {
        List<GrantedRight> order = List.copyOf(rights);
        for (GrantedRight right : rights) {
          if (right.verb().equals(verb) && isOf(format, right)) {
            if (verb.equals("create")) {
              plane.kubectl("delete", "events.events.k8s.io", "--all", "-A").orThrow();
              plane
                  .kubectl("delete", right.resource() + "." + right.group(), "--all", "-A")
                  .orThrow();
            }
            if (verb.equals("patch")) {
              // The account before had the other rights, and has used them.
              assertThat(announce(kubeconfig, report)).isEmpty();
            }
            int index = order.indexOf(right);
            Path lacks = plane.kubeconfigFor("system:serviceaccount:drift:without-" + index);
            assertThat(announce(lacks, verb.equals("patch") ? without(report) : report))
                .as(right.toString())
                .anySatisfy(
                    it ->
                        assertThat(it)
                            .containsAnyOf(
                                right.words(), right.resource() + " could not be listed"));
          }
        }
      }
      plane.kubectl("delete", "events.events.k8s.io", "--all", "-A").orThrow();
    }
  }

  private static boolean isOf(String format, GrantedRight right) {
    return right.group().equals("events.k8s.io") || right.group().startsWith(format);
  }

  /// Some are gone, of a namespace and of the cluster.
  private static Report without(Report report) {
    return Report.of(report.run(), report.coverage())
        .cluster(report.cluster().orElseThrow())
        .resources(report.resources())
        .findings(
            report.findings().stream()
                .filter(it -> !GONE.contains(it.resource().id().kind()))
                .toList())
        .build();
  }

  private static List<String> announce(Path kubeconfig, Report report) {
    try (ClusterConnection connection = Clusters.connect(kubeconfig)) {
      LiveStateReader reader =
          new LiveStateReader(
              connection, Clusters.REDACTOR, _ -> {}, InstantSource.fixed(Instant.EPOCH));
      ClusterObjects objects = new ClusterObjects(connection, Clusters.REDACTOR, reader.kinds());
      List<Finding> findings = report.findings();
      List<String> problems =
          new ArrayList<>(new EventChannel(objects).announce(findings, Instant.now()));
      problems.addAll(
          new PolicyReportChannel(objects).announce(Seen.of(report, true, Set.of()), findings));
      return problems;
    }
  }

  private static void install(ControlPlane plane, String format) {
    plane
        .kubectl(
            "delete",
            "--ignore-not-found",
            "crd",
            "reports.openreports.io",
            "clusterreports.openreports.io",
            "policyreports.wgpolicyk8s.io",
            "clusterpolicyreports.wgpolicyk8s.io")
        .orThrow();
    Path file = Path.of("src/test/resources/policy-reports", format + ".yaml").toAbsolutePath();
    plane.kubectl("create", "-f", file.toString()).orThrow();
    plane.kubectl("wait", "--for=condition=Established", "-f", file.toString()).orThrow();
  }

  /// What `drift rbac` prints for the repository, as the API server reads it.
  private NavigableSet<GrantedRight> printed(ControlPlane plane, boolean acts) throws IOException {
    String text =
        RoleText.of(
            new AgentCommands(Agent.ofProcess())
                .rights(request(plane.kubeconfig(), Scope.CLUSTER), acts, Progress.NONE),
            new ServiceAccountName("drift", "nobody"));
    plane
        .kubectlWithInput(text.replace("name: drift\n", "name: printed\n"), "apply", "-f", "-")
        .orThrow();
    try {
      return GrantedRight.of(plane, "printed");
    } finally {
      plane.kubectl("delete", "clusterrole/printed", "clusterrolebinding/printed").orThrow();
    }
  }

  private static NavigableSet<String> words(Set<GrantedRight> rights) {
    return rights.stream().map(GrantedRight::words).collect(Collectors.toCollection(TreeSet::new));
  }

  private static NavigableSet<String> lacking(ActReport report) {
    return report.outcomes().values().stream()
        .flatMap(it -> lacks(it.sentence()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> lacks(String text) {
    return LACKS.matcher(text).results().map(MatchResult::group).toList();
  }

  private static String folder(String set) {
    return MANIFESTS.resolve(set).toString();
  }

  private CheckRequest request(Path kubeconfig, Scope scope, Path... policies) {
    return CheckRequestBuilder.ofCluster(git, kubeconfig).scope(scope).policies(policies).build();
  }

  /// An hour later: what is young is not deleted.
  private ActReport act(CheckRequest request, Optional<Action> wish) {
    Agent agent = Agent.ofProcess();
    Agent later =
        new Agent(
            agent.environment(),
            agent.terminal(),
            () -> agent.clock().instant().plus(Duration.ofHours(1)),
            agent.ids(),
            agent.renderer());
    return new AgentCommands(later)
        .act(
            new ActRequest(
                request,
                Set.of(Action.REVERT),
                wish,
                wish.isPresent()
                    ? new ActRequest.Approval.Everything()
                    : new ActRequest.Approval.ByPolicy(),
                files.resolve("record"),
                Optional.of(ActRequest.HEAD)),
            Progress.NONE);
  }

  /// With the token of the ServiceAccount.
  private Path account(ControlPlane plane) throws IOException {
    String token = plane.kubectl("-n", "drift", "create", "token", "drift").orThrow().stdout();
    String own = Files.readString(plane.kubeconfig()).replace(plane.adminToken(), token.strip());
    return Files.writeString(files.resolve("kubeconfig"), own);
  }

  /// The API server takes roles up some time after they are applied.
  private static void awaitAllowed(ControlPlane plane, Path kubeconfig, Set<GrantedRight> rights) {
    // kubectl knows only the groups that are served.
    GrantedRight last =
        rights.stream()
            .filter(
                it -> !it.group().endsWith("openreports.io") && !it.group().startsWith("wgpolicy"))
            .reduce((_, next) -> next)
            .orElseThrow();
    Eventually.holds(
        () ->
            plane
                    .kubectl(
                        "--kubeconfig=" + kubeconfig,
                        "auth",
                        "can-i",
                        last.verb(),
                        "%s.%s".formatted(last.resource(), last.group()),
                        "-A")
                    .exit()
                == 0);
  }
}
