package dev.drift.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands in for the storage vendor's side cars: the CSI external-provisioner, external-resizer and
/// external-attacher. Everything else about volumes is done by the real controllers, which ask for
/// these three by annotation.
///
/// It serves each storage class that the controllers hand to an external provisioner, whatever its
/// name.
final class VolumeProvisioner implements AutoCloseable {
  static final String AGENT = "csi-provisioner";
  private static final Logger LOG = LoggerFactory.getLogger(VolumeProvisioner.class);
  private static final String STATIC = "kubernetes.io/no-provisioner";
  private static final String PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";
  private static final String ATTACHMENTS = "/apis/storage.k8s.io/v1/volumeattachments";
  private static final String CLASSES = "/apis/storage.k8s.io/v1/storageclasses";
  private static final String VOLUMES = "/api/v1/persistentvolumes";
  private static final String CLAIMS = "/api/v1/persistentvolumeclaims";

  private final ApiClient api;
  private final Thread thread;
  private volatile boolean closed;

  private VolumeProvisioner(ApiClient api) {
    this.api = api;
    this.thread = Thread.ofVirtual().name(AGENT).unstarted(this::run);
  }

  static VolumeProvisioner start(ApiClient api) {
    VolumeProvisioner provisioner = new VolumeProvisioner(api);
    provisioner.thread.start();
    return provisioner;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    api.close();
  }

  private void run() {
    while (!closed) {
      try {
        round();
        Thread.sleep(200);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.debug("The provisioner failed; it will retry", e);
          pause();
        }
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void round() {
    JsonNode claims = api.read(CLAIMS + "?resourceVersion=0").path("items");
    Map<String, JsonNode> volumes =
        api.read(VOLUMES + "?resourceVersion=0")
            .path("items")
            .valueStream()
            .collect(Collectors.toMap(VolumeProvisioner::name, Function.identity()));
    for (JsonNode claim : claims) {
      if (claim.at("/spec/volumeName").asText().isEmpty()) {
        provision(claim, volumes);
      } else {
        Optional.ofNullable(volumes.get(claim.at("/spec/volumeName").asText()))
            .ifPresent(volume -> resize(claim, volume));
      }
    }
    volumes.values().stream().filter(VolumeProvisioner::isOurs).forEach(this::reclaim);
    if (!volumes.isEmpty()) {
      api.read(ATTACHMENTS + "?resourceVersion=0").path("items").forEach(this::attach);
    }
  }

  /// The volume controller asks by annotation; for WaitForFirstConsumer only after the scheduler
  /// chose a node.
  private void provision(JsonNode claim, Map<String, JsonNode> volumes) {
    String driver = annotation(claim, "volume.kubernetes.io/storage-provisioner");
    String className = claim.at("/spec/storageClassName").asText();
    if (driver.isEmpty()
        || driver.equals(STATIC)
        || className.isEmpty()
        || claim.path("metadata").has("deletionTimestamp")
        || volumes.containsKey(CsiVolume.nameFor(claim))) {
      return;
    }
    ApiClient.Answer found = api.get(CLASSES + "/" + className);
    if (!found.succeeded()) {
      return;
    }
    JsonNode storageClass = found.json();
    if (storageClass.path("volumeBindingMode").asText().equals("WaitForFirstConsumer")
        && annotation(claim, "volume.kubernetes.io/selected-node").isEmpty()) {
      return;
    }
    expect(api.create(VOLUMES, CsiVolume.of(claim, storageClass, driver)));
  }

  private void reclaim(JsonNode volume) {
    String path = VOLUMES + "/" + name(volume);
    if (volume.path("metadata").has("deletionTimestamp")) {
      JsonNode finalizers = volume.at("/metadata/finalizers");
      List<String> kept =
          finalizers
              .valueStream()
              .map(JsonNode::asText)
              .filter(each -> !each.equals(CsiVolume.FINALIZER))
              .toList();
      if (kept.size() < finalizers.size() && !volume.at("/status/phase").asText().equals("Bound")) {
        expect(
            api.patch(
                path,
                Map.of(
                    "metadata",
                    Map.of(
                        "finalizers",
                        kept,
                        "resourceVersion",
                        volume.at("/metadata/resourceVersion").asText()))));
      }
    } else if (volume.at("/status/phase").asText().equals("Released")
        && volume.at("/spec/persistentVolumeReclaimPolicy").asText().equals("Delete")) {
      expect(api.delete(path));
    }
  }

  /// The API server lets a claim grow only if its class allows it, so here it is only carried
  /// out.
  private void resize(JsonNode claim, JsonNode volume) {
    String wanted = claim.at("/spec/resources/requests/storage").asText();
    if (!isOurs(volume)
        || !claim.at("/status/phase").asText().equals("Bound")
        || wanted.equals(claim.at("/status/capacity/storage").asText())) {
      return;
    }
    Map<String, ?> capacity = Map.of("capacity", Map.of("storage", wanted));
    if (expect(api.patch(VOLUMES + "/" + name(volume), Map.of("spec", capacity)))) {
      String path =
          "/api/v1/namespaces/%s/persistentvolumeclaims/%s/status"
              .formatted(claim.at("/metadata/namespace").asText(), name(claim));
      expect(api.patch(path, Map.of("status", capacity)));
    }
  }

  private void attach(JsonNode attachment) {
    if (!attachment.at("/status/attached").asBoolean()) {
      expect(
          api.patch(
              ATTACHMENTS + "/" + name(attachment) + "/status",
              Map.of("status", Map.of("attached", true))));
    }
  }

  /// A conflict, or an object that is gone by now, is settled by the next round.
  private static boolean expect(ApiClient.Answer answer) {
    if (!answer.succeeded() && answer.status() != 409 && answer.status() != 404) {
      LOG.warn("The provisioner was refused with {}: {}", answer.status(), answer.body());
    }
    return answer.succeeded();
  }

  private static boolean isOurs(JsonNode volume) {
    return !annotation(volume, PROVISIONED_BY).isEmpty() && volume.path("spec").has("csi");
  }

  private static String annotation(JsonNode object, String key) {
    return object.at("/metadata/annotations").path(key).asText();
  }

  private static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }
}
