package dev.drift.source.flux;

import dev.drift.model.Manifest;
import dev.drift.model.branch.RepositoryName;
import dev.drift.model.value.Value;
import dev.drift.net.SafeUrl;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides whether a source of Flux is the repository that is read. It is, if
/// 1. the bootstrap deploys itself from it: a Kustomization whose path holds its own file, or
/// 2. the object has the URL and the revision of the bootstrap's source, or
/// 3. it is called flux-system and declared nowhere: flux-operator and `flux install` create it.
///
/// Whatever else it is, its files are not known here.
final class ThisRepository {
  private static final String BOOTSTRAP = "flux-system";
  private static final Set<String> KINDS = Set.of("GitRepository", "OCIRepository");

  private final Map<SourceRef, Value.Obj> declared = new HashMap<>();
  private final Set<SourceRef> own;

  /// What is known of a source.
  sealed interface Answer {
    /// @param ignore its `spec.ignore`
    record Yes(Optional<String> ignore) implements Answer {}

    /// @param why the second half of a sentence
    record No(String why) implements Answer {}
  }

  /// @param sources all GitRepositories and others that are declared
  /// @param own those that the bootstrap deploys itself from
  ThisRepository(Collection<Manifest> sources, Collection<SourceRef> own) {
    sources.forEach(it -> declare(it));
    this.own = new HashSet<>(own);
  }

  /// Also what is rendered may declare a source; it is more exact than the file.
  void declare(Manifest source) {
    declared.put(SourceRef.to(source), source.content().object("spec"));
  }

  /// Whether it is known which source this repository is. If not, others may be it too.
  boolean isKnown() {
    return !own.isEmpty();
  }

  Answer of(SourceRef ref) {
    Optional<Value.Obj> spec = Optional.ofNullable(declared.get(ref));
    if (own.contains(ref)) {
      return new Answer.Yes(spec.flatMap(it -> it.text("ignore")));
    }
    if (!KINDS.contains(ref.kind())) {
      return new Answer.No("its source %s is not a repository".formatted(ref));
    }
    if (spec.isEmpty()) {
      return ref.name().equals(BOOTSTRAP)
          ? new Answer.Yes(Optional.empty())
          : new Answer.No(
              "its source %s is declared nowhere, so it may be another repository".formatted(ref));
    }
    String url = spec.get().text("url").orElse("");
    for (SourceRef each : own) {
      Value.Obj other = declared.getOrDefault(each, Value.Obj.EMPTY);
      if (isSame(url, other.text("url").orElse(""))) {
        return spec.get().get("ref").equals(other.get("ref"))
            ? new Answer.Yes(spec.get().text("ignore"))
            : new Answer.No("its source %s is another revision of the repository".formatted(ref));
      }
    }
    return new Answer.No("its source %s is another repository, %s".formatted(ref, SafeUrl.of(url)));
  }

  private static boolean isSame(String left, String right) {
    return !left.isEmpty()
        && (left.equals(right)
            || (RepositoryName.of(left).isPresent()
                && RepositoryName.of(left).equals(RepositoryName.of(right))));
  }
}
