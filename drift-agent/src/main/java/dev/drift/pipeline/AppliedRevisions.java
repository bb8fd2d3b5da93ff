package dev.drift.pipeline;

import dev.drift.act.record.RunMemory;
import dev.drift.model.DesiredResource;
import dev.drift.model.DriftException;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.ApiKind;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.plan.Applied;
import dev.drift.plan.AppliedState;
import dev.drift.world.DesiredState;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which revision of a source was applied, and what it declares. A revision other than the one that
/// was compared is read when it is first asked for.
final class AppliedRevisions implements Applied.Revisions {
  private static final Pattern COMMIT = Pattern.compile("\\b[0-9a-f]{40}\\b");
  private static final String HINT =
      "run Drift once while they are in sync, or name the revision with --applied";

  private final Desired desired;
  private final List<ApiKind> kinds;
  private final List<String> namespaces;
  private final SourceReader reader;
  private final RunMemory memory;
  private final Optional<String> named;
  private final IdentityHashMap<Manifest, SourceReading> sources = new IdentityHashMap<>();
  private final Map<Key, Map<ResourceId, DesiredResource>> read = new HashMap<>();

  private record Key(SourceReading source, String revision) {}

  /// @param named the revision that a person names; `head` for the one that was compared
  AppliedRevisions(
      Desired desired,
      List<ApiKind> kinds,
      List<String> namespaces,
      SourceReader reader,
      RunMemory memory,
      Optional<String> named) {
    this.desired = desired;
    this.kinds = kinds;
    this.namespaces = namespaces;
    this.reader = reader;
    this.memory = memory;
    this.named = named;
    for (SourceReading source : desired.sources()) {
      source.manifests().forEach(manifest -> sources.put(manifest, source));
    }
  }

  @Override
  public AppliedState of(DesiredResource resource, Optional<String> keeper) {
    Optional<SourceReading> source = Optional.ofNullable(sources.get(resource.manifest()));
    if (keeper.isPresent()) {
      Matcher commit = COMMIT.matcher(keeper.get());
      return commit.find() && source.isPresent()
          ? at(source.get(), commit.group(), resource, "its deployer applied", Optional.empty())
          : new AppliedState.Unknown(
              "the revision that its deployer applied, %s, names no commit"
                  .formatted(keeper.get()));
    }
    if (named.isPresent()) {
      return named.get().equals(ActRequest.HEAD)
          ? new AppliedState.Known(
              resource, "--applied names the newest revision", Optional.empty())
          : source
              .map(it -> at(it, named.get(), resource, "--applied names", Optional.empty()))
              .orElseGet(() -> new AppliedState.Unknown("its source is not known"));
    }
    Optional<RunMemory.InSync> seen = memory.inSync(resource.id());
    return seen.isPresent() && source.isPresent()
        ? at(
            source.get(),
            seen.get().commit(),
            resource,
            "Drift saw it in sync at",
            Optional.of(seen.get().at()))
        : new AppliedState.Unknown("which revision was applied to it is not known; " + HINT);
  }

  @Override
  public AppliedState of(ResourceId undeclared) {
    if (named.equals(Optional.of(ActRequest.HEAD))) {
      return new AppliedState.Undeclared("--applied names the newest revision");
    }
    for (SourceReading source : desired.sources()) {
      Optional<String> commit = named.or(() -> newest(source));
      if (commit.isEmpty()) {
        return new AppliedState.Unknown("which revision was applied is not known; " + HINT);
      }
      DesiredResource declared = resources(source, commit.get()).get(undeclared);
      if (declared != null) {
        return new AppliedState.Known(declared, "at " + commit.get(), Optional.empty());
      }
    }
    return new AppliedState.Undeclared("no applied revision declares it");
  }

  /// The commit of the source at which most recently anything was in sync.
  private Optional<String> newest(SourceReading source) {
    return resources(source, source.source().commit().orElse("")).keySet().stream()
        .flatMap(id -> memory.inSync(id).stream())
        .max((a, b) -> a.at().compareTo(b.at()))
        .map(RunMemory.InSync::commit);
  }

  private AppliedState at(
      SourceReading source,
      String revision,
      DesiredResource resource,
      String how,
      Optional<Instant> seenAt) {
    String sentence = how + " " + shortened(revision);
    if (source.source().commit().equals(Optional.of(revision)) && isCommitted(source, resource)) {
      return new AppliedState.Known(resource, sentence, seenAt);
    }
    try {
      DesiredResource then = resources(source, revision).get(resource.id());
      return then == null
          ? new AppliedState.Undeclared(sentence)
          : new AppliedState.Known(then, sentence, seenAt);
    } catch (DriftException e) {
      return new AppliedState.Unknown(
          "the applied revision %s could not be read: %s"
              .formatted(shortened(revision), e.problems().getFirst().message()));
    }
  }

  static boolean isCommitted(SourceReading source, DesiredResource resource) {
    return resource.manifest().origin().files().stream()
        .noneMatch(source.source().uncommitted()::contains);
  }

  private static String shortened(String revision) {
    return revision.matches("[0-9a-f]{40}") ? revision.substring(0, 12) : revision;
  }

  private Map<ResourceId, DesiredResource> resources(SourceReading source, String revision) {
    return read.computeIfAbsent(new Key(source, revision), this::read);
  }

  private Map<ResourceId, DesiredResource> read(Key key) {
    boolean same = key.source().source().commit().orElse("").equals(key.revision());
    GitRequest request = key.source().request();
    SourceReading then =
        same
            ? key.source()
            : SourceReading.read(
                request.at(key.revision()),
                key.source().source().name(),
                Optional.of(key.source().source().scope()),
                key.source().parts().getFirst().defaultNamespace(),
                reader,
                List.of());
    return DesiredState.of(then.parts(), kinds, namespaces).resources();
  }
}
