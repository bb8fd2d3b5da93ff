package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.write.ObjectWriter;
import dev.drift.kubernetes.write.ReadAnswer;
import dev.drift.kubernetes.write.StoredObject;
import dev.drift.kubernetes.write.WriteAnswer;
import dev.drift.kubernetes.write.WriteMode;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Value;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.pipeline.request.MaskRequest;
import dev.drift.plan.patch.PatchOperation;
import dev.drift.secret.Redactor;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// Elects one of several replicas by a Lease, by the rules of client-go: a Lease is taken over when
/// it has not changed for as long as it lasts, as this replica measures it.
/// <https://github.com/kubernetes/client-go/blob/master/tools/leaderelection/leaderelection.go>
public final class LeaseElection implements AutoCloseable {
  /// How long a leader that vanishes keeps the others waiting.
  public static final Duration LASTS = Duration.ofSeconds(15);

  /// A leader that could not renew its Lease for so long stops.
  public static final Duration GIVE_UP = Duration.ofSeconds(10);

  /// Between two attempts.
  public static final Duration RETRY = Duration.ofSeconds(2);

  private static final ApiKind LEASE =
      new ApiKind("coordination.k8s.io/v1", "Lease", "leases", /* namespaced= */ true);
  private static final String MANAGER = "drift";

  /// MicroTime of Kubernetes.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final ClusterConnection connection;
  private final ObjectWriter writer;
  private final InstantSource clock;
  private final ResourceId id;
  private final String holder;

  /// The resourceVersion of another's Lease, and how long it is known.
  private Optional<Seen> seen = Optional.empty();

  private record Seen(String version, Stopwatch known) {}

  private LeaseElection(
      ClusterConnection connection, Redactor redactor, InstantSource clock, Place place) {
    this.connection = connection;
    this.writer = new ObjectWriter(connection, redactor);
    this.clock = clock;
    this.id = new ResourceId(LEASE.groupKind(), place.namespace(), place.name());
    this.holder = place.holder();
  }

  /// The Lease, and who wants it.
  ///
  /// @param holder unique among the replicas
  public record Place(String namespace, String name, String holder) {
    public Place {
      requireNonNull(namespace, "namespace is null");
      requireNonNull(name, "name is null");
      requireNonNull(holder, "holder is null");
    }
  }

  /// @param mask for what the API server says
  /// @throws dev.drift.model.DriftException if the kubeconfig cannot be used
  public static LeaseElection open(
      LiveRequest.FromCluster cluster, MaskRequest mask, Agent agent, Place place) {
    return new LeaseElection(
        agent.connect(cluster), new Redactor(MaskKeys.read(mask)), agent.clock(), place);
  }

  /// Takes the Lease if it is free, and renews it if it is this replica's.
  ///
  /// @return whether this replica leads now; false also if that is not known
  public synchronized boolean lead() {
    return switch (writer.read(LEASE, id)) {
      case ReadAnswer.Absent _ -> create();
      case ReadAnswer.Found(StoredObject lease) -> lead(lease);
      case ReadAnswer.Failed _ -> false;
    };
  }

  private boolean create() {
    Value now = now();
    Value.Obj lease =
        Value.Obj.EMPTY
            .with("apiVersion", Value.of(LEASE.apiVersion()))
            .with("kind", Value.of(LEASE.kind()))
            .with(
                "metadata",
                Value.Obj.EMPTY
                    .with("name", Value.of(id.name()))
                    .with("namespace", Value.of(id.namespace())))
            .with("spec", spec(now, now, BigDecimal.ZERO));
    return writer.create(LEASE, id.namespace(), lease, MANAGER, WriteMode.STORE)
        instanceof WriteAnswer.Done;
  }

  private boolean lead(StoredObject lease) {
    Value.Obj spec = lease.resource().content().object("spec");
    String other = spec.text("holderIdentity").orElse("");
    Value now = now();
    if (other.equals(holder)) {
      return write(lease, spec.with("renewTime", now));
    }
    if (!other.isEmpty() && !isOver(lease.version().orElse(""))) {
      return false;
    }
    BigDecimal transitions = spec.number("leaseTransitions").orElse(BigDecimal.ZERO);
    return write(lease, spec(now, now, transitions.add(BigDecimal.ONE)));
  }

  private boolean isOver(String version) {
    if (seen.filter(it -> it.version().equals(version)).isEmpty()) {
      seen = Optional.of(new Seen(version, Stopwatch.start()));
    }
    return seen.get().known().hasRun(LASTS);
  }

  private Value.Obj spec(Value acquired, Value renewed, BigDecimal transitions) {
    return Value.Obj.EMPTY
        .with("holderIdentity", Value.of(holder))
        .with("leaseDurationSeconds", Value.Num.of(LASTS.toSeconds()))
        .with("acquireTime", acquired)
        .with("renewTime", renewed)
        .with("leaseTransitions", new Value.Num(transitions));
  }

  private Value now() {
    return Value.of(TIME.format(clock.instant()));
  }

  /// Only if nobody else has written it meanwhile.
  private boolean write(StoredObject lease, Value.Obj spec) {
    List<PatchOperation> operations =
        List.of(
            new PatchOperation.Test(
                "/metadata/resourceVersion", Value.of(lease.version().orElse(""))),
            new PatchOperation.Add("/spec", spec));
    return writer.patch(LEASE, id, operations, MANAGER, WriteMode.STORE)
        instanceof WriteAnswer.Done;
  }

  /// Lets another replica take over at once.
  public synchronized void release() {
    if (writer.read(LEASE, id) instanceof ReadAnswer.Found(StoredObject lease)) {
      Value.Obj spec = lease.resource().content().object("spec");
      if (spec.text("holderIdentity").equals(Optional.of(holder))) {
        var _ = write(lease, spec.with("holderIdentity", Value.of("")));
      }
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
