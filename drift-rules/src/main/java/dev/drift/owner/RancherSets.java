package dev.drift.owner;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// K3s and RKE2 apply the manifests of their servers' disks, one Addon for each file, and mark what
/// they apply with it. An Addon tells the kinds in its file and not the names, so several things
/// must agree: the Addon, its kinds, the hash by which K3s finds its objects, and who wrote them.
/// https://github.com/k3s-io/k3s/blob/main/pkg/deploy/controller.go
final class RancherSets implements Deployer {
  static final GroupKind ADDON = new GroupKind("k3s.cattle.io", "Addon");

  private static final String PREFIX = "objectset.rio.cattle.io/";
  private static final String GVKS = "addon.k3s.cattle.io/gvks";
  private static final Pattern OWNER = Pattern.compile("k3s\\.cattle\\.io/v[a-z0-9]+, Kind=Addon");
  private static final Pattern GVK = Pattern.compile("([^/]*)/[^,]+, Kind=(.+)");
  private static final Pattern MANAGER = Pattern.compile("deploy@.+|k3s|rke2");

  private final Records cluster;

  RancherSets(Records cluster) {
    this.cluster = cluster;
  }

  @Override
  public Ownership of(LiveResource object) {
    Optional<String> owner = mark(object, "owner-gvk").filter(gvk -> OWNER.matcher(gvk).matches());
    if (owner.isEmpty()) {
      return new Ownership.None();
    }
    String namespace = mark(object, "owner-namespace").orElse("");
    String name = mark(object, "owner-name").orElse("");
    String says =
        "its annotations say that %s applies it"
            .formatted(Records.named("K3s Addon", namespace, name));
    Optional<LiveResource> addon = cluster.find(ADDON, namespace, name);
    if (addon.isEmpty()) {
      return cluster.knows(ADDON, namespace)
          ? new Ownership.Forged("%s, but there is no such Addon".formatted(says))
          : new Ownership.Unverifiable(ADDON, "%s, but Addons could not be read".formatted(says));
    }
    if (!hasKind(addon.get(), object.id().groupKind())) {
      return new Ownership.Forged(
          "%s, but that Addon contains no %s".formatted(says, object.id().kind()));
    }
    if (!Records.label(object, PREFIX + "hash").equals(Optional.of(hash(object)))) {
      return new Ownership.Forged(
          "%s, but its hash does not match, so K3s would not find it".formatted(says));
    }
    return isWrittenByServer(object)
        ? new Ownership.Proven(
            "K3s " + addon.get().id(),
            "that Addon contains its kind, and a K3s server wrote it",
            !RightsDigest.areGivenBy(object.id().groupKind()))
        : new Ownership.Forged("%s, but no K3s server wrote it".formatted(says));
  }

  private static Optional<String> mark(LiveResource object, String name) {
    return Records.annotation(object, PREFIX + name);
  }

  /// Its annotation is a list such as `/v1, Kind=Service;apps/v1, Kind=Deployment`.
  private static boolean hasKind(LiveResource addon, GroupKind kind) {
    return Arrays.stream(Records.annotation(addon, GVKS).orElse("").split(";", -1))
        .anyMatch(gvk -> isOf(gvk, kind));
  }

  private static boolean isOf(String gvk, GroupKind kind) {
    Matcher parts = GVK.matcher(gvk);
    return parts.matches()
        && parts.group(1).equals(kind.group())
        && parts.group(2).equals(kind.kind());
  }

  /// https://github.com/rancher/wrangler/blob/main/pkg/apply/desiredset_apply.go
  private static String hash(LiveResource object) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      for (String name : List.of("id", "owner-gvk", "owner-name", "owner-namespace")) {
        digest.update(mark(object, name).orElse("").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  private static boolean isWrittenByServer(LiveResource object) {
    return object.owners().stream()
        .anyMatch(
            owner -> owner.subresource().isEmpty() && MANAGER.matcher(owner.manager()).matches());
  }
}
