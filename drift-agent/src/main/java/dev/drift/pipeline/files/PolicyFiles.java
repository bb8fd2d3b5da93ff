package dev.drift.pipeline.files;

import dev.drift.cel.CelConditions;
import dev.drift.config.Channel;
import dev.drift.config.Config;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.policy.Policies;
import dev.drift.policy.PolicyReader;
import dev.drift.policy.PolicySource;
import dev.drift.policy.action.ActionRule;
import dev.drift.policy.action.Condition;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The policies of the agent's own configuration.
public final class PolicyFiles {
  private PolicyFiles() {}

  /// Not a reference to the method: java would load CEL for it, which few policies need.
  private static Condition condition(String text) {
    return CelConditions.compile(text);
  }

  /// Without a configuration, whose channels rules may name.
  ///
  /// @throws DriftException with all that is wrong with them
  public static Policies.Reading read(List<Path> files) {
    return read(files, Optional.empty());
  }

  /// @param config whose channels rules may name; empty if it is not known
  /// @throws DriftException with all that is wrong with them
  public static Policies.Reading read(List<Path> files, Optional<Config> config) {
    Policies.Reading reading = Policies.Reading.NOTHING;
    List<Problem> problems = new ArrayList<>();
    for (Path file : files) {
      try {
        Documents documents =
            new DocumentReader(YamlLimits.DEFAULT)
                .read(new SourceFile(file.toString(), Files.readAllBytes(file)));
        problems.addAll(documents.problems());
        for (Document document : documents.documents()) {
          if (!(document.value() instanceof Value.Null)) {
            reading =
                reading.and(
                    PolicyReader.read(
                        document.value(),
                        document.places(),
                        PolicySource.AGENT,
                        PolicyFiles::condition));
          }
        }
      } catch (IOException e) {
        problems.add(
            Problem.of(
                Problem.Code.INVALID_POLICY,
                "the policy %s could not be read; --policy takes a readable YAML file"
                    .formatted(file)));
      }
    }
    problems.addAll(reading.problems());
    if (config.isPresent()) {
      problems.addAll(unknownChannels(reading.actions(), config.get()));
    }
    if (!problems.isEmpty()) {
      throw new DriftException(problems);
    }
    return reading;
  }

  /// A finding that goes to a channel that does not exist would be announced to nobody.
  private static List<Problem> unknownChannels(List<ActionRule> rules, Config config) {
    Set<String> known =
        config.channels().stream()
            .map(Channel::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<Problem> problems = new ArrayList<>();
    for (ActionRule rule : rules) {
      for (String name : rule.channels()) {
        if (!known.contains(name)) {
          problems.add(
              Problem.at(
                  rule.place(),
                  Problem.Code.INVALID_POLICY,
                  "the rule %s names the channel %s, which drift.yaml does not have; it has %s"
                      .formatted(
                          rule.name(), name, known.isEmpty() ? "none" : String.join(", ", known))));
        }
      }
    }
    return problems;
  }
}
