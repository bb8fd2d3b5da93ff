package dev.drift.kubernetes.read;

import static java.util.stream.Collectors.groupingBy;

import dev.drift.kubernetes.http.ParallelRequests;
import dev.drift.model.DriftException;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads some resources again: one by one, or by one LIST where a kind has many of them.
final class Refresher {
  private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);
  private static final int FEW = 50;

  private final LiveStateReader reader;
  private final ReadRequest request;

  Refresher(LiveStateReader reader, ReadRequest request) {
    this.reader = reader;
    this.request = request;
  }

  /// How a resource is now.
  ///
  /// @param resource empty if there is none
  private record Now(ResourceRef ref, Optional<LiveResource> resource) {}

  LiveState refresh(LiveState state, Collection<ResourceRef> suspects) {
    List<Now> all = new ArrayList<>();
    List<ResourceRef> single = new ArrayList<>();
    Map<String, List<ResourceRef>> byKind =
        suspects.stream().collect(groupingBy(ref -> ref.apiVersion() + " " + ref.id().kind()));
    for (List<ResourceRef> ofKind : byKind.values()) {
      Optional<List<Now>> listed = ofKind.size() > FEW ? listed(ofKind) : Optional.empty();
      listed.ifPresentOrElse(all::addAll, () -> single.addAll(ofKind));
    }
    ParallelRequests.map(single, ParallelRequests.AT_ONCE, this::read)
        .forEach(one -> one.ifPresent(all::add));
    List<LiveResource> there = new ArrayList<>();
    List<ResourceId> gone = new ArrayList<>();
    for (Now now : all) {
      now.resource().ifPresentOrElse(there::add, () -> gone.add(now.ref().id()));
    }
    return state.with(state.resources().with(there, gone));
  }

  private Optional<List<Now>> listed(List<ResourceRef> refs) {
    ResourceRef first = refs.getFirst();
    return reader
        .list(first.apiVersion(), first.id().kind(), request)
        .map(
            resources -> {
              Map<ResourceId, LiveResource> found = new HashMap<>();
              resources.forEach(resource -> found.put(resource.id(), resource));
              return refs.stream()
                  .map(ref -> new Now(ref, Optional.ofNullable(found.get(ref.id()))))
                  .toList();
            });
  }

  private Optional<Now> read(ResourceRef ref) {
    try {
      return Optional.of(new Now(ref, reader.get(ref)));
    } catch (DriftException e) {
      LOG.debug("{} could not be read again", ref.id()); // A user may list and not get.
      return Optional.empty();
    }
  }
}
