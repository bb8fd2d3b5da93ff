package dev.drift.source.argo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.policy.Ignore;
import dev.drift.policy.match.JqExpression;
import dev.drift.source.part.DeployerIgnore;
import dev.drift.yaml.DocumentReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What an Application, or `argocd-cm` for all of them, tells Argo CD to ignore, as ignores of
/// the engine. See <https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/>.
///
/// Whoever may write to the repository writes these, so they are limited as ignores in Git are:
/// they hide no severe finding, and not most of a namespace.
final class IgnoreDifferences {
  private static final String SYSTEM = "resource.customizations.ignoreDifferences.";

  private final ArgoApplication application;
  private final Collection<Manifest> manifests;
  private final List<Ignore> ignores = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final StepLimit limit = new StepLimit("its groups and kinds");

  private IgnoreDifferences(ArgoApplication application, Collection<Manifest> manifests) {
    this.application = application;
    this.manifests = manifests;
  }

  /// @param problems expressions that are not evaluated
  record Found(List<Ignore> ignores, List<Problem> problems) {
    Found {
      ignores = List.copyOf(ignores);
      problems = List.copyOf(problems);
    }
  }

  /// @param manifests that the Application applies
  static Found of(
      ArgoApplication application,
      Collection<Manifest> manifests,
      ArgoSettings settings,
      DocumentReader reader) {
    IgnoreDifferences all = new IgnoreDifferences(application, manifests);
    List<Value.Obj> own = application.spec().objects("ignoreDifferences");
    for (int i = 0; i < own.size(); i++) {
      Value.Obj entry = own.get(i);
      all.add(
          "Application %s, ignoreDifferences %d".formatted(application, i + 1),
          entry.text("group").orElse(""),
          entry.text("kind").orElse(""),
          entry);
    }
    for (var setting : settings.data().fields().entrySet()) {
      if (setting.getKey().startsWith(SYSTEM)
          && setting.getValue() instanceof Value.Str(String text)) {
        String kind = setting.getKey().substring(SYSTEM.length());
        int underscore = kind.lastIndexOf('_');
        boolean any = kind.equals("all");
        mapping(text, reader)
            .ifPresent(
                entry ->
                    all.add(
                        "argocd-cm, " + setting.getKey(),
                        any ? "*" : underscore < 0 ? "" : kind.substring(0, underscore),
                        any ? "*" : kind.substring(underscore + 1),
                        entry));
      }
    }
    return new Found(all.ignores, all.problems);
  }

  private static Optional<Value.Obj> mapping(String text, DocumentReader reader) {
    return reader.read(new SourceFile("argocd-cm.yaml", text.getBytes(UTF_8))).documents().stream()
        .map(it -> it.value())
        .filter(Value.Obj.class::isInstance)
        .map(Value.Obj.class::cast)
        .findFirst();
  }

  /// One ignore for each kind and namespace in which the Application has such objects, so that none
  /// reaches those of others.
  private void add(String policy, String group, String kind, Value.Obj entry) {
    List<JqExpression> jq = expressions(policy, entry);
    Set<String> managers = new TreeSet<>();
    for (Value manager : entry.list("managedFieldsManagers")) {
      if (manager instanceof Value.Str(String text)) {
        managers.add(text);
      }
    }
    List<Manifest> objects;
    try {
      objects = objects(group, kind, entry);
    } catch (NotRendered e) {
      problems.add(refused("%s: %s".formatted(policy, e.why())));
      return;
    }
    DeployerIgnore ignore =
        new DeployerIgnore(
            policy, "Argo CD ignores it", "Application " + application, application.place());
    if (!jq.isEmpty()) {
      ignores.addAll(ignore.at(jq, objects));
    }
    if (!managers.isEmpty()) {
      ignores.addAll(ignore.by(managers, objects));
    }
  }

  private List<Manifest> objects(String group, String kind, Value.Obj entry) throws NotRendered {
    GlobPattern groups = GlobPattern.ofFiles(group);
    GlobPattern kinds = GlobPattern.ofFiles(kind);
    Optional<String> name = entry.text("name").filter(it -> !it.isEmpty());
    Optional<String> namespace = entry.text("namespace").filter(it -> !it.isEmpty());
    List<Manifest> found = new ArrayList<>();
    for (Manifest manifest : manifests) {
      GroupKind its = manifest.groupKind();
      if (groups.matches(its.group(), limit)
          && kinds.matches(its.kind(), limit)
          && name.filter(it -> !it.equals(manifest.name())).isEmpty()
          && namespace.filter(it -> !it.equals(manifest.namespace())).isEmpty()) {
        found.add(manifest);
      }
    }
    return found;
  }

  private List<JqExpression> expressions(String policy, Value.Obj entry) {
    List<JqExpression> all = new ArrayList<>();
    for (Value pointer : entry.list("jsonPointers")) {
      if (pointer instanceof Value.Str(String text) && text.startsWith("/")) {
        try {
          all.add(DeployerIgnore.pointer(text));
        } catch (IllegalArgumentException e) {
          problems.add(refused("%s: one of jsonPointers %s".formatted(policy, e.getMessage())));
        }
      }
    }
    for (Value expression : entry.list("jqPathExpressions")) {
      if (expression instanceof Value.Str(String text)) {
        try {
          all.add(JqExpression.parse(text));
        } catch (IllegalArgumentException e) {
          problems.add(
              refused(
                  "%s: an expression of jqPathExpressions %s".formatted(policy, e.getMessage())));
        }
      }
    }
    return all;
  }

  private Problem refused(String why) {
    return Problem.at(
        application.place(), Problem.Code.IGNORE_REFUSED, why + ", so what it ignores is reported");
  }
}
