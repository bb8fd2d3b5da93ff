package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.attribute.LoggedRequest;
import dev.drift.attribute.RequestLog;
import dev.drift.config.Deployers;
import dev.drift.evaluate.Evaluation;
import dev.drift.finding.Attribution;
import dev.drift.finding.Attribution.Confidence;
import dev.drift.finding.Finding;
import dev.drift.model.Change;
import dev.drift.model.KindCoverage;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Value;
import dev.drift.requestlog.AuditedWrite;
import dev.drift.requestlog.FollowedLog;
import dev.drift.requestlog.RecentRequests;
import dev.drift.secret.Redactor;
import dev.drift.trail.RecordTime;
import dev.drift.trail.RecordType;
import dev.drift.trail.Trail;
import dev.drift.world.Facts;
import dev.drift.world.Observation;
import dev.drift.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;

/// The requests that the API server of a target reports while the target is followed: they name the
/// authors of findings, and those by others than deployers are reported themselves.
///
/// Whoever receives requests puts them into a queue, as threads of their own; the target's thread
/// takes them out. In the queue already, nothing that was sent is plain.
public final class TargetRequests implements FollowedLog.Sink {
  /// As Drift names itself to API servers.
  private static final String OWN_TOOL = "drift";

  private static final int QUEUED = 10_000;
  private static final int QUEUED_WITH_BODIES = 500;
  private static final int KNOWN = 20_000;
  private static final int ENDED = 500;
  private static final int LARGEST_BODY = 32 * 1024;

  /// What was received shortly before the last record may not have been recorded.
  private static final Duration UNRECORDED = Duration.ofMinutes(1);

  /// `managedFields` has whole seconds.
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Deployers deployers;
  private final BlockingQueue<Received> queue = new ArrayBlockingQueue<>(QUEUED);
  private final CountDownLatch evaluated = new CountDownLatch(1);
  private volatile Optional<Masking> masking = Optional.empty();
  private volatile Optional<String> broken = Optional.empty();

  // Only the target's thread uses the rest.
  private final RecentRequests recent = new RecentRequests();
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<ResourceId> reported = new LinkedHashSet<>();
  private final Deque<Finding.Drift> ended = new ArrayDeque<>();
  private Optional<ComparedKinds> kinds = Optional.empty();
  private List<OthersWrite> others = new ArrayList<>();
  private Optional<String> ownUser = Optional.empty();
  private Instant since;
  private boolean begun;

  /// @param owned whether the object was sent with an owner
  private record Received(AuditedWrite write, boolean owned) {}

  /// @param world whose declared objects' requests are kept with their bodies, masked
  private record Masking(ComparedKinds kinds, World world) {
    AuditedWrite of(AuditedWrite write) {
      Optional<Value> body =
          write
              .request()
              .body()
              .filter(it -> RecentRequests.size(it) <= LARGEST_BODY)
              .flatMap(
                  it ->
                      kinds
                          .about(write.request(), world)
                          .filter(ref -> world.declared().containsKey(ref.id()))
                          .map(ref -> masked(it, ref, world.redactor())));
      return write.with(body);
    }

    private static Value masked(Value body, ResourceRef ref, Redactor redactor) {
      return switch (body) {
        case Value.Obj object -> redactor.redact(ref, object);
        // Operations of a JSON patch: their values do not stand in their places.
        case Value.Arr(List<Value> items) ->
            new Value.Arr(items.stream().map(it -> operation(it, redactor)).toList());
        case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ ->
            redactor.hidden(body);
      };
    }

    private static Value operation(Value operation, Redactor redactor) {
      return operation instanceof Value.Obj object && object.get("value").isPresent()
          ? object.with("value", redactor.hidden(object.get("value").get()))
          : operation;
    }
  }

  /// @param deployers whose writes are expected
  public TargetRequests(Deployers deployers, InstantSource clock) {
    this.deployers = requireNonNull(deployers, "deployers is null");
    this.since = clock.instant();
  }

  /// Takes what a file says: it waits until there is something to compare it with.
  @Override
  public void put(List<AuditedWrite> writes) throws InterruptedException {
    evaluated.await();
    receive(writes);
  }

  /// Takes what a webhook sends. It waits only if there is no room.
  public void receive(List<AuditedWrite> writes) throws InterruptedException {
    for (AuditedWrite write : writes) {
      AuditedWrite kept =
          masking
              .filter(_ -> queue.size() < QUEUED_WITH_BODIES)
              .map(it -> it.of(write))
              .orElseGet(() -> write.with(Optional.empty()));
      queue.put(new Received(kept, hasOwner(write)));
    }
  }

  private static boolean hasOwner(AuditedWrite write) {
    return write.request().body().orElse(Value.Null.NULL) instanceof Value.Obj object
        && !object.object("metadata").list("ownerReferences").isEmpty();
  }

  @Override
  public void broken(Optional<String> why) {
    broken = why;
  }

  /// Before the first evaluation.
  ///
  /// @param user whom the API server takes Drift for: what it writes itself is not reported
  /// @param trail with what was reported before; empty if there is none
  void begin(Optional<String> user, Optional<Trail> trail, World world) {
    ownUser = user;
    begun = true;
    ComparedKinds compared = comparing(world);
    trail.ifPresent(
        it -> {
          it.head()
              .flatMap(head -> RecordTime.parse(head.at()))
              .ifPresent(at -> since = at.minus(UNRECORDED));
          it.newest(
              RecordType.REQUEST,
              KNOWN,
              record ->
                  OthersWrite.read(record.content())
                      .ifPresent(
                          write -> {
                            know(write.key());
                            request(write, compared).ifPresent(recent::add);
                          }));
        });
  }

  boolean hasBegun() {
    return begun;
  }

  /// After everything was read again.
  ComparedKinds comparing(World world) {
    ComparedKinds compared = new ComparedKinds(world);
    kinds = Optional.of(compared);
    return compared;
  }

  private static Optional<LoggedRequest> request(OthersWrite write, ComparedKinds compared) {
    ResourceRef ref = write.resource();
    return compared
        .kind(ref.id().groupKind())
        .map(
            kind ->
                new LoggedRequest(
                    write.at(),
                    write.user(),
                    write.actingAs(),
                    write.verb(),
                    write.subresource(),
                    ref.id().groupKind().group(),
                    kind.groupKind().group().isEmpty()
                        ? ref.apiVersion()
                        : ref.apiVersion().substring(ref.apiVersion().indexOf('/') + 1),
                    kind.plural(),
                    ref.id().namespace(),
                    ref.id().name(),
                    write.tool(),
                    write.manager(),
                    write.code(),
                    Optional.empty()));
  }

  private boolean know(String id) {
    boolean fresh = known.add(id);
    if (known.size() > KNOWN) {
      known.remove(known.iterator().next());
    }
    return fresh;
  }

  /// Takes up what has been received.
  ///
  /// @return whether there is something that may name an author
  boolean take(Evaluation evaluation) {
    World world = evaluation.world();
    ComparedKinds compared = kinds.orElseThrow();
    masking = Optional.of(new Masking(compared, world));
    evaluated.countDown();
    List<Received> taken = new ArrayList<>();
    queue.drainTo(taken);
    boolean any = false;
    for (Received one : taken) {
      LoggedRequest request = one.write().request();
      Optional<ResourceRef> about = compared.about(request, world);
      if (about.isEmpty() || !know(one.write().key())) {
        continue;
      }
      any = true;
      recent.add(request);
      boolean matters =
          reported.contains(about.get().id())
              || compared.matters(request, about.get().id(), one.owned(), evaluation);
      if (matters && isReported(one.write())) {
        others.add(OthersWrite.of(one.write(), about.get(), world.redactor()));
        remember(about.get().id());
      }
    }
    return any;
  }

  private boolean isReported(AuditedWrite write) {
    LoggedRequest request = write.request();
    boolean own =
        request.tool().equals(OWN_TOOL) && ownUser.filter(request.user()::equals).isPresent();
    return !own
        && !deployers.includes(request.user(), write.groups())
        && !request.time().isBefore(since);
  }

  /// The end of what somebody else began is reported, too.
  private void remember(ResourceId id) {
    reported.add(id);
    if (reported.size() > KNOWN) {
      reported.remove(reported.iterator().next());
    }
  }

  /// The same with who made each difference.
  Evaluation attributed(Evaluation evaluation) {
    return evaluation.attributed(log(evaluation.differingIds(), evaluation));
  }

  private RequestLog log(Set<ResourceId> resources, Evaluation evaluation) {
    List<ApiKind> served = evaluation.world().live().kinds();
    return RequestLog.of(recent.events(RequestLog.filter(resources, served)), served);
  }

  /// Findings that are gone, whose author may become known later.
  void ended(Collection<Finding> findings) {
    for (Finding finding : findings) {
      if (finding instanceof Finding.Drift drift && drift.attribution().request().isEmpty()) {
        ended.addLast(drift);
        if (ended.size() > ENDED) {
          ended.removeFirst();
        }
      }
    }
  }

  /// What others wrote since this was last asked, with the findings that it made.
  List<OthersWrite> report(Evaluation evaluation) {
    if (others.isEmpty()) {
      return List.of();
    }
    List<OthersWrite> all = others;
    others = new ArrayList<>();
    List<Finding> open = evaluation.findings();
    return all.stream().map(it -> it.with(made(it, open))).toList();
  }

  private Map<String, Confidence> made(OthersWrite write, List<Finding> open) {
    Map<String, Confidence> made = new HashMap<>();
    for (Finding finding : ended) {
      if (finding instanceof Finding.Drift drift && mayHaveMade(write, drift)) {
        made.put(drift.fingerprint(), Confidence.LIKELY);
      }
    }
    for (Finding finding : open) {
      if (finding instanceof Finding.Drift drift && isBy(write, drift.attribution())) {
        made.put(drift.fingerprint(), drift.attribution().confidence());
      }
    }
    return made;
  }

  private static boolean isBy(OthersWrite write, Attribution by) {
    return by.time().equals(Optional.of(write.at()))
        && by.request()
            .filter(it -> it.user().equals(write.user()) && it.verb().equals(write.verb()))
            .isPresent();
  }

  /// Of the object nothing is left that the request could be compared with.
  private static boolean mayHaveMade(OthersWrite write, Finding.Drift drift) {
    if (!drift.resource().id().equals(write.resource().id())) {
      return false;
    }
    if (drift.change() == Change.MISSING) {
      return write.verb().equals("delete");
    }
    return write.manager().equals(drift.attribution().manager())
        && drift
            .attribution()
            .time()
            .filter(it -> Duration.between(it, write.at()).abs().compareTo(CLOSE) <= 0)
            .isPresent();
  }

  /// Says who made the differences of an evaluation, as far as requests have been received.
  Observer observer() {
    return new Observer() {
      @Override
      public Stage stage() {
        return Stage.ATTRIBUTION;
      }

      @Override
      public Observation observe(Inquiry inquiry) {
        return new Observation(
            Facts.ofRequests(log(inquiry.resources(), inquiry.compared())),
            List.of(
                RequestLogObserver.entry(
                    broken.isEmpty() ? KindCoverage.Status.READ : KindCoverage.Status.FAILED,
                    recent.size(),
                    broken.or(TargetRequests.this::dropped).orElse(""))),
            broken.stream().map(it -> Problem.of(Problem.Code.AUDIT_LOG_GAPS, it)).toList());
      }
    };
  }

  private Optional<String> dropped() {
    return recent
        .droppedUpTo()
        .map("Requests until %s are not remembered any more (out of room)."::formatted);
  }
}
