package dev.drift.explain;

import dev.drift.model.Difference;
import dev.drift.model.GroupKind;
import dev.drift.model.LiveResource;
import dev.drift.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The finite list of what accounts for differences.
final class Explanations {
  private static final GroupKind SERVICE = new GroupKind("", "Service");
  private static final GroupKind CLAIM = new GroupKind("", "PersistentVolumeClaim");
  private static final GroupKind VOLUME = new GroupKind("", "PersistentVolume");
  private static final GroupKind POD = new GroupKind("", "Pod");
  private static final GroupKind JOB = new GroupKind("batch", "Job");
  private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
  private static final GroupKind DAEMON_SET = new GroupKind("apps", "DaemonSet");
  private static final GroupKind STATEFUL_SET = new GroupKind("apps", "StatefulSet");
  private static final GroupKind INGRESS = new GroupKind("networking.k8s.io", "Ingress");

  static final List<Explanation> ALL =
      List.of(
          Written.always(
              "deployment-revision",
              Set.of(DEPLOYMENT),
              "the Deployment controller counts its rollouts here",
              "metadata.annotations[\"deployment.kubernetes.io/revision\"]"),
          Written.always(
              "daemonset-generation",
              Set.of(DAEMON_SET),
              "the API server counts changes of the template here",
              "metadata.annotations[\"deprecated.daemonset.template.generation\"]"),
          Written.always(
              "rollout-restart",
              Set.of(DEPLOYMENT, DAEMON_SET, STATEFUL_SET),
              "kubectl rollout restart notes its time here; it changes nothing else",
              "spec.template.metadata.annotations[\"kubectl.kubernetes.io/restartedAt\"]"),
          Written.where(
              "job-identity",
              Set.of(JOB),
              "the API server ties the Job to its Pods by the Job's own UID and name",
              Explanations::isOwnIdentity,
              "spec.template.metadata.labels[\"batch.kubernetes.io/controller-uid\"]",
              "spec.template.metadata.labels[\"batch.kubernetes.io/job-name\"]",
              "spec.template.metadata.labels[\"controller-uid\"]",
              "spec.template.metadata.labels[\"job-name\"]",
              "metadata.labels[\"batch.kubernetes.io/controller-uid\"]",
              "metadata.labels[\"batch.kubernetes.io/job-name\"]",
              "metadata.labels[\"controller-uid\"]",
              "metadata.labels[\"job-name\"]",
              "spec.selector"),
          Written.always(
              "job-tracking",
              Set.of(JOB),
              "the Job controller notes that it tracks Pods by finalizers",
              "metadata.annotations[\"batch.kubernetes.io/job-tracking\"]"),
          Written.always(
              "volume-binding",
              Set.of(CLAIM),
              "the volume binder writes what it bound the claim to",
              "spec.volumeName",
              "metadata.annotations[\"pv.kubernetes.io/bind-completed\"]",
              "metadata.annotations[\"pv.kubernetes.io/bound-by-controller\"]",
              "metadata.annotations[\"volume.kubernetes.io/storage-provisioner\"]",
              "metadata.annotations[\"volume.beta.kubernetes.io/storage-provisioner\"]",
              "metadata.annotations[\"volume.kubernetes.io/selected-node\"]"),
          Written.always(
              "volume-claim-reference",
              Set.of(VOLUME),
              "the volume binder writes which claim the volume is bound to",
              "spec.claimRef",
              "metadata.annotations[\"pv.kubernetes.io/bound-by-controller\"]"),
          Written.always(
              "storage-protection",
              Set.of(CLAIM),
              "a claim in use is protected from deletion",
              "metadata.finalizers[=\"kubernetes.io/pvc-protection\"]"),
          Written.always(
              "volume-protection",
              Set.of(VOLUME),
              "a volume in use is protected from deletion",
              "metadata.finalizers[=\"kubernetes.io/pv-protection\"]"),
          new DefaultClass(
              "default-storage-class",
              CLAIM,
              "spec.storageClassName",
              new GroupKind("storage.k8s.io", "StorageClass"),
              "storageclass.kubernetes.io/is-default-class"),
          new DefaultClass(
              "default-ingress-class",
              INGRESS,
              "spec.ingressClassName",
              new GroupKind("networking.k8s.io", "IngressClass"),
              "ingressclass.kubernetes.io/is-default-class"),
          Written.always(
              "service-addresses",
              Set.of(SERVICE),
              "the API server allocates addresses and node ports where Git names none",
              "spec.clusterIP",
              "spec.clusterIPs",
              "spec.ipFamilies",
              "spec.healthCheckNodePort",
              "spec.ports[*].nodePort"),
          Written.where(
              "service-ip-family-policy",
              Set.of(SERVICE),
              "the API server chooses a single address family where Git names none",
              (difference, live) ->
                  isText(difference, hasNoSelector(live) ? "RequireDualStack" : "SingleStack"),
              "spec.ipFamilyPolicy"),
          Written.always(
              "load-balancer-cleanup",
              Set.of(SERVICE),
              "the service controller frees the load balancer before the Service goes",
              "metadata.finalizers[=\"service.kubernetes.io/load-balancer-cleanup\"]"),
          Written.where(
              "namespace-finalizer",
              Set.of(new GroupKind("", "Namespace")),
              "a Namespace is emptied before it goes",
              (difference, _) ->
                  difference
                      .live()
                      .equals(Optional.of(new Value.Arr(List.of(Value.of("kubernetes"))))),
              "spec.finalizers"),
          new LegacyToken(),
          Written.always(
              "injected-ca",
              Set.of(),
              "an injector fills the CA certificate in where Git leaves it empty",
              "webhooks[*].clientConfig.caBundle",
              "spec.conversion.webhook.clientConfig.caBundle",
              "spec.caBundle"),
          Written.always(
              "pod-assignment",
              Set.of(POD),
              "the scheduler and admission complete each Pod",
              "spec.nodeName",
              "spec.priority",
              "spec.preemptionPolicy"),
          new AggregatedRules(),
          new AutoscaledReplicas());

  private Explanations() {}

  private static boolean hasNoSelector(LiveResource service) {
    Value.Obj spec = service.content().object("spec");
    return spec.text("clusterIP").orElse("").equals("None") && spec.get("selector").isEmpty();
  }

  private static boolean isText(Difference difference, String text) {
    return difference.live().equals(Optional.of(Value.of(text)));
  }

  /// The value names this Job: its name or UID, alone or in the selector.
  private static boolean isOwnIdentity(Difference difference, LiveResource live) {
    Set<Value> identity =
        Set.of(
            Value.of(live.metadata().text("uid").orElse("")),
            Value.of(live.metadata().text("name").orElse("")));
    return switch (difference.live().orElse(Value.Null.NULL)) {
      case Value.Str text -> identity.contains(text);
      case Value.Obj selector ->
          selector.fields().keySet().equals(Set.of("matchLabels"))
              && identity.containsAll(selector.object("matchLabels").fields().values());
      case Value.Null _, Value.Bool _, Value.Num _, Value.Masked _, Value.Arr _ -> false;
    };
  }

  /// The sentence of the first entry that accounts for the difference.
  static Optional<String> of(Difference difference, LiveResource live, Estate estate) {
    return ALL.stream()
        .flatMap(explanation -> explanation.explain(difference, live, estate).stream())
        .findFirst();
  }
}
