package dev.drift.model.branch;

import static dev.drift.model.branch.BranchPair.Role.CURRENT_RELEASE;
import static dev.drift.model.branch.BranchPair.Role.FEATURE;
import static dev.drift.model.branch.BranchPair.Role.RELEASE;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// How the branches of a repository are named, and so which belong together.
///
/// A release or feature belongs to the master of the longest version that its own begins with:
/// `release_v1.1.0` to `master_v1.1`, or else to `master_v1`. A master without a version has all
/// of them.
///
/// @param master the branch that all work of a version ends in; without `*`
/// @param releases with a version where the master has one, as the features
public record BranchScheme(
    BranchPattern master, List<BranchPattern> releases, List<BranchPattern> features) {
  /// Names such as `master_v1`, `release_v1.1.0` and `feature_v1_new-catalog`.
  public static final BranchScheme CONVENTION =
      new BranchScheme(
          new BranchPattern("master_v{version}"),
          List.of(new BranchPattern("release_v{version}")),
          List.of(new BranchPattern("feature_v{version}_*")));

  /// A server may name any number of branches; so many features times releases are too many to be
  /// looked at anyway.
  private static final int MOST_OF_FEATURES = 10_000;

  public BranchScheme {
    requireNonNull(master, "master is null");
    releases = List.copyOf(releases);
    features = List.copyOf(features);
    if (master.hasStar()) {
      throw new IllegalArgumentException(
          "has a master with *, but each version has exactly one master");
    }
    if (master.hasVersion()
        && Stream.concat(releases.stream(), features.stream()).anyMatch(p -> !p.hasVersion())) {
      throw new IllegalArgumentException(
          "has a master with {version} but a release or feature without it");
    }
  }

  /// The pairs among these branches, sorted by name; none where no branch is named so.
  public List<BranchPair> pairs(Collection<String> names) {
    Map<BranchVersion, String> masters = masters(names);
    Map<String, Map<String, BranchVersion>> releasesOf = new TreeMap<>();
    Map<String, String> featuresOf = new TreeMap<>();
    for (String name : new TreeSet<>(names)) {
      if (masters.containsValue(name)) {
        continue;
      }
      Optional<BranchVersion> release = match(releases, name);
      Optional<BranchVersion> feature = match(features, name);
      if (release.isPresent()) {
        of(masters, release.get())
            .ifPresent(
                base ->
                    releasesOf
                        .computeIfAbsent(base, _ -> new TreeMap<>())
                        .put(name, release.get()));
      } else if (feature.isPresent()) {
        of(masters, feature.get()).ifPresent(base -> featuresOf.put(name, base));
      }
    }
    List<BranchPair> pairs = new ArrayList<>();
    releasesOf.forEach((base, releases) -> pairs.addAll(ofReleases(base, releases)));
    featuresOf.entrySet().stream()
        .flatMap(
            one ->
                Stream.concat(
                        Stream.of(one.getValue()),
                        releasesOf.getOrDefault(one.getValue(), Map.of()).keySet().stream())
                    .map(other -> new BranchPair(FEATURE, one.getKey(), other)))
        .limit(MOST_OF_FEATURES)
        .forEach(pairs::add);
    return pairs;
  }

  /// Where a change of what a branch holds goes; empty if this scheme does not name that branch, or
  /// no master of its version exists.
  ///
  /// @param running the branch that the cluster runs
  /// @param names all branches
  /// @param topic the end of the name of a feature, such as [BranchName#topic]
  Optional<ChangeBranch> change(String running, Collection<String> names, String topic) {
    Map<BranchVersion, String> masters = masters(names);
    Optional<BranchVersion> version =
        master.match(running).or(() -> match(releases, running)).or(() -> match(features, running));
    Optional<Map.Entry<BranchVersion, String>> line =
        version.flatMap(
            it ->
                master.hasVersion()
                    ? longest(masters, it)
                    : masters.entrySet().stream().findFirst());
    if (line.isEmpty()) {
      return Optional.empty();
    }
    boolean isRelease =
        !line.get().getValue().equals(running) && match(releases, running).isPresent();
    BranchVersion of = master.hasVersion() ? line.get().getKey() : version.get();
    return features.stream()
        .flatMap(pattern -> pattern.fill(of, topic).stream())
        .findFirst()
        .map(name -> new ChangeBranch(name, isRelease ? line.get().getValue() : running, running));
  }

  private Map<BranchVersion, String> masters(Collection<String> names) {
    Map<BranchVersion, String> masters = new TreeMap<>();
    names.stream()
        .sorted()
        .forEach(name -> master.match(name).ifPresent(v -> masters.putIfAbsent(v, name)));
    return masters;
  }

  private static List<BranchPair> ofReleases(String base, Map<String, BranchVersion> releases) {
    BranchVersion highest = releases.values().stream().max(BranchVersion::compareTo).orElseThrow();
    long current = releases.values().stream().filter(highest::equals).count();
    return releases.entrySet().stream()
        .map(
            one ->
                new BranchPair(
                    current == 1 && one.getValue().equals(highest) ? CURRENT_RELEASE : RELEASE,
                    one.getKey(),
                    base))
        .toList();
  }

  private Optional<String> of(Map<BranchVersion, String> masters, BranchVersion version) {
    if (!master.hasVersion()) {
      return masters.values().stream().findFirst();
    }
    return longest(masters, version).map(Map.Entry::getValue);
  }

  private static Optional<Map.Entry<BranchVersion, String>> longest(
      Map<BranchVersion, String> masters, BranchVersion version) {
    return masters.entrySet().stream()
        .filter(one -> version.startsWith(one.getKey()))
        .max(Map.Entry.comparingByKey());
  }

  private static Optional<BranchVersion> match(List<BranchPattern> patterns, String name) {
    return patterns.stream().flatMap(pattern -> pattern.match(name).stream()).findFirst();
  }
}
