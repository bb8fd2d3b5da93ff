package dev.drift.plan;

import dev.drift.json.JsonReader;
import dev.drift.model.DesiredResource;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.value.Value;
import dev.drift.plan.ownership.Deployers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Finds out what was applied last to a resource.
///
/// What kubectl wrote down on the object itself is newer than anything that Drift remembers, so it
/// decides. Otherwise it is the revision that somebody names, or that Drift saw in sync, unless the
/// deployer has written the object since.
public final class Applied {
  private static final String ANNOTATED = "the annotation " + LiveResource.LAST_APPLIED;

  private final Revisions revisions;

  public Applied(Revisions revisions) {
    this.revisions = revisions;
  }

  /// What is known of applied revisions as a whole.
  public interface Revisions {
    /// @param resource as the newest revision declares it
    /// @param keeper revision that the deployer's own object names; empty if there is none
    AppliedState of(DesiredResource resource, Optional<String> keeper);

    /// Of an object that the newest revision does not declare.
    AppliedState of(ResourceId undeclared);
  }

  /// @param live empty if the cluster does not have it
  /// @param deployed when its deployer wrote the object last, as far as `managedFields` says
  AppliedState of(
      DesiredResource resource,
      Optional<LiveResource> live,
      Optional<String> keeper,
      Optional<Instant> deployed) {
    Optional<String> annotation = live.flatMap(object -> Deployers.lastApplied(object.content()));
    if (annotation.isPresent() && keeper.isEmpty()) {
      return annotated(resource, annotation.get());
    }
    AppliedState state = revisions.of(resource, keeper);
    return state instanceof AppliedState.Known(var _, String _, Optional<Instant> seenAt)
            && seenAt.isPresent()
            && deployed.filter(at -> !at.isBefore(second(seenAt.get()))).isPresent()
        ? new AppliedState.Unknown(
            "it was deployed again at %s, after Drift saw it in sync"
                .formatted(deployed.orElseThrow()))
        : state;
  }

  /// `managedFields` counts in seconds: what happened in the same one may have happened later.
  private static Instant second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  AppliedState of(ResourceId undeclared) {
    return revisions.of(undeclared);
  }

  private static AppliedState annotated(DesiredResource resource, String annotation) {
    Optional<Value.Obj> content = json(annotation);
    if (content.isEmpty()) {
      return new AppliedState.Unknown(ANNOTATED + " is not readable");
    }
    String apiVersion = content.get().text("apiVersion").orElse("");
    if (!apiVersion.equals(resource.ref().apiVersion())) {
      return new AppliedState.Unknown(
          "%s is of version %s, Git declares %s"
              .formatted(ANNOTATED, apiVersion, resource.ref().apiVersion()));
    }
    return new AppliedState.Known(
        new DesiredResource(
            new ResourceRef(apiVersion, resource.id()), content.get(), resource.manifest()),
        ANNOTATED,
        Optional.empty());
  }

  private static Optional<Value.Obj> json(String text) {
    try {
      return JsonReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
              instanceof Value.Obj object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
