package dev.drift.rulecases;

import dev.drift.model.Manifest;
import dev.drift.model.Manifests;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.branch.BranchPair;
import dev.drift.model.branch.BranchState;
import dev.drift.model.branch.Heads;
import dev.drift.model.branch.RepositoryName;
import dev.drift.model.branch.SourceBranches;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Places;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.scope.Scope;
import dev.drift.model.value.Value;
import dev.drift.policy.Policies;
import dev.drift.policy.PolicyReader;
import dev.drift.policy.PolicySource;
import dev.drift.world.Fight;
import dev.drift.world.ImageScan;
import dev.drift.world.ScanReader;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A case of a rule: an offence, or a near miss, in which the rule must be silent.
///
/// `drift-rules/src/test/resources/rules/CODE.yaml` has a document for each:
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
/// | `source` | the branches: `repo`, the `commit` that was read, `heads` by name, `head` of the
/// default branch, `folder: true` where no server named them; `pairs` tell what is `ahead` in the
/// `branch` and `behind` in its `base`, as `{commits: 2, merges: 1, newest: …}`
/// |
/// | `fights` | what came back: `apiVersion`, `kind`, `namespace`, `name`, `path`, `times`, and
/// `somebody`, `keeper`, or neither of them for the server |
/// | `finds` | what this rule says, each as `severity Kind namespace/name path: message`; empty
/// or absent for a near miss |
///
/// In an owner reference `uid: 'uid-of: Kind/name'` stands for the UID of an object of the case.
///
/// @param rule its code
public record RuleCase(String rule, Value.Obj content, Places places) {
  /// From the folder of either module whose tests read it.
  private static final Path FOLDER = Path.of("../drift-rules/src/test/resources/rules");

  public static List<RuleCase> all() {
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

  public String name() {
    return content.text("case").orElseThrow();
  }

  public boolean isOffence() {
    return !finds().isEmpty();
  }

  /// What the source of the case claims to describe.
  Scope scope() {
    return content
        .text("scope")
        .map(text -> Scope.valueOf(text.toUpperCase(Locale.ROOT)))
        .orElse(Scope.NAMESPACES);
  }

  public List<Value.Obj> git() {
    return objects("git");
  }

  List<Manifest> manifests() {
    return git().stream().map(object -> Manifests.of(object, places)).toList();
  }

  public List<Value.Obj> then() {
    return objects("then");
  }

  Policies policies() {
    return content
        .get("policy")
        .map(policy -> PolicyReader.read(policy, places, PolicySource.AGENT))
        .map(
            reading -> {
              if (!reading.problems().isEmpty()) {
                throw new IllegalArgumentException(reading.problems().toString());
              }
              return new Policies(reading, LocalDate.EPOCH, false);
            })
        .orElse(Policies.NONE);
  }

  List<ImageScan> scans() {
    return objects("scans").stream().map(scan -> ScanReader.read(scan).orElseThrow()).toList();
  }

  List<Fight> fights() {
    return objects("fights").stream().map(RuleCase::fight).toList();
  }

  private static Fight fight(Value.Obj fight) {
    ResourceRef resource =
        new ResourceRef(
            fight.text("apiVersion").orElseThrow(),
            new ResourceId(
                GroupKind.of(
                    fight.text("apiVersion").orElseThrow(), fight.text("kind").orElseThrow()),
                fight.text("namespace").orElseThrow(),
                fight.text("name").orElseThrow()));
    return new Fight(
        resource,
        dev.drift.model.value.Path.parse(fight.text("path").orElseThrow()),
        fight
            .text("somebody")
            .<Fight.Opponent>map(Fight.Opponent.Somebody::new)
            .or(() -> fight.text("keeper").map(Fight.Opponent.Keeper::new))
            .orElseGet(Fight.Opponent.Server::new),
        number(fight, "times"));
  }

  SourceBranches branches() {
    Value.Obj source = content.object("source");
    if (source.fields().isEmpty()) {
      return SourceBranches.NONE;
    }
    Map<String, String> heads = new TreeMap<>();
    source
        .object("heads")
        .fields()
        .keySet()
        .forEach(name -> heads.put(name, source.object("heads").text(name).orElseThrow()));
    Map<List<String>, Value.Obj> surpluses = new LinkedHashMap<>();
    source
        .objects("pairs")
        .forEach(
            pair ->
                surpluses.put(
                    List.of(pair.text("branch").orElseThrow(), pair.text("base").orElseThrow()),
                    pair));
    return new SourceBranches(
        "",
        source.text("repo").flatMap(RepositoryName::of),
        source.text("commit"),
        new Heads(heads, source.text("head"), source.get("folder").isEmpty()),
        policies().reading().schemes().stream()
            .flatMap(scheme -> scheme.pairs(heads.keySet()).stream())
            .flatMap(
                pair ->
                    Optional.ofNullable(surpluses.get(List.of(pair.branch(), pair.base())))
                        .map(surplus -> state(pair, surplus))
                        .stream())
            .toList());
  }

  private static BranchState state(BranchPair pair, Value.Obj content) {
    return new BranchState(
        pair, surplus(content.object("ahead")), surplus(content.object("behind")));
  }

  private static BranchState.Surplus surplus(Value.Obj content) {
    return new BranchState.Surplus(
        number(content, "commits"), number(content, "merges"), content.text("newest"));
  }

  private static int number(Value.Obj content, String field) {
    return content.get(field).orElse(Value.Null.NULL) instanceof Value.Num number
        ? number.value().intValueExact()
        : 0;
  }

  public List<String> kinds() {
    return texts("kinds");
  }

  public List<String> finds() {
    return texts("finds");
  }

  /// What `make record-rules` recorded of the cluster.
  public Path recording() {
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
