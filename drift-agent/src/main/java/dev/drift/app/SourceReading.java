package dev.drift.app;

import dev.drift.config.Config;
import dev.drift.config.ConfigReader;
import dev.drift.config.SourceConfig;
import dev.drift.git.ParsedFiles;
import dev.drift.git.SourceSpec;
import dev.drift.git.Sources;
import dev.drift.model.Checkout;
import dev.drift.model.Heads;
import dev.drift.model.Manifest;
import dev.drift.model.Place;
import dev.drift.model.Problem;
import dev.drift.model.Rendered;
import dev.drift.model.Scope;
import dev.drift.model.Source;
import dev.drift.net.SafeUrl;
import dev.drift.policy.Policies;
import dev.drift.policy.PolicyReader;
import dev.drift.policy.PolicySource;
import dev.drift.render.PlainRenderer;
import dev.drift.world.DesiredState;
import dev.drift.yaml.YamlLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What was read of one repository: fetch → render.
///
/// @param request as it was asked for
/// @param source what was read, and what it claims
/// @param heads the branches; empty if reading took no question for them
/// @param rendered what is compared, with the problems of fetching, too; without policies
/// @param parts the same for the engine, with what the repository declares besides
/// @param policies of the repository, with what is wrong with them
record SourceReading(
    GitRequest request,
    Source source,
    Optional<Heads> heads,
    Rendered rendered,
    List<DesiredState.Part> parts,
    Policies.Written policies) {
  SourceReading {
    parts = List.copyOf(parts);
  }

  /// @param name distinguishes the repository from others of the run; empty if it is the only one
  /// @param scope what flags say that every source claims
  /// @throws dev.drift.model.DriftException if the repository cannot be read
  static SourceReading read(
      GitRequest request,
      String name,
      Optional<Scope> scope,
      String defaultNamespace,
      Sources sources,
      Progress progress) {
    SourceSpec spec = new SourceSpec(request.repo(), request.revision(), request.paths());
    ParsedFiles parsed = sources.parsed(spec);
    Checkout checkout =
        progress.during("Reading " + SafeUrl.of(request.repo()), () -> sources.open(spec, parsed));
    Config.Written own = ownConfig(checkout);
    List<SourceConfig> wanted = wanted(request, own.config());
    SourceFiles files = SourceFiles.of(checkout, wanted, name);
    PlainRenderer renderer = new PlainRenderer(YamlLimits.DEFAULT, parsed);
    Rendered rendered = renderer.render(files.checkout());
    Rendered others = renderer.renderOthers(files.checkout());
    parsed.save();
    List<Problem> problems = new ArrayList<>(own.problems());
    problems.addAll(files.problems());
    problems.addAll(rendered.problems());
    problems.addAll(notes(checkout, others));
    Rendered compared =
        new Rendered(
            resources(rendered.manifests()), rendered.skipped(), rendered.unrendered(), problems);
    List<DesiredState.Part> parts = new ArrayList<>();
    for (SourceConfig one : wanted) {
      parts.add(
          new DesiredState.Part(
              scope.or(one::scope).orElse(Scope.NAMESPACES),
              request.defaultNamespace().or(one::defaultNamespace).orElse(defaultNamespace),
              compared.manifests().stream()
                  .filter(manifest -> files.isOf(one, manifest.places().file()))
                  .toList(),
              parts.isEmpty() ? resources(others.manifests()) : List.of(),
              parts.isEmpty() ? compared.unrendered() : List.of()));
    }
    Scope widest = parts.stream().map(DesiredState.Part::scope).max(Scope::compareTo).orElseThrow();
    List<String> paths =
        wanted.stream().map(SourceConfig::paths).flatMap(List::stream).distinct().toList();
    return new SourceReading(
        request,
        checkout.source().as(name, paths, widest),
        checkout.heads(),
        compared,
        parts,
        policies(rendered.manifests()));
  }

  /// The repository's own `drift.yaml`, which stands at its root.
  private static Config.Written ownConfig(Checkout checkout) {
    return Stream.of(checkout.files(), checkout.others())
        .flatMap(List::stream)
        .filter(file -> file.path().equals(ConfigReader.FILE_NAME))
        .findFirst()
        .map(ConfigFiles::ofRepository)
        .orElseGet(() -> new Config.Written(Config.EMPTY, List.of()));
  }

  /// What is compared and claimed: as the agent says, else as the repository says. Paths that the
  /// agent gives are one source, with the scope that the repository gives all of its own.
  private static List<SourceConfig> wanted(GitRequest request, Config own) {
    if (!own.sources().isEmpty() && request.paths().isEmpty() && request.scope().isEmpty()) {
      return own.sources();
    }
    List<Scope> scopes =
        own.sources().stream().map(one -> one.scope().orElse(Scope.NAMESPACES)).distinct().toList();
    Optional<Scope> ofAll = scopes.size() == 1 ? Optional.of(scopes.getFirst()) : Optional.empty();
    return List.of(
        new SourceConfig(
            "source",
            SourceConfig.OWN_FOLDER,
            Optional.empty(),
            request.paths(),
            request.scope().or(() -> ofAll),
            request.defaultNamespace()));
  }

  /// What is not known of what the repository declares outside of its paths: nothing there is
  /// compared, so it changes no exit code.
  private static List<Problem> notes(Checkout checkout, Rendered others) {
    List<Problem> notes = new ArrayList<>();
    checkout
        .othersUnread()
        .ifPresent(
            reason ->
                notes.add(
                    Problem.of(
                        Problem.Code.OTHERS_NOT_READ,
                        "not everything outside --path was read, so objects declared there may be"
                            + " reported as unmanaged: "
                            + reason)));
    int count = others.unrendered().size();
    if (count > 0) {
      Place first = others.unrendered().getFirst().place();
      notes.add(
          Problem.at(
              first,
              Problem.Code.OTHERS_NOT_READ,
              "outside --path, %s not read as manifests; objects declared there may be reported"
                      .formatted(
                          count == 1
                              ? "this %s was"
                                  .formatted(others.unrendered().getFirst().kind().label())
                              : "this and %d more were".formatted(count - 1))
                  + " as unmanaged"));
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
                PolicyReader.read(manifest.content(), manifest.places(), PolicySource.REPOSITORY));
      }
    }
    return written;
  }

  private static boolean isPolicy(Manifest manifest) {
    return manifest.is(PolicyReader.KIND);
  }
}
