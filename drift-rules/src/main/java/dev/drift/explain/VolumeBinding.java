package dev.drift.explain;

import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.Optional;

/// Whether a claim and a volume name each other: a manual change of only one side is seen.
final class VolumeBinding {
  /// What [#isMutual] reads.
  static final Reads READS =
      Reads.inCluster(Kinds.PERSISTENT_VOLUME_CLAIM, Kinds.PERSISTENT_VOLUME);

  private VolumeBinding() {}

  /// The volume of a claim names the claim, or the claim of a volume names the volume. A volume
  /// whose claim is gone keeps its name while it is released; where the other kind was not read,
  /// nothing speaks against it.
  static boolean isMutual(Difference difference, LiveResource live, World world) {
    return live.id().groupKind().equals(Kinds.PERSISTENT_VOLUME_CLAIM)
        ? volumeNames(live, world)
        : claimNames(live, world);
  }

  private static boolean volumeNames(LiveResource claim, World world) {
    String name = claim.content().object("spec").text("volumeName").orElse("");
    return world
        .find(Kinds.PERSISTENT_VOLUME, "", name)
        .map(volume -> refersTo(volume, claim))
        .orElse(!world.wasRead(Kinds.PERSISTENT_VOLUME));
  }

  private static boolean claimNames(LiveResource volume, World world) {
    Value.Obj reference = volume.content().object("spec").object("claimRef");
    Optional<LiveResource> claim =
        world.find(
            Kinds.PERSISTENT_VOLUME_CLAIM,
            reference.text("namespace").orElse(""),
            reference.text("name").orElse(""));
    boolean released =
        volume.content().object("status").text("phase").equals(Optional.of("Released"));
    return claim
        .filter(found -> refersTo(volume, found))
        .map(
            found ->
                found
                    .content()
                    .object("spec")
                    .text("volumeName")
                    .equals(Optional.of(volume.id().name())))
        .orElse(released || !world.wasRead(Kinds.PERSISTENT_VOLUME_CLAIM));
  }

  private static boolean refersTo(LiveResource volume, LiveResource claim) {
    Value.Obj reference = volume.content().object("spec").object("claimRef");
    return reference.text("namespace").equals(Optional.of(claim.id().namespace()))
        && reference.text("name").equals(Optional.of(claim.id().name()))
        && (reference.text("uid").isEmpty() || reference.text("uid").equals(claim.uid()));
  }
}
