package dev.drift.app;

import dev.drift.git.GitOptions;
import dev.drift.git.ParsedFiles;
import dev.drift.git.SourceSpec;
import dev.drift.git.Sources;
import dev.drift.model.Checkout;
import dev.drift.model.Heads;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Rendered;
import dev.drift.model.Scope;
import dev.drift.model.Source;
import dev.drift.model.SourceFile;
import dev.drift.policy.Origin;
import dev.drift.policy.Policies;
import dev.drift.policy.PolicyReader;
import dev.drift.render.PlainRenderer;
import dev.drift.verdict.DesiredState;
import dev.drift.yaml.YamlLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was read of one source: fetch → render.
///
/// @param request as it was asked for
/// @param heads the branches; empty where reading took no question for them
/// @param rendered what is compared, with the problems of fetching, too; without policies
/// @param part the same for the engine, with what the source declares outside of its paths
/// @param policies of the repository, with what is wrong with them
record SourceReading(
    GitRequest request,
    Source source,
    Optional<Heads> heads,
    Rendered rendered,
    DesiredState.Part part,
    Policies.Written policies) {

  /// @param name distinguishes the source from others of the run; empty if it is the only one
  /// @param scope what flags say that every source claims
  /// @throws dev.drift.model.DriftException where the repository cannot be read
  static SourceReading read(
      GitRequest request,
      String name,
      Optional<Scope> scope,
      String defaultNamespace,
      Progress progress) {
    SourceSpec spec = new SourceSpec(request.repo(), request.revision(), request.paths());
    Sources sources = new Sources(GitOptions.of(System.getenv(), _ -> {}));
    ParsedFiles parsed = sources.parsed(spec);
    Checkout checkout =
        named(name, progress.during("Reading " + request.repo(), () -> sources.open(spec, parsed)));
    PlainRenderer renderer = new PlainRenderer(YamlLimits.DEFAULT, parsed);
    Rendered rendered = renderer.render(checkout);
    Rendered others = renderer.renderOthers(checkout);
    parsed.save();
    Scope claimed = scope.or(request::scope).orElse(Scope.NAMESPACES);
    List<Problem> problems = new ArrayList<>(rendered.problems());
    problems.addAll(notes(checkout, others));
    Rendered compared =
        new Rendered(
            resources(rendered.manifests()), rendered.skipped(), rendered.unrendered(), problems);
    return new SourceReading(
        request,
        checkout.source().as(name, checkout.source().paths(), claimed),
        checkout.heads(),
        compared,
        new DesiredState.Part(
            claimed,
            request.defaultNamespace().orElse(defaultNamespace),
            compared.manifests(),
            resources(others.manifests()),
            compared.unrendered()),
        policies(rendered.manifests()));
  }

  /// With the name of the source before each path, so that places of several sources are told
  /// apart.
  private static Checkout named(String name, Checkout checkout) {
    return name.isEmpty()
        ? checkout
        : new Checkout(
            checkout.source(),
            checkout.heads(),
            named(name, checkout.files()),
            named(name, checkout.others()),
            checkout.othersUnread(),
            checkout.skipped(),
            checkout.problems());
  }

  private static List<SourceFile> named(String name, List<SourceFile> files) {
    return files.stream()
        .map(file -> new SourceFile(name + "/" + file.path(), file.content(), file.id()))
        .toList();
  }

  /// What is not known of what the source declares outside of its paths: nothing there is compared,
  /// so it changes no exit code.
  private static List<Problem> notes(Checkout checkout, Rendered others) {
    List<Problem> notes = new ArrayList<>();
    checkout
        .othersUnread()
        .ifPresent(
            reason ->
                notes.add(
                    Problem.of(
                        Problem.Code.OTHERS_NOT_READ,
                        "what the repository declares outside of --path was not read whole, so it"
                            + " may be reported as unmanaged: "
                            + reason)));
    if (!others.unrendered().isEmpty()) {
      notes.add(
          Problem.at(
              others.unrendered().getFirst().place(),
              Problem.Code.OTHERS_NOT_READ,
              "outside of --path, %s not read as manifests; what %s may be reported as unmanaged"
                  .formatted(
                      others.unrendered().size() == 1
                          ? "this %s was".formatted(others.unrendered().getFirst().kind().label())
                          : "this and %d more places were"
                              .formatted(others.unrendered().size() - 1),
                      others.unrendered().size() == 1 ? "it declares" : "they declare")));
    }
    return notes;
  }

  private static List<Manifest> resources(List<Manifest> manifests) {
    return manifests.stream().filter(manifest -> !isPolicy(manifest)).toList();
  }

  private static Policies.Written policies(List<Manifest> manifests) {
    Policies.Written written = Policies.Written.NOTHING;
    for (Manifest manifest : manifests) {
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
