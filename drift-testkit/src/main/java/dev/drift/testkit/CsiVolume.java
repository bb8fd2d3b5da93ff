package dev.drift.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The PersistentVolume that the CSI external-provisioner writes for a claim.
final class CsiVolume {
  static final String FINALIZER = "external-provisioner.volume.kubernetes.io/finalizer";

  private CsiVolume() {}

  static String nameFor(Json claim) {
    return "pvc-" + claim.text("metadata", "uid");
  }

  static Json of(Json claim, Json storageClass, String driver) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put(
        "capacity", Json.object("storage", claim.text("spec", "resources", "requests", "storage")));
    spec.put("accessModes", claim.at("spec", "accessModes"));
    spec.put("claimRef", reference(claim));
    spec.put("persistentVolumeReclaimPolicy", orElse(storageClass.text("reclaimPolicy"), "Delete"));
    spec.put("storageClassName", claim.text("spec", "storageClassName"));
    spec.put("volumeMode", orElse(claim.text("spec", "volumeMode"), "Filesystem"));
    if (storageClass.has("mountOptions")) {
      spec.put("mountOptions", storageClass.at("mountOptions"));
    }
    spec.put("csi", source(claim, driver));
    return Json.object(
        "apiVersion",
        "v1",
        "kind",
        "PersistentVolume",
        "metadata",
        Json.object(
            "name", nameFor(claim),
            "annotations",
                Json.object(
                    "pv.kubernetes.io/provisioned-by", driver,
                    "volume.kubernetes.io/provisioner-deletion-secret-name", "",
                    "volume.kubernetes.io/provisioner-deletion-secret-namespace", ""),
            "finalizers", List.of(FINALIZER)),
        "spec",
        spec);
  }

  private static Json reference(Json claim) {
    return Json.object(
        "apiVersion", "v1",
        "kind", "PersistentVolumeClaim",
        "namespace", claim.text("metadata", "namespace"),
        "name", claim.text("metadata", "name"),
        "uid", claim.text("metadata", "uid"),
        "resourceVersion", claim.text("metadata", "resourceVersion"));
  }

  private static Json source(Json claim, String driver) {
    Map<String, Object> csi = new LinkedHashMap<>();
    csi.put("driver", driver);
    csi.put("volumeHandle", nameFor(claim));
    csi.put(
        "volumeAttributes",
        Json.object("storage.kubernetes.io/csiProvisionerIdentity", "test-" + driver));
    if (!claim.text("spec", "volumeMode").equals("Block")) {
      csi.put("fsType", "ext4");
    }
    return Json.of(csi);
  }

  private static String orElse(String value, String fallback) {
    return value.isEmpty() ? fallback : value;
  }
}
