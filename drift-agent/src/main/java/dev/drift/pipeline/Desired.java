package dev.drift.pipeline;

import dev.drift.config.Config;
import dev.drift.model.DriftException;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.scope.Source;
import dev.drift.pipeline.files.ConfigFiles;
import dev.drift.pipeline.files.PolicyFiles;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.DesiredRequest;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.policy.Policies;
import dev.drift.world.DesiredState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What was read of all sources of a run.
///
/// @param policies of the agent's own configuration and of the repositories, with what is wrong
///     with them
record Desired(List<SourceReading> sources, Policies.Reading policies) {
  Desired {
    sources = List.copyOf(sources);
  }

  /// @throws DriftException if the agent's own policies make no sense, or a repository cannot be
  ///     read
  static Desired read(CheckRequest request, SourceReader reader) {
    return read(request, reader, List.of());
  }

  /// The same again.
  ///
  /// @param before what this request read of its sources; what is still so is taken from there
  /// @throws DriftException if the agent's own policies make no sense, or a repository cannot be
  ///     read
  static Desired read(CheckRequest request, SourceReader reader, List<SourceReading> before) {
    Optional<Config> given = request.config().map(ConfigFiles::read);
    Config config = given.orElse(Config.EMPTY);
    List<Path> policies = new ArrayList<>(request.policies().files());
    config.policies().forEach(file -> policies.add(Path.of(file)));
    DesiredRequest all =
        new DesiredRequest(
            sources(request, config),
            request.desired().scope(),
            request.desired().defaultNamespace());
    return read(all, PolicyFiles.read(policies, given), reader.with(config), before);
  }

  /// Flags without a target name all sources that are wanted of a configuration with targets.
  ///
  /// @throws DriftException if the configuration has several targets and none is named
  static List<GitRequest> sources(CheckRequest request, Config config) {
    DesiredRequest desired = request.desired();
    boolean onlyFlags =
        desired.target().isEmpty() && !desired.sources().isEmpty() && config.sources().isEmpty();
    return request.config().isEmpty() || onlyFlags
        ? desired.and(List.of())
        : desired.and(
            ConfigFiles.sources(config, request.config().orElseThrow(), desired.target()));
  }

  /// Without the agent's own policies.
  static Desired read(DesiredRequest request, SourceReader reader) {
    return read(request, Policies.Reading.NOTHING, reader, List.of());
  }

  private static Desired read(
      DesiredRequest request,
      Policies.Reading own,
      SourceReader reader,
      List<SourceReading> before) {
    List<GitRequest> sources = request.sources();
    List<SourceReading> readings = new ArrayList<>();
    Policies.Reading policies = own;
    List<String> names = names(sources);
    for (int i = 0; i < sources.size(); i++) {
      SourceReading reading =
          SourceReading.read(
              sources.get(i),
              names.get(i),
              request.scope(),
              request.defaultNamespace(),
              reader,
              before);
      readings.add(reading);
      policies = policies.and(reading.policies());
    }
    return new Desired(readings, policies);
  }

  /// Distinguishes the sources; empty if there is only one.
  private static List<String> names(List<GitRequest> sources) {
    if (sources.size() == 1) {
      return List.of("");
    }
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (GitRequest source : sources) {
      String name = source.name().orElseGet(() -> lastSegment(source.repo()));
      String free = name;
      for (int i = 2; !taken.add(free); i++) {
        free = name + "-" + i;
      }
      names.add(free);
    }
    return names;
  }

  private static String lastSegment(String repo) {
    String path = repo.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
    // A login within a URL must not become a name.
    return last.isEmpty() || last.equals(".") || last.contains("@") ? "source" : last;
  }

  /// Whether the same was rendered.
  boolean isSame(Desired other) {
    return parts().equals(other.parts()) && problems().equals(other.problems());
  }

  /// The kinds that the cluster was asked for while the sources were rendered.
  Set<GroupKind> asked() {
    Set<GroupKind> asked = new TreeSet<>();
    sources.forEach(it -> asked.addAll(it.asked().kinds()));
    return asked;
  }

  /// The same without what sources declare that a deployer applies.
  ///
  /// @param why a sentence
  Desired withheld(String why) {
    return new Desired(
        sources.stream()
            .map(it -> NamedCommits.areNamedBy(it.asked().kinds()) ? it.withheld(why) : it)
            .toList(),
        policies);
  }

  private List<DesiredState.Part> parts() {
    return sources.stream().flatMap(one -> one.parts().stream()).toList();
  }

  List<Source> read() {
    return sources.stream().map(SourceReading::source).toList();
  }

  List<Manifest> manifests() {
    return sources.stream().flatMap(one -> one.manifests().stream()).toList();
  }

  List<Skipped> skipped() {
    return sources.stream().flatMap(one -> one.skipped().stream()).toList();
  }

  List<Problem> problems() {
    return sources.stream().flatMap(one -> one.problems().stream()).toList();
  }

  /// For what cannot go on with half of Git: a check reports such problems instead.
  ///
  /// @throws DriftException if manifests or policies are not valid
  void requireValid() {
    List<Problem> invalid = new ArrayList<>(problems());
    invalid.addAll(policies.problems());
    invalid.removeIf(problem -> problem.code().type() != Problem.Type.INPUT);
    if (!invalid.isEmpty()) {
      throw new DriftException(invalid);
    }
  }

  /// @param kinds what the cluster serves
  DesiredState state(List<ApiKind> kinds, Collection<String> onlyNamespaces) {
    return DesiredState.of(parts(), kinds, onlyNamespaces);
  }
}
