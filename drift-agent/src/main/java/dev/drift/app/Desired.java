package dev.drift.app;

import dev.drift.git.GitOptions;
import dev.drift.git.ParsedFiles;
import dev.drift.git.SourceSpec;
import dev.drift.git.Sources;
import dev.drift.model.Checkout;
import dev.drift.model.DriftException;
import dev.drift.model.Heads;
import dev.drift.model.Manifest;
import dev.drift.model.Rendered;
import dev.drift.model.Source;
import dev.drift.net.SafeUrl;
import dev.drift.policy.Origin;
import dev.drift.policy.Policies;
import dev.drift.policy.PolicyReader;
import dev.drift.render.PlainRenderer;
import dev.drift.yaml.YamlLimits;
import java.util.Optional;

/// What was read from Git: fetch → render.
///
/// @param heads the branches; empty where reading took no question for them
/// @param rendered with the problems of fetching, too; without policies, which are no resources
/// @param policies with what is wrong with them
record Desired(Source source, Optional<Heads> heads, Rendered rendered, Policies.Written policies) {

  /// With the policies of the agent's own configuration.
  ///
  /// @throws DriftException where these make no sense, or the repository cannot be read
  static Desired read(CheckRequest request, Progress progress) {
    Policies.Written own = PolicyFiles.read(request.policies());
    Desired desired = read(request.git(), progress);
    return new Desired(
        desired.source(), desired.heads(), desired.rendered(), own.and(desired.policies()));
  }

  /// Without the agent's own policies.
  static Desired read(GitRequest request, Progress progress) {
    SourceSpec spec = new SourceSpec(request.repo(), request.revision(), request.paths());
    Sources sources = new Sources(GitOptions.of(System.getenv(), _ -> {}));
    ParsedFiles parsed = sources.parsed(spec);
    Checkout checkout =
        progress.during("Reading " + SafeUrl.of(request.repo()), () -> sources.open(spec, parsed));
    Rendered rendered = new PlainRenderer(YamlLimits.DEFAULT, parsed).render(checkout);
    parsed.save();
    return new Desired(
        checkout.source(), checkout.heads(), withoutPolicies(rendered), policies(rendered));
  }

  private static Rendered withoutPolicies(Rendered rendered) {
    return new Rendered(
        rendered.manifests().stream().filter(manifest -> !isPolicy(manifest)).toList(),
        rendered.skipped(),
        rendered.problems());
  }

  private static Policies.Written policies(Rendered rendered) {
    Policies.Written written = Policies.Written.NOTHING;
    for (Manifest manifest : rendered.manifests()) {
      if (isPolicy(manifest)) {
        written =
            written.and(
                PolicyReader.read(manifest.content(), manifest.places(), Origin.REPOSITORY));
      }
    }
    return written;
  }

  private static boolean isPolicy(Manifest manifest) {
    return manifest.is(PolicyReader.KIND);
  }
}
