package dev.drift.pipeline;

import dev.drift.config.SourceConfig;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.branch.Heads;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Place;
import dev.drift.model.scope.Scope;
import dev.drift.model.scope.Source;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.policy.Policies;
import dev.drift.policy.PolicyReader;
import dev.drift.policy.PolicySource;
import dev.drift.source.Rendered;
import dev.drift.tree.TreePath;
import dev.drift.world.DesiredState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was read of one repository.
///
/// @param request as it was asked for
/// @param source what was read, and what it claims
/// @param heads the branches; empty if reading took no question for them
/// @param manifests what is compared; without policies
/// @param problems of fetching and of rendering
/// @param parts the same for the engine, with what the repository declares besides
/// @param policies of the repository, with what is wrong with them
/// @param asked of the cluster while it was rendered
record SourceReading(
    GitRequest request,
    Source source,
    Optional<Heads> heads,
    List<Manifest> manifests,
    List<Skipped> skipped,
    List<Problem> problems,
    List<DesiredState.Part> parts,
    Policies.Reading policies,
    AskedFacts asked) {
  SourceReading {
    manifests = List.copyOf(manifests);
    skipped = List.copyOf(skipped);
    problems = List.copyOf(problems);
    parts = List.copyOf(parts);
  }

  /// @param name distinguishes the repository from others of the run; empty if it is the only one
  /// @param scope what flags say that every source claims
  /// @param before what the same run read of its sources; what is still so is taken from there
  /// @throws dev.drift.model.DriftException if the repository cannot be read
  static SourceReading read(
      GitRequest request,
      String name,
      Optional<Scope> scope,
      String defaultNamespace,
      SourceReader reader,
      List<SourceReading> before) {
    Optional<SourceReading> known =
        before.stream()
            .filter(it -> it.request.equals(request) && it.source.name().equals(name))
            .filter(it -> reader.areStillSo(it.asked))
            .findFirst();
    String prefix = name.isEmpty() ? "" : name + "/";
    return switch (reader.read(request, prefix, known.flatMap(it -> it.source.commit()))) {
      case SourceReader.Result.Unchanged(var heads) -> known.orElseThrow().with(heads);
      case SourceReader.Result.Read result ->
          read(request, name, scope, defaultNamespace, prefix, result);
    };
  }

  private SourceReading with(Optional<Heads> now) {
    return new SourceReading(
        request, source, now, manifests, skipped, problems, parts, policies, asked);
  }

  /// The same, but nothing of it is compared, and its branches are those of now.
  ///
  /// @param why a sentence
  SourceReading withheld(String why) {
    Unrendered unknown =
        new Unrendered(
            new Place(source.repo(), 1, 1, 0, 0, false),
            manifests.stream().anyMatch(it -> it.is(Kinds.ARGO_APPLICATION))
                ? Unrendered.Kind.ARGO_APPLICATION
                : Unrendered.Kind.FLUX_KUSTOMIZATION,
            why,
            Optional.empty());
    return new SourceReading(
        request,
        source,
        Optional.empty(),
        List.of(),
        skipped,
        problems,
        withheldParts(unknown),
        policies,
        asked);
  }

  private List<DesiredState.Part> withheldParts(Unrendered unknown) {
    List<DesiredState.Part> withheld = new ArrayList<>();
    for (DesiredState.Part part : parts) {
      List<Manifest> others = new ArrayList<>(part.others());
      others.addAll(part.manifests());
      withheld.add(
          new DesiredState.Part(
              part.scope(),
              part.defaultNamespace(),
              List.of(),
              others,
              withheld.isEmpty() ? List.of(unknown) : List.of()));
    }
    return withheld;
  }

  private static SourceReading read(
      GitRequest request,
      String name,
      Optional<Scope> scope,
      String defaultNamespace,
      String prefix,
      SourceReader.Result.Read result) {
    Rendered rendered = result.rendered();
    List<Manifest> manifests = resources(rendered.manifests());
    List<List<Manifest>> newer =
        result.newer().stream().map(it -> resources(it.manifests())).toList();
    List<DesiredState.Part> parts = new ArrayList<>();
    for (SourceConfig one : result.wanted()) {
      boolean first = parts.isEmpty();
      parts.add(
          new DesiredState.Part(
              scope.or(one::scope).orElse(Scope.NAMESPACES),
              request.defaultNamespace().or(one::defaultNamespace).orElse(defaultNamespace),
              result.wanted().size() == 1 ? manifests : of(one, manifests, prefix),
              first ? resources(rendered.elsewhere().manifests()) : List.of(),
              first ? rendered.unrendered() : List.of(),
              newer.stream()
                  .map(all -> result.wanted().size() == 1 ? all : of(one, all, prefix))
                  .toList()));
    }
    Scope widest = parts.stream().map(DesiredState.Part::scope).max(Scope::compareTo).orElseThrow();
    return new SourceReading(
        request,
        new Source(
            result.repo(),
            request.revision(),
            result.commit(),
            result.wanted().stream().flatMap(one -> one.paths().stream()).distinct().toList(),
            result.renderer(),
            rendered.inputs().uncommitted(),
            name,
            widest),
        result.heads(),
        manifests,
        rendered.skipped(),
        problems(request, result),
        parts,
        policies(rendered.manifests()).and(Policies.Reading.of(rendered.ignores(), List.of())),
        result.asked());
  }

  private static List<Manifest> of(SourceConfig source, List<Manifest> manifests, String prefix) {
    return manifests.stream()
        .filter(
            manifest ->
                source.paths().isEmpty()
                    || manifest.origin().files().stream()
                        .anyMatch(
                            file -> isWithin(source.paths(), file.substring(prefix.length()))))
        .toList();
  }

  private static boolean isWithin(List<String> paths, String file) {
    return paths.stream()
        .flatMap(path -> TreePath.normal(path).stream())
        .anyMatch(folder -> TreePath.isWithin(file, folder));
  }

  private static List<Problem> problems(GitRequest request, SourceReader.Result.Read result) {
    List<Problem> problems = new ArrayList<>(result.own().problems());
    // Paths of flags were already read, and reported if they do not exist.
    if (request.paths().isEmpty()) {
      result.wanted().stream()
          .flatMap(one -> one.paths().stream())
          .filter(
              path ->
                  result.rendered().inputs().files().stream()
                      .noneMatch(file -> isWithin(List.of(path), file)))
          .forEach(path -> problems.add(noPath(path)));
    }
    problems.addAll(result.rendered().problems());
    problems.addAll(notes(result.rendered().elsewhere()));
    return problems;
  }

  private static Problem noPath(String path) {
    return Problem.of(
        Problem.Code.PATH_NOT_FOUND,
        "drift.yaml lists the path %s, which contains no manifests; correct or remove it"
            .formatted(path));
  }

  /// What is not known of what the repository declares outside of its paths: nothing there is
  /// compared, so it changes no exit code.
  private static List<Problem> notes(Rendered.Elsewhere others) {
    List<Problem> notes = new ArrayList<>();
    others
        .unread()
        .ifPresent(
            reason ->
                notes.add(
                    Problem.of(
                        Problem.Code.OTHERS_NOT_READ,
                        "not everything besides what is compared was read, so objects declared there"
                            + " may be reported as unmanaged: "
                            + reason)));
    int count = others.unrendered().size();
    if (count > 0) {
      Unrendered first = others.unrendered().getFirst();
      notes.add(
          Problem.at(
              first.place(),
              Problem.Code.OTHERS_NOT_READ,
              ("besides what is compared, this %s%s not read as manifests; objects declared there may"
                      + " be reported as unmanaged")
                  .formatted(
                      first.kind().label(),
                      count == 1
                          ? " was"
                          : " and %d more %s were"
                              .formatted(count - 1, count == 2 ? "file" : "files"))));
    }
    return notes;
  }

  private static List<Manifest> resources(List<Manifest> manifests) {
    return manifests.stream().filter(manifest -> !isPolicy(manifest)).toList();
  }

  private static Policies.Reading policies(List<Manifest> manifests) {
    Policies.Reading reading = Policies.Reading.NOTHING;
    for (Manifest manifest : manifests) {
      if (isPolicy(manifest)) {
        reading =
            reading.and(
                PolicyReader.read(
                    manifest.content(), manifest.origin().places(), PolicySource.REPOSITORY));
      }
    }
    return reading;
  }

  private static boolean isPolicy(Manifest manifest) {
    return manifest.is(PolicyReader.KIND);
  }
}
