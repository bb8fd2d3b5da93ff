package dev.drift.testkit;

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
          LOG.debug("A round of the provisioner failed; the next one tries again", e);
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
    List<Json> claims = api.read("/api/v1/persistentvolumeclaims?resourceVersion=0").items("items");
    Map<String, Json> volumes =
        api.read(VOLUMES + "?resourceVersion=0").items("items").stream()
            .collect(Collectors.toMap(VolumeProvisioner::name, Function.identity()));
    for (Json claim : claims) {
      if (claim.text("spec", "volumeName").isEmpty()) {
        provision(claim, volumes);
      } else {
        Optional.ofNullable(volumes.get(claim.text("spec", "volumeName")))
            .ifPresent(volume -> resize(claim, volume));
      }
    }
    volumes.values().stream().filter(VolumeProvisioner::isOurs).forEach(this::reclaim);
    if (!volumes.isEmpty()) {
      api.read(ATTACHMENTS + "?resourceVersion=0").items("items").forEach(this::attach);
    }
  }

  /// The volume controller asks by annotation; for WaitForFirstConsumer only after the scheduler
  /// chose a node.
  private void provision(Json claim, Map<String, Json> volumes) {
    String driver = annotation(claim, "volume.kubernetes.io/storage-provisioner");
    String className = claim.text("spec", "storageClassName");
    if (driver.isEmpty()
        || driver.equals(STATIC)
        || className.isEmpty()
        || claim.has("metadata", "deletionTimestamp")
        || volumes.containsKey(CsiVolume.nameFor(claim))) {
      return;
    }
    ApiClient.Answer found = api.get(CLASSES + "/" + className);
    if (!found.succeeded()) {
      return;
    }
    Json storageClass = Json.parse(found.body());
    if (storageClass.text("volumeBindingMode").equals("WaitForFirstConsumer")
        && annotation(claim, "volume.kubernetes.io/selected-node").isEmpty()) {
      return;
    }
    expect(api.create(VOLUMES, CsiVolume.of(claim, storageClass, driver)));
  }

  private void reclaim(Json volume) {
    String path = VOLUMES + "/" + name(volume);
    if (volume.has("metadata", "deletionTimestamp")) {
      List<Json> kept =
          volume.items("metadata", "finalizers").stream()
              .filter(each -> !each.equals(Json.of(CsiVolume.FINALIZER)))
              .toList();
      if (kept.size() < volume.items("metadata", "finalizers").size()
          && !volume.text("status", "phase").equals("Bound")) {
        expect(
            api.patch(
                path,
                Json.object(
                    "metadata",
                    Json.object(
                        "finalizers", Json.of(kept),
                        "resourceVersion", volume.text("metadata", "resourceVersion")))));
      }
    } else if (volume.text("status", "phase").equals("Released")
        && volume.text("spec", "persistentVolumeReclaimPolicy").equals("Delete")) {
      expect(api.delete(path));
    }
  }

  /// The API server lets a claim grow only where its class allows it, so here it is only carried
  /// out.
  private void resize(Json claim, Json volume) {
    String wanted = claim.text("spec", "resources", "requests", "storage");
    if (!isOurs(volume)
        || !claim.text("status", "phase").equals("Bound")
        || wanted.equals(claim.text("status", "capacity", "storage"))) {
      return;
    }
    Json capacity = Json.object("capacity", Json.object("storage", wanted));
    if (expect(api.patch(VOLUMES + "/" + name(volume), Json.object("spec", capacity)))) {
      String path =
          "/api/v1/namespaces/%s/persistentvolumeclaims/%s/status"
              .formatted(claim.text("metadata", "namespace"), name(claim));
      expect(api.patch(path, Json.object("status", capacity)));
    }
  }

  private void attach(Json attachment) {
    if (!attachment.flag("status", "attached")) {
      expect(
          api.patch(
              ATTACHMENTS + "/" + name(attachment) + "/status",
              Json.object("status", Json.object("attached", true))));
    }
  }

  /// A conflict, or an object that is gone by now, is settled by the next round.
  private static boolean expect(ApiClient.Answer answer) {
    if (!answer.succeeded() && answer.status() != 409 && answer.status() != 404) {
      LOG.warn("The provisioner was refused with {}: {}", answer.status(), answer.body());
    }
    return answer.succeeded();
  }

  private static boolean isOurs(Json volume) {
    return !annotation(volume, PROVISIONED_BY).isEmpty() && volume.has("spec", "csi");
  }

  private static String annotation(Json object, String key) {
    return object.text("metadata", "annotations", key);
  }

  private static String name(Json object) {
    return object.text("metadata", "name");
  }
}
