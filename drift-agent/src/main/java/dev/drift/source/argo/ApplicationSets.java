package dev.drift.source.argo;

import dev.drift.model.Manifest;
import dev.drift.model.Unrendered;
import dev.drift.model.value.Value;
import dev.drift.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Makes the Applications of ApplicationSets that Git alone decides.
/// See <https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/>.
final class ApplicationSets {
  private final Rendering rendering;

  ApplicationSets(Rendering rendering) {
    this.rendering = rendering;
  }

  /// @param unrendered generators whose Applications are not known
  /// @param covered folders that those may deploy, without the prefix
  record Generated(
      List<ArgoApplication> applications, List<Unrendered> unrendered, Set<String> covered) {
    Generated {
      covered = Set.copyOf(covered);
      applications = List.copyOf(applications);
      unrendered = List.copyOf(unrendered);
    }
  }

  /// @throws IOException if the tree itself cannot be read
  Generated generate(Manifest set) throws IOException {
    Value.Obj spec = set.content().object("spec");
    SimpleTemplate template =
        new SimpleTemplate(spec.get("goTemplate").equals(Optional.of(Value.of(true))));
    List<ArgoApplication> applications = new ArrayList<>();
    List<Unrendered> unrendered = new ArrayList<>();
    if (ArgoApplication.hasSecrets(set)) {
      return new Generated(List.of(), List.of(failed(set, ArgoApplication.SECRET)), claimed(set));
    }
    if (spec.text("templatePatch").filter(it -> !it.isEmpty()).isPresent()) {
      return new Generated(
          List.of(),
          List.of(failed(set, "it has a templatePatch, which Drift does not apply")),
          claimed(set));
    }
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
        unrendered.add(failed(set, e.why()));
      }
    }
    return new Generated(applications, unrendered, unrendered.isEmpty() ? Set.of() : claimed(set));
  }

  /// Of the paths in the template what no parameter decides: files below are not taken as they are.
  private Set<String> claimed(Manifest set) {
    Set<String> folders = new TreeSet<>();
    for (ArgoSource source :
        new ArgoApplication(
                set.namespace(),
                set.name(),
                set.content().object("spec").object("template"),
                set.origin(),
                false)
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
    return new ArgoApplication(set.namespace(), name, content, set.origin(), false);
  }

  private static Unrendered failed(Manifest set, String why) {
    return new Unrendered(
        set.origin().places().start(),
        Unrendered.Kind.ARGO_APPLICATION,
        "The Applications of the ApplicationSet %s are not known: %s. What they declare is unknown."
            .formatted(
                set.namespace().isEmpty() ? set.name() : set.namespace() + "/" + set.name(), why),
        Optional.empty());
  }
}
