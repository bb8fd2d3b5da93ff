package dev.drift.rule;

import static java.util.Objects.requireNonNull;

import dev.drift.model.ImageReference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.world.MaskedWorld;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A container that runs, as the kubelet reports it.
///
/// @param container what the Pod asks for
/// @param status the item of `containerStatuses`
public record RunningContainer(LiveResource pod, Container container, Value.Obj status) {
  public RunningContainer {
    requireNonNull(pod, "pod is null");
    requireNonNull(container, "container is null");
    requireNonNull(status, "status is null");
  }

  public static List<RunningContainer> of(LiveResource pod) {
    Value.Obj status = pod.content().object("status");
    List<Value> statuses =
        Stream.concat(
                status.list("initContainerStatuses").stream(),
                status.list("containerStatuses").stream())
            .toList();
    List<RunningContainer> running = new ArrayList<>();
    for (Container container : Container.of(pod)) {
      for (Value item : statuses) {
        if (item instanceof Value.Obj one
            && one.text("name").equals(Optional.of(container.name()))
            && one.object("state").get("running").isPresent()) {
          running.add(new RunningContainer(pod, container, one));
        }
      }
    }
    return running;
  }

  /// When it started last; with it environment variables and subPath mounts were filled.
  public Optional<Instant> startedAt() {
    try {
      return status.object("state").object("running").text("startedAt").map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// The image that it runs, with its digest, by `imageID`: `repo@sha256:…`, from Docker
  /// `docker-pullable://repo@sha256:…`. A digest without a name is that of the image's
  /// configuration, which no registry knows the image by: then empty.
  public Optional<ImageReference> imageId() {
    return status
        .text("imageID")
        .map(id -> id.substring(id.indexOf("://") < 0 ? 0 : id.indexOf("://") + 3))
        .filter(id -> id.indexOf('@') > 0)
        .flatMap(ImageReference::parse)
        .filter(id -> id.digest().isPresent());
  }

  /// The Node that it runs on, where that was read.
  public Optional<LiveResource> node(MaskedWorld world) {
    return pod.content()
        .object("spec")
        .text("nodeName")
        .flatMap(name -> world.find(Kinds.NODE, "", name));
  }
}
