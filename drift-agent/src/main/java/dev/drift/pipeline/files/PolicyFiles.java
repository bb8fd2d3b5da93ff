package dev.drift.pipeline.files;

import dev.drift.cel.CelConditions;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.policy.Policies;
import dev.drift.policy.PolicyReader;
import dev.drift.policy.PolicySource;
import dev.drift.policy.action.Condition;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The policies of the agent's own configuration.
public final class PolicyFiles {
  private PolicyFiles() {}

  /// Not a reference to the method: java would load CEL for it, which few policies need.
  private static Condition condition(String text) {
    return CelConditions.compile(text);
  }

  /// @throws DriftException with all that is wrong with them
  public static Policies.Reading read(List<Path> files) {
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
    if (!problems.isEmpty()) {
      throw new DriftException(problems);
    }
    return reading;
  }
}
