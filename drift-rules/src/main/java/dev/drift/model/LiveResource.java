package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An object of the cluster.
///
/// @param content as the API server gave it, without `managedFields`
/// @param owners what `managedFields` said
public record LiveResource(ResourceRef ref, Value.Obj content, List<FieldOwner> owners)
    implements Identified {
  /// The annotation in which `kubectl apply` keeps what it applied.
  public static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /// The field of the content that says why not all of it could be read. An object that has such a
  /// field of its own is not compared either, and the report says so.
  public static final String UNREAD = "drift.dev/unread";

  public LiveResource {
    requireNonNull(ref, "ref is null");
    requireNonNull(content, "content is null");
    owners = List.copyOf(owners);
  }

  @Override
  public ResourceId id() {
    return ref.id();
  }

  public Value.Obj metadata() {
    return content.object("metadata");
  }

  /// Why not all of the object could be read: half a sentence. Then it is compared with nothing,
  /// and what rules see of it is only a part.
  public Optional<String> unread() {
    return content.text(UNREAD);
  }

  /// The UID, which no two objects share, be they of one name.
  public Optional<String> uid() {
    return metadata().text("uid");
  }

  /// When the API server stored it first; empty if it is missing or is not a time.
  public Optional<Instant> created() {
    try {
      return metadata().text("creationTimestamp").map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// Since when it is being deleted; empty if it is not.
  public Optional<Deletion> deletion() {
    return metadata()
        .text("deletionTimestamp")
        .map(
            since -> {
              List<String> finalizers = new ArrayList<>();
              texts(metadata().list("finalizers"), finalizers);
              // A Namespace has a list of its own, from which the server takes its name last.
              texts(content.object("spec").list("finalizers"), finalizers);
              return new Deletion(since, finalizers);
            });
  }

  private static void texts(List<Value> values, List<String> texts) {
    for (Value value : values) {
      if (value instanceof Value.Str(String text)) {
        texts.add(text);
      }
    }
  }

  /// An object that is being deleted.
  ///
  /// @param since as the API server writes it
  /// @param finalizers what has to be done before the object goes
  public record Deletion(String since, List<String> finalizers) {
    public Deletion {
      requireNonNull(since, "since is null");
      finalizers = List.copyOf(finalizers);
    }

    /// Such as `being deleted since 2026-11-28T20:00:00Z, held by the finalizer a.example/b`.
    public String sentence() {
      return "being deleted since %s, %s"
          .formatted(
              since,
              switch (finalizers.size()) {
                case 0 -> "held by no finalizer";
                case 1 -> "held by the finalizer " + finalizers.getFirst();
                default -> "held by the finalizers " + String.join(", ", finalizers);
              });
    }
  }

  /// The owner reference of what controls the object: anybody may write one, so it holds only where
  /// an object of that UID is there.
  public Optional<Controller> controller() {
    for (Value value : metadata().list("ownerReferences")) {
      if (value instanceof Value.Obj reference
          && reference.get("controller").equals(Optional.of(Value.of(true)))) {
        return Optional.of(
            new Controller(
                GroupKind.of(
                    reference.text("apiVersion").orElse(""), reference.text("kind").orElse("")),
                reference.text("name").orElse(""),
                reference.text("uid")));
      }
    }
    return Optional.empty();
  }

  /// What an owner reference says of a controller.
  public record Controller(GroupKind kind, String name, Optional<String> uid) {
    public boolean is(LiveResource resource) {
      return resource.id().groupKind().equals(kind)
          && resource.id().name().equals(name)
          && resource.uid().equals(uid);
    }
  }
}
