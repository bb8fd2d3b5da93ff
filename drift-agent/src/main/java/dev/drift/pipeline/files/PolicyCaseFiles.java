package dev.drift.pipeline.files;

import com.fasterxml.jackson.core.JsonParser;
import dev.drift.json.JsonReader;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.policy.cases.DescribedFinding;
import dev.drift.policy.cases.PolicyCase;
import dev.drift.policy.cases.PolicyCaseReader;
import dev.drift.policy.cases.ReportedFindings;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What policies are tried out on: the cases beside them, and reports of earlier runs.
public final class PolicyCaseFiles {
  private static final String CASES = ".test.yaml";

  private PolicyCaseFiles() {}

  /// Where the cases of a policy stand: `lakehouse.test.yaml` beside `lakehouse.yaml`.
  public static Path beside(Path policy) {
    String name = String.valueOf(policy.getFileName()).replaceFirst("\\.(yaml|yml|json)$", "");
    return policy.resolveSibling(name + CASES);
  }

  /// @throws DriftException if the file holds cases
  public static void requirePolicy(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(CASES)) {
      Path policy = file.resolveSibling(name.replace(CASES, ".yaml"));
      throw new DriftException(
          invalid(
              "%s holds test cases; pass the policy that they test: %s".formatted(file, policy)));
    }
  }

  /// @param policy the file that the cases are about
  /// @throws DriftException with all that is wrong with them
  public static List<PolicyCase> read(Path policy) {
    Path file = beside(policy);
    List<Problem> problems = new ArrayList<>();
    List<PolicyCase> cases = new ArrayList<>();
    try {
      Documents documents =
          new DocumentReader(YamlLimits.DEFAULT)
              .read(new SourceFile(file.toString(), Files.readAllBytes(file)));
      problems.addAll(documents.problems());
      for (Document document : documents.documents()) {
        if (!(document.value() instanceof Value.Null)) {
          PolicyCaseReader.read(document.value(), document.places(), problems)
              .ifPresent(cases::add);
        }
      }
    } catch (NoSuchFileException e) {
      problems.add(
          invalid("%s does not exist; the test cases of %s belong there".formatted(file, policy)));
    } catch (IOException e) {
      problems.add(invalid("%s cannot be read; check that it is a readable file".formatted(file)));
    }
    if (problems.isEmpty() && cases.isEmpty()) {
      problems.add(invalid("%s contains no test case".formatted(file)));
    }
    if (!problems.isEmpty()) {
      throw new DriftException(problems);
    }
    return cases;
  }

  /// The findings of a report that `drift check -o json` wrote.
  ///
  /// @throws DriftException if it is not one
  public static List<DescribedFinding> report(Path file) {
    try (JsonParser parser = JsonReader.FACTORY.createParser(Files.readAllBytes(file))) {
      parser.nextToken();
      return ReportedFindings.of(JsonReader.value(parser));
    } catch (IllegalArgumentException e) {
      throw new DriftException(invalid("%s %s".formatted(file, e.getMessage())), e);
    } catch (IOException e) {
      throw new DriftException(
          invalid(
              "%s cannot be read as JSON; pass the output of drift check -o json".formatted(file)),
          e);
    }
  }

  private static Problem invalid(String sentence) {
    return Problem.of(Problem.Code.INVALID_POLICY, sentence);
  }
}
