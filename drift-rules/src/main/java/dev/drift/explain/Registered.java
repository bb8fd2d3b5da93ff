package dev.drift.explain;

import dev.drift.model.LiveResource;
import dev.drift.model.Sha256;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.Optional;
import java.util.Set;

/// Objects that the API server, its controllers and kubelets make under names that follow from the
/// cluster. A label alone proves nothing: each is held to what only its maker could have written,
/// or to what it is about.
final class Registered {
  private static final String MANAGED = "kube-aggregator.kubernetes.io/automanaged";
  private static final Set<String> COMPONENTS =
      Set.of("kube-scheduler", "kube-controller-manager", "cloud-controller-manager");
  private static final Set<String> KUBELET_SIGNERS =
      Set.of("kubernetes.io/kube-apiserver-client-kubelet", "kubernetes.io/kubelet-serving");
  private static final String SERVING = "kubernetes.io/kube-apiserver-serving";

  /// What [#explain] reads besides the object.
  static final Reads READS =
      Reads.inCluster(Kinds.SERVICE, Kinds.NODE, Kinds.PERSISTENT_VOLUME)
          .and(Reads.inNamespace(Kinds.POD))
          .and(Reads.Fact.SERVED_KINDS);

  private final LiveResource live;
  private final World world;
  private final Value.Obj spec;

  private Registered(LiveResource live, World world) {
    this.live = live;
    this.world = world;
    this.spec = live.content().object("spec");
  }

  static Optional<String> explain(LiveResource live, World world) {
    Registered one = new Registered(live, world);
    GroupKind kind = live.id().groupKind();
    return switch (kind.kind() + "." + kind.group()) {
      case "APIService.apiregistration.k8s.io" ->
          one.when(one.isLocalApi(), "the API server registers each API that it serves itself");
      case "IPAddress.networking.k8s.io" ->
          one.when(
              one.isOfService(), "the API server allocated it to the Service in its parentRef");
      case "Lease.coordination.k8s.io" ->
          one.when(one.isHeartbeat(), "a Kubernetes component uses it as a heartbeat");
      case "LeaseCandidate.coordination.k8s.io" ->
          one.when(one.isCandidate(), "a Kubernetes component uses it for leader election");
      case "Event.", "Event.events.k8s.io" -> Optional.of("Events record what happened and expire");
      case "Node." -> one.when(one.hasKubelet(), "its kubelet registered it");
      case "CSINode.storage.k8s.io" ->
          one.when(one.isOfItsNode(), "the kubelet of its Node maintains it");
      case "VolumeAttachment.storage.k8s.io" ->
          one.when(one.isAttachment(), "the attach-detach controller created it for its volume");
      case "CertificateSigningRequest.certificates.k8s.io" ->
          one.when(one.isOfKubelet(), "a kubelet requested its own certificate");
      case "PodCertificateRequest.certificates.k8s.io" ->
          one.when(
              world.owner(live, Kinds.POD).isPresent(),
              "a kubelet requested a certificate for its Pod");
      case "ClusterTrustBundle.certificates.k8s.io" ->
          one.when(one.isServingBundle(), "it publishes the API server's CA");
      case "StorageVersion.internal.apiserver.k8s.io" ->
          one.when(one.isStorageVersion(), "API servers record in it how they store a kind");
      default -> Optional.empty();
    };
  }

  /// The kind of what such an object is about.
  static Optional<GroupKind> madeFor(LiveResource live) {
    GroupKind kind = live.id().groupKind();
    return switch (kind.kind() + "." + kind.group()) {
      case "IPAddress.networking.k8s.io" -> Optional.of(Kinds.SERVICE);
      case "CSINode.storage.k8s.io" -> Optional.of(Kinds.NODE);
      case "Lease.coordination.k8s.io" ->
          Optional.of(Kinds.NODE).filter(_ -> live.id().namespace().equals("kube-node-lease"));
      case "VolumeAttachment.storage.k8s.io" -> Optional.of(Kinds.PERSISTENT_VOLUME);
      case "PodCertificateRequest.certificates.k8s.io" -> Optional.of(Kinds.POD);
      default -> Optional.empty();
    };
  }

  private Optional<String> when(boolean holds, String sentence) {
    return holds ? Optional.of(sentence) : Optional.empty();
  }

  /// An APIService of which another server answers has a `service`, and is nobody's but its
  /// author's. See pkg/controlplane/controller/crdregistration of Kubernetes.
  private boolean isLocalApi() {
    String group = spec.text("group").orElse("");
    String version = spec.text("version").orElse("");
    String apiVersion = group.isEmpty() ? version : group + "/" + version;
    return Set.of("onstart", "true")
            .contains(live.metadata().object("labels").text(MANAGED).orElse(""))
        && spec.get("service").isEmpty()
        && live.id().name().equals(version + "." + group)
        && (world.own().has(live.id())
            || world.served().stream().anyMatch(kind -> kind.apiVersion().equals(apiVersion)));
  }

  private boolean isOfService() {
    Value.Obj parent = spec.object("parentRef");
    return parent.text("resource").equals(Optional.of("services"))
        && world
            .find(
                Kinds.SERVICE, parent.text("namespace").orElse(""), parent.text("name").orElse(""))
            .filter(
                service ->
                    service
                        .content()
                        .object("spec")
                        .list("clusterIPs")
                        .contains(Value.of(live.id().name())))
            .isPresent();
  }

  private boolean isHeartbeat() {
    String name = live.id().name();
    String holder = spec.text("holderIdentity").orElse("");
    return switch (live.id().namespace()) {
      case "kube-node-lease" -> isOfItsNode() || (holder.equals(name) && isKnown(Kinds.NODE, name));
      case "kube-system" ->
          COMPONENTS.contains(name)
              || (name.matches("(kube-)?apiserver-[a-z0-9]+") && holder.startsWith(name + "_"));
      default -> false;
    };
  }

  private boolean isKnown(GroupKind kind, String name) {
    return world.find(kind, "", name).isPresent() || !world.wasRead(kind);
  }

  private boolean isCandidate() {
    return live.id().namespace().equals("kube-system")
        && COMPONENTS.contains(spec.text("leaseName").orElse(""));
  }

  private boolean hasKubelet() {
    return live.content()
        .object("status")
        .object("nodeInfo")
        .text("kubeletVersion")
        .filter(version -> !version.isEmpty())
        .isPresent();
  }

  private boolean isOfItsNode() {
    return world
        .owner(live, Kinds.NODE)
        .filter(node -> node.id().name().equals(live.id().name()))
        .isPresent();
  }

  /// The name follows from the volume, its driver and the Node: `getAttachmentName` in
  /// pkg/volume/csi/csi_attacher.go of Kubernetes.
  private boolean isAttachment() {
    Value.Obj source = spec.object("source");
    String driver = spec.text("attacher").orElse("");
    return world
        .find(Kinds.PERSISTENT_VOLUME, "", source.text("persistentVolumeName").orElse(""))
        .map(volume -> volume.content().object("spec").object("csi"))
        .filter(csi -> csi.text("driver").equals(Optional.of(driver)))
        .map(csi -> csi.text("volumeHandle").orElse("") + driver + spec.text("nodeName").orElse(""))
        .filter(text -> live.id().name().equals("csi-" + Sha256.hex(text)))
        .isPresent();
  }

  /// Who asks is written by the API server, whatever the request says.
  private boolean isOfKubelet() {
    String user = spec.text("username").orElse("");
    return KUBELET_SIGNERS.contains(spec.text("signerName").orElse(""))
        && (user.startsWith("system:node:") || user.startsWith("system:bootstrap:"));
  }

  /// The name holds a hash of the certificates. Only who may attest for the signer may write one.
  private boolean isServingBundle() {
    String hash = Sha256.hex(spec.text("trustBundle").orElse("")).substring(0, 24);
    return spec.text("signerName").equals(Optional.of(SERVING))
        && live.id().name().equals(SERVING.replace('/', ':') + ":" + hash);
  }

  private boolean isStorageVersion() {
    return live.content().object("status").list("storageVersions").stream()
        .anyMatch(
            one ->
                one instanceof Value.Obj version
                    && version.text("apiServerID").orElse("").contains("apiserver-"));
  }
}
