package dev.drift.kubernetes.watch;

import static java.util.Objects.requireNonNull;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.ApiKind;
import java.util.List;
import java.util.Optional;

/// What a watch says of a kind. Events of one kind are in order.
public sealed interface WatchEvent {
  ApiKind kind();

  /// What one watch is about.
  ///
  /// @param namespace empty for all
  record Watched(ApiKind kind, Optional<String> namespace) {}

  /// All objects that there are now: whatever was known of the kind before is replaced. It comes
  /// first, and again when the API server no longer has what happened since.
  ///
  /// @param namespace of all the objects; empty for all namespaces
  record Listed(
      ApiKind kind, Optional<String> namespace, List<LiveResource> objects, String resourceVersion)
      implements WatchEvent {
    public Listed {
      requireNonNull(kind, "kind is null");
      requireNonNull(namespace, "namespace is null");
      objects = List.copyOf(objects);
      requireNonNull(resourceVersion, "resourceVersion is null");
    }
  }

  record Added(ApiKind kind, LiveResource object) implements WatchEvent {
    public Added {
      requireNonNull(kind, "kind is null");
      requireNonNull(object, "object is null");
    }
  }

  record Modified(ApiKind kind, LiveResource object) implements WatchEvent {
    public Modified {
      requireNonNull(kind, "kind is null");
      requireNonNull(object, "object is null");
    }
  }

  /// @param object as it was last
  record Deleted(ApiKind kind, LiveResource object) implements WatchEvent {
    public Deleted {
      requireNonNull(kind, "kind is null");
      requireNonNull(object, "object is null");
    }
  }

  /// Nothing else happened up to this resourceVersion: what is known is current.
  record Bookmark(ApiKind kind, Optional<String> namespace, String resourceVersion)
      implements WatchEvent {
    public Bookmark {
      requireNonNull(kind, "kind is null");
      requireNonNull(namespace, "namespace is null");
      requireNonNull(resourceVersion, "resourceVersion is null");
    }
  }

  /// What is known may be out of date until the next event of the kind. The watch connects again
  /// by itself.
  ///
  /// @param why the second half of a sentence, without a secret
  record Interrupted(ApiKind kind, Optional<String> namespace, String why) implements WatchEvent {
    public Interrupted {
      requireNonNull(kind, "kind is null");
      requireNonNull(namespace, "namespace is null");
      requireNonNull(why, "why is null");
    }
  }

  /// The watch is being connected: until that has succeeded, nothing is delivered, and the network
  /// may keep silent about that.
  record Connecting(ApiKind kind, Optional<String> namespace) implements WatchEvent {
    public Connecting {
      requireNonNull(kind, "kind is null");
      requireNonNull(namespace, "namespace is null");
    }
  }

  /// The watch is connected, and delivers what happened meanwhile.
  record Resumed(ApiKind kind, Optional<String> namespace) implements WatchEvent {
    public Resumed {
      requireNonNull(kind, "kind is null");
      requireNonNull(namespace, "namespace is null");
    }
  }

  /// The kind cannot be watched: the user may not, or the cluster does not serve it. The watch of
  /// this kind has ended.
  ///
  /// @param forbidden else the kind is not served
  /// @param why the second half of a sentence, without a secret
  record Refused(ApiKind kind, Optional<String> namespace, boolean forbidden, String why)
      implements WatchEvent {
    public Refused {
      requireNonNull(kind, "kind is null");
      requireNonNull(namespace, "namespace is null");
      requireNonNull(why, "why is null");
    }
  }
}
