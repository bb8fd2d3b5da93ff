package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drift.Golden;
import dev.drift.evaluate.Evaluation;
import dev.drift.finding.Account;
import dev.drift.finding.Account.Standing;
import dev.drift.model.DriftException;
import dev.drift.model.LiveResource;
import dev.drift.model.Verdict;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.scope.Scope;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.report.text.AccountText;
import dev.drift.report.text.TextStyle;
import dev.drift.secret.Redactor;
import dev.drift.source.ClusterFacts;
import dev.drift.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Accounts of the example's resources in the recorded snapshot, in which a dozen things drifted.
class ExplainTest {
  private static final java.nio.file.Path ROOT = Golden.repository();
  private static final CheckRequest REQUEST = request().build();

  @TempDir private static java.nio.file.Path folder;

  private static Evaluation evaluation;
  private static World world;

  @BeforeAll
  static void compare() {
    Redactor redactor = new Redactor(MaskKeys.read(REQUEST.mask()));
    Agent agent = Agent.ofProcess();
    Desired desired = Desired.read(REQUEST, agent.sourceReader(Progress.NONE, ClusterFacts.NONE));
    DriftCheck check = new DriftCheck(agent, Progress.NONE);
    try (LiveSource live = LiveSource.open(REQUEST.live(), () -> redactor, agent, Progress.NONE)) {
      evaluation =
          check
              .evaluated(REQUEST, desired, live, Observers.ofDifferences(REQUEST), redactor)
              .evaluation();
      world = evaluation.world();
    }
  }

  @Test
  void everyPathIsAccountedFor() {
    int values = 0;
    for (LiveResource resource : world.live().resources().values()) {
      if (world.declared().containsKey(resource.id())) {
        Account account = account(resource);
        assertThat(account.count(Standing.UNACCOUNTED)).as(account.resource().toString()).isZero();
        List<Path> told = account.entries().stream().map(Account.Entry::path).toList();
        for (Path leaf : leaves(resource.content())) {
          values++;
          assertThat(told)
              .as("%s %s", account.resource(), leaf)
              .anyMatch(path -> plain(leaf).startsWith(plain(path)));
        }
      }
    }
    assertThat(values).isGreaterThan(5_000);
  }

  /// Field names alone: how items of lists are told is not looked at here.
  private static String plain(Path path) {
    StringBuilder text = new StringBuilder();
    for (Path.Element element : path.elements()) {
      if (element instanceof Path.Field(String name)) {
        text.append('/').append(name);
      }
    }
    return text.append('/').toString();
  }

  private static List<Path> leaves(Value.Obj object) {
    List<Path> leaves = new ArrayList<>();
    leaves(object, Path.ROOT, leaves);
    return leaves;
  }

  private static void leaves(Value value, Path path, List<Path> leaves) {
    switch (value) {
      case Value.Obj(Map<String, Value> fields) when !fields.isEmpty() ->
          fields.forEach((name, inner) -> leaves(inner, path.field(name), leaves));
      case Value.Arr(List<Value> items) when !items.isEmpty() ->
          items.forEach(inner -> leaves(inner, path, leaves));
      case Value.Obj _,
          Value.Arr _,
          Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.Null _,
          Value.Masked _ ->
          leaves.add(path);
    }
  }

  @Test
  void saysWhatEachValueEquals() {
    Account account = explain("deployment", "trino/trino-coordinator");

    assertThat(account.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(standing(account, "spec.template.spec.containers[name=trino].image"))
        .isEqualTo(Standing.DRIFT);
    assertThat(standing(account, "spec.template.spec.containers[name=trino].env[name=TRINO_DEBUG]"))
        .isEqualTo(Standing.DRIFT);
    assertThat(standing(account, "spec.template.spec.dnsPolicy")).isEqualTo(Standing.DEFAULT);
    assertThat(standing(account, "metadata.annotations[\"deployment.kubernetes.io/revision\"]"))
        .isEqualTo(Standing.EXPLAINED);
    assertThat(standing(account, "metadata.uid")).isEqualTo(Standing.SERVER);
    assertThat(standing(account, "status")).isEqualTo(Standing.SERVER);
    Account.Entry kept = entry(account, "spec.template.spec.containers[name=trino].name");
    assertThat(kept.standing()).isEqualTo(Standing.GIT);
    assertThat(kept.origin().orElseThrow().toString()).contains("trino/coordinator.yaml:");
  }

  @Test
  void tellsOfWholeResources() {
    Account missing = explain("poddisruptionbudgets", "redis/redis");
    assertThat(missing.verdict()).isEqualTo(Verdict.MISSING);
    assertThat(missing.entries()).hasSize(1);

    Account unmanaged = explain("ConfigMap", "flink/flink-scratch");
    assertThat(unmanaged.verdict()).isEqualTo(Verdict.UNMANAGED);

    Account own = explain("configmap", "flink/kube-root-ca.crt");
    assertThat(own.entries().getFirst().because()).contains("Kubernetes creates it");
  }

  @Test
  void saysThatThereIsNothingToExplain() {
    assertThatThrownBy(() -> explain("gadget", "trino/x"))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("does not serve the kind gadget");
    assertThatThrownBy(() -> explain("configmap", "trino/none"))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("ConfigMap trino/none");
  }

  /// The snapshot is of a version that recorded no short names.
  @ParameterizedTest
  @CsvSource({
    "deploy,                  Deployment, trino/trino-coordinator",
    "Deployment,              Deployment, trino/trino-coordinator",
    "deployments.apps,        Deployment, trino/trino-coordinator",
    "deploy.v1.apps,          Deployment, trino/trino-coordinator",
    "Deployments.v1.apps,     Deployment, trino/trino-coordinator",
    "sts,                     StatefulSet, hive/postgres",
    "hpa,                     HorizontalPodAutoscaler, trino/trino-worker",
    "hpa.autoscaling,         HorizontalPodAutoscaler, trino/trino-worker",
    "horizontalpodautoscalers.v1.autoscaling, HorizontalPodAutoscaler, trino/trino-worker",
    "cm,                      ConfigMap, trino/trino-catalogs",
    "cm.v1,                   ConfigMap, trino/trino-catalogs",
    "configmaps.v1.,          ConfigMap, trino/trino-catalogs",
    "svc,                     Service, kafka/kafka-0-external",
    "netpol,                  NetworkPolicy, minio/minio",
    "pdb,                     PodDisruptionBudget, redis/redis",
    "prometheusrules,         PrometheusRule, kafka/kafka",
  })
  void takesKindsAsKubectlDoes(String wanted, String kind, String name) {
    Account account = explain(wanted, name);

    assertThat(account.resource().id().kind()).isEqualTo(kind);
    assertThat(account.resource().id().toString()).endsWith(" " + name);
  }

  @Test
  void theNamespaceMayBeNamedAsForKubectl() {
    Account account = explain(in("kafka"), "svc", "kafka-0-external");

    assertThat(account.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(account.resource().id().toString()).isEqualTo("Service kafka/kafka-0-external");
    assertThat(explain(in("kafka"), "svc", "kafka/kafka-0-external").verdict())
        .isEqualTo(Verdict.DRIFTED);
    assertThat(explain(in("kafka"), "ns", "kafka").verdict()).isEqualTo(Verdict.IN_SYNC);
  }

  /// It is there, so nobody may say that it is not.
  @Test
  void anObjectThatIsNotComparedIsNotCalledMissing() {
    assertThat(
            refusal(
                request().scope(Scope.NAMESPACES).build(), "clusterrolebinding", "analysts-admin"))
        .isEqualTo(
            "the cluster has ClusterRoleBinding analysts-admin, but no source declares it and it is"
                + " out of scope; use --scope cluster");
    assertThat(refusal(REQUEST, "node", node()))
        .isEqualTo(
            "the cluster has Node %s, but no source declares it and Drift does not compare"
                    .formatted(node())
                + " undeclared objects of this kind");
  }

  private static String node() {
    return world.live().resources().ofKind(new GroupKind("", "Node")).getFirst().id().name();
  }

  @Test
  void saysWhatMayHaveBeenMeant() {
    assertThat(refusal(REQUEST, "deploymant", "trino/trino-worker"))
        .isEqualTo("the cluster does not serve the kind deploymant; did you mean deployment?");
    assertThat(refusal(REQUEST, "deployment.extensions", "trino/trino-worker"))
        .isEqualTo(
            "the cluster does not serve the kind deployment.extensions; did you mean deployment.apps?");
    assertThat(refusal(REQUEST, "gadget", "trino/x"))
        .isEqualTo("the cluster does not serve the kind gadget");
    assertThat(refusal(REQUEST, "deploy", "trino-worker"))
        .isEqualTo(
            "neither Git nor the cluster has Deployment default/trino-worker; did you mean"
                + " Deployment trino/trino-worker?");
    assertThat(refusal(REQUEST, "deploy", "trino/trino-wroker"))
        .isEqualTo(
            "neither Git nor the cluster has Deployment trino/trino-wroker; did you mean"
                + " Deployment trino/trino-worker?");
    assertThat(refusal(REQUEST, "lease", "kube-system/x"))
        .isEqualTo(
            "Git has no Lease kube-system/x, and Drift does not read any Lease from the cluster: Git"
                + " declares none, and the kind is not tracked");
  }

  @Test
  void namespacesThatContradictOneAnotherAreRefused() {
    assertThat(refusal(in("kafka"), "svc", "trino/trino"))
        .isEqualTo("trino/trino is not in the namespace kafka; remove -n");
    assertThat(refusal(in("kafka", "trino"), "svc", "trino"))
        .isEqualTo("only one namespace can be given; -n lists kafka, trino");
    assertThat(refusal(in("kafka"), "clusterrole", "view"))
        .isEqualTo("ClusterRole view is cluster-scoped, and -n excludes it; remove -n");
  }

  private static CheckRequestBuilder request() {
    return CheckRequestBuilder.ofSnapshot(
            ROOT.resolve("examples/lakehouse"),
            ROOT.resolve("examples/snapshots/lakehouse.json.gz"))
        .key(ROOT.resolve("examples/snapshots/example.key"));
  }

  private static CheckRequest in(String... namespaces) {
    return request().namespaces(List.of(namespaces)).build();
  }

  private static String refusal(CheckRequest request, String kind, String name) {
    DriftException refusal =
        catchThrowableOfType(DriftException.class, () -> explain(request, kind, name));
    return refusal.problems().getFirst().message();
  }

  @Test
  void isWrittenForPeople() {
    String text = AccountText.of(explain("service", "kafka/kafka-0-external"), TextStyle.PLAIN);

    assertThat(text).startsWith("Service kafka/kafka-0-external").contains("DRIFTED");
    assertThat(text.lines())
        .anyMatch(line -> line.matches(" +DRIFT +spec\\.externalIPs = .*"))
        .anyMatch(line -> line.matches(" +git +spec\\.type = LoadBalancer .*\\.yaml:\\d+.*"))
        .anyMatch(line -> line.matches(" +default +spec\\.sessionAffinity = None"))
        .anyMatch(line -> line.matches(" +explained +spec\\.clusterIP = .*"))
        .anyMatch(line -> line.matches(" +server +metadata\\.uid = .*"));
  }

  @Test
  void showsNoSecret() {
    String text = AccountText.of(explain("secret", "hive/postgres"), TextStyle.PLAIN);

    assertThat(text.lines())
        .anyMatch(line -> line.matches(" +DRIFT +data\\.POSTGRES_PASSWORD = .*[0-9a-f]{6}.*"));
  }

  @Test
  void namesThePolicyThatLeavesAPathAlone() throws IOException {
    Account account = ignoring("addresses", "kafka-0-external", "Service", "[spec.externalIPs]");

    assertThat(account.verdict()).isEqualTo(Verdict.IN_SYNC);
    assertThat(standing(account, "spec.externalIPs")).isEqualTo(Standing.IGNORED);
    assertThat(entry(account, "spec.externalIPs").because())
        .isEqualTo("set by hand (policy ours, addresses; owner network team; until 2999-12-31)");
    assertThat(account.entries()).noneMatch(entry -> entry.standing() == Standing.DRIFT);
    assertThat(AccountText.of(account, TextStyle.PLAIN).lines())
        .anyMatch(line -> line.matches(" +ignored +spec\\.externalIPs = .*"))
        .anyMatch(line -> line.matches(" +by kubectl.*; a hint from managedFields"));
  }

  @Test
  void otherPathsStayDrift() throws IOException {
    Account account =
        ignoring(
            "image",
            "trino-coordinator",
            "Deployment",
            "['spec.template.spec.containers[name=trino].image']");

    assertThat(account.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(standing(account, "spec.template.spec.containers[name=trino].image"))
        .isEqualTo(Standing.IGNORED);
    assertThat(standing(account, "spec.template.spec.containers[name=trino].env[name=TRINO_DEBUG]"))
        .isEqualTo(Standing.DRIFT);
  }

  @Test
  void namesThePolicyThatLeavesAWholeResourceAlone() throws IOException {
    Account account = ignoring("budget", "redis", "PodDisruptionBudget", "[]");

    assertThat(account.verdict()).isEqualTo(Verdict.IN_SYNC);
    assertThat(account.entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.path()).isEqualTo(Path.ROOT);
              assertThat(entry.standing()).isEqualTo(Standing.IGNORED);
              assertThat(entry.because()).contains("policy ours, budget");
            });
  }

  /// The account of the resource with a policy that ignores these paths of it.
  private Account ignoring(String ignore, String name, String kind, String paths)
      throws IOException {
    String match = "kinds: [%s], names: [%s]".formatted(kind, name);
    String text =
        """
        apiVersion: drift.dev/v1
        kind: Policy
        metadata: {name: ours}
        spec:
          ignores:
          - name: %s
            match: {%s}
            reason: set by hand
            owner: network team
            expires: 2999-12-31
        """
            .formatted(ignore, paths.equals("[]") ? match : match + ", paths: " + paths);
    java.nio.file.Path policy = Files.writeString(folder.resolve(ignore + ".yaml"), text);
    String namespace =
        world.declared().keySet().stream()
            .filter(id -> id.name().equals(name) && id.kind().equals(kind))
            .findFirst()
            .orElseThrow()
            .namespace();
    return explain(request().policies(policy).build(), kind, namespace + "/" + name);
  }

  private static Account explain(String kind, String name) {
    return explain(REQUEST, kind, name);
  }

  private static Account explain(CheckRequest request, String kind, String name) {
    return new ExplainResource(Agent.ofProcess(), Progress.NONE)
        .run(new ResourceRequest(request, kind, name));
  }

  private static Account account(LiveResource resource) {
    return evaluation.account(resource.id()).orElseThrow();
  }

  private static Standing standing(Account account, String path) {
    return entry(account, path).standing();
  }

  private static Account.Entry entry(Account account, String path) {
    return account.entries().stream()
        .filter(entry -> entry.path().equals(Path.parse(path)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no entry " + path));
  }
}
