package dev.drift.owner;

import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.HeldObject;
import dev.drift.model.value.ReleaseFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Helm proves what it owns by the records of its releases, which hold their manifests.
final class HelmReleases implements Deployer {
  /// The namespace and the name of a release.
  private record Key(String namespace, String name) {}

  /// That a revision of a release holds an object.
  private record Holder(HelmRelease release, ReleaseRecord record, String rights) {}

  private final Records cluster;
  private final HelmStorage storage;
  private final ReleaseContents contents;
  private final Map<Key, HelmRelease> releases = new HashMap<>();
  private final Map<ResourceId, List<Holder>> holders = new HashMap<>();
  private final Map<ResourceId, HelmRelease> records = new HashMap<>();
  private final Map<Key, ReleaseRecord> uninstalled = new HashMap<>();

  HelmReleases(Records cluster, ReleaseContents contents) {
    this.cluster = cluster;
    this.contents = contents;
    this.storage = new HelmStorage(cluster);
    Map<Key, List<ReleaseRecord>> stored = new HashMap<>();
    Stream.of(Kinds.SECRET, Kinds.CONFIG_MAP)
        .flatMap(kind -> cluster.ofKind(kind).stream())
        .flatMap(object -> ReleaseRecord.of(object).stream())
        .forEach(
            one ->
                stored
                    .computeIfAbsent(new Key(one.namespace(), one.name()), _ -> new ArrayList<>())
                    .add(one));
    stored
        .values()
        .forEach(all -> all.sort(Comparator.comparingInt(ReleaseRecord::revision).reversed()));
    // Unpacking is most of the work.
    stored.entrySet().parallelStream()
        .map(entry -> read(entry.getKey(), HelmRelease.current(entry.getValue())))
        .toList()
        .forEach(release -> add(release, stored));
    contents.keepOnly(stored.values().stream().map(HelmRelease::current).flatMap(List::stream));
    stored.forEach(
        (key, all) -> {
          if (HelmRelease.current(all).isEmpty()) {
            uninstalled.put(key, all.getFirst());
          }
        });
  }

  private HelmRelease read(Key stored, List<ReleaseRecord> current) {
    List<HelmRelease.Revision> known = new ArrayList<>();
    Optional<ReleaseRecord> hidden = Optional.empty();
    Optional<ReleaseRecord> broken = Optional.empty();
    for (ReleaseRecord record : current) {
      switch (contents.of(record)) {
        case ReleaseRecord.Content.Read(ReleaseFacts facts) when isOf(record, facts) ->
            known.add(new HelmRelease.Revision(record, facts));
        case ReleaseRecord.Content.Hidden _ -> hidden = Optional.of(record);
        case ReleaseRecord.Content.Read _, ReleaseRecord.Content.Broken _ ->
            broken = Optional.of(record);
      }
    }
    String namespace = known.isEmpty() ? stored.namespace() : known.getFirst().facts().namespace();
    return new HelmRelease(namespace, stored.name(), known, hidden, broken);
  }

  private boolean isOf(ReleaseRecord record, ReleaseFacts facts) {
    return facts.name().equals(record.name())
        && storage.mayHold(record.namespace(), facts.namespace(), facts.name());
  }

  private void add(HelmRelease release, Map<Key, List<ReleaseRecord>> stored) {
    Key key = new Key(release.namespace(), release.name());
    if (!release.isProven() && release.broken().isEmpty()) {
      return;
    }
    releases.merge(key, release, (one, other) -> one.isProven() ? one : other);
    for (HelmRelease.Revision revision : release.known()) {
      for (HeldObject held : revision.facts().objects()) {
        holders
            .computeIfAbsent(cluster.id(held, release.namespace()), _ -> new ArrayList<>(1))
            .add(new Holder(release, revision.record(), held.rights()));
      }
    }
    if (release.isProven()) {
      String home =
          Stream.concat(
                  release.known().stream().map(HelmRelease.Revision::record),
                  release.hidden().stream())
              .findFirst()
              .map(ReleaseRecord::namespace)
              .orElse("");
      stored
          .getOrDefault(new Key(home, release.name()), List.of())
          .forEach(record -> records.put(record.object().id(), release));
    }
  }

  @Override
  public Ownership of(LiveResource object) {
    List<Holder> holding = holders.getOrDefault(object.id(), List.of());
    if (!holding.isEmpty()) {
      return held(object, holding);
    }
    HelmRelease recorded = records.get(object.id());
    return recorded == null
        ? HelmMark.of(object).map(this::marked).orElseGet(Ownership.None::new)
        : new Ownership.Proven(
            recorded.toString(), "Helm stores the history of that release in it", true);
  }

  /// The release that the object names comes first, then one that gives just its rights.
  private static Ownership held(LiveResource object, List<Holder> holding) {
    Optional<HelmMark> mark = HelmMark.of(object);
    Holder best =
        holding.stream()
            .max(
                Comparator.comparing(
                        (Holder holder) -> mark.filter(m -> m.names(holder.release())).isPresent())
                    .thenComparing(holder -> covers(holder, object)))
            .orElseThrow();
    boolean covers = covers(best, object);
    return new Ownership.Proven(
        best.release().toString(),
        "its manifest in %s contains it%s"
            .formatted(
                best.record().object().id(), covers ? "" : ", but not with these permissions"),
        covers);
  }

  private static boolean covers(Holder holder, LiveResource object) {
    return !RightsDigest.areGivenBy(object.id().groupKind())
        || holder.rights().equals(RightsDigest.digest(object.content()));
  }

  private Ownership marked(HelmMark mark) {
    if (!mark.isComplete()) {
      return cluster.knows(Kinds.SECRET)
          ? new Ownership.Forged(
              "its label says that Helm manages it, but no Helm release contains it")
          : unread(Kinds.SECRET, mark);
    }
    Key key = new Key(mark.namespace(), mark.name());
    HelmRelease release = releases.get(key);
    if (release == null) {
      return absent(key, mark);
    }
    if (release.hidden().isPresent()) {
      return new Ownership.Proven(
          release.toString(),
          "%s records that release, but its content is masked"
              .formatted(release.hidden().get().object().id()),
          false);
    }
    if (release.broken().isPresent()) {
      return new Ownership.Forged(
          "%s, but %s is not a valid Helm release record"
              .formatted(mark, release.broken().get().object().id()));
    }
    return release.isComplete()
        ? new Ownership.Forged(
            "%s, but that release's manifest does not contain it".formatted(mark))
        : new Ownership.Unverifiable(
            Kinds.SECRET,
            "%s, but that release's manifest could not be read completely".formatted(mark));
  }

  private Ownership absent(Key key, HelmMark mark) {
    ReleaseRecord last = uninstalled.get(key);
    if (last != null) {
      return new Ownership.Forged("%s, but that release was uninstalled".formatted(mark));
    }
    for (GroupKind kind : List.of(Kinds.SECRET, Kinds.CONFIG_MAP)) {
      if (!cluster.knows(kind, mark.namespace())) {
        return unread(kind, mark);
      }
    }
    return new Ownership.Forged("%s, but there is no such release".formatted(mark));
  }

  private static Ownership unread(GroupKind kind, HelmMark mark) {
    return new Ownership.Unverifiable(
        kind, "%s, but the %ss that would prove it could not be read".formatted(mark, kind));
  }
}
