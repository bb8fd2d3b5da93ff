package dev.drift.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.canonical.schema.TypeTable;
import dev.drift.model.value.Value;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/// Generated objects of every kind, held to the laws one after another.
final class Differential implements AutoCloseable {
  private static final int REQUESTS_AT_ONCE = 4;
  private static final Duration PUBLISHED_WITHIN = Duration.ofMinutes(1);
  private static final long FIXED_SEED = 20_261_121;

  private final ControlPlane plane;
  private final Server server;
  private final List<Kind> kinds;
  private final Donors donors = new Donors();
  private final Coverage coverage;
  private final Laws laws;
  private final Table table = new Table();
  private final Map<String, Breach> breaches = new TreeMap<>();
  private final Map<String, String> refusals = new TreeMap<>();

  /// Starts an API server, with what `cluster.yaml` and `crds.yaml` declare.
  Differential() throws InterruptedException {
    plane = ControlPlane.start(ControlPlaneOptions.apiServerOnly());
    plane
        .kubectl("create", "-f", Resources.cluster().toString(), "-f", Resources.crds().toString())
        .orThrow();
    server = new Server(plane);
    List<Value.Obj> standing = new ArrayList<>(Resources.read(Resources.cluster()));
    standing.addAll(Resources.read(Resources.crds()));
    List<Value.Obj> written = Resources.objects();
    awaitServed(written.stream().filter(Resources::isCustom).toList());
    List<Value.Obj> objects =
        written.stream().filter(object -> server.serves(apiVersion(object), kind(object))).toList();
    awaitServed(objects);
    TypeTable types = TypeTable.of(server.version());
    assertThat(types.serves(server.version())).as("a table for %s", server.version()).isTrue();
    laws =
        new Laws(
            types,
            standing.stream().map(server::read).toList(),
            new OffFeatures(server.features()));
    kinds = kinds(objects);
    coverage = Coverage.of(server.creatable(), names(written), server.version());
    kinds.forEach(kind -> kind.starts().forEach(start -> donors.add(kind.shape(), start)));
  }

  /// The seed of the system property `drift.seed`, else one that is always the same.
  static long seed() {
    return Long.getLong("drift.seed", FIXED_SEED);
  }

  /// The server's, such as `v1.36.3`.
  String version() {
    return server.version();
  }

  /// Which of the kinds that the server serves are generated.
  Coverage coverage() {
    return coverage;
  }

  /// How many kinds are generated.
  int generated() {
    return kinds.size();
  }

  /// Objects that the server refuses though they are written by hand.
  List<String> refusedStarts() {
    List<String> refused = new ArrayList<>();
    for (Kind kind : kinds) {
      for (Value.Obj start : kind.starts()) {
        if (server.wouldStore(start) instanceof Server.Refused answer) {
          refused.add(kind.name() + ": " + answer.message());
        }
      }
    }
    return refused;
  }

  /// As many objects, the kinds in turn.
  void run(int objects, long seed) throws InterruptedException {
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(REQUESTS_AT_ONCE)) {
      for (int i = 0; i < objects; i++) {
        Kind kind = kinds.get(i % kinds.size());
        long own = seed * 1_000_003 + i;
        running.add(threads.submit(() -> one(kind, own)));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void one(Kind kind, long seed) {
    Trial trial = new Trial(kind, server, laws, donors);
    Trial.Result result = trial.run(seed);
    table.count(kind.name(), result);
    switch (result) {
      case Trial.Broken broken -> {
        String pattern = kind.name() + " " + Breach.pattern(broken.breaches().subList(0, 1));
        synchronized (breaches) {
          if (breaches.containsKey(pattern)) {
            return;
          }
          breaches.put(
              pattern,
              new Breach(kind.name(), broken.desired(), broken.stored(), broken.breaches()));
        }
        Breach shrunk = trial.shrunk(broken, seed);
        synchronized (breaches) {
          breaches.put(pattern, shrunk);
        }
      }
      case Trial.Refused(String message) -> {
        synchronized (refusals) {
          refusals.put(kind.name(), message);
        }
      }
      case Trial.Held _ -> {}
    }
  }

  Table table() {
    return table;
  }

  /// One of each pattern, shrunk.
  List<Breach> breaches() {
    synchronized (breaches) {
      return List.copyOf(breaches.values());
    }
  }

  /// The last refusal of each kind.
  Map<String, String> refusals() {
    synchronized (refusals) {
      return new LinkedHashMap<>(refusals);
    }
  }

  @Override
  public void close() {
    server.close();
    plane.close();
  }

  private List<Kind> kinds(List<Value.Obj> objects) {
    Map<String, List<Value.Obj>> starts = new LinkedHashMap<>();
    for (Value.Obj object : objects) {
      starts
          .computeIfAbsent(apiVersion(object) + " " + kind(object), _ -> new ArrayList<>())
          .add(object);
    }
    Map<String, Value.Obj> documents = new HashMap<>();
    return starts.values().stream()
        .map(
            of -> {
              String version = apiVersion(of.getFirst());
              Value.Obj document = documents.computeIfAbsent(version, server::openApi);
              String kind = kind(of.getFirst());
              return new Kind(version, kind, Shape.of(document, version, kind), of);
            })
        .toList();
  }

  private static Set<String> names(List<Value.Obj> objects) {
    return objects.stream()
        .map(object -> kind(object) + " " + apiVersion(object))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void awaitServed(List<Value.Obj> objects) throws InterruptedException {
    Instant end = Instant.now().plus(PUBLISHED_WITHIN);
    for (Value.Obj object : objects) {
      while (!server.serves(apiVersion(object), kind(object))
          || !isPublished(apiVersion(object), kind(object))) {
        if (Instant.now().isAfter(end)) {
          throw new IllegalStateException("not served: " + apiVersion(object) + " " + kind(object));
        }
        Thread.sleep(200);
      }
    }
  }

  private boolean isPublished(String apiVersion, String kind) {
    try {
      return !Shape.of(server.openApi(apiVersion), apiVersion, kind).properties().isEmpty();
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static String apiVersion(Value.Obj object) {
    return object.text("apiVersion").orElseThrow();
  }

  private static String kind(Value.Obj object) {
    return object.text("kind").orElseThrow();
  }
}
