package dev.drift.explain;

import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.List;
import java.util.Set;

/// What the controllers of volumes and devices write into claims, volumes and classes that Git
/// declares.
///
/// See pkg/controller/volume and pkg/controller/resourceclaim of Kubernetes.
final class StorageWrites {
  private static final String PROVISIONED = "pv.kubernetes.io/provisioned-by";
  private static final String PROVISIONER = "external-provisioner.volume.kubernetes.io/finalizer";

  static final List<Explanation> ALL =
      List.of(
          KnownWrite.where(
                  "volume-binding",
                  Set.of(Kinds.PERSISTENT_VOLUME_CLAIM),
                  "the volume binder records the volume that it bound the claim to",
                  VolumeBinding::isMutual,
                  "spec.volumeName")
              .reading(VolumeBinding.READS),
          KnownWrite.where(
              "volume-binding-notes",
              Set.of(Kinds.PERSISTENT_VOLUME_CLAIM),
              "the volume binder records that binding is complete",
              ValueTests.isText("yes"),
              "metadata.annotations[\"pv.kubernetes.io/bind-completed\"]",
              "metadata.annotations[\"pv.kubernetes.io/bound-by-controller\"]"),
          KnownWrite.where(
                  "volume-provisioner",
                  Set.of(Kinds.PERSISTENT_VOLUME_CLAIM),
                  "the volume binder records the provisioner of the claim's class",
                  StorageWrites::isProvisionerOfClass,
                  "metadata.annotations[\"volume.kubernetes.io/storage-provisioner\"]",
                  "metadata.annotations[\"volume.beta.kubernetes.io/storage-provisioner\"]")
              .reading(Reads.inCluster(Kinds.STORAGE_CLASS)),
          KnownWrite.where(
                  "volume-node",
                  Set.of(Kinds.PERSISTENT_VOLUME_CLAIM),
                  "the scheduler records the Node that needs the volume",
                  StorageWrites::isNode,
                  "metadata.annotations[\"volume.kubernetes.io/selected-node\"]")
              .reading(Reads.inCluster(Kinds.NODE)),
          KnownWrite.always(
              "volume-resizer",
              Set.of(Kinds.PERSISTENT_VOLUME_CLAIM),
              "the volume expander records which driver resizes the volume",
              "metadata.annotations[\"volume.kubernetes.io/storage-resizer\"]"),
          KnownWrite.always(
              "volume-migration",
              Set.of(Kinds.PERSISTENT_VOLUME_CLAIM, Kinds.PERSISTENT_VOLUME),
              "the volume controllers record which CSI driver replaces an in-tree plugin",
              "metadata.annotations[\"pv.kubernetes.io/migrated-to\"]"),
          KnownWrite.where(
                  "volume-claim-reference",
                  Set.of(Kinds.PERSISTENT_VOLUME),
                  "the volume binder records the claim that the volume is bound to",
                  VolumeBinding::isMutual,
                  "spec.claimRef")
              .reading(VolumeBinding.READS),
          KnownWrite.where(
              "volume-claim-note",
              Set.of(Kinds.PERSISTENT_VOLUME),
              "the volume binder records that binding is complete",
              ValueTests.isText("yes"),
              "metadata.annotations[\"pv.kubernetes.io/bound-by-controller\"]"),
          KnownWrite.always(
              "volume-resizing",
              Set.of(Kinds.PERSISTENT_VOLUME),
              "the volume expander records the previous size of the volume",
              "metadata.annotations[\"volume.alpha.kubernetes.io/pre-resize-capacity\"]"),
          KnownWrite.where(
              "storage-protection",
              Set.of(Kinds.PERSISTENT_VOLUME_CLAIM),
              "a claim in use is protected from deletion",
              ValueTests.isText("kubernetes.io/pvc-protection"),
              "metadata.finalizers[*]"),
          KnownWrite.where(
              "volume-protection",
              Set.of(Kinds.PERSISTENT_VOLUME),
              "a volume in use is protected from deletion",
              ValueTests.isText("kubernetes.io/pv-protection"),
              "metadata.finalizers[*]"),
          KnownWrite.where(
              "volume-deletion",
              Set.of(Kinds.PERSISTENT_VOLUME),
              "the provisioner deletes the storage before the volume is deleted",
              StorageWrites::isOfProvisioner,
              "metadata.finalizers[*]"),
          KnownWrite.where(
              "volume-attributes-protection",
              Set.of(Kinds.VOLUME_ATTRIBUTES_CLASS),
              "a class in use is protected from deletion",
              ValueTests.isText("kubernetes.io/vac-protection"),
              "metadata.finalizers[*]"),
          KnownWrite.where(
              "device-allocation",
              Set.of(Kinds.RESOURCE_CLAIM),
              "allocated devices are released before the claim is deleted",
              ValueTests.isText("resource.kubernetes.io/delete-protection"),
              "metadata.finalizers[*]"),
          KnownWrite.where(
              "device-taint-time",
              Set.of(Kinds.RESOURCE_SLICE, Kinds.DEVICE_TAINT_RULE),
              "the API server records when a device was tainted",
              ValueTests::isTime,
              "spec.devices[*].taints[*].timeAdded",
              "spec.devices[*].basic.taints[*].timeAdded",
              "spec.taint.timeAdded"),
          new DefaultClass(
              "default-storage-class",
              Kinds.PERSISTENT_VOLUME_CLAIM,
              "spec.storageClassName",
              Kinds.STORAGE_CLASS,
              "storageclass.kubernetes.io/is-default-class",
              true));

  private StorageWrites() {}

  private static boolean isProvisionerOfClass(
      Difference difference, LiveResource claim, World world) {
    Value.Obj spec = claim.content().object("spec");
    return world
        .find(Kinds.STORAGE_CLASS, "", spec.text("storageClassName").orElse(""))
        .map(found -> found.content().get("provisioner").equals(difference.live()))
        .orElse(true); // a class may go once the volume is there
  }

  private static boolean isNode(Difference difference, LiveResource claim, World world) {
    return !world.wasRead(Kinds.NODE)
        || (difference.live().orElse(Value.Null.NULL) instanceof Value.Str(String name)
            && world.find(Kinds.NODE, "", name).isPresent());
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
