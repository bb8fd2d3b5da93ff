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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The state of a cluster as watches bring it up to date.
final class WatchedState {
  /// A connection that breaks off is usually there again within this time.
  static final Duration GRACE = Duration.ofSeconds(5);

  /// How many deletions are remembered.
  private static final int DELETIONS = 1_000;

  private LiveState state;
  private final Map<ResourceId, LiveResource> modified = new HashMap<>();
  private final Set<ResourceId> deleted = new HashSet<>();

  /// The UIDs of what was deleted last, the first one first. No object comes back with its UID, so
  /// what is still said of one is late.
  private final Set<String> lateUids = new LinkedHashSet<>();

  private final Map<WatchEvent.Watched, Broken> broken = new HashMap<>();
  private Map<String, Instant> stale = Map.of();
  private boolean kindsChanged;
  private int events;
  private final List<String> interruptions = new ArrayList<>();

  /// A watch that is not connected.
  ///
  /// @param since when it was last
  /// @param lasting since then
  /// @param why the second half of a sentence
  /// @param ended whether it does not connect again by itself
  record Broken(Instant since, Stopwatch lasting, String why, boolean ended) {
    static Broken at(Instant now, String why, boolean ended) {
      return new Broken(now, Stopwatch.start(), why, ended);
    }

    /// The reason that is known now, of what began before.
    Broken because(Broken later) {
      return new Broken(since, lasting, later.why, later.ended);
    }
  }

  /// @param outdated whether only another LIST of everything shows what the cluster has
  WatchedState(LiveState listed, boolean outdated) {
    this.state = listed;
    this.kindsChanged = outdated;
  }

  void apply(WatchEvent event, Instant now) {
    events++;
    switch (event) {
      case WatchEvent.Listed listed -> {
        broken.remove(watched(listed.kind(), listed.namespace()));
        list(listed);
      }
      case WatchEvent.Added(var _, var object) -> put(object);
      case WatchEvent.Modified(var _, var object) -> put(object);
      case WatchEvent.Deleted(var _, var object) -> delete(object);
      case WatchEvent.Bookmark(var kind, var namespace, var _) ->
          broken.remove(watched(kind, namespace));
      case WatchEvent.Connecting(var kind, var namespace) ->
          broken.putIfAbsent(
              watched(kind, namespace), Broken.at(now, "it cannot be connected", false));
      case WatchEvent.Resumed(var kind, var namespace) -> broken.remove(watched(kind, namespace));
      case WatchEvent.Interrupted(var kind, var namespace, var why) -> {
        interruptions.add(why);
        broken.merge(
            watched(kind, namespace), Broken.at(now, why, /* ended= */ false), Broken::because);
      }
      case WatchEvent.Refused(var kind, var namespace, var _, var why) -> {
        interruptions.add(why);
        kindsChanged = true;
        broken.merge(
            watched(kind, namespace), Broken.at(now, why, /* ended= */ true), Broken::because);
      }
    }
  }

  private static WatchEvent.Watched watched(ApiKind kind, Optional<String> namespace) {
    return new WatchEvent.Watched(kind, namespace);
  }

  /// Replaces what is known of the kind, but for objects that are the same still.
  private void list(WatchEvent.Listed listed) {
    Set<ResourceId> there = new HashSet<>();
    for (LiveResource object : listed.objects()) {
      there.add(object.id());
      object.uid().ifPresent(lateUids::remove);
      put(object);
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

  private void put(LiveResource object) {
    Optional<LiveResource> known = known(object.id());
    // A kind that Git writes at two versions is watched at both; an object stays at its own.
    boolean other =
        known.filter(it -> !it.ref().apiVersion().equals(object.ref().apiVersion())).isPresent();
    boolean late = object.uid().filter(lateUids::contains).isPresent();
    if (!other && !late && known.filter(it -> isAsNew(it, object)).isEmpty()) {
      modified.put(object.id(), object);
      deleted.remove(object.id());
      noteKinds(object.id());
    }
  }

  private void delete(LiveResource object) {
    if (known(object.id()).filter(it -> it.uid().equals(object.uid())).isPresent()) {
      gone(object.id());
    }
  }

  private void gone(ResourceId id) {
    known(id).flatMap(LiveResource::uid).ifPresent(this::expectNoMore);
    modified.remove(id);
    deleted.add(id);
    noteKinds(id);
  }

  private void expectNoMore(String uid) {
    lateUids.add(uid);
    if (lateUids.size() > DELETIONS) {
      lateUids.remove(lateUids.iterator().next());
    }
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

  /// What was known when it was last asked.
  LiveState known() {
    return state;
  }

  /// What is known now. Most of the time nothing has happened, and then it is the same.
  LiveState state(Instant now) {
    if (!modified.isEmpty() || !deleted.isEmpty()) {
      Collection<LiveResource> put = List.copyOf(modified.values());
      Collection<ResourceId> gone = List.copyOf(deleted);
      modified.clear();
      deleted.clear();
      state = state.later(now, put, gone);
    }
    stale = nowStale();
    if (stale.isEmpty()) {
      return state;
    }
    return state.covering(state.coverage().stream().map(this::coverage).toList());
  }

  private KindCoverage coverage(KindCoverage read) {
    return broken.entrySet().stream()
        .filter(it -> it.getKey().kind().groupKind().equals(read.groupKind()))
        .filter(it -> read.known() && isStale(it.getValue()))
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

  private static boolean isStale(Broken one) {
    return one.ended() || one.lasting().hasRun(GRACE);
  }

  /// The kinds that the state counts as not read, with since when.
  Map<String, Instant> stale() {
    return stale;
  }

  private Map<String, Instant> nowStale() {
    Map<String, Instant> found = new TreeMap<>();
    broken.forEach(
        (watched, one) -> {
          if (isStale(one)) {
            found.merge(
                watched.kind().groupKind().toString(),
                one.since(),
                (a, b) -> a.isBefore(b) ? a : b);
          }
        });
    return found;
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
