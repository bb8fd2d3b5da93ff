package dev.drift.kubernetes.read;

import dev.drift.json.JsonReader;
import dev.drift.kubernetes.http.ApiServer;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.http.ConnectionFailures;
import dev.drift.kubernetes.http.ParallelRequests;
import dev.drift.kubernetes.http.RequestFailed;
import dev.drift.kubernetes.http.Retries;
import dev.drift.model.Cluster;
import dev.drift.model.DriftException;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Manifest;
import dev.drift.model.MaskLevel;
import dev.drift.model.NodeProfile;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Resources;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import dev.drift.secret.ObjectMask;
import dev.drift.secret.Redactor;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Reads the live state of a cluster: by kind, in parallel, with read permissions only.
///
/// What could not be read is in the coverage; it is never taken for absent.
public final class LiveStateReader {
  static final int PAGE_SIZE = 500;

  /// A Pod's ReplicaSet, its Deployment, and the operator's object that controls that.
  private static final int OWNERS_OF_OWNERS = 3;

  /// A server that has just started is ready a moment later.
  private static final Retries READINESS =
      new Retries(3, Duration.ofMillis(500), Duration.ofSeconds(2));

  private static final ResourceId KUBE_SYSTEM =
      new ResourceId(GroupKind.of("v1", "Namespace"), "", "kube-system");

  /// The worst first, so that a kind counts as known only if each of its LISTs was read.
  private static final List<KindCoverage.Status> WORST_FIRST =
      List.of(
          KindCoverage.Status.FAILED,
          KindCoverage.Status.FORBIDDEN,
          KindCoverage.Status.READ,
          KindCoverage.Status.ABSENT);

  private static final Comparator<KindCoverage> ORDER =
      Comparator.comparing(KindCoverage::groupKind)
          .thenComparingInt(coverage -> WORST_FIRST.indexOf(coverage.status()))
          .thenComparing(KindCoverage::apiVersion);

  private final ClusterConnection connection;
  private final ApiServer api;
  private final Redactor redactor;
  private final Consumer<String> progress;
  private final InstantSource clock;
  private final int pageSize;
  private final Optional<ObjectMask> mask;
  private Optional<String> version = Optional.empty();
  private Optional<Discovery> discovery = Optional.empty();

  /// @param redactor for the server's own words in messages
  /// @param progress receives what is being read, in a few words; called by several threads
  public LiveStateReader(
      ClusterConnection connection,
      Redactor redactor,
      Consumer<String> progress,
      InstantSource clock) {
    this(connection, redactor, progress, clock, PAGE_SIZE, Optional.empty());
  }

  private LiveStateReader(
      ClusterConnection connection,
      Redactor redactor,
      Consumer<String> progress,
      InstantSource clock,
      int pageSize,
      Optional<ObjectMask> mask) {
    this.connection = connection;
    this.api = connection.api();
    this.redactor = redactor;
    this.progress = progress;
    this.clock = clock;
    this.pageSize = pageSize;
    this.mask = mask;
  }

  /// One that masks each object as it arrives, so that nothing which was read holds a secret.
  public LiveStateReader masking(ObjectMask everything) {
    return new LiveStateReader(
        connection, redactor, progress, clock, pageSize, Optional.of(everything));
  }

  LiveStateReader withPages(int size) {
    return new LiveStateReader(connection, redactor, progress, clock, size, mask);
  }

  /// URL of the API server, without any password.
  public String server() {
    return connection.server();
  }

  /// The version of the API server: `v1.35.1`. Empty if it does not say.
  public synchronized Optional<String> version() {
    discover();
    return version;
  }

  /// What the cluster serves, each kind at each version, the preferred version of a group first.
  /// Asked once, then remembered.
  ///
  /// @throws DriftException if the cluster cannot be reached or refuses
  public List<ApiKind> kinds() {
    return discover().kinds();
  }

  /// The same for these manifests: asked again if the kind of one was not served, because its
  /// CRD may have been installed since.
  ///
  /// @throws DriftException if the cluster cannot be reached or refuses
  public List<ApiKind> kinds(Collection<Manifest> manifests) {
    Discovery known = discover();
    Map<String, Manifest> declared = new HashMap<>();
    manifests.forEach(each -> declared.putIfAbsent(each.apiVersion() + " " + each.kind(), each));
    boolean all =
        declared.values().stream()
            .filter(manifest -> !manifest.is(NodeProfile.KIND))
            .allMatch(manifest -> known.at(manifest.apiVersion(), manifest.kind()).isPresent());
    if (!all) {
      forget();
    }
    return kinds();
  }

  /// What the cluster serves is asked again when it is needed next.
  public synchronized void forget() {
    discovery = Optional.empty();
  }

  /// If Git uses a kind at two versions, it is listed at both, and each object is kept at the
  /// version of its desired resource. If the cluster does not serve the version that Git uses,
  /// the kind is read at the preferred one, and the coverage says so.
  ///
  /// @throws DriftException if the cluster cannot be reached or refuses the credentials
  public LiveState read(ReadRequest request) {
    return read(request, new Arrival(mask)).state();
  }

  /// A state, and the LISTs from which it can be watched.
  ///
  /// @param mayPass whether something could not be read that a later attempt may read
  public record Listed(LiveState state, List<ListedKind> lists, boolean mayPass) {
    public Listed {
      lists = List.copyOf(lists);
    }
  }

  /// The same as [#read], for who watches from there.
  ///
  /// @param known what was read before: objects that are still so are kept, and not those that
  ///     are read now
  /// @throws DriftException if the cluster cannot be reached or refuses the credentials
  public Listed readListed(ReadRequest request, Resources<LiveResource> known) {
    return read(request, Arrival.kept(mask, known));
  }

  private Listed read(ReadRequest request, Arrival arrival) {
    Instant takenAt = clock.instant();
    Discovery found = discover();
    KindSelection selection = KindSelection.of(request, found);
    KindReader kindReader = kindReader(request, arrival);
    List<KindReader.Reading> readings = new ArrayList<>(read(selection, kindReader));
    List<KindCoverage> coverage = new ArrayList<>(selection.settled());
    for (int i = 0; i < OWNERS_OF_OWNERS; i++) {
      Set<GroupKind> owners = unreadOwners(request, readings, coverage);
      if (owners.isEmpty()) {
        break;
      }
      KindSelection more = KindSelection.ofOwners(request, owners, found);
      readings.addAll(read(more, kindReader));
      coverage.addAll(more.settled());
    }
    readings.forEach(reading -> coverage.add(reading.coverage()));
    coverage.sort(ORDER);
    Resources<LiveResource> resources = merge(readings, request.declared().versionsOfEach());
    return new Listed(
        new LiveState(
            new Cluster(
                connection.server(),
                version.orElse(""),
                connection.context(),
                uidOfCluster(resources)),
            takenAt,
            found.kinds(),
            coverage,
            resources,
            new OpenApiDocuments(api).of(request, selection, resources),
            mask.map(ObjectMask::keyId),
            mask.map(ObjectMask::level).orElse(MaskLevel.DEFAULT)),
        readings.stream().flatMap(reading -> reading.lists().stream()).toList(),
        coverage.stream()
            .anyMatch(it -> it.status() == KindCoverage.Status.FAILED && !isUnlistable(found, it)));
  }

  private static boolean isUnlistable(Discovery found, KindCoverage one) {
    return found.at(one.apiVersion(), one.kind()).filter(it -> !it.listable()).isPresent();
  }

  private Lister lister(Arrival arrival) {
    return new Lister(api, pageSize, progress, arrival);
  }

  private KindReader kindReader(ReadRequest request, Arrival arrival) {
    return new KindReader(
        lister(arrival), request.onlyNamespaces(), request.declared().namespaces(), redactor);
  }

  private List<KindReader.Reading> read(KindSelection selection, KindReader kindReader) {
    return ParallelRequests.map(
        selection.lists(),
        ParallelRequests.AT_ONCE,
        kind -> {
          try {
            return kindReader.read(kind);
          } catch (RequestFailed e) {
            throw refused(e);
          }
        });
  }

  private static Set<GroupKind> unreadOwners(
      ReadRequest request, List<KindReader.Reading> readings, List<KindCoverage> settled) {
    Set<GroupKind> owners = new TreeSet<>();
    for (KindReader.Reading reading : readings) {
      owners.addAll(ControllerKinds.of(reading.resources(), request::looksInto));
    }
    readings.forEach(reading -> owners.remove(reading.coverage().groupKind()));
    settled.forEach(one -> owners.remove(one.groupKind()));
    return owners;
  }

  /// The same state, but these resources as they are now. What cannot be read again stays as it
  /// was.
  ///
  /// @param request with which the state was read
  public LiveState refresh(LiveState state, ReadRequest request, Collection<ResourceRef> suspects) {
    return new Refresher(this, request).refresh(state, suspects);
  }

  /// All objects of a kind as they are now; empty if they cannot be read.
  Optional<List<LiveResource>> list(String apiVersion, String kind, ReadRequest request) {
    return discover()
        .at(apiVersion, kind)
        .map(served -> new KindSelection(List.of(served.kind()), List.of()))
        .map(selection -> read(selection, kindReader(request, new Arrival(mask))).getFirst())
        .filter(reading -> reading.coverage().status() == KindCoverage.Status.READ)
        .map(KindReader.Reading::resources);
  }

  /// All objects of a kind as they are now, in all namespaces. None if the kind is not served.
  ///
  /// @throws DriftException if that cannot be known
  public List<LiveResource> all(GroupKind kind) {
    Optional<Discovery.Served> served = discover().preferred(kind);
    if (served.isEmpty()) {
      Optional<String> gap = discover().gapIn(kind.group());
      if (gap.isPresent()) {
        throw notRead(kind, gap.get());
      }
      return List.of();
    }
    KindReader reader =
        new KindReader(lister(new Arrival(mask)), new TreeSet<>(), new TreeSet<>(), redactor);
    KindReader.Reading reading =
        read(new KindSelection(List.of(served.get().kind()), List.of()), reader).getFirst();
    if (reading.coverage().status() != KindCoverage.Status.READ) {
      throw notRead(kind, reading.coverage().reason());
    }
    return reading.resources();
  }

  private static DriftException notRead(GroupKind kind, String why) {
    return new DriftException(
        Problem.of(Problem.Code.KIND_NOT_READ, "%s could not be listed: %s.".formatted(kind, why)));
  }

  /// One object as it is now; empty if there is none.
  ///
  /// @throws DriftException if that cannot be known
  public Optional<LiveResource> get(ResourceRef ref) {
    Discovery served = discover();
    Optional<ApiKind> kind =
        served
            .at(ref.apiVersion(), ref.id().kind())
            .or(() -> served.preferred(ref.id().groupKind()))
            .map(Discovery.Served::kind);
    if (kind.isEmpty()) {
      Optional<String> gap = served.gapIn(ref.id().groupKind().group());
      if (gap.isPresent()) {
        throw notRead(ref, gap.get());
      }
      return Optional.empty(); // There is no object of a kind that is not served.
    }
    Optional<String> namespace =
        kind.get().namespaced() ? Optional.of(ref.id().namespace()) : Optional.empty();
    try {
      LiveResource found = lister(new Arrival(mask)).get(kind.get(), namespace, ref.id().name());
      if (!found.id().equals(ref.id())) {
        throw notRead(ref, "the API server returned another object");
      }
      return Optional.of(found);
    } catch (RequestFailed e) {
      return switch (e.kind()) {
        case NOT_FOUND -> Optional.empty();
        case UNAUTHORIZED, NO_CREDENTIALS, CERTIFICATE, UNREACHABLE -> throw refused(e);
        case FORBIDDEN, EXPIRED, OTHER -> throw notRead(ref, redactor.text(e.why()));
      };
    }
  }

  private static DriftException notRead(ResourceRef ref, String why) {
    return new DriftException(
        new Problem(
            Problem.Code.KIND_NOT_READ,
            "%s could not be read: %s.".formatted(ref, why),
            Optional.empty(),
            Optional.of(ref)));
  }

  private synchronized Discovery discover() {
    if (discovery.isEmpty()) {
      progress.accept("Discovering the APIs of %s".formatted(connection.server()));
      try {
        Value answer = api.read("/version", "application/json", Retries.NONE, JsonReader::read);
        version = answer instanceof Value.Obj object ? object.text("gitVersion") : Optional.empty();
        if (version.isEmpty()) {
          throw new RequestFailed(
              RequestFailed.Kind.OTHER, "it does not respond like a Kubernetes API server");
        }
        requireReady();
        discovery =
            Optional.of(
                new DiscoveryReader(api, ParallelRequests.AT_ONCE, DiscoveryReader.AGGREGATED)
                    .read());
      } catch (RequestFailed e) {
        throw refused(e);
      }
    }
    return discovery.get();
  }

  /// Without etcd an API server keeps each LIST waiting until it times out, which takes minutes for
  /// all kinds. A server that does not say whether it is ready is asked all the same.
  private void requireReady() throws RequestFailed {
    try {
      api.read("/readyz", "*/*", READINESS, InputStream::readAllBytes);
    } catch (RequestFailed e) {
      if (e.code() == 500) {
        throw new RequestFailed(
            RequestFailed.Kind.OTHER,
            "it is not ready (its /readyz returned HTTP 500), as when etcd is lost");
      }
    }
  }

  private String uidOfCluster(Resources<LiveResource> resources) {
    LiveResource listed = resources.get(KUBE_SYSTEM);
    if (listed != null) {
      return listed.uid().orElse("");
    }
    try {
      Value namespace =
          api.read(
              "/api/v1/namespaces/kube-system",
              "application/json",
              Retries.PATIENT,
              JsonReader::read);
      return namespace instanceof Value.Obj object
          ? object.object("metadata").text("uid").orElse("")
          : "";
    } catch (RequestFailed e) {
      return "";
    }
  }

  private DriftException refused(RequestFailed e) {
    return ConnectionFailures.problem(connection, e, redactor);
  }

  private static Resources<LiveResource> merge(
      List<KindReader.Reading> readings, Map<ResourceId, String> versions) {
    // In the order of the LISTs, each of which is sorted, so that the whole is soon sorted.
    Map<ResourceId, LiveResource> resources = new LinkedHashMap<>();
    for (KindReader.Reading reading : readings) {
      for (LiveResource resource : reading.resources()) {
        resources.merge(
            resource.id(),
            resource,
            (first, other) ->
                other.ref().apiVersion().equals(versions.get(other.id())) ? other : first);
      }
    }
    return Resources.of(resources.values());
  }
}
