package dev.drift.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.json.JsonWriter;
import dev.drift.model.DriftException;
import dev.drift.model.Lazy;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import dev.drift.secret.key.MaskKey;
import dev.drift.source.ClusterFacts;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What rendering a source has asked of the cluster, so that it is rendered again if the answers
/// change, and not only with a new commit. Of answers, which may hold secrets, hashes are kept.
final class AskedFacts implements ClusterFacts {
  /// Of a status, what rendering depends on; the rest changes all the time.
  private static final Set<String> STATUS =
      Set.of(
          "artifact",
          "history",
          "inventory",
          "lastAppliedRevision",
          "lastAttemptedConfigDigest",
          "lastAttemptedRevision",
          "observedGeneration",
          "observedSourceArtifactRevision",
          "sync");

  private static final Set<String> METADATA = Set.of("resourceVersion", "managedFields");

  /// Of an entry of the history of a Kustomization.
  private static final Set<String> COUNTED =
      Set.of(
          "lastReconciled",
          "lastReconciledDuration",
          "lastReconciledStatus",
          "totalReconciliations");

  private static final String UNKNOWN = "unknown: ";

  /// Most sources ask nothing, and Java takes 20 ms to set up its cryptography.
  private static final Lazy<MaskKey> KEY = new Lazy<>(AskedFacts::key);

  private final ClusterFacts cluster;
  private final Map<Question, String> answers = new ConcurrentHashMap<>();

  /// @param cluster that is asked
  AskedFacts(ClusterFacts cluster) {
    this.cluster = cluster;
  }

  /// A question to a cluster, whose answer is a text.
  private sealed interface Question extends Function<ClusterFacts, String> {}

  private record Version() implements Question {
    @Override
    public String apply(ClusterFacts cluster) {
      return cluster.version().orElse("");
    }
  }

  private record ApiVersions() implements Question {
    @Override
    public String apply(ClusterFacts cluster) {
      return String.join(",", cluster.apiVersions());
    }
  }

  private record One(ResourceRef ref) implements Question {
    @Override
    public String apply(ClusterFacts cluster) {
      return text(cluster.object(ref));
    }
  }

  private record All(GroupKind kind) implements Question {
    @Override
    public String apply(ClusterFacts cluster) {
      return text(cluster.objects(kind));
    }
  }

  @Override
  public Optional<String> version() {
    Optional<String> version = cluster.version();
    keep(new Version(), version.orElse(""));
    return version;
  }

  @Override
  public List<String> apiVersions() {
    List<String> versions = cluster.apiVersions();
    keep(new ApiVersions(), String.join(",", versions));
    return versions;
  }

  @Override
  public Answer object(ResourceRef ref) {
    Answer answer = cluster.object(ref);
    keep(new One(ref), text(answer));
    return answer;
  }

  @Override
  public Listing objects(GroupKind kind) {
    Listing listing = cluster.objects(kind);
    keep(new All(kind), text(listing));
    return listing;
  }

  private void keep(Question question, String answer) {
    answers.put(question, hash(answer));
  }

  /// The kinds of the objects that were asked for.
  Set<GroupKind> kinds() {
    Set<GroupKind> kinds = new TreeSet<>();
    for (Question question : answers.keySet()) {
      switch (question) {
        case One(ResourceRef ref) -> kinds.add(ref.id().groupKind());
        case All(GroupKind kind) -> kinds.add(kind);
        case Version _, ApiVersions _ -> {}
      }
    }
    return kinds;
  }

  /// Whether a cluster still gives the same answers. What it does not answer now is as it was.
  boolean areStillSo(ClusterFacts now) {
    try {
      return answers.entrySet().stream()
          .allMatch(it -> isStillSo(it.getKey().apply(now), it.getValue()));
    } catch (DriftException e) {
      return true;
    }
  }

  private static boolean isStillSo(String now, String before) {
    return now.startsWith(UNKNOWN) || hash(now).equals(before);
  }

  private static String text(Answer answer) {
    return switch (answer) {
      case Answer.Found(Value.Obj content) -> JsonWriter.text(relevant(content));
      case Answer.Absent _ -> "absent";
      case Answer.Unknown(String why) -> UNKNOWN + why;
    };
  }

  private static String text(Listing listing) {
    return switch (listing) {
      case Listing.Found(List<Value.Obj> all) ->
          JsonWriter.text(new Value.Arr(all.stream().<Value>map(AskedFacts::relevant).toList()));
      case Listing.Unknown(String why) -> UNKNOWN + why;
    };
  }

  private static Value.Obj relevant(Value.Obj object) {
    Value.Obj metadata = object.object("metadata");
    for (String field : METADATA) {
      metadata = metadata.without(field);
    }
    Value.Obj status = Value.Obj.EMPTY;
    for (Map.Entry<String, Value> field : object.object("status").fields().entrySet()) {
      if (STATUS.contains(field.getKey())) {
        status = status.with(field.getKey(), uncounted(field.getValue()));
      }
    }
    // An Application says in `operation` what Argo CD is to do next.
    return object.without("operation").with("metadata", metadata).with("status", status);
  }

  private static Value uncounted(Value value) {
    if (!(value instanceof Value.Arr(List<Value> items))) {
      return value;
    }
    List<Value> left = new ArrayList<>();
    for (Value item : items) {
      Value entry = item;
      for (String field : COUNTED) {
        entry = entry instanceof Value.Obj object ? object.without(field) : entry;
      }
      left.add(entry);
    }
    return new Value.Arr(left);
  }

  private static String hash(String answer) {
    return KEY.get().mask(answer.getBytes(UTF_8));
  }

  private static MaskKey key() {
    byte[] bytes = new byte[MaskKey.MINIMUM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new MaskKey(bytes);
  }
}
