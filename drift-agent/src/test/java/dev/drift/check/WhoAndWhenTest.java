package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Account;
import dev.drift.finding.Attribution;
import dev.drift.finding.Coverage;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.DriftCheck;
import dev.drift.pipeline.ExplainResource;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.report.text.AccountText;
import dev.drift.report.text.TextStyle;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// People change things by hand, in the ways that people do; the request log names each of them.
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WhoAndWhenTest {
  private static final String GIT =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: who}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: worker, namespace: who}
      spec:
        replicas: 2
        selector: {matchLabels: {app: worker}}
        template:
          metadata: {labels: {app: worker}}
          spec:
            containers:
            - {name: worker, image: 'trino:1', resources: {limits: {cpu: '1'}}}
            - {name: side, image: 'side:1'}
            - {name: spare, image: 'spare:1'}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings, namespace: who}
      data: {size: small, gone: '1', taken: '1', tried: small}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: replaced, namespace: who}
      data: {a: '1', b: '1'}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: deleted, namespace: who}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: login, namespace: who}
      stringData: {word: one, other: two}
      """;

  private static final String POLICY =
      """
      apiVersion: drift.dev/v1
      kind: Policy
      metadata: {name: ours}
      spec:
        ignores:
        - name: replicas
          match: {kinds: [Deployment], paths: [spec.replicas]}
          reason: bob scales
          owner: ops
          expires: 2999-12-31
      """;

  @TempDir private static Path folder;

  private ControlPlane plane;
  private Instant changed = Instant.EPOCH;

  @BeforeAll
  void change() throws IOException {
    plane = ControlPlane.start(ControlPlaneOptions.apiServerOnly());
    Files.createDirectory(folder.resolve("git"));
    Path git = Files.writeString(folder.resolve("git/all.yaml"), GIT);
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Kubectl admin = plane.kubectl();
    admin.run("apply", "-f", git.toString()).orThrow();
    for (String user : List.of("alice", "bob", "mallory")) {
      admin
          .run("create", "clusterrolebinding", user, "--clusterrole=cluster-admin", "--user", user)
          .orThrow();
    }
    Kubectl alice = plane.kubectl().as(plane.kubeconfigFor("alice"));
    Kubectl bob = plane.kubectl().as(plane.kubeconfigFor("bob"));
    Kubectl mallory = plane.kubectl().as(plane.kubeconfigFor("mallory", "testers"));
    changed = Instant.now();

    // What mallory tries, others do later: that must not name mallory.
    String large = "{\"data\":{\"tried\":\"large\",\"taken\":null}}";
    run(mallory, "patch configmap settings --dry-run=server --type=merge -p", large);
    run(mallory, "delete configmap deleted --dry-run=server");
    run(mallory, "scale deployment worker --replicas=5 --dry-run=server");
    mallory.run("-n", "who", "create", "configmap", "settings", "--from-literal=size=large");

    edit(alice, "deployment/worker", "s/trino:1/trino:2/");
    run(bob, "set image deployment/worker side=side:2");
    run(
        alice,
        "patch deployment worker --type=json -p",
        "[{'op':'replace','path':'/spec/template/spec/containers/2/image','value':'spare:2'}]"
            .replace('\'', '"'));
    run(alice, "set resources deployment/worker -c worker --limits=cpu=2000m");
    run(bob, "scale deployment worker --replicas=5");
    run(alice, "annotate deployment worker note=mine --as=root --as-group=system:masters");
    edit(alice, "configmap/settings", "/gone:/d");
    run(bob, "patch configmap settings --type=merge -p", large);
    run(
        alice,
        "patch configmap settings --as=root --as-group=system:masters -p",
        "{\"data\":{\"size\":\"large\"}}");
    run(
        bob.withInput(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: replaced, namespace: who}
            data: {a: '2'}
            """),
        "replace -f -");
    run(
        alice,
        "patch secret login -p",
        "{\"stringData\":{\"word\":\"canary-three\"},\"data\":{\"other\":null}}");
    run(bob, "delete configmap deleted");
    run(alice, "create configmap undeclared --from-literal=a=1");
  }

  private static void edit(Kubectl kubectl, String what, String sed) throws IOException {
    Path script = Files.writeString(folder.resolve("edit.sed"), sed);
    run(kubectl.with("KUBE_EDITOR", "sed -E -i -f " + script), "edit " + what);
  }

  private static void run(Kubectl kubectl, String command, String... rest) {
    kubectl
        .run(
            Stream.of(
                    Stream.of("-n", "who"), Arrays.stream(command.split(" ")), Arrays.stream(rest))
                .flatMap(words -> words)
                .toArray(String[]::new))
        .orThrow();
  }

  @AfterAll
  void close() {
    plane.close();
  }

  @Test
  void namesWhoAskedForEachChange() {
    Report report = check(Optional.of(plane.auditLog()));
    assertThat(report.problems()).isEmpty();
    assertThat(report.drift().stream().map(WhoAndWhenTest::line))
        .containsExactlyInAnyOrder(
            "CHANGED worker spec.template.spec.containers[name=worker].image:"
                + " alice patch kubectl-edit proven",
            "CHANGED worker spec.template.spec.containers[name=side].image:"
                + " bob patch kubectl-set proven",
            "CHANGED worker spec.template.spec.containers[name=spare].image:"
                + " alice patch kubectl-patch proven",
            "CHANGED worker spec.template.spec.containers[name=worker].resources.limits.cpu:"
                + " alice patch kubectl-set proven",
            "CHANGED worker spec.replicas: bob patch kubectl proven",
            "ADDED worker metadata.annotations.note:"
                + " alice as root patch kubectl-annotate proven",
            "REMOVED settings data.gone: alice patch kubectl-edit proven",
            "REMOVED settings data.taken: bob patch kubectl-patch proven",
            "CHANGED settings data.tried: bob patch kubectl-patch proven",
            "CHANGED settings data.size: alice as root patch kubectl-patch proven",
            "CHANGED replaced data.a: bob update kubectl-replace proven",
            "REMOVED replaced data.b: bob update kubectl-replace proven",
            "CHANGED login data.word: alice patch kubectl-patch proven",
            "REMOVED login data.other: alice patch kubectl-patch proven",
            "MISSING deleted : bob delete  proven",
            "UNMANAGED undeclared : alice create kubectl-create proven");
    assertThat(report.drift())
        .allSatisfy(
            drift -> {
              Attribution who = drift.attribution();
              assertThat(who.time().orElseThrow())
                  .isBetween(changed.minus(Duration.ofSeconds(2)), Instant.now());
              assertThat(who.request().orElseThrow().tool()).startsWith("kubectl/v");
            });
    assertThat(report.coverage().entries())
        .extracting(Coverage.Entry::subject)
        .contains(new Coverage.Subject.Observer("audit-log"));
  }

  @Test
  void anAccountNamesThemPathByPath() {
    Account worker = explain("deployment", "who/worker");

    assertThat(who(worker, "spec.template.spec.containers[name=worker].image"))
        .isEqualTo("DRIFT alice patch PROVEN");
    assertThat(who(worker, "spec.replicas")).isEqualTo("IGNORED bob patch PROVEN");
    assertThat(who(explain("configmap", "who/settings"), "data.gone"))
        .isEqualTo("DRIFT alice patch PROVEN");
    assertThat(who(explain("configmap", "who/deleted"), "")).isEqualTo("DRIFT bob delete PROVEN");
    assertThat(who(explain("configmap", "who/undeclared"), ""))
        .isEqualTo("DRIFT alice create PROVEN");
    assertThat(AccountText.of(worker, TextStyle.PLAIN).lines())
        .anyMatch(line -> line.matches(" +ignored +spec\\.replicas = 5 .*"))
        .anyMatch(
            line ->
                line.strip()
                    .equals("bob scales (policy ours, replicas; owner ops; until 2999-12-31)"))
        .anyMatch(
            line -> line.matches(" +by bob with kubectl \\(patch\\), .*; proven by the audit log"));
  }

  private static String who(Account account, String path) {
    Account.Entry entry =
        account.entries().stream()
            .filter(one -> one.path().toString().equals(path))
            .findFirst()
            .orElseThrow();
    Attribution.Request request = entry.lastWriter().request().orElseThrow();
    return "%s %s %s %s"
        .formatted(
            entry.standing(), request.user(), request.verb(), entry.lastWriter().confidence());
  }

  private Account explain(String kind, String name) {
    return new ExplainResource(Agent.ofProcess(), Progress.NONE)
        .run(
            new ResourceRequest(
                request(Optional.of(plane.auditLog()))
                    .policies(folder.resolve("policy.yaml"))
                    .build(),
                kind,
                name));
  }

  @Test
  void managedFieldsAloneAreAHint() {
    for (Finding.Drift drift : check(Optional.empty()).drift()) {
      Attribution who = drift.attribution();
      assertThat(who.request()).isEmpty();
      switch (drift.change()) {
        case REMOVED, MISSING -> assertThat(who).isEqualTo(Attribution.UNKNOWN);
        default -> {
          assertThat(who.confidence()).isEqualTo(Attribution.Confidence.HINT);
          assertThat(who.manager()).startsWith("kubectl");
        }
      }
    }
  }

  @Test
  void aMissingLogIsToldBeforeTheClusterIsRead() {
    Report report = check(Optional.of(folder.resolve("missing.log")));
    assertThat(report.cluster()).isEmpty();
    assertThat(report.exitCode(FailOn.ANY_DRIFT).code()).isEqualTo(2);
  }

  private Report check(Optional<Path> auditLog) {
    return new DriftCheck(Agent.ofProcess(), Progress.NONE).run(request(auditLog).build());
  }

  private CheckRequestBuilder request(Optional<Path> auditLog) {
    return CheckRequestBuilder.ofCluster(folder.resolve("git"), plane.kubeconfig())
        .namespaces(List.of("who"))
        .requestLog(auditLog);
  }

  private static String line(Finding.Drift drift) {
    Attribution who = drift.attribution();
    String asked =
        who.request()
            .map(
                request ->
                    request.user()
                        + (request.actingAs().isEmpty() ? "" : " as " + request.actingAs())
                        + " "
                        + request.verb())
            .orElse("nobody");
    return "%s %s %s: %s %s %s"
        .formatted(
            drift.change(),
            drift.resource().id().name(),
            drift.path(),
            asked,
            who.manager(),
            who.confidence().name().toLowerCase(Locale.ROOT));
  }
}
