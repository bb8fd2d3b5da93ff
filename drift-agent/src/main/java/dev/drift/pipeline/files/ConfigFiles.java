package dev.drift.pipeline.files;

import dev.drift.config.AuditConfig;
import dev.drift.config.Config;
import dev.drift.config.ConfigReader;
import dev.drift.config.SopsConfig;
import dev.drift.config.SourceConfig;
import dev.drift.config.TargetConfig;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path.Index;
import dev.drift.model.value.Value;
import dev.drift.policy.PolicySource;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads `drift.yaml`: the agent's own, and those of desired-state repositories.
public final class ConfigFiles {
  private ConfigFiles() {}

  /// The agent's own file, and the policies that it lists.
  ///
  /// @return with folders and policies resolved against the folder of the file
  /// @throws DriftException with all that is wrong with them
  public static Config read(Path file) {
    return read(file, PolicySource.AGENT);
  }

  /// The sources of a run.
  ///
  /// @param file that was read
  /// @param target its name; empty for the only one
  /// @throws DriftException if the file has no such target, or several and none is named
  public static List<SourceConfig> sources(Config config, Path file, Optional<String> target) {
    if (target.isPresent()) {
      return target(config, file, target.get()).sources();
    }
    if (!config.targets().isEmpty()) {
      throw usage("%s has the targets %s; name one with --target".formatted(file, names(config)));
    }
    return config.sources();
  }

  /// The target of this name.
  ///
  /// @param file that was read
  /// @throws DriftException if the file has none
  public static TargetConfig target(Config config, Path file, String name) {
    return config
        .target(name)
        .orElseThrow(
            () ->
                usage(
                    config.targets().isEmpty()
                        ? "%s has no targets; remove --target".formatted(file)
                        : "%s has no target %s; it has %s".formatted(file, name, names(config))));
  }

  private static DriftException usage(String sentence) {
    return new DriftException(Problem.of(Problem.Code.USAGE, sentence));
  }

  private static String names(Config config) {
    return config.targets().stream().map(TargetConfig::name).collect(Collectors.joining(", "));
  }

  /// A file on this machine, read as that of the agent or that of a repository.
  ///
  /// @throws DriftException with all that is wrong with it
  public static Config read(Path file, PolicySource source) {
    List<Problem> problems = new ArrayList<>();
    Config config = read(source(file), file, source, problems);
    if (!problems.isEmpty()) {
      throw new DriftException(problems);
    }
    return config;
  }

  /// A repository's own file, from its root at the revision that is compared. Never fails.
  ///
  /// @return with paths as they are written
  public static Config.Reading ofRepository(SourceFile file) {
    List<Problem> problems = new ArrayList<>();
    Config config =
        document(file, problems)
            .map(document -> config(document, PolicySource.REPOSITORY, problems))
            .orElse(Config.EMPTY);
    return new Config.Reading(config, problems);
  }

  private static SourceFile source(Path file) {
    try {
      return new SourceFile(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw unreadable(
          "%s does not exist; pass the path of a configuration file".formatted(file), e);
    } catch (IOException e) {
      throw unreadable("%s cannot be read; check that it is a readable file".formatted(file), e);
    }
  }

  private static DriftException unreadable(String sentence, IOException cause) {
    return new DriftException(Problem.of(Problem.Code.INVALID_CONFIG, sentence), cause);
  }

  private static Config read(
      SourceFile content, Path file, PolicySource source, List<Problem> problems) {
    Optional<Document> document = document(content, problems);
    if (document.isEmpty()) {
      return Config.EMPTY;
    }
    Config config = config(document.get(), source, problems);
    if (source == PolicySource.AGENT) {
      policies(document.get(), config, file, problems);
      StoreFiles.check(document.get(), config, file, problems);
    }
    if (!problems.isEmpty()) {
      return Config.EMPTY;
    }
    return new Config(
        config.sources().stream().map(one -> resolved(one, file)).toList(),
        config.policies().stream().map(one -> file.resolveSibling(one).toString()).toList(),
        config.channels().stream().map(one -> ChannelFiles.resolved(one, file)).toList(),
        config.store().map(one -> StoreFiles.resolved(one, file)),
        new AuditConfig(
            config.audit().channel().map(one -> ChannelFiles.resolved(one, file)),
            config.audit().git(),
            config.audit().keep()),
        ReferredFiles.resolved(config.serve(), file),
        config.deployers(),
        new SopsConfig(config.sops().ageKey().map(one -> ReferredFiles.resolved(one, file))),
        ReferredFiles.resolved(config.renderers(), file),
        config.fetch(),
        config.targets().stream().map(one -> resolved(one, file)).toList());
  }

  /// The only document of the file.
  private static Optional<Document> document(SourceFile file, List<Problem> problems) {
    Documents documents = new DocumentReader(YamlLimits.DEFAULT).read(file);
    problems.addAll(documents.problems());
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    List<Document> found =
        documents.documents().stream().filter(it -> !(it.value() instanceof Value.Null)).toList();
    if (found.size() > 1) {
      problems.add(
          Problem.at(
              found.get(1).places().start(),
              Problem.Code.INVALID_CONFIG,
              "second document found; the file must contain exactly one configuration"));
      return Optional.empty();
    }
    if (found.isEmpty()) {
      problems.add(
          Problem.of(
              Problem.Code.INVALID_CONFIG,
              "%s is empty; start it with apiVersion: %s and kind: %s"
                  .formatted(file.path(), ConfigReader.API_VERSION, ConfigReader.KIND.kind())));
    }
    return found.stream().findFirst();
  }

  private static Config config(Document document, PolicySource source, List<Problem> problems) {
    Config.Reading reading = ConfigReader.read(document.value(), document.places(), source);
    problems.addAll(reading.problems());
    return reading.config();
  }

  /// A policy that is listed and missing would go unnoticed until somebody misses its ignores.
  private static void policies(
      Document document, Config config, Path file, List<Problem> problems) {
    if (!(document.value() instanceof Value.Obj object)) {
      return;
    }
    List<Path> found = new ArrayList<>();
    List<Value> listed = object.list("policies");
    for (int i = 0; i < listed.size(); i++) {
      if (!(listed.get(i) instanceof Value.Str(String name)) || name.isBlank()) {
        continue;
      }
      Optional<Path> policy = policy(name, file);
      policy.ifPresent(found::add);
      if (policy.isEmpty()) {
        var path = dev.drift.model.value.Path.ROOT.field("policies").plus(new Index(i));
        problems.add(
            Problem.at(
                document.places().nearest(path, object),
                Problem.Code.INVALID_CONFIG,
                "%s is not a file; paths of policies are relative to the folder of this file"
                    .formatted(name)));
      }
    }
    try {
      var _ = PolicyFiles.read(found, Optional.of(config));
    } catch (DriftException e) {
      problems.addAll(e.problems());
    }
  }

  private static Optional<Path> policy(String name, Path file) {
    try {
      return Optional.of(file.resolveSibling(name)).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static TargetConfig resolved(TargetConfig target, Path file) {
    return new TargetConfig(
        target.name(),
        target.kubeconfig().map(it -> ReferredFiles.resolved(it, file)),
        target.context(),
        target.namespaces(),
        target.sources().stream().map(one -> resolved(one, file)).toList());
  }

  private static SourceConfig resolved(SourceConfig source, Path file) {
    if (source.isRemote()) {
      return source;
    }
    if (source.repo().equals(SourceConfig.OWN_FOLDER)) {
      Path folder = file.getParent();
      return folder == null ? source : source.at(folder.toString());
    }
    // Not normalized: through a link, `..` is another folder than the text says.
    return source.at(file.resolveSibling(source.repo()).toString());
  }
}
