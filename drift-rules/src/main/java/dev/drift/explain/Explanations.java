package dev.drift.explain;

import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The finite list of what accounts for differences.
final class Explanations {
  private static final List<Explanation> GENERAL =
      List.of(
          KnownWrite.where(
              "deployment-revision",
              Set.of(Kinds.DEPLOYMENT),
              "the Deployment controller counts rollouts here",
              ValueTests::isNumber,
              "metadata.annotations[\"deployment.kubernetes.io/revision\"]"),
          KnownWrite.where(
              "daemonset-generation",
              Set.of(Kinds.DAEMON_SET),
              "the API server counts template changes here",
              ValueTests::isNumber,
              "metadata.annotations[\"deprecated.daemonset.template.generation\"]"),
          KnownWrite.where(
              "rollout-restart",
              Set.of(Kinds.DEPLOYMENT, Kinds.DAEMON_SET, Kinds.STATEFUL_SET),
              "kubectl rollout restart records its time here and changes nothing else",
              ValueTests::isTime,
              "spec.template.metadata.annotations[\"kubectl.kubernetes.io/restartedAt\"]"),
          KnownWrite.where(
              "job-identity",
              Set.of(Kinds.JOB),
              "the API server links the Job to its Pods by the Job's UID and name",
              ValueTests::isOwnIdentity,
              "spec.template.metadata.labels[\"batch.kubernetes.io/controller-uid\"]",
              "spec.template.metadata.labels[\"batch.kubernetes.io/job-name\"]",
              "spec.template.metadata.labels[\"controller-uid\"]",
              "spec.template.metadata.labels[\"job-name\"]",
              "metadata.labels[\"batch.kubernetes.io/controller-uid\"]",
              "metadata.labels[\"batch.kubernetes.io/job-name\"]",
              "metadata.labels[\"controller-uid\"]",
              "metadata.labels[\"job-name\"]",
              "spec.selector"),
          KnownWrite.always(
              "job-tracking",
              Set.of(Kinds.JOB),
              "the Job controller records that it tracks Pods with finalizers",
              "metadata.annotations[\"batch.kubernetes.io/job-tracking\"]"),
          new DefaultClass(
              "default-ingress-class",
              Kinds.INGRESS,
              "spec.ingressClassName",
              Kinds.INGRESS_CLASS,
              "ingressclass.kubernetes.io/is-default-class",
              false),
          KnownWrite.where(
              "service-addresses",
              Set.of(Kinds.SERVICE),
              "the API server allocates addresses if Git sets none",
              ValueTests::isAllocatedAddress,
              "spec.clusterIP",
              "spec.clusterIPs"),
          KnownWrite.always(
              "service-ports",
              Set.of(Kinds.SERVICE),
              "the API server allocates node ports and IP families if Git sets none",
              "spec.ipFamilies",
              "spec.healthCheckNodePort",
              "spec.ports[*].nodePort"),
          KnownWrite.where(
              "service-ip-family-policy",
              Set.of(Kinds.SERVICE),
              "the API server chooses a single IP family if Git sets none",
              ValueTests::isDefaultFamilyPolicy,
              "spec.ipFamilyPolicy"),
          KnownWrite.always(
              "load-balancer-cleanup",
              Set.of(Kinds.SERVICE),
              "the service controller releases the load balancer before the Service is deleted",
              "metadata.finalizers[=\"service.kubernetes.io/load-balancer-cleanup\"]"),
          KnownWrite.where(
              "namespace-finalizer",
              Set.of(Kinds.NAMESPACE),
              "a Namespace is emptied before it is deleted",
              (difference, _, _) ->
                  difference
                      .live()
                      .equals(Optional.of(new Value.Arr(List.of(Value.of("kubernetes"))))),
              "spec.finalizers"),
          new LegacyToken(),
          new InjectedCa(),
          KnownWrite.always(
              "status-of-operator",
              Set.of(),
              "the operator writes the status, because the kind has no status subresource",
              "status"),
          new SameSettings(),
          new SameAmount(),
          new AggregatedRules(),
          new AutoscaledReplicas(),
          new ControllerAdoption());

  static final List<Explanation> ALL =
      Stream.of(GENERAL, StorageWrites.ALL, PodWrites.ALL, ServerWrites.ALL, NodeWrites.ALL)
          .flatMap(List::stream)
          .toList();

  private Explanations() {}

  /// The sentence of the first entry that accounts for the difference.
  static Optional<String> of(Difference difference, LiveResource live, World world) {
    for (Explanation explanation : ALL) {
      Optional<String> sentence =
          explanation.explain(difference, live, world.seen(explanation.reads(), live.id()));
      if (sentence.isPresent()) {
        return sentence;
      }
    }
    return Optional.empty();
  }
}
