package dev.drift.evaluate;

import dev.drift.compare.Yaml;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Changes objects of a cluster at random, in ways that other objects are explained or judged by.
final class RandomChanges {
  private static final GroupKind NAMESPACE = new GroupKind("", "Namespace");
  private static final Set<String> IDENTITY = Set.of("apiVersion", "kind", "metadata");

  private final Random random;
  private final LiveState start;
  private final List<Value.Obj> strangers;
  private int uids;

  /// A cluster after some changes.
  record Changed(LiveState live, Set<ResourceId> ids) {}

  RandomChanges(long seed, LiveState start) {
    this.random = new Random(seed);
    this.start = start;
    this.strangers = Yaml.objects(text("strangers.yaml"));
  }

  private static String text(String name) {
    try (InputStream in = RandomChanges.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One to four objects are added, modified or deleted, and time may pass.
  Changed step(LiveState live) {
    Map<ResourceId, Optional<LiveResource>> changes = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      change(live, changes);
    }
    List<LiveResource> put = new ArrayList<>();
    Set<ResourceId> gone = new HashSet<>();
    changes.forEach((id, object) -> object.ifPresentOrElse(put::add, () -> gone.add(id)));
    Duration passed =
        switch (random.nextInt(4)) {
          case 0 -> Duration.ZERO;
          case 1 -> Duration.ofDays(random.nextInt(400));
          default -> Duration.ofSeconds(random.nextInt(900));
        };
    return new Changed(live.later(live.takenAt().plus(passed), put, gone), changes.keySet());
  }

  private void change(LiveState live, Map<ResourceId, Optional<LiveResource>> changes) {
    LiveResource object = any(List.copyOf(live.resources().values()));
    switch (random.nextInt(12)) {
      case 0 -> changes.put(object.id(), Optional.empty());
      case 1, 2 -> {
        LiveResource stranger = stranger(live);
        changes.put(
            stranger.id(),
            live.resources().containsKey(stranger.id()) && random.nextBoolean()
                ? Optional.empty()
                : Optional.of(stranger));
      }
      case 3 -> {
        LiveResource copy = copy(object, live);
        changes.put(copy.id(), Optional.of(copy));
      }
      case 4 -> {
        LiveResource first = any(List.copyOf(start.resources().values()));
        changes.put(first.id(), Optional.of(first));
      }
      default -> changes.put(object.id(), Optional.of(modified(object, live)));
    }
  }

  private LiveResource modified(LiveResource object, LiveState live) {
    Value.Obj content = object.content();
    Value.Obj metadata = object.metadata();
    Value.Obj modified =
        switch (random.nextInt(7)) {
          case 0 -> content.with("metadata", with(metadata, "labels", live));
          case 1 -> content.with("metadata", with(metadata, "annotations", live));
          case 2 ->
              content.with(
                  "metadata", metadata.with("deletionTimestamp", Value.of("2026-05-31T23:59:00Z")));
          case 3 -> content.with("metadata", owned(metadata, live));
          case 4 -> {
            LiveResource other = any(live.resources().ofKind(object.id().groupKind()));
            yield other
                .content()
                .with("metadata", metadata)
                .with("apiVersion", Value.of(object.ref().apiVersion()));
          }
          default -> (Value.Obj) altered(content, true);
        };
    return new LiveResource(object.ref(), modified, object.owners());
  }

  /// With a label or an annotation of another object, or one that nobody has.
  private Value.Obj with(Value.Obj metadata, String map, LiveState live) {
    Value.Obj other = any(List.copyOf(live.resources().values())).metadata().object(map);
    List<String> keys = List.copyOf(other.fields().keySet());
    if (keys.isEmpty() || random.nextInt(3) == 0) {
      return metadata.with(map, metadata.object(map).with("by-hand", Value.of("yes")));
    }
    String key = keys.get(random.nextInt(keys.size()));
    return metadata.with(map, metadata.object(map).with(key, other.get(key).orElseThrow()));
  }

  private Value.Obj owned(Value.Obj metadata, LiveState live) {
    LiveResource owner = any(List.copyOf(live.resources().values()));
    if (random.nextInt(4) == 0) {
      return metadata.without("ownerReferences");
    }
    return LiveObjects.controlled(metadata, owner);
  }

  /// Something within is another value, or gone.
  private Value altered(Value value, boolean outermost) {
    return switch (value) {
      case Value.Obj object -> {
        List<String> keys =
            object.fields().keySet().stream()
                .filter(key -> !outermost || !IDENTITY.contains(key))
                .toList();
        if (keys.isEmpty()) {
          yield object.with("extra", Value.of("x"));
        }
        String key = keys.get(random.nextInt(keys.size()));
        yield random.nextInt(6) == 0
            ? object.without(key)
            : object.with(key, altered(object.get(key).orElseThrow(), false));
      }
      case Value.Arr(List<Value> items) when !items.isEmpty() -> {
        List<Value> others = new ArrayList<>(items);
        int at = random.nextInt(items.size());
        others.set(at, altered(items.get(at), false));
        yield new Value.Arr(others);
      }
      case Value.Arr _ -> new Value.Arr(List.of(Value.of("x")));
      case Value.Bool(boolean bool) -> Value.of(!bool);
      case Value.Num _ -> Value.of(random.nextInt(5));
      case Value.Str(String text) -> Value.of(text + (random.nextBoolean() ? "x" : "\nby.hand=1"));
      case Value.Null _, Value.Masked _ -> Value.of("x");
    };
  }

  private LiveResource stranger(LiveState live) {
    Value.Obj content = strangers.get(random.nextInt(strangers.size()));
    ResourceRef ref = LiveObjects.ref(content);
    if (!ref.id().namespace().isEmpty()) {
      String namespace = namespace(live);
      content =
          content.with(
              "metadata", content.object("metadata").with("namespace", Value.of(namespace)));
    }
    return born(content);
  }

  private LiveResource copy(LiveResource object, LiveState live) {
    Value.Obj metadata = object.metadata().with("name", Value.of(object.id().name() + "-copy"));
    if (!object.id().namespace().isEmpty()) {
      metadata = metadata.with("namespace", Value.of(namespace(live)));
    }
    return born(object.content().with("metadata", metadata));
  }

  private LiveResource born(Value.Obj content) {
    uids++;
    return LiveObjects.live(
        content.with(
            "metadata", content.object("metadata").with("uid", Value.of("random-" + uids))));
  }

  private String namespace(LiveState live) {
    List<LiveResource> all = live.resources().ofKind(NAMESPACE);
    return all.isEmpty() || random.nextInt(20) == 0 ? "elsewhere" : any(all).id().name();
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
