package dev.drift.source.argo;

import dev.drift.model.Manifest;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.value.Value;
import dev.drift.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Makes the Applications of ApplicationSets that Git alone decides, and finds the others in the
/// cluster.
/// See <https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/>.
final class ApplicationSets {
  private final Rendering rendering;

  ApplicationSets(Rendering rendering) {
    this.rendering = rendering;
  }

  /// @param unrendered generators whose Applications are not known
  /// @param skipped that its Applications were read from the cluster, and why
  /// @param covered folders that Applications which are not known may deploy, without the prefix
  record Generated(
      List<ArgoApplication> applications,
      List<Unrendered> unrendered,
      List<Skipped> skipped,
      Set<String> covered) {
    Generated {
      applications = List.copyOf(applications);
      unrendered = List.copyOf(unrendered);
      skipped = List.copyOf(skipped);
      covered = Set.copyOf(covered);
    }
  }

  /// @throws IOException if the tree itself cannot be read
  Generated generate(Manifest set) throws IOException {
    if (ArgoApplication.hasSecrets(set)) {
      // In the cluster they are not encrypted, so that nothing of the set is taken from there.
      return unknown(set, List.of(), List.of(ArgoApplication.SECRET));
    }
    Value.Obj spec = set.content().object("spec");
    List<ArgoApplication> applications = new ArrayList<>();
    List<String> open = new ArrayList<>();
    if (spec.text("templatePatch").filter(it -> !it.isEmpty()).isPresent()) {
      open.add("it has a templatePatch, which Drift does not apply");
    } else {
      SimpleTemplate template =
          new SimpleTemplate(spec.get("goTemplate").equals(Optional.of(Value.of(true))));
      StepLimit limit = new StepLimit("its generators");
      Generators generators = new Generators(rendering, template, limit);
      for (Value.Obj generator : spec.objects("generators")) {
        try {
          List<ArgoApplication> made = new ArrayList<>();
          for (Value.Obj parameters : generators.parameters(generator, Value.Obj.EMPTY)) {
            made.add(application(set, spec.object("template"), template, parameters, limit));
          }
          applications.addAll(made);
        } catch (NotRendered e) {
          open.add(e.why());
        }
      }
    }
    if (open.isEmpty()) {
      return new Generated(applications, List.of(), List.of(), Set.of());
    }
    return rendering.repository().isUnknown()
        ? unknown(set, applications, open)
        : live(set, applications, open);
  }

  private Generated unknown(Manifest set, List<ArgoApplication> known, List<String> why) {
    return new Generated(
        known, why.stream().map(it -> failed(set, it)).toList(), List.of(), claimed(set));
  }

  /// With those that only the cluster knows.
  ///
  /// @param known those that Git gives
  /// @param why it does not give all of them: clauses
  private Generated live(Manifest set, List<ArgoApplication> known, List<String> why) {
    return switch (LiveApplications.of(set, known, rendering.cluster())) {
      case LiveApplications.None(String clause) ->
          unknown(set, known, why.stream().map(it -> it + ", and " + clause).toList());
      case LiveApplications.Found(List<ArgoApplication> found) -> {
        List<ArgoApplication> all = new ArrayList<>(known);
        all.addAll(found);
        Set<String> claimed = claimed(set);
        yield new Generated(
            all, List.of(), List.of(fromCluster(set, found, why, claimed)), claimed);
      }
    };
  }

  private static Skipped fromCluster(
      Manifest set, List<ArgoApplication> found, List<String> why, Set<String> claimed) {
    return new Skipped(
        set.origin().places().start(),
        "The ApplicationSet %s is not resolved from Git: %s. %s not compared.%s"
            .formatted(
                name(set),
                String.join("; ", why.stream().distinct().toList()),
                found.size() == 1
                    ? "Its Application was read from the cluster; it is itself"
                    : "Its %d Applications were read from the cluster; they are themselves"
                        .formatted(found.size()),
                claimed.isEmpty()
                    ? ""
                    : " Files below %s that no Application deploys are not compared either."
                        .formatted(String.join(", ", claimed))));
  }

  /// Of the paths in the template what no parameter decides: files below are not taken as they are.
  private Set<String> claimed(Manifest set) {
    Set<String> folders = new TreeSet<>();
    for (ArgoSource source :
        ArgoApplication.madeBy(set, set.name(), set.content().object("spec").object("template"))
            .sources()) {
      String path = source.path().orElse("");
      int parameter = path.indexOf("{{");
      String known = parameter < 0 ? path : path.substring(0, path.lastIndexOf('/', parameter) + 1);
      if (source.repoUrl().contains("{{") || rendering.repository().isAt(source.repoUrl())) {
        TreePath.normal(known).filter(it -> !it.isEmpty()).ifPresent(folders::add);
      }
    }
    return folders;
  }

  /// It is in the namespace of its ApplicationSet, whatever the template says.
  private static ArgoApplication application(
      Manifest set,
      Value.Obj filled,
      SimpleTemplate template,
      Value.Obj parameters,
      StepLimit limit)
      throws NotRendered {
    Value.Obj content =
        parameters.fields().isEmpty()
            ? filled
            : (Value.Obj) template.fill(filled, parameters, limit);
    String name =
        content
            .object("metadata")
            .text("name")
            .filter(it -> !it.isEmpty() && !it.contains("{{"))
            .orElseThrow(() -> new NotRendered("its template gives an Application no name"));
    return ArgoApplication.madeBy(set, name, content);
  }

  private static Unrendered failed(Manifest set, String why) {
    return new Unrendered(
        set.origin().places().start(),
        Unrendered.Kind.ARGO_APPLICATION,
        "The Applications of the ApplicationSet %s are not known: %s. What they declare is unknown."
            .formatted(name(set), why),
        Optional.empty());
  }

  private static String name(Manifest set) {
    return set.namespace().isEmpty() ? set.name() : set.namespace() + "/" + set.name();
  }
}
