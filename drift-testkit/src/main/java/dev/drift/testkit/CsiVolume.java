package dev.drift.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The PersistentVolume that the CSI external-provisioner writes for a claim.
final class CsiVolume {
  static final String FINALIZER = "external-provisioner.volume.kubernetes.io/finalizer";

  private CsiVolume() {}

  static String nameFor(JsonNode claim) {
    return "pvc-" + claim.at("/metadata/uid").asText();
  }

  static Map<String, ?> of(JsonNode claim, JsonNode storageClass, String driver) {
    Map<String, String> annotations =
        Map.of(
            "pv.kubernetes.io/provisioned-by", driver,
            "volume.kubernetes.io/provisioner-deletion-secret-name", "",
            "volume.kubernetes.io/provisioner-deletion-secret-namespace", "");
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "PersistentVolume",
        "metadata",
        Map.of(
            "name", nameFor(claim), "annotations", annotations, "finalizers", List.of(FINALIZER)),
        "spec",
        spec(claim, storageClass, driver));
  }

  private static Map<String, ?> spec(JsonNode claim, JsonNode storageClass, String driver) {
    JsonNode wanted = claim.path("spec");
    Map<String, Object> spec = new HashMap<>();
    spec.put("capacity", Map.of("storage", wanted.at("/resources/requests/storage")));
    spec.put("accessModes", wanted.path("accessModes"));
    spec.put("claimRef", reference(claim.path("metadata")));
    spec.put("persistentVolumeReclaimPolicy", storageClass.path("reclaimPolicy").asText("Delete"));
    spec.put("storageClassName", wanted.path("storageClassName"));
    spec.put("volumeMode", volumeMode(claim));
    if (storageClass.has("mountOptions")) {
      spec.put("mountOptions", storageClass.path("mountOptions"));
    }
    spec.put("csi", source(claim, driver));
    return spec;
  }

  private static Map<String, ?> reference(JsonNode metadata) {
    return Map.of(
        "apiVersion", "v1",
        "kind", "PersistentVolumeClaim",
        "namespace", metadata.path("namespace"),
        "name", metadata.path("name"),
        "uid", metadata.path("uid"),
        "resourceVersion", metadata.path("resourceVersion"));
  }

  private static Map<String, ?> source(JsonNode claim, String driver) {
    Map<String, Object> csi = new HashMap<>();
    csi.put("driver", driver);
    csi.put("volumeHandle", nameFor(claim));
    csi.put(
        "volumeAttributes",
        Map.of("storage.kubernetes.io/csiProvisionerIdentity", "test-" + driver));
    if (!volumeMode(claim).equals("Block")) {
      csi.put("fsType", "ext4");
    }
    return csi;
  }

  private static String volumeMode(JsonNode claim) {
    return claim.at("/spec/volumeMode").asText("Filesystem");
  }
}
