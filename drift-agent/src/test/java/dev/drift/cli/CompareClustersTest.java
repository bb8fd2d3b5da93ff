package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.pipeline.Agent;
import dev.drift.report.ReportFormats;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.Renderer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// `drift compare` with two real clusters, whose controllers run.
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CompareClustersTest {
  /// What no output may hold.
  private static final List<String> PLANTED =
      List.of("planted-one", "planted-two", "planted-three", "cGxhbnRlZC1vbmU", "cGxhbnRlZC10d28");

  private static final String LAKE =
      """
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata: {name: fast}
      provisioner: volumes.example.com
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: NS}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: trino, namespace: NS}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: db, namespace: NS}
      stringData: {password: planted-one}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: trino-catalogs, namespace: NS}
      data:
        hive.properties: |
          connector.name=hive
          hive.metastore.uri=thrift://metastore.NS.svc.cluster.local:9083
          s3.endpoint=https://minio.HOST
          connection-password=planted-three
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: trino, namespace: NS}
      spec:
        type: NodePort
        selector: {app: trino}
        ports: [{name: http, port: 8080}]
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data, namespace: NS}
      spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: trino, namespace: NS}
      spec:
        replicas: 1
        selector: {matchLabels: {app: trino}}
        template:
          metadata: {labels: {app: trino}}
          spec:
            serviceAccountName: trino
            containers:
            - name: trino
              image: REGISTRY/trinodb/trino:479
              env:
              - {name: URL, value: "https://trino.HOST/ui"}
              volumeMounts: [{name: data, mountPath: /data}]
            volumes:
            - {name: data, persistentVolumeClaim: {claimName: data}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: once, namespace: NS}
      spec: {containers: [{name: once, image: REGISTRY/trinodb/trino:479}]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: trino-view, namespace: NS}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
      subjects:
      - {kind: ServiceAccount, name: trino, namespace: NS}
      """;

  @TempDir private static Path temp;
  private static ControlPlane staging;
  private static ControlPlane production;

  @BeforeAll
  static void start() throws IOException {
    ControlPlaneOptions options = ControlPlaneOptions.defaults().withNodes(1);
    staging = ControlPlane.start(options);
    production = ControlPlane.start(options);
    Files.writeString(
        temp.resolve("kubeconfig"), merged(staging.kubeconfig(), production.kubeconfig()));
  }

  @AfterAll
  static void stop() {
    staging.close();
    production.close();
  }

  private record Printed(int code, String out, String err) {
    String all() {
      return out + err;
    }
  }

  @Test
  @Order(1)
  void clustersWithTheSameObjectsAreSilent() {
    both(lake("lake", "example.com", "registry.example.com"));
    // What is generated differs between the two: node ports, addresses, volumes, UIDs, revisions.
    kubectl(production, "-n", "lake", "set", "env", "deployment/trino", "A=1");
    kubectl(production, "-n", "lake", "set", "env", "deployment/trino", "A-");
    kubectl(production, "-n", "lake", "rollout", "restart", "deployment/trino");
    staging.awaitSettled(Duration.ofMinutes(2));
    production.awaitSettled(Duration.ofMinutes(2));

    Printed printed = compare();

    assertThat(printed.all())
        .startsWith("In sync  ")
        .contains("are the same: cluster production (");
    assertThat(printed.all()).contains("compared with staging (").doesNotContain("Git");
    assertThat(printed.code()).isZero();
  }

  @Test
  @Order(2)
  void differencesAreInTheWordsOfTwoClustersAndHoldNoSecret() throws IOException {
    both(lake("words", "example.com", "registry.example.com"));
    kubectl(
        production,
        "-n",
        "words",
        "patch",
        "secret",
        "db",
        "-p",
        "{\"stringData\":{\"password\":\"planted-two\"}}");
    kubectl(
        production, "-n", "words", "set", "image", "deployment/trino", "trino=trinodb/trino:480");
    kubectl(production, "-n", "words", "create", "configmap", "hotfix", "--from-literal=a=b");
    kubectl(production, "-n", "words", "delete", "rolebinding", "trino-view");

    Printed text = compare("-n", "words");

    assertThat(text.code()).isEqualTo(1);
    assertThat(text.out())
        .contains(
            "ConfigMap words/hotfix  in production, not in staging",
            "RoleBinding words/trino-view  in staging, not in production",
            "the key password in the Secret has a different value than in staging",
            "registry.example.com/trinodb/trino:479",
            "trinodb/trino:480",
            "Exit code 1: production differs from staging.");
    // The first manager of the hotfix in the second cluster.
    assertThat(text.out()).contains("kubectl-create");
    for (String format : ReportFormats.ALL.stream().map(it -> it.name()).toList()) {
      Printed printed = compare("-n", "words", "-o", format);
      assertThat(printed.code()).as(format).isEqualTo(1);
      assertThat(printed.all()).as(format).doesNotContain(PLANTED);
      if (!format.equals("html") && !format.equals("sarif")) {
        assertThat(printed.all()).as(format).doesNotContain("Git ", "in Git", "not in the cluster");
      }
    }
  }

  @Test
  @Order(3)
  void aMappingSaysWhatMustDifferAndNothingElse() throws IOException {
    apply(staging, lake("stage", "staging.example.com", "registry.staging.example.com"));
    apply(production, lake("prod", "example.com", "mirror.example.com/hub"));
    kubectl(production, "-n", "prod", "scale", "deployment/trino", "--replicas=3");
    kubectl(staging, "-n", "stage", "create", "configmap", "settings-staging");
    kubectl(production, "-n", "prod", "create", "configmap", "settings");
    Path mapping =
        mapping(
            """
            namespaces:
            - {from: stage, to: prod}
            hosts:
            - {from: .staging.example.com, to: .example.com}
            - {from: never.example.org, to: ever.example.org}
            registries:
            - {from: registry.staging.example.com, to: mirror.example.com/hub}
            names:
            - {kinds: [ConfigMap], from: settings-staging, to: settings}
            ignores:
            - match: {kinds: [Deployment], paths: [spec.replicas]}
              reason: staging is smaller
              owner: platform
            - match: {kinds: [CronJob], paths: [spec.schedule]}
              reason: staging runs at night
              owner: platform
            """);

    Printed printed = compare("-n", "stage", "--mapping", mapping.toString());

    assertThat(printed.out()).contains("Deployment prod/trino spec.replicas: staging is smaller");
    assertThat(printed.out()).contains("Exit code 0: no difference found.");
    assertThat(printed.code()).isZero();

    Printed turned = compare("-n", "prod", "--mapping", mapping.toString());
    assertThat(turned.code()).as(turned.all()).isEqualTo(2);
    assertThat(turned.err())
        .contains(
            "mapping.yaml:4:",
            "--namespace takes names of staging, and prod is the counterpart that"
                + " the mapping gives stage; pass --namespace stage");

    // Production that still points at staging has not the value that the mapping asks for.
    kubectl(
        production,
        "-n",
        "prod",
        "set",
        "env",
        "deployment/trino",
        "URL=https://trino.staging.example.com/ui");
    Printed pointing = compare("-n", "stage", "--mapping", mapping.toString());
    assertThat(pointing.code()).isEqualTo(1);
    assertThat(pointing.out())
        .contains("https://trino.example.com/ui", "https://trino.staging.example.com/ui")
        .contains("but staging calls for");

    Printed whole = compare("--mapping", mapping.toString());
    assertThat(whole.out())
        .contains(mapping.getFileName() + ":7")
        .contains("this entry of hosts maps nothing")
        .contains("this entry of ignores hides nothing");
  }

  @Test
  @Order(4)
  void whatMayNotBeReadIsUnknownAndNotOnlyInTheOther() throws IOException {
    both(lake("hidden", "example.com", "registry.example.com"));
    kubectl(production, "-n", "hidden", "create", "secret", "generic", "extra");
    String role =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: compare-reader}
        rules:
        - {apiGroups: [""], resources: [pods, replicationcontrollers, configmaps, serviceaccounts, services, persistentvolumeclaims, persistentvolumes, resourcequotas, limitranges, namespaces, nodes, endpoints, podtemplates], verbs: [get, list]}
        - {apiGroups: [apps, batch, autoscaling, policy, networking.k8s.io, rbac.authorization.k8s.io, storage.k8s.io, admissionregistration.k8s.io, scheduling.k8s.io, apiextensions.k8s.io, node.k8s.io], resources: ["*"], verbs: [get, list]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: compare-reader}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: compare-reader}
        subjects: [{kind: Group, apiGroup: rbac.authorization.k8s.io, name: readers}]
        """;
    both(role);
    for (ControlPlane blind : List.of(staging, production)) {
      Path reader = blind.kubeconfigFor("reader", "readers");
      Files.writeString(
          temp.resolve("kubeconfig-blind"),
          blind == staging
              ? merged(reader, production.kubeconfig())
              : merged(staging.kubeconfig(), reader));
      Printed printed =
          run(
              "compare",
              "--kubeconfig",
              temp.resolve("kubeconfig-blind").toString(),
              "--context",
              "staging",
              "--context",
              "production",
              "-n",
              "hidden");
      String name = blind == staging ? "staging" : "production";
      assertThat(printed.out())
          .contains(name + ": Secret in hidden could not be read: ")
          .doesNotContain("Secret hidden/extra")
          .doesNotContain("Secret hidden/db");
      assertThat(printed.code()).as(printed.all()).isEqualTo(3);
    }
  }

  @Test
  @Order(5)
  void snapshotsTakeThePlaceOfClusters() throws IOException {
    both(lake("recorded", "example.com", "registry.example.com"));
    Path one = Files.writeString(temp.resolve("one"), "k".repeat(40) + "\u0001");
    Path other = Files.writeString(temp.resolve("other"), "o".repeat(40) + "\u0001");
    Path first = snapshot("staging", "recorded", one);
    Path second = snapshot("production", "recorded", one);
    Path otherKey = snapshot("production", "recorded", other);

    Printed same = run("compare", "--snapshot", first.toString(), "--snapshot", second.toString());
    assertThat(same.out())
        .contains("only these namespaces of ", "Exit code 0: no difference found.");

    // Masks under two keys say nothing, and both snapshots hold nothing else.
    Printed unknown =
        run("compare", "--snapshot", first.toString(), "--snapshot", otherKey.toString());
    assertThat(unknown.out())
        .contains("Secret: recorded/db", "record both snapshots with the same --key-file");
    assertThat(unknown.code()).isEqualTo(3);

    Printed mixed =
        compareOne(
            "--snapshot",
            first.toString(),
            "--context",
            "production",
            "--key-file",
            one.toString());
    assertThat(mixed.out()).contains("Exit code 0: no difference found.");
    Printed withoutKey = compareOne("--snapshot", first.toString(), "--context", "production");
    assertThat(withoutKey.out())
        .contains("Secret: recorded/db", "pass the snapshot's key with --key-file");

    kubectl(production, "-n", "recorded", "delete", "serviceaccount", "trino");
    Printed missing =
        compareOne(
            "--snapshot",
            first.toString(),
            "--context",
            "production",
            "--key-file",
            one.toString());
    assertThat(missing.out())
        .contains("ServiceAccount recorded/trino  in recorded-1, not in production");
    // The order on the command line decides which is expected.
    Printed turned =
        compareOne(
            "--context",
            "production",
            "--snapshot",
            first.toString(),
            "--key-file",
            one.toString());
    assertThat(turned.out())
        .contains("ServiceAccount recorded/trino  in recorded-1, not in production")
        .contains("Expected  production (");
  }

  @Test
  @Order(6)
  void aNamespaceThatOneOfTwoSnapshotsLacksIsUnknown() throws IOException {
    both("{apiVersion: v1, kind: Namespace, metadata: {name: shared}}\n");
    apply(staging, "{apiVersion: v1, kind: Namespace, metadata: {name: lonely}}\n");
    Path key = Files.writeString(temp.resolve("one"), "k".repeat(40) + "\u0001");
    Path has = snapshot("staging", "shared,lonely", key);
    Path lacks = snapshot("production", "shared,lonely", key);

    apply(production, "{apiVersion: v1, kind: Namespace, metadata: {name: lonely}}\n");
    Path whole = snapshot("production", "", key);
    Printed all = run("compare", "--snapshot", has.toString(), "--snapshot", whole.toString());
    assertThat(all.out()).doesNotContain("NOT READ", "Namespace lonely");
    assertThat(all.code()).as(all.all()).isZero();
    Path without = snapshot("production", "shared", key);
    Printed recorded =
        run(
            "compare",
            "--snapshot",
            has.toString(),
            "--snapshot",
            without.toString(),
            "-n",
            "shared,lonely");
    assertThat(recorded.out().replaceAll("\\s+", " "))
        .contains("lonely was not compared: ")
        .doesNotContain("Namespace lonely");
    assertThat(recorded.code()).isEqualTo(3);

    for (List<Path> pair : List.of(List.of(has, lacks), List.of(lacks, has))) {
      Printed printed =
          run(
              "compare",
              "--snapshot",
              pair.getFirst().toString(),
              "--snapshot",
              pair.getLast().toString());
      String name = lacks.getFileName().toString().replace(".json.gz", "");
      assertThat(printed.out().replaceAll("\\s+", " "))
          .contains("NOT READ", "lonely was not compared: " + name + " has nothing of it");
      assertThat(printed.code()).isEqualTo(3);
    }
  }

  @Test
  @Order(7)
  void customResourcesAreCompared() {
    String definition =
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: parcels.compare.example.com}
        spec:
          group: compare.example.com
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
    both(definition);
    both("{apiVersion: v1, kind: Namespace, metadata: {name: custom}}\n");
    for (ControlPlane each : List.of(staging, production)) {
      kubectl(each, "wait", "--for=condition=Established", "crd/parcels.compare.example.com");
    }
    apply(production, parcel("extra", 1));
    Printed extra = compare("-n", "custom");
    assertThat(extra.out()).contains("Parcel custom/extra  in production, not in staging");
    apply(staging, parcel("extra", 2));
    Printed changed = compare("-n", "custom");
    assertThat(changed.out()).contains("spec.size").doesNotContain("not in staging");
  }

  @Test
  @Order(8)
  void releasesOfHelmAreComparedAndTheirHistoryIsNot() throws IOException {
    Path chart = temp.resolve("chart");
    Files.createDirectories(chart.resolve("templates"));
    Files.writeString(chart.resolve("Chart.yaml"), "{apiVersion: v2, name: c, version: 1.0.0}\n");
    Files.writeString(
        chart.resolve("templates/all.yaml"),
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: of-{{ .Release.Name }}}}\n");
    both("{apiVersion: v1, kind: Namespace, metadata: {name: helmed}}\n");
    helm(staging, "install", "one", chart);
    helm(production, "install", "one", chart);
    helm(production, "upgrade", "one", chart);
    Printed same = compare("-n", "helmed");
    assertThat(same.code()).as(same.all()).isZero();

    helm(production, "install", "two", chart);
    Printed more = compare("-n", "helmed");
    assertThat(more.out())
        .contains("ConfigMap helmed/of-two  in production, not in staging", "1 difference, ")
        .doesNotContain("Secret");
  }

  private static void helm(ControlPlane plane, String command, String release, Path chart) {
    plane
        .kubectl()
        .program(Renderer.HELM.path())
        .run(command, release, chart.toString(), "-n", "helmed")
        .orThrow();
  }

  @Test
  @Order(9)
  void whatSomebodyWroteIntoObjectsOfEveryClusterIsCompared() {
    both("{apiVersion: v1, kind: Namespace, metadata: {name: touched}}\n");
    for (ControlPlane each : List.of(staging, production)) {
      kubectl(each, "wait", "--for=create", "serviceaccount/default", "-n", "touched");
    }
    kubectl(production, "label", "namespace", "default", "istio-injection=enabled");
    kubectl(
        production, "-n", "touched", "annotate", "serviceaccount", "default", "role=everything");
    try {
      Printed printed = compare();
      assertThat(printed.out())
          .contains("Namespace default  changed", "metadata.labels.istio-injection")
          .contains("ServiceAccount touched/default  changed", "metadata.annotations.role");
    } finally {
      kubectl(production, "label", "namespace", "default", "istio-injection-");
    }
  }

  @Test
  @Order(10)
  void acceptedDifferencesDoNotFail() throws IOException {
    both("{apiVersion: v1, kind: Namespace, metadata: {name: accepted}}\n");
    kubectl(production, "-n", "accepted", "create", "configmap", "old");
    String[] baseline = {"-n", "accepted", "--baseline", temp.resolve("baseline.yaml").toString()};
    Printed written =
        compare(
            and(baseline, "--accept", "there before", "--owner", "me", "--expires", "2999-01-01"));
    assertThat(written.out())
        .endsWith("accepted 1 more finding until 2999-01-01; 1 finding in all\n");
    assertThat(written.code()).isZero();
    Printed accepted = compare(baseline);
    assertThat(accepted.out()).contains("ACCEPTED", "there before (owner me");
    assertThat(accepted.code()).isZero();
    kubectl(production, "-n", "accepted", "create", "configmap", "new");
    assertThat(compare(baseline).code()).isEqualTo(1);
  }

  private static String[] and(String[] some, String... more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
  }

  private static String parcel(String name, int size) {
    return """
        apiVersion: compare.example.com/v1
        kind: Parcel
        metadata: {name: %s, namespace: custom}
        spec: {size: %d}
        """
        .formatted(name, size);
  }

  private static int snapshots;

  /// @param namespace several with commas between them; empty for the whole cluster
  private static Path snapshot(String context, String namespace, Path key) {
    snapshots++;
    Path file = temp.resolve("%s-%d.json.gz".formatted(namespace, snapshots));
    String[] arguments = {
      "snapshot",
      "--kubeconfig",
      temp.resolve("kubeconfig").toString(),
      "--context",
      context,
      "--key-file",
      key.toString(),
      "--out",
      file.toString()
    };
    Printed printed = run(namespace.isEmpty() ? arguments : and(arguments, "-n", namespace));
    assertThat(printed.code()).as(printed.all()).isZero();
    return file;
  }

  private static Path mapping(String lists) throws IOException {
    return Files.writeString(
        temp.resolve("mapping.yaml"), "apiVersion: drift.dev/v1\nkind: Mapping\n" + lists);
  }

  private static String lake(String namespace, String host, String registry) {
    return LAKE.replace("NS", namespace).replace("HOST", host).replace("REGISTRY", registry);
  }

  private static void both(String manifests) {
    apply(staging, manifests);
    apply(production, manifests);
  }

  private static void apply(ControlPlane plane, String manifests) {
    plane.kubectl().withInput(manifests).run("apply", "-f", "-").orThrow();
  }

  private static void kubectl(ControlPlane plane, String... arguments) {
    plane.kubectl().run(arguments).orThrow();
  }

  private static Printed compare(String... more) {
    List<String> all = new ArrayList<>(List.of("--context", "staging", "--context", "production"));
    all.addAll(Arrays.asList(more));
    return compareOne(all.toArray(String[]::new));
  }

  private static Printed compareOne(String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("compare", "--kubeconfig", temp.resolve("kubeconfig").toString()));
    all.addAll(Arrays.asList(arguments));
    return run(all.toArray(String[]::new));
  }

  private static Printed run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> environment = Map.of("HOME", temp.resolve("home").toString());
    Agent agent = Agent.ofProcess();
    int code =
        Program.run(
            arguments,
            Run.console(out, err, environment),
            new AgentCommands(
                new Agent(environment, false, agent.clock(), agent.ids(), agent.renderer())));
    return new Printed(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /// One kubeconfig with the contexts `staging` and `production`.
  private static String merged(Path first, Path second) throws IOException {
    String a = Files.readString(first);
    String b = Files.readString(second);
    return """
        apiVersion: v1
        kind: Config
        current-context: staging
        clusters:
        - {name: staging, cluster: {server: "%s", certificate-authority-data: "%s"}}
        - {name: production, cluster: {server: "%s", certificate-authority-data: "%s"}}
        users:
        - {name: staging, user: %s}
        - {name: production, user: %s}
        contexts:
        - {name: staging, context: {cluster: staging, user: staging}}
        - {name: production, context: {cluster: production, user: production}}
        """
        .formatted(
            field(a, "server"),
            field(a, "certificate-authority-data"),
            field(b, "server"),
            field(b, "certificate-authority-data"),
            user(a),
            user(b));
  }

  private static String user(String kubeconfig) {
    return kubeconfig.contains("token:")
        ? "{token: \"%s\"}".formatted(field(kubeconfig, "token"))
        : "{client-certificate-data: \"%s\", client-key-data: \"%s\"}"
            .formatted(
                field(kubeconfig, "client-certificate-data"), field(kubeconfig, "client-key-data"));
  }

  private static String field(String kubeconfig, String name) {
    Matcher matcher = Pattern.compile("\\b" + name + ": \"?([^\\s\"]+)\"?").matcher(kubeconfig);
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group(1);
  }
}
