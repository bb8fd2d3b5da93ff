package dev.drift.explain;

import dev.drift.model.Difference;
import dev.drift.model.GroupKind;
import dev.drift.model.LiveResource;
import dev.drift.model.Value;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.List;
import java.util.Set;

/// What the controllers of volumes and devices write into claims, volumes and classes that Git
/// declares.
///
/// See pkg/controller/volume and pkg/controller/resourceclaim of Kubernetes.
final class StorageWrites {
  private static final GroupKind CLAIM = new GroupKind("", "PersistentVolumeClaim");
  private static final GroupKind VOLUME = new GroupKind("", "PersistentVolume");
  private static final GroupKind CLASS = new GroupKind("storage.k8s.io", "StorageClass");
  private static final GroupKind NODE = new GroupKind("", "Node");
  private static final String PROVISIONED = "pv.kubernetes.io/provisioned-by";
  private static final String PROVISIONER = "external-provisioner.volume.kubernetes.io/finalizer";

  static final List<Explanation> ALL =
      List.of(
          KnownWrite.where(
                  "volume-binding",
                  Set.of(CLAIM),
                  "the volume binder records the volume that it bound the claim to",
                  VolumeBinding::isMutual,
                  "spec.volumeName")
              .reading(VolumeBinding.READS),
          KnownWrite.where(
              "volume-binding-notes",
              Set.of(CLAIM),
              "the volume binder records that binding is complete",
              ValueTests.isText("yes"),
              "metadata.annotations[\"pv.kubernetes.io/bind-completed\"]",
              "metadata.annotations[\"pv.kubernetes.io/bound-by-controller\"]"),
          KnownWrite.where(
                  "volume-provisioner",
                  Set.of(CLAIM),
                  "the volume binder records the provisioner of the claim's class",
                  StorageWrites::isProvisionerOfClass,
                  "metadata.annotations[\"volume.kubernetes.io/storage-provisioner\"]",
                  "metadata.annotations[\"volume.beta.kubernetes.io/storage-provisioner\"]")
              .reading(Reads.inCluster(CLASS)),
          KnownWrite.where(
                  "volume-node",
                  Set.of(CLAIM),
                  "the scheduler records the Node that needs the volume",
                  StorageWrites::isNode,
                  "metadata.annotations[\"volume.kubernetes.io/selected-node\"]")
              .reading(Reads.inCluster(NODE)),
          KnownWrite.always(
              "volume-resizer",
              Set.of(CLAIM),
              "the volume expander records which driver resizes the volume",
              "metadata.annotations[\"volume.kubernetes.io/storage-resizer\"]"),
          KnownWrite.always(
              "volume-migration",
              Set.of(CLAIM, VOLUME),
              "the volume controllers record which CSI driver replaces an in-tree plugin",
              "metadata.annotations[\"pv.kubernetes.io/migrated-to\"]"),
          KnownWrite.where(
                  "volume-claim-reference",
                  Set.of(VOLUME),
                  "the volume binder records the claim that the volume is bound to",
                  VolumeBinding::isMutual,
                  "spec.claimRef")
              .reading(VolumeBinding.READS),
          KnownWrite.where(
              "volume-claim-note",
              Set.of(VOLUME),
              "the volume binder records that binding is complete",
              ValueTests.isText("yes"),
              "metadata.annotations[\"pv.kubernetes.io/bound-by-controller\"]"),
          KnownWrite.always(
              "volume-resizing",
              Set.of(VOLUME),
              "the volume expander records the previous size of the volume",
              "metadata.annotations[\"volume.alpha.kubernetes.io/pre-resize-capacity\"]"),
          KnownWrite.where(
              "storage-protection",
              Set.of(CLAIM),
              "a claim in use is protected from deletion",
              ValueTests.isText("kubernetes.io/pvc-protection"),
              "metadata.finalizers[*]"),
          KnownWrite.where(
              "volume-protection",
              Set.of(VOLUME),
              "a volume in use is protected from deletion",
              ValueTests.isText("kubernetes.io/pv-protection"),
              "metadata.finalizers[*]"),
          KnownWrite.where(
              "volume-deletion",
              Set.of(VOLUME),
              "the provisioner deletes the storage before the volume is deleted",
              StorageWrites::isOfProvisioner,
              "metadata.finalizers[*]"),
          KnownWrite.where(
              "volume-attributes-protection",
              Set.of(new GroupKind("storage.k8s.io", "VolumeAttributesClass")),
              "a class in use is protected from deletion",
              ValueTests.isText("kubernetes.io/vac-protection"),
              "metadata.finalizers[*]"),
          KnownWrite.where(
              "device-allocation",
              Set.of(new GroupKind("resource.k8s.io", "ResourceClaim")),
              "allocated devices are released before the claim is deleted",
              ValueTests.isText("resource.kubernetes.io/delete-protection"),
              "metadata.finalizers[*]"),
          KnownWrite.where(
              "device-taint-time",
              Set.of(
                  new GroupKind("resource.k8s.io", "ResourceSlice"),
                  new GroupKind("resource.k8s.io", "DeviceTaintRule")),
              "the API server records when a device was tainted",
              ValueTests::isTime,
              "spec.devices[*].taints[*].timeAdded",
              "spec.devices[*].basic.taints[*].timeAdded",
              "spec.taint.timeAdded"),
          new DefaultClass(
              "default-storage-class",
              CLAIM,
              "spec.storageClassName",
              CLASS,
              "storageclass.kubernetes.io/is-default-class",
              true));

  private StorageWrites() {}

  private static boolean isProvisionerOfClass(
      Difference difference, LiveResource claim, World world) {
    Value.Obj spec = claim.content().object("spec");
    return world
        .find(CLASS, "", spec.text("storageClassName").orElse(""))
        .map(found -> found.content().get("provisioner").equals(difference.live()))
        .orElse(true); // a class may go once the volume is there
  }

  private static boolean isNode(Difference difference, LiveResource claim, World world) {
    return !world.wasRead(NODE)
        || (difference.live().orElse(Value.Null.NULL) instanceof Value.Str(String name)
            && world.find(NODE, "", name).isPresent());
  }

  private static boolean isOfProvisioner(Difference difference, LiveResource volume, World world) {
    return volume.metadata().object("annotations").get(PROVISIONED).isPresent()
        && difference
            .live()
            .filter(
                value ->
                    value.equals(Value.of(PROVISIONER))
                        || value.equals(Value.of("kubernetes.io/pv-controller")))
            .isPresent();
  }
}
