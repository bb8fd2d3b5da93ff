package dev.drift.pipeline;

import dev.drift.kubernetes.read.ReadRequest;
import dev.drift.kubernetes.write.DryRunAnswer;
import dev.drift.kubernetes.write.DryRunQuestion;
import dev.drift.kubernetes.write.ObjectWriter;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Manifest;
import dev.drift.model.MaskLevel;
import dev.drift.model.ResourceRef;
import dev.drift.model.Resources;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.secret.Redactor;
import dev.drift.snapshot.file.SnapshotFile;
import dev.drift.source.ClusterFacts;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A file that `drift snapshot` wrote, read once.
///
/// Masks compare like what they mask, if both sides are masked alike. So a snapshot of the default
/// level is masked strictly for a strict run. A strict snapshot makes the run strict, because what
/// it lacks cannot be brought back.
final class SnapshotSource implements LiveSource {
  private final Path file;
  private final Redactor redactor;
  private Optional<LiveState> state = Optional.empty();

  SnapshotSource(Path file, Redactor redactor) {
    this.file = file;
    this.redactor = redactor;
  }

  @Override
  public String name() {
    return file.toString();
  }

  private LiveState state() {
    if (state.isEmpty()) {
      state = Optional.of(strict(SnapshotFile.read(file)));
    }
    return state.get();
  }

  private LiveState strict(LiveState live) {
    if (redactor.level() != MaskLevel.STRICT || live.maskLevel() == MaskLevel.STRICT) {
      return live;
    }
    return live.masked(
        Resources.of(
            live.resources().values().stream()
                .map(
                    one ->
                        new LiveResource(
                            one.ref(), redactor.redact(one.ref(), one.content()), one.owners()))
                .toList()),
        live.keyId().orElseGet(redactor::keyId),
        MaskLevel.STRICT);
  }

  @Override
  public List<ApiKind> kinds(Collection<Manifest> declared) {
    return state().kinds();
  }

  /// All that it holds, whatever is asked for.
  @Override
  public LiveState read(ReadRequest request) {
    return state();
  }

  /// Its objects are masked, so nothing is rendered with them.
  @Override
  public ClusterFacts facts() {
    return new ClusterFacts() {
      @Override
      public Optional<String> version() {
        return Optional.of(state().cluster().version()).filter(it -> !it.isEmpty());
      }

      @Override
      public List<String> apiVersions() {
        return LiveFacts.of(state().kinds());
      }

      @Override
      public Answer object(ResourceRef ref) {
        return new Answer.Unknown("a snapshot holds masked values only");
      }

      @Override
      public Listing objects(GroupKind kind) {
        return new Listing.Unknown("a snapshot holds masked values only");
      }
    };
  }

  /// It never changes.
  @Override
  public LiveState refresh(
      LiveState before, ReadRequest request, Collection<ResourceRef> resources) {
    return before;
  }

  @Override
  public List<DryRunAnswer> dryRun(List<DryRunQuestion> questions) {
    throw new IllegalStateException("a snapshot answers no dry-run; the command line refuses it");
  }

  @Override
  public ObjectWriter writer() {
    throw new IllegalStateException("a snapshot cannot be changed; the command line refuses it");
  }

  @Override
  public void close() {
    // Nothing stays open.
  }
}
