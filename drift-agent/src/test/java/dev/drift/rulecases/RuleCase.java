package dev.drift.rulecases;

import dev.drift.model.Manifest;
import dev.drift.model.Places;
import dev.drift.model.SourceFile;
import dev.drift.model.Value;
import dev.drift.policy.Origin;
import dev.drift.policy.Policies;
import dev.drift.policy.PolicyReader;
import dev.drift.rule.ImageScan;
import dev.drift.rule.ScanReader;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/// A case of a rule: an offence, or a near miss, in which the rule must be silent.
///
/// `src/test/resources/rules/CODE.yaml` has a document for each:
///
/// | field | meaning |
/// |---|---|
/// | `case` | a name for it |
/// | `git` | what Git declares; it is applied, too |
/// | `kinds` | custom kinds to define first, such as `keda.sh/v1alpha1/ScaledObject` |
/// | `then` | what is done to the cluster then: `create`, `patch` (merge patch), `status`
/// (merge patch of the status), `delete`, each with an object; `wait: true` lets a second pass
/// |
/// | `policy` | a policy of the agent's own configuration |
/// | `scans` | what scanners wrote, in their own form |
/// | `finds` | what this rule says, each as `severity Kind namespace/name path: message`; empty
/// or absent for a near miss |
///
/// In an owner reference `uid: 'uid-of: Kind/name'` stands for the UID of an object of the case.
///
/// @param rule its code
record RuleCase(String rule, Value.Obj content, Places places) {
  static final Path FOLDER = Path.of("src/test/resources/rules");

  static List<RuleCase> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> read(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<RuleCase> read(Path file) {
    String rule = file.getFileName().toString().replace(".yaml", "");
    try {
      Documents read =
          new DocumentReader(YamlLimits.DEFAULT)
              .read(new SourceFile(file.toString(), Files.readAllBytes(file)));
      if (!read.problems().isEmpty()) {
        throw new IllegalArgumentException(read.problems().toString());
      }
      return read.documents().stream()
          .filter(document -> document.value() instanceof Value.Obj)
          .map(document -> new RuleCase(rule, (Value.Obj) document.value(), document.places()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return content.text("case").orElseThrow();
  }

  boolean isOffence() {
    return !finds().isEmpty();
  }

  List<Value.Obj> git() {
    return objects("git");
  }

  List<Manifest> manifests() {
    return git().stream()
        .map(
            object ->
                new Manifest(
                    object.text("apiVersion").orElseThrow(),
                    object.text("kind").orElseThrow(),
                    object.object("metadata").text("namespace").orElse(""),
                    object.object("metadata").text("name").orElseThrow(),
                    object,
                    places))
        .toList();
  }

  List<Value.Obj> then() {
    return objects("then");
  }

  Policies policies() {
    return content
        .get("policy")
        .map(policy -> PolicyReader.read(policy, places, Origin.AGENT))
        .map(
            written -> {
              if (!written.problems().isEmpty()) {
                throw new IllegalArgumentException(written.problems().toString());
              }
              return new Policies(written, LocalDate.EPOCH, false);
            })
        .orElse(Policies.NONE);
  }

  List<ImageScan> scans() {
    return objects("scans").stream().map(scan -> ScanReader.read(scan).orElseThrow()).toList();
  }

  List<String> kinds() {
    return texts("kinds");
  }

  List<String> finds() {
    return texts("finds");
  }

  /// What was recorded of the cluster.
  Path recording() {
    return FOLDER
        .resolve("recorded")
        .resolve(rule)
        .resolve(name().replaceAll("\\W+", "-") + ".json");
  }

  @Override
  public String toString() {
    return rule + " " + name();
  }

  private List<Value.Obj> objects(String field) {
    return content.list(field).stream().map(Value.Obj.class::cast).toList();
  }

  private List<String> texts(String field) {
    return content.list(field).stream().map(item -> ((Value.Str) item).value()).toList();
  }
}
