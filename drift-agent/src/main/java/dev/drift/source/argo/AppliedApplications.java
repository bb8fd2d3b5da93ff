package dev.drift.source.argo;

import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.source.part.AppliedTree;
import dev.drift.source.part.DeliveryLag;
import dev.drift.source.part.DeployedObjects;
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
  private static final String ARGO = "Argo CD";

  private final Rendering rendering;
  private final Reading reading;
  private final DeployedObjects live;
  private final DeliveryLag lag;
  private final Map<String, Rendering> renderings = new HashMap<>();

  /// @param rendering of what is read
  AppliedApplications(Rendering rendering) {
    this.rendering = rendering;
    this.reading = rendering.reading();
    this.lag = new DeliveryLag(reading, ARGO, "Application");
    this.live = new DeployedObjects(reading, ARGO, Kinds.ARGO_APPLICATION);
  }

  /// What an Application is rendered with: the files that Argo CD has applied.
  ///
  /// @throws NotRendered if they cannot be read
  /// @throws IOException if the tree itself cannot be read
  Rendering of(ArgoApplication application) throws IOException, NotRendered {
    Optional<Value.Obj> status = status(application);
    Set<String> revisions =
        inThisRepository(application, status.map(AppliedApplications::applied).orElse(List.of()));
    if (revisions.size() > 1) {
      throw new NotRendered(
          "Argo CD has applied its sources in this repository at several commits, %s"
              .formatted(String.join(", ", revisions)));
    }
    AppliedTree applied = AppliedTree.of(reading, ARGO, revisions.stream().findFirst());
    if (!(applied instanceof AppliedTree.Unreadable)) {
      requireReadable(
          inThisRepository(
              application, status.map(it -> revisions(it.object("sync"))).orElse(List.of())));
    }
    return switch (applied) {
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
    return application.hydrated().isPresent()
        ? Optional.empty()
        : live.status(application.namespace(), application.name());
  }

  /// Argo CD compares a commit before it applies it, so that it may be applying what it compared
  /// last.
  ///
  /// @throws NotRendered if it is not known what that is
  private void requireReadable(Set<String> compared) throws NotRendered {
    for (String revision : compared) {
      if (AppliedTree.fetched(reading, ARGO, Optional.of(revision))
          instanceof AppliedTree.Unreadable(String why)) {
        throw new NotRendered(why);
      }
    }
  }

  /// Of its sources in this repository: 40 hexadecimal digits each, or what else Argo CD calls
  /// them.
  ///
  /// @param revisions of all its sources, in their order
  private Set<String> inThisRepository(ArgoApplication application, List<String> revisions) {
    Set<String> here = new TreeSet<>();
    List<ArgoSource> sources = application.sources();
    for (int i = 0; i < sources.size() && i < revisions.size(); i++) {
      ArgoSource source = sources.get(i);
      if (source.chart().isEmpty() && rendering.repository().isAt(source.repoUrl())) {
        here.add(revisions.get(i));
      }
    }
    return here;
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
    notes.addAll(live.notes());
    return notes;
  }
}
