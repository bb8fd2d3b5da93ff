package dev.drift.pipeline;

import dev.drift.kubernetes.watch.WatchEvent;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The state of a cluster as watches bring it up to date.
final class WatchedState {
  /// A connection that breaks off is usually there again within this time.
  static final Duration GRACE = Duration.ofSeconds(5);

  private LiveState state;
  private final Map<ResourceId, LiveResource> modified = new HashMap<>();
  private final Set<ResourceId> deleted = new HashSet<>();
  private final Map<ApiKind, Broken> broken = new HashMap<>();
  private boolean kindsChanged;
  private int events;
  private final List<String> interruptions = new ArrayList<>();

  /// A watch that is not connected.
  ///
  /// @param since when it was last
  /// @param why the second half of a sentence
  /// @param ended whether it does not connect again by itself
  record Broken(Instant since, String why, boolean ended) {}

  WatchedState(LiveState listed) {
    this.state = listed;
  }

  void apply(WatchEvent event, Instant now) {
    events++;
    switch (event) {
      case WatchEvent.Listed listed -> {
        broken.remove(listed.kind());
        list(listed);
      }
      case WatchEvent.Added(var kind, var object) -> put(kind, object);
      case WatchEvent.Modified(var kind, var object) -> put(kind, object);
      case WatchEvent.Deleted(var kind, var object) -> delete(kind, object);
      case WatchEvent.Bookmark(var kind, var _) -> broken.remove(kind);
      case WatchEvent.Resumed(var kind) -> broken.remove(kind);
      case WatchEvent.Interrupted(var kind, var why) -> {
        interruptions.add(why);
        broken.putIfAbsent(kind, new Broken(now, why, false));
      }
      case WatchEvent.Refused(var kind, var _, var why) -> {
        interruptions.add(why);
        kindsChanged = true;
        broken.put(kind, new Broken(now, why, true));
      }
    }
  }

  /// Replaces what is known of the kind, but for objects that are the same still.
  private void list(WatchEvent.Listed listed) {
    Set<ResourceId> there = new HashSet<>();
    for (LiveResource object : listed.objects()) {
      there.add(object.id());
      put(listed.kind(), object);
    }
    for (LiveResource known : state.resources().ofKind(listed.kind().groupKind())) {
      if (known.ref().apiVersion().equals(listed.kind().apiVersion())
          && listed.namespace().map(known.id().namespace()::equals).orElse(true)
          && !there.contains(known.id())) {
        gone(known.id());
      }
    }
    modified.values().stream()
        .filter(it -> it.id().groupKind().equals(listed.kind().groupKind()))
        .map(LiveResource::id)
        .filter(id -> !there.contains(id) && isIn(listed, id))
        .toList()
        .forEach(this::gone);
  }

  private static boolean isIn(WatchEvent.Listed listed, ResourceId id) {
    return listed.namespace().map(id.namespace()::equals).orElse(true);
  }

  private void put(ApiKind kind, LiveResource object) {
    broken.remove(kind);
    Optional<LiveResource> known = known(object.id());
    // A kind that Git writes at two versions is watched at both; an object stays at its own.
    boolean other =
        known.filter(it -> !it.ref().apiVersion().equals(object.ref().apiVersion())).isPresent();
    if (!other && known.filter(it -> isAsNew(it, object)).isEmpty()) {
      modified.put(object.id(), object);
      deleted.remove(object.id());
      noteKinds(object.id());
    }
  }

  private void delete(ApiKind kind, LiveResource object) {
    broken.remove(kind);
    if (known(object.id()).filter(it -> it.uid().equals(object.uid())).isPresent()) {
      gone(object.id());
    }
  }

  private void gone(ResourceId id) {
    modified.remove(id);
    deleted.add(id);
    noteKinds(id);
  }

  private void noteKinds(ResourceId id) {
    kindsChanged |= id.groupKind().equals(Kinds.CUSTOM_RESOURCE_DEFINITION);
  }

  private Optional<LiveResource> known(ResourceId id) {
    return deleted.contains(id)
        ? Optional.empty()
        : Optional.ofNullable(modified.get(id))
            .or(() -> Optional.ofNullable(state.resources().get(id)));
  }

  /// An object may have been read since the event happened. The API server's resourceVersions are
  /// numbers that grow: <https://github.com/kubernetes/enhancements/issues/5504>.
  private static boolean isAsNew(LiveResource known, LiveResource object) {
    return known.uid().equals(object.uid()) && version(known) >= version(object);
  }

  private static long version(LiveResource object) {
    try {
      return object.metadata().text("resourceVersion").map(Long::parseLong).orElse(0L);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /// What changed since it was last asked.
  Set<ResourceId> changes() {
    Set<ResourceId> changes = new HashSet<>(modified.keySet());
    changes.addAll(deleted);
    return changes;
  }

  /// What is known now.
  LiveState state(Instant now) {
    Collection<LiveResource> put = List.copyOf(modified.values());
    Collection<ResourceId> gone = List.copyOf(deleted);
    modified.clear();
    deleted.clear();
    state = state.later(now, put, gone);
    return state.covering(
        state.coverage().stream().map(coverage -> coverage(coverage, now)).toList());
  }

  private KindCoverage coverage(KindCoverage read, Instant now) {
    return broken.entrySet().stream()
        .filter(it -> it.getKey().groupKind().equals(read.groupKind()))
        .filter(it -> read.known() && isStale(it.getValue(), now))
        .findFirst()
        .map(
            it ->
                new KindCoverage(
                    read.apiVersion(),
                    read.kind(),
                    KindCoverage.Status.FAILED,
                    read.count(),
                    "What is known of %s is of %s: its watch broke off (%s)."
                        .formatted(read.kind(), it.getValue().since(), it.getValue().why())))
        .orElse(read);
  }

  private static boolean isStale(Broken one, Instant now) {
    return one.ended() || one.since().plus(GRACE).isBefore(now);
  }

  /// The kinds of which it is not known what they are like now, with since when.
  Map<ApiKind, Broken> stale(Instant now) {
    Map<ApiKind, Broken> stale = new TreeMap<>(java.util.Comparator.comparing(ApiKind::toString));
    broken.forEach(
        (kind, one) -> {
          if (isStale(one, now)) {
            stale.put(kind, one);
          }
        });
    return stale;
  }

  /// Takes over what was read besides the watches.
  void replace(LiveState fresh) {
    state = state.with(fresh.resources());
  }

  /// Whether the cluster may serve other kinds than before.
  boolean kindsChanged() {
    return kindsChanged;
  }

  /// How many events were taken since this was last asked.
  int takeEvents() {
    int taken = events;
    events = 0;
    return taken;
  }

  /// Why watches broke off since this was last asked.
  List<String> takeInterruptions() {
    List<String> taken = List.copyOf(interruptions);
    interruptions.clear();
    return taken;
  }
}
