package dev.drift.source.flux;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.policy.Ignore;
import dev.drift.policy.match.JqExpression;
import dev.drift.source.flux.ignore.IgnoreRules;
import dev.drift.source.part.DeployerIgnore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What a Kustomization leaves to others in the objects that it applies: paths of `spec.ignore`,
/// and whatever others add to objects with `ssa: Merge`.
///
/// See <https://fluxcd.io/flux/components/kustomize/kustomizations/#ignore-rules>.
///
/// @param problems rules that are not applied
record KustomizationIgnores(List<Ignore> ignores, List<Problem> problems) {
  KustomizationIgnores {
    ignores = List.copyOf(ignores);
    problems = List.copyOf(problems);
  }

  /// @param manifests that it applies
  static KustomizationIgnores of(
      FluxKustomization flux, Collection<Manifest> manifests, ControllerVersion version) {
    List<Ignore> ignores = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    IgnoreRules rules = IgnoreRules.of(flux.spec(), false);
    rules.refused().forEach(it -> problems.add(refused(flux, it)));
    if (version.ignoresPaths()) {
      for (IgnoreRules.Rule rule : rules.rules()) {
        List<JqExpression> paths = paths(flux, rule, problems);
        if (!paths.isEmpty()) {
          ignores.addAll(
              ignore(flux, "spec.ignore %d".formatted(rule.number()), "Flux leaves it to others")
                  .at(paths, manifests.stream().filter(rule::isFor).toList()));
        }
      }
    } else if (!rules.rules().isEmpty()) {
      problems.add(
          refused(
              flux,
              "kustomize-controller %s does not have this field, which is new in 1.9.0"
                  .formatted(version.version().orElseThrow())));
    }
    ignores.addAll(
        ignore(flux, "ssa: Merge", "Flux keeps what others add")
            .additions(manifests.stream().filter(ObjectRules::isMerged).toList()));
    return new KustomizationIgnores(ignores, problems);
  }

  private static List<JqExpression> paths(
      FluxKustomization flux, IgnoreRules.Rule rule, List<Problem> problems) {
    List<JqExpression> paths = new ArrayList<>();
    for (String path : rule.paths()) {
      try {
        paths.add(DeployerIgnore.pointer(path));
      } catch (IllegalArgumentException e) {
        problems.add(
            refused(flux, "a path of rule %d %s".formatted(rule.number(), e.getMessage())));
      }
    }
    return paths;
  }

  private static DeployerIgnore ignore(FluxKustomization flux, String what, String reason) {
    String owner = "Flux Kustomization " + flux.id();
    return new DeployerIgnore("%s, %s".formatted(owner, what), reason, owner, flux.place());
  }

  private static Problem refused(FluxKustomization flux, String why) {
    return Problem.at(
        flux.place(),
        Problem.Code.IGNORE_REFUSED,
        "Flux Kustomization %s, spec.ignore: %s, so what it ignores is reported"
            .formatted(flux.id(), why));
  }
}
