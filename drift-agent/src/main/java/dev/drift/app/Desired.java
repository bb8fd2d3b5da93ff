package dev.drift.app;

import dev.drift.git.GitOptions;
import dev.drift.git.GitSource;
import dev.drift.git.SourceSpec;
import dev.drift.model.Checkout;
import dev.drift.model.Rendered;
import dev.drift.model.Source;
import dev.drift.render.PlainRenderer;
import dev.drift.yaml.YamlLimits;

/// What was read from Git: fetch → render.
///
/// @param rendered with the problems of fetching, too
record Desired(Source source, Rendered rendered) {

  static Desired read(GitRequest request, Progress progress) {
    SourceSpec spec = new SourceSpec(request.repo(), request.revision(), request.paths());
    Checkout checkout =
        progress.during(
            "Reading " + request.repo(),
            () -> new GitSource(GitOptions.of(System.getenv(), _ -> {})).open(spec));
    Rendered rendered = new PlainRenderer(YamlLimits.DEFAULT).render(checkout);
    return new Desired(checkout.source(), rendered);
  }
}
