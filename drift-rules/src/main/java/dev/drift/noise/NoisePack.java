package dev.drift.noise;

import static java.util.Objects.requireNonNull;

import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Resources;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.world.Reads;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What one operator writes by itself.
///
/// @param name as accounts name it
/// @param groups the operator is there where the cluster serves any of these API groups
/// @param shown or where such an object is there
/// @param writes into objects that Git declares
/// @param makes objects that Git does not declare
record NoisePack(
    String name,
    Set<String> groups,
    Optional<RequiredObject> shown,
    List<OperatorWrite> writes,
    List<MadeObject> makes) {
  NoisePack {
    requireNonNull(name, "name is null");
    groups = Set.copyOf(groups);
    writes = List.copyOf(writes);
    makes = List.copyOf(makes);
  }

  boolean isActive(LiveState live) {
    return live.kinds().stream().map(NoisePack::group).anyMatch(groups::contains)
        || shown.filter(other -> isShown(other, live.resources())).isPresent();
  }

  private static String group(ApiKind kind) {
    return kind.groupKind().group();
  }

  private static boolean isShown(RequiredObject other, Resources<LiveResource> objects) {
    return other.kinds().stream()
        .flatMap(kind -> objects.ofKind(kind).stream())
        .anyMatch(one -> other.fits(one, TemplateScope.of(one).with(one)));
  }

  /// The kinds that it reads.
  Set<GroupKind> reads() {
    return Stream.concat(
            writes.stream().map(OperatorWrite::conditions),
            makes.stream().map(MadeObject::conditions))
        .map(Conditions::reads)
        .reduce(Reads.NOTHING, Reads::and)
        .kinds()
        .keySet();
  }
}
