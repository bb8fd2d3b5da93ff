package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Coverage;
import dev.drift.finding.Coverage.Need;
import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.scope.Scope;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.Permission;
import dev.drift.pipeline.Permissions;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A ServiceAccount with exactly the printed roles: its run is complete, and no rule of them can be
/// left out.
@Tag("cluster")
class RbacTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      // Equal options share a control plane: the user keeps the objects of other tests away, which
      // would be findings in the scope of the whole cluster.
      ControlPlaneExtension.with(
          ControlPlaneOptions.apiServerOnly()
              .withUsers(List.of(new TokenUser("rbac-test", "rbac-tests"))));

  private static final Set<Need> ALL = Set.of(Need.DRIFT, Need.POSTURE);
  private static final int ATTEMPTS = 100;

  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: parcels.shop.example.com}
      spec:
        group: shop.example.com
        scope: Namespaced
        names: {plural: parcels, singular: parcel, kind: Parcel, listKind: ParcelList}
        versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema:
              type: object
              properties: {spec: {type: object, properties: {size: {type: integer}}}}
      """;

  private static final String CLASSES =
      """
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata:
        name: standard
        annotations: {storageclass.kubernetes.io/is-default-class: "true"}
      provisioner: shop.example.com/none
      ---
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata:
        name: edge
        annotations: {ingressclass.kubernetes.io/is-default-class: "true"}
      spec: {controller: shop.example.com/edge}
      """;

  private static final String SHOP =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: drift, namespace: shop}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings, namespace: shop}
      data: {currency: EUR}
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data, namespace: shop}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: web, namespace: shop}
      spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: web, namespace: shop}
      spec:
        maxReplicas: 3
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
        metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: viewers, namespace: shop}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: support}]
      ---
      apiVersion: shop.example.com/v1
      kind: Parcel
      metadata: {name: small, namespace: shop}
      spec: {size: 1}
      """;

  private static final ServiceAccountName ACCOUNT = new ServiceAccountName("shop", "drift");

  @TempDir Path git;
  @TempDir Path files;

  @BeforeEach
  void apply(ControlPlane plane) throws IOException {
    Files.writeString(git.resolve("shop.yaml"), SHOP);
    Files.writeString(git.resolve("classes.yaml"), CLASSES);
    Files.writeString(git.resolve("crd.yaml"), DEFINITION);
    // Admission fills the default classes in when the others are created.
    plane.kubectlWithInput(CLASSES, "apply", "-f", "-").orThrow();
    plane.kubectlWithInput(DEFINITION, "apply", "-f", "-").orThrow();
    plane.kubectl("wait", "--for=condition=Established", "crd/parcels.shop.example.com").orThrow();
    Eventually.holds(
        () -> plane.kubectl("get", "--raw", "/openapi/v3/apis/shop.example.com/v1").exit() == 0);
    plane.kubectlWithInput(SHOP, "apply", "-f", "-").orThrow();
  }

  @AfterEach
  void remove(ControlPlane plane) {
    plane.kubectl("delete", "--ignore-not-found", "clusterrole/drift", "clusterrolebinding/drift");
    plane.kubectl("-n", "shop", "delete", "--ignore-not-found", "role/drift", "rolebinding/drift");
  }

  @ParameterizedTest
  @CsvSource({"OBJECTS, ''", "NAMESPACES, ''", "CLUSTER, ''", "NAMESPACES, shop"})
  void everyPrintedRuleIsNeededAndNoOther(Scope scope, String namespace, ControlPlane plane)
      throws IOException {
    List<String> namespaces = namespace.isEmpty() ? List.of() : List.of(namespace);
    CheckRequest asAdministrator = request(plane.kubeconfig(), scope, namespaces);
    Permissions rights =
        new AgentCommands(Agent.ofProcess()).rights(asAdministrator, false, Progress.NONE);
    assertThat(rights.notSeen()).isEmpty();
    CheckRequest asAccount = request(account(plane), scope, namespaces);
    grant(plane, rights);

    Report report = Eventually.report(asAccount, ATTEMPTS, one -> one.coverage().complete(ALL));
    assertThat(report.coverage().gaps(ALL)).isEmpty();
    assertThat(report.problems()).isEmpty();
    assertThat(report.findings()).filteredOn(Finding.Drift.class::isInstance).isEmpty();
    assertThat(report.exitCode(FailOn.ANY_DRIFT)).isEqualTo(ExitCode.IN_SYNC);

    List<Permission> all = List.copyOf(rights.rights());
    StringBuilder roles = new StringBuilder();
    for (int i = 0; i < all.size(); i++) {
      roles.append("---\n").append(without(all.get(i), rights, "drift-" + i));
    }
    plane.kubectlWithInput(roles.toString(), "apply", "-f", "-").orThrow();
    try {
      for (int i = 0; i < all.size(); i++) {
        Path kubeconfig = plane.kubeconfigFor("system:serviceaccount:shop:drift-" + i);
        CheckRequest request = request(kubeconfig, scope, namespaces);
        Report lacking = Eventually.report(request, ATTEMPTS, one -> unread(one).size() == 1);
        assertThat(unread(lacking)).as(all.get(i).toString()).hasSize(1);
        assertThat(unread(lacking).getFirst())
            .contains("resource \"%s\"".formatted(all.get(i).resource()));
        assertThat(lacking.coverage().complete(ALL)).isFalse();
      }
    } finally {
      plane.kubectlWithInput(roles.toString(), "delete", "--wait=false", "-f", "-");
    }
  }

  /// The printed roles for another account, without one of the rights.
  private static String without(Permission right, Permissions rights, String account) {
    NavigableSet<Permission> others = new TreeSet<>(rights.rights());
    others.remove(right);
    String text =
        RoleText.of(new Permissions(others, rights.namespaces(), new TreeSet<>()), ACCOUNT);
    if (right.resource().equals("namespaces") && !rights.namespaces().isEmpty()) {
      String rule = "  - apiGroups: [\"\"]\n    resources: [namespaces]\n    verbs: [get]\n";
      text = text.replaceFirst(Pattern.quote(rule), "");
    }
    return text.replace("name: drift\n", "name: " + account + "\n");
  }

  /// Why kinds could not be read, one reason each.
  private static List<String> unread(Report report) {
    return report.coverage().gaps(ALL).stream()
        .filter(gap -> gap.subject() instanceof Coverage.Subject.Kind)
        .map(Coverage.Entry::reason)
        .toList();
  }

  /// With `--act` the account puts everything back that Git declares, and no rule is too much.
  @Test
  void everyRuleForRevertingIsNeededAndNoOther(ControlPlane plane) throws IOException {
    CheckRequest asAdministrator = request(plane.kubeconfig(), Scope.NAMESPACES, List.of());
    Permissions rights =
        new AgentCommands(Agent.ofProcess()).rights(asAdministrator, true, Progress.NONE);
    Path kubeconfig = account(plane);
    plane.kubectlWithInput(RoleText.of(rights, ACCOUNT), "apply", "-f", "-").orThrow();
    CheckRequest asAccount = request(kubeconfig, Scope.NAMESPACES, List.of());
    Eventually.report(asAccount, ATTEMPTS, one -> one.coverage().complete(ALL));
    List<Permission> reverts =
        rights.rights().stream().filter(it -> it.purpose() == Permission.Purpose.REVERT).toList();
    assertThat(reverts).hasSizeGreaterThan(8);

    touch(plane);
    plane
        .kubectl("-n", "shop", "delete", "cm/settings", "ingress/web", "hpa/web", "parcel/small")
        .orThrow();
    ActReport all = revert(asAccount);
    assertThat(all.report().drift()).isEmpty();
    assertThat(all.outcomes().values()).extracting(Outcome::kind).containsOnly(Outcome.Kind.DONE);

    for (Permission right : reverts) {
      NavigableSet<Permission> others = new TreeSet<>(rights.rights());
      others.remove(right);
      plane
          .kubectlWithInput(
              RoleText.of(new Permissions(others, rights.namespaces(), new TreeSet<>()), ACCOUNT),
              "apply",
              "-f",
              "-")
          .orThrow();
      touch(plane);
      ActReport lacking = revert(asAccount);
      for (int attempt = 0; attempt < ATTEMPTS && lacking.report().drift().isEmpty(); attempt++) {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        touch(plane);
        lacking = revert(asAccount);
      }
      ActReport report = lacking;
      assertThat(report.plan().acts())
          .filteredOn(act -> report.outcome(act).orElseThrow().kind() == Outcome.Kind.NEEDS_RIGHTS)
          .as(right.toString())
          .isNotEmpty()
          .allSatisfy(
              act ->
                  assertThat(report.outcome(act).orElseThrow().sentence())
                      .contains("cannot patch resource \"%s\"".formatted(right.resource())));
      assertThat(report.outcomes().values())
          .extracting(Outcome::kind)
          .isSubsetOf(Outcome.Kind.DONE, Outcome.Kind.NEEDS_RIGHTS);
    }
  }

  /// A label by hand on everything that Git declares.
  private void touch(ControlPlane plane) {
    plane
        .kubectl("label", "--overwrite", "-f", git.toString(), "touched=" + System.nanoTime())
        .orThrow();
  }

  private ActReport revert(CheckRequest request) {
    return new AgentCommands(Agent.ofProcess())
        .act(
            new ActRequest(
                request,
                Set.of(Action.REVERT),
                Optional.of(Action.REVERT),
                new ActRequest.Approval.Everything(),
                files.resolve("record"),
                Optional.of(ActRequest.HEAD)),
            Progress.NONE);
  }

  /// The role may be read as a plan of what an attacker gets, so each verb counts.
  @ParameterizedTest
  @CsvSource({"NAMESPACES", "CLUSTER"})
  void onlyReads(Scope scope, ControlPlane plane) {
    String text = print("--repo", git.toString(), "--scope", scope.name(), kubeconfig(plane));
    assertThat(text.lines().filter(line -> line.contains("verbs:")).map(String::strip).distinct())
        .containsExactlyInAnyOrder("verbs: [get, list]", "verbs: [list]");
    assertThat(text).doesNotContain("*");
  }

  @Test
  void aDryRunNeedsToCreateWhatGitDeclares(ControlPlane plane) {
    String text =
        print("--repo", git.toString(), "-n", "shop", "--dry-run=server", kubeconfig(plane));
    assertThat(text)
        .contains(
            """
              # For --dry-run=server: asks what the API server would store. Stores nothing.
            """)
        .contains(
            """
              - apiGroups: [shop.example.com]
                resources: [parcels]
                verbs: [create, update]
            """);
    assertThat(text.substring(text.indexOf("dry-run"))).doesNotContain("storageclasses");
  }

  /// `view` lacks Secrets, Roles, RoleBindings and custom resources. It is empty here, because no
  /// controller aggregates into it what Kubernetes ships for it.
  @Test
  void viewInOneNamespaceLacksFewKinds(ControlPlane plane) throws IOException {
    plane
        .kubectl(
            "-n",
            "shop",
            "create",
            "rolebinding",
            "drift",
            "--clusterrole=system:aggregate-to-view",
            "--serviceaccount=shop:drift")
        .orThrow();
    CheckRequest request = request(account(plane), Scope.NAMESPACES, List.of("shop"));
    Report report =
        Eventually.report(
            request, ATTEMPTS, one -> one.coverage().gaps(Set.of(Need.DRIFT)).size() < 8);
    assertThat(
            report.coverage().gaps(Set.of(Need.DRIFT)).stream()
                .map(gap -> gap.subject())
                .filter(Coverage.Subject.Kind.class::isInstance)
                .map(kind -> ((Coverage.Subject.Kind) kind).kind()))
        .containsExactlyInAnyOrder("Secret", "Role", "RoleBinding", "Parcel");
  }

  private CheckRequest request(Path kubeconfig, Scope scope, List<String> namespaces) {
    return CheckRequestBuilder.ofCluster(git, kubeconfig)
        .namespaces(namespaces)
        .scope(scope)
        .build();
  }

  /// Applies the roles as they are printed, and commits them: they are declared, too.
  private void grant(ControlPlane plane, Permissions rights) throws IOException {
    String text = RoleText.of(rights, ACCOUNT);
    Files.writeString(git.resolve("rbac.yaml"), text);
    plane.kubectlWithInput(text, "apply", "-f", "-").orThrow();
  }

  private Path account(ControlPlane plane) throws IOException {
    String token = plane.kubectl("-n", "shop", "create", "token", "drift").orThrow().stdout();
    String own = Files.readString(plane.kubeconfig()).replace(plane.adminToken(), token.strip());
    return Files.writeString(files.resolve("kubeconfig"), own);
  }

  private static String kubeconfig(ControlPlane plane) {
    return "--kubeconfig=" + plane.kubeconfig();
  }

  private static String print(String... flags) {
    List<String> args = new ArrayList<>(List.of("rbac"));
    args.addAll(List.of(flags));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Program.run(
            args.toArray(String[]::new),
            Run.console(out, err, Map.of()),
            new AgentCommands(Agent.ofProcess()));
    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(code).isEqualTo(0);
    return out.toString(UTF_8);
  }
}
