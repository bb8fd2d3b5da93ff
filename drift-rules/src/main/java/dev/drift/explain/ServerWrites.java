package dev.drift.explain;

import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the API server and the controllers of its own objects write into those that Git declares.
final class ServerWrites {
  private static final Set<GroupKind> SECRETS = Set.of(Kinds.SECRET);
  private static final Set<GroupKind> MAPS = Set.of(Kinds.CONFIG_MAP);
  private static final Set<GroupKind> ROLES =
      Set.of(Kinds.CLUSTER_ROLE, Kinds.CLUSTER_ROLE_BINDING, Kinds.ROLE, Kinds.ROLE_BINDING);
  private static final Set<GroupKind> FLOWS =
      Set.of(Kinds.FLOW_SCHEMA, Kinds.PRIORITY_LEVEL_CONFIGURATION);
  private static final String SIGNATURE = "jws-kubeconfig-";

  /// https://kubernetes.io/docs/concepts/architecture/garbage-collection/#cascading-deletion
  private static final Set<Value> DELETION_ORDER =
      Set.of(Value.of("foregroundDeletion"), Value.of("orphan"));

  static final List<Explanation> ALL =
      List.of(
          new TokenSecret(),
          KnownWrite.always(
              "deletion-time",
              Set.of(),
              "the object is being deleted; the report lists it as pending",
              "metadata.deletionTimestamp"),
          KnownWrite.where(
              "deletion-order",
              Set.of(),
              "the garbage collector keeps an object that is deleted after or without its"
                  + " dependents",
              (difference, live, _) ->
                  live.deletion().isPresent()
                      && difference
                          .live()
                          .filter(value -> DELETION_ORDER.contains(value))
                          .isPresent(),
              "metadata.finalizers[*]"),
          KnownWrite.where(
              "token-use",
              SECRETS,
              "the API server records when a token was last used, and its cleaner since when it is"
                  + " not",
              (difference, live, _) ->
                  live.content().text("type").equals(Optional.of(TokenSecret.TYPE))
                      && ValueTests.isDate(difference),
              "metadata.labels[\"kubernetes.io/legacy-token-last-used\"]",
              "metadata.labels[\"kubernetes.io/legacy-token-invalid-since\"]"),
          KnownWrite.where(
              "default-role",
              ROLES,
              "the API server marks the roles and bindings that it maintains",
              (difference, live, world) ->
                  world.own().has(live.id())
                      && (difference.live().equals(Optional.of(Value.of("true")))
                          || difference.live().equals(Optional.of(Value.of("rbac-defaults")))),
              "metadata.annotations[\"rbac.authorization.kubernetes.io/autoupdate\"]",
              "metadata.labels[\"kubernetes.io/bootstrapping\"]"),
          KnownWrite.where(
              "default-flow",
              FLOWS,
              "the API server records whether it updates its default flow control objects",
              (_, live, world) -> world.own().has(live.id()),
              "metadata.annotations[\"apf.kubernetes.io/autoupdate-spec\"]"),
          KnownWrite.where(
              "api-registration",
              Set.of(Kinds.API_SERVICE),
              "the API server marks the APIs that it registers itself",
              (_, live, _) -> live.content().object("spec").get("service").isEmpty(),
              "metadata.labels[\"kube-aggregator.kubernetes.io/automanaged\"]"),
          KnownWrite.always(
              "certificate-requester",
              Set.of(Kinds.CERTIFICATE_SIGNING_REQUEST),
              "the API server records who requested the certificate",
              "spec.username",
              "spec.uid",
              "spec.groups",
              "spec.extra"),
          KnownWrite.where(
              "root-authority",
              MAPS,
              "the API server's CA is published in every namespace",
              ServerWrites::isPublished,
              "data[\"ca.crt\"]",
              "metadata.annotations[\"kubernetes.io/description\"]"),
          KnownWrite.where(
                  "bootstrap-signature",
                  MAPS,
                  "the bootstrap signer signs cluster-info with each bootstrap token",
                  ServerWrites::isSigned,
                  "data.*")
              .reading(Reads.inCluster(Kinds.SECRET)),
          KnownWrite.where(
                  "endpoints-of-service",
                  Set.of(Kinds.ENDPOINTS),
                  "the endpoints controller lists the Pods that the Service selects",
                  (_, live, world) ->
                      world
                          .find(Kinds.SERVICE, live.id().namespace(), live.id().name())
                          .map(one -> !selector(one).fields().isEmpty())
                          .orElse(!world.wasRead(Kinds.SERVICE)),
                  "subsets",
                  "metadata.labels[\"endpoints.kubernetes.io/managed-by\"]",
                  "metadata.labels[\"service.kubernetes.io/headless\"]",
                  "metadata.annotations[\"endpoints.kubernetes.io/last-change-trigger-time\"]",
                  "metadata.annotations[\"endpoints.kubernetes.io/over-capacity\"]")
              .reading(Reads.inNamespace(Kinds.SERVICE)),
          KnownWrite.where(
              "address-range-protection",
              Set.of(Kinds.SERVICE_CIDR),
              "a range in use is protected from deletion",
              ValueTests.isText("networking.k8s.io/service-cidr-finalizer"),
              "metadata.finalizers[*]"),
          KnownWrite.where(
              "pod-group-protection",
              Set.of(Kinds.POD_GROUP),
              "a group in use is protected from deletion",
              ValueTests.isText("scheduling.k8s.io/podgroup-protection"),
              "metadata.finalizers[*]"),
          KnownWrite.always(
              "lease-holder",
              Set.of(Kinds.LEASE),
              "the holder of a Lease renews it",
              "spec.holderIdentity",
              "spec.acquireTime",
              "spec.renewTime",
              "spec.leaseTransitions",
              "spec.leaseDurationSeconds"));

  private ServerWrites() {}

  private static Value.Obj selector(LiveResource service) {
    return service.content().object("spec").object("selector");
  }

  private static boolean isPublished(Difference difference, LiveResource live, World world) {
    boolean annotation = difference.path().startsWith(Path.of("metadata"));
    return live.id().name().equals("kube-root-ca.crt")
        && difference.live().orElse(Value.Null.NULL) instanceof Value.Str(String text)
        && text.startsWith(annotation ? "Contains a CA bundle" : "-----BEGIN CERTIFICATE-----");
  }

  private static boolean isSigned(Difference difference, LiveResource live, World world) {
    String key =
        difference.path().elements().getLast() instanceof Path.Field(String name) ? name : "";
    String token = "bootstrap-token-" + key.substring(Math.min(key.length(), SIGNATURE.length()));
    return live.id().namespace().equals("kube-public")
        && live.id().name().equals("cluster-info")
        && key.startsWith(SIGNATURE)
        && (!world.wasRead(Kinds.SECRET)
            || world.find(Kinds.SECRET, "kube-system", token).isPresent());
  }
}
