package dev.drift.source.argo;

import dev.drift.model.Lazy;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.source.part.AppliedTree;
import dev.drift.source.part.DeliveryLag;
import dev.drift.source.part.Inventory;
import dev.drift.source.part.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The commits that Argo CD has applied of each Application. It is asked for all of them at once.
final class AppliedApplications {
  private final Rendering rendering;
  private final Reading reading;
  private final Lazy<ClusterFacts.Listing> listing;
  private final Lazy<Map<String, Value.Obj>> live = new Lazy<>(this::live);
  private final DeliveryLag lag;
  private final Map<String, Rendering> renderings = new HashMap<>();

  /// @param rendering of what is read
  AppliedApplications(Rendering rendering) {
    this.rendering = rendering;
    this.reading = rendering.reading();
    this.lag = new DeliveryLag(reading, "Argo CD", "Application");
    this.listing = new Lazy<>(() -> reading.request().cluster().objects(Kinds.ARGO_APPLICATION));
  }

  private Map<String, Value.Obj> live() {
    Map<String, Value.Obj> byName = new HashMap<>();
    if (listing.get() instanceof ClusterFacts.Listing.Found(List<Value.Obj> all)) {
      for (Value.Obj one : all) {
        Value.Obj metadata = one.object("metadata");
        String name = metadata.text("name").orElse("");
        byName.put(metadata.text("namespace").orElse("") + "/" + name, one);
        // A file may leave the namespace to whoever applies it.
        byName.put("/" + name, one);
      }
    }
    return byName;
  }

  /// What an Application is rendered with: the files that Argo CD has applied.
  ///
  /// @throws NotRendered if they cannot be read
  /// @throws IOException if the tree itself cannot be read
  Rendering of(ArgoApplication application) throws IOException, NotRendered {
    Set<String> revisions = revisions(application);
    if (revisions.size() > 1) {
      throw new NotRendered(
          "Argo CD has applied its sources in this repository at several commits, %s"
              .formatted(String.join(", ", revisions)));
    }
    return switch (AppliedTree.of(reading, "Argo CD", revisions.stream().findFirst())) {
      case AppliedTree.AsRead _ -> rendering;
      case AppliedTree.Unreadable(String why) -> throw new NotRendered(why);
      case AppliedTree.At(String commit, var tree) -> {
        if (application.sources().stream()
            .allMatch(it -> rendering.repository().isRevision(it.targetRevision()))) {
          lag.add(commit, application.toString());
        }
        Rendering known = renderings.get(commit);
        if (known == null) {
          known = rendering.at(commit, tree);
          renderings.put(commit, known);
        }
        yield known;
      }
    };
  }

  private Optional<Value.Obj> status(ArgoApplication application) {
    return reading.request().options().applied().isEmpty() || application.hydrated().isPresent()
        ? Optional.empty()
        : Optional.ofNullable(live.get().get(application.namespace() + "/" + application.name()))
            .map(it -> it.object("status"));
  }

  /// Of its sources in this repository: 40 hexadecimal digits each, or what else Argo CD calls
  /// them.
  private Set<String> revisions(ArgoApplication application) {
    Set<String> revisions = new TreeSet<>();
    List<ArgoSource> sources = application.sources();
    List<String> applied = status(application).map(AppliedApplications::applied).orElse(List.of());
    for (int i = 0; i < sources.size() && i < applied.size(); i++) {
      ArgoSource source = sources.get(i);
      if (source.chart().isEmpty() && rendering.repository().isAt(source.repoUrl())) {
        revisions.add(applied.get(i));
      }
    }
    return revisions;
  }

  /// The version of each source that is a chart, as Argo CD has applied it.
  List<Optional<String>> charts(ArgoApplication application) {
    List<ArgoSource> sources = application.sources();
    boolean isAny = sources.stream().anyMatch(it -> it.chart().isPresent());
    List<String> applied =
        isAny ? status(application).map(AppliedApplications::applied).orElse(List.of()) : List.of();
    List<Optional<String>> versions = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      versions.add(
          sources.get(i).chart().isPresent() && i < applied.size()
              ? Optional.of(applied.get(i))
              : Optional.empty());
    }
    return versions;
  }

  /// If the Application is in sync, what was compared last: Argo CD applies no commit that changes
  /// nothing. Else what was applied last.
  private static List<String> applied(Value.Obj status) {
    if (status.object("sync").text("status").equals(Optional.of("Synced"))) {
      return revisions(status.object("sync"));
    }
    List<Value.Obj> history = status.objects("history");
    return history.isEmpty() ? List.of() : revisions(history.getLast());
  }

  private static List<String> revisions(Value.Obj of) {
    List<String> several = new ArrayList<>();
    for (Value each : of.list("revisions")) {
      several.add(each instanceof Value.Str(String text) ? text : "");
    }
    return several.isEmpty() ? of.text("revision").stream().toList() : several;
  }

  /// What Argo CD has found in these files; empty if that is not known.
  ///
  /// @param files with which the Application was rendered
  /// @param charts versions of the charts that were fetched for it
  Optional<Inventory> inventory(
      ArgoApplication application, Rendering files, Map<ArgoSource, String> charts) {
    Optional<Value.Obj> status = status(application);
    List<String> compared = status.map(it -> revisions(it.object("sync"))).orElse(List.of());
    if (compared.isEmpty()
        || !areCompared(application.sources(), compared, files.commit(), charts)
        || status.get().get("resources").isEmpty()) {
      return Optional.empty();
    }
    List<ResourceId> objects = new ArrayList<>();
    for (Value.Obj one : status.get().objects("resources")) {
      boolean other =
          one.text("name").orElse("").isEmpty()
              || Stream.of("hook", "requiresPruning")
                  .anyMatch(it -> one.get(it).equals(Optional.of(Value.of(true))));
      if (!other) {
        objects.add(
            new ResourceId(
                new GroupKind(one.text("group").orElse(""), one.text("kind").orElse("")),
                one.text("namespace").orElse(""),
                one.text("name").orElse("")));
      }
    }
    if (application.managedNamespaceMetadata().isPresent()) {
      // It is listed once it is tracked, and rendered in any case.
      objects.add(new ResourceId(Kinds.NAMESPACE, "", application.destination().namespace()));
    }
    return Optional.of(new Inventory(objects));
  }

  private static boolean areCompared(
      List<ArgoSource> sources,
      List<String> compared,
      Optional<String> commit,
      Map<ArgoSource, String> charts) {
    for (int i = 0; i < compared.size(); i++) {
      boolean isChart = i < sources.size() && sources.get(i).chart().isPresent();
      Optional<String> rendered =
          isChart ? Optional.ofNullable(charts.get(sources.get(i))) : commit;
      if (!rendered.equals(Optional.of(compared.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /// What is on its way, and what is not known of it.
  List<Problem> notes() {
    List<Problem> notes = new ArrayList<>(lag.notes());
    if (reading.request().options().applied().isPresent()
        && listing.get() instanceof ClusterFacts.Listing.Unknown(String why)) {
      notes.add(AppliedTree.notKnown("Argo CD", why));
    }
    return notes;
  }
}
