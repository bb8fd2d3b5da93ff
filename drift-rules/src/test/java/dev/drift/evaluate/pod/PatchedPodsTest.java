package dev.drift.evaluate.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Run;
import dev.drift.finding.Finding;
import dev.drift.model.FieldOwner;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pods of a Deployment and of a StatefulSet that are as Git says. The cluster was read at
/// 1970-01-01T00:00:00Z.
class PatchedPodsTest {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: ns, uid: d1}
      spec:
        progressDeadlineSeconds: 300
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}, annotations: {scrape: "true"}}
          spec:
            containers: [{name: web, image: "web:2", resources: {limits: {cpu: 1, memory: 1Gi}}}]
      """;

  private static final String STATEFUL_SET =
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db, namespace: ns, uid: s1}
      spec:
        serviceName: db
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec: {containers: [{name: db, image: "db:2"}]}
      """;

  private static final String GIT =
      DEPLOYMENT.replace(", uid: d1", "") + "---\n" + STATEFUL_SET.replace(", uid: s1", "");

  private static String replicaSet(String name, int revision, String image, String created) {
    return """
      ---
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata:
        name: %1$s
        namespace: ns
        uid: %1$s
        creationTimestamp: "%4$s"
        annotations: {deployment.kubernetes.io/revision: "%2$d"}
        ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, uid: d1, controller: true}]
      spec:
        template:
          metadata: {labels: {app: web, pod-template-hash: h}, annotations: {scrape: "true"}}
          spec:
            containers: [{name: web, image: "%3$s", resources: {limits: {cpu: 1, memory: 1Gi}}}]
      """
        .formatted(name, revision, image, created);
  }

  private static final String NEW = replicaSet("web-2", 2, "web:2", "1969-12-31T23:58:00Z");
  private static final String OLD = replicaSet("web-1", 1, "web:1", "1969-12-01T00:00:00Z");

  private static String pod(String replicaSet, String image) {
    return """
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: pod
        namespace: ns
        creationTimestamp: "1969-12-31T23:59:00Z"
        labels: {app: web, pod-template-hash: h}
        annotations: {scrape: "true", network: added}
        ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: %1$s, uid: %1$s, controller: true}]
      spec:
        containers:
        - {name: web, image: "%2$s", resources: {limits: {cpu: 1000m, memory: 1024Mi}}}
        - {name: proxy, image: "proxy:1"}
      status: {phase: Running}
      """
        .formatted(replicaSet, image);
  }

  private static final String WEBHOOKS =
      """
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingWebhookConfiguration
      metadata: {name: injector}
      """;

  @Test
  void aPodAsItsTemplateSaysIsNoDrift() {
    assertThat(pods(NEW + pod("web-2", "web:2"))).isEmpty();
  }

  @Test
  void findsAnotherImageResourceLabelOrAnnotation() {
    assertThat(pods(NEW + pod("web-2", "web:evil")))
        .containsExactly("CHANGED spec.containers[name=web].image");
    assertThat(pods(NEW + pod("web-2", "web:2").replace("1024Mi", "2Gi")))
        .containsExactly("CHANGED spec.containers[name=web].resources.limits.memory");
    assertThat(pods(NEW + pod("web-2", "web:2").replace("scrape: \"true\"", "scrape: \"false\"")))
        .containsExactly("CHANGED metadata.annotations.scrape");
    assertThat(pods(NEW + pod("web-2", "web:2").replace("{app: web, pod-t", "{pod-t")))
        .containsExactly("REMOVED metadata.labels.app");
  }

  @Test
  void findsEphemeralContainers() {
    String debugged =
        pod("web-2", "web:2")
            .replace(
                "  containers:\n",
                "  ephemeralContainers: [{name: debug, image: \"tools:1\"}]\n  containers:\n");

    assertThat(pods(NEW + debugged)).containsExactly("ADDED spec.ephemeralContainers[name=debug]");
  }

  @Test
  void aPodOfAnOlderRevisionIsHeldAgainstThatRevision() {
    assertThat(pods(NEW + OLD + pod("web-1", "web:1"))).isEmpty();
  }

  @Test
  void aPodThatARolloutIsAboutToReplaceWaitsUntilTheDeadline() {
    Evaluation waiting = evaluation(live(DEPLOYMENT + NEW + OLD + pod("web-1", "web:evil")));
    assertThat(ofPods(waiting)).isEmpty();
    assertThat(waiting.explained())
        .anySatisfy(one -> assertThat(one.explanation()).contains("rollout"));

    String longAgo = replicaSet("web-2", 2, "web:2", "1969-12-31T23:54:59Z");
    assertThat(pods(longAgo + OLD + pod("web-1", "web:evil"))).hasSize(1);
  }

  @Test
  void podsThatAreOverOrGoingAreLeftAlone() {
    assertThat(pods(NEW + pod("web-2", "web:x").replace("phase: Running", "phase: Failed")))
        .isEmpty();
    assertThat(
            pods(
                NEW
                    + pod("web-2", "web:x")
                        .replace(
                            "  labels:",
                            "  deletionTimestamp: \"1970-01-01T00:00:00Z\"\n  labels:")))
        .isEmpty();
  }

  private static String verticalAutoscaler(String target, String mode, String policy) {
    return """
      ---
      apiVersion: autoscaling.k8s.io/v1
      kind: VerticalPodAutoscaler
      metadata: {name: fit, namespace: ns}
      spec:
        targetRef: {apiVersion: apps/v1, kind: Deployment, name: %s}
        updatePolicy: {updateMode: "%s"}
        resourcePolicy: {containerPolicies: [%s]}
      """
        .formatted(target, mode, policy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web | Auto | {containerName: web} | true",
        "web | Recreate | {containerName: '*', maxAllowed: {memory: 3Gi}} | true",
        "web | Off | {containerName: web} | false",
        "other | Auto | {containerName: web} | false",
        "web | Auto | {containerName: web, mode: 'Off'} | false",
        "web | Auto | {containerName: web, controlledResources: [cpu]} | false",
        "web | Auto | {containerName: web, controlledValues: RequestsOnly} | false"
      })
  void aVerticalAutoscalerAccountsForTheLimitsOfItsTarget(
      String target, String mode, String policy, boolean accounts) {
    Evaluation evaluation =
        evaluation(
            live(
                DEPLOYMENT
                    + NEW
                    + pod("web-2", "web:2").replace("1024Mi", "2Gi")
                    + verticalAutoscaler(target, mode, policy)));
    assertThat(ofPods(evaluation)).hasSize(accounts ? 0 : 1);
    assertThat(evaluation.explained())
        .filteredOn(one -> one.explanation().equals("the VerticalPodAutoscaler fit sets it"))
        .hasSize(accounts ? 1 : 0);
  }

  @Test
  void aVerticalAutoscalerAccountsForRequestsWithinItsBounds() {
    String asking = "limits: {cpu: 1, memory: 1Gi}, requests: {memory: 512Mi}";
    String templates = (DEPLOYMENT + NEW).replace("limits: {cpu: 1, memory: 1Gi}", asking);
    String given = "limits: {cpu: 1000m, memory: 1024Mi}, requests: {memory: 768Mi}";
    String pod = pod("web-2", "web:2").replace("limits: {cpu: 1000m, memory: 1024Mi}", given);

    assertThat(ofPods(evaluation(live(templates + pod)))).hasSize(1);
    String within = "{containerName: web, minAllowed: {memory: 600Mi}, maxAllowed: {memory: 1Gi}}";
    assertThat(
            ofPods(evaluation(live(templates + pod + verticalAutoscaler("web", "Auto", within)))))
        .isEmpty();
    String below = "{containerName: web, maxAllowed: {memory: 700Mi}}";
    assertThat(ofPods(evaluation(live(templates + pod + verticalAutoscaler("web", "Auto", below)))))
        .containsExactly("CHANGED spec.containers[name=web].resources.requests.memory");
  }

  @Test
  void podsOfAnOwnerOfAnotherUidAreUnmanagedAndNotHeldAgainstItsTemplate() {
    assertThat(pods(NEW + pod("web-2", "web:x").replace("uid: web-2", "uid: other")))
        .containsExactly("UNMANAGED ");
  }

  @Test
  void aStatefulSetsPodIsHeldAgainstItsControllerRevision() {
    String revision =
        """
        ---
        apiVersion: apps/v1
        kind: ControllerRevision
        metadata:
          name: db-abc
          namespace: ns
          ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, uid: s1, controller: true}]
        data: {spec: {template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: "db:1"}]}}}}
        """;
    String pod =
        """
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: db-0
          namespace: ns
          labels: {app: db, controller-revision-hash: db-abc}
          ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, uid: s1, controller: true}]
        spec: {containers: [{name: db, image: "db:1"}]}
        """;
    assertThat(pods(revision + pod)).isEmpty();
    assertThat(pods(revision + pod.replace("db:1", "db:x")))
        .containsExactly("CHANGED spec.containers[name=db].image");
  }

  @Test
  void anImageThatIsThereSinceThePodWasMadeIsAdmissionsWhereWebhooksAre() {
    String patched = pod("web-2", "mirror/web:2");
    Instant made = Instant.parse("1969-12-31T23:59:00Z");

    assertThat(ofPods(evaluation(owned(NEW + patched + WEBHOOKS, made)))).isEmpty();
    assertThat(ofPods(evaluation(owned(NEW + patched, made))))
        .as("no webhook could have done it")
        .hasSize(1);
    assertThat(ofPods(evaluation(owned(NEW + patched + WEBHOOKS, made.plusSeconds(30)))))
        .as("changed later")
        .hasSize(1);
    assertThat(pods(NEW + patched + WEBHOOKS)).as("nobody knows since when").hasSize(1);
  }

  private static List<String> pods(String cluster) {
    return ofPods(evaluation(live(DEPLOYMENT + cluster)));
  }

  private static List<String> ofPods(Evaluation evaluation) {
    return evaluation.findings().stream()
        .filter(Finding.Drift.class::isInstance)
        .map(Finding.Drift.class::cast)
        .filter(drift -> drift.resource().id().kind().equals("Pod"))
        .map(drift -> drift.change() + " " + drift.path())
        .toList();
  }

  private static Evaluation evaluation(LiveState live) {
    return new Run().of(new Run().desired(GIT), live);
  }

  private static LiveState live(String cluster) {
    return new Run().live(cluster + "---\n" + STATEFUL_SET);
  }

  /// The same with an owner of the image since that time.
  private static LiveState owned(String cluster, Instant since) {
    LiveState live = live(DEPLOYMENT + cluster);
    ResourceId id = new ResourceId(new GroupKind("", "Pod"), "ns", "pod");
    FieldOwner owner =
        new FieldOwner(
            "kube-controller-manager",
            "Update",
            Optional.of(since),
            "",
            Yaml.object("{f:spec: {f:containers: {'k:{\"name\":\"web\"}': {f:image: {}}}}}"));
    return LiveObjects.each(
        live,
        one ->
            one.id().equals(id) ? new LiveResource(one.ref(), one.content(), List.of(owner)) : one);
  }
}
