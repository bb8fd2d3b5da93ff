package dev.drift.policy;

import dev.drift.finding.Severity;
import dev.drift.judge.Rules;
import dev.drift.model.Glob;
import dev.drift.model.ImageReference;
import dev.drift.model.Problem;
import dev.drift.model.branch.BranchPattern;
import dev.drift.model.branch.BranchScheme;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Places;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.policy.action.ConditionCompiler;
import dev.drift.policy.match.Match;
import dev.drift.world.ImageExpectations;
import dev.drift.world.ImageVersion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads policies; `docs/policy.schema.json` describes their form.
public final class PolicyReader {
  public static final String API_VERSION = "drift.dev/v1";

  /// Of any version: documents of other versions are problems, not resources of a cluster.
  public static final GroupKind KIND = GroupKind.of(API_VERSION, "Policy");

  static final String WHY = "why this may differ";
  static final String WHO = "the person or team that decided it";
  static final String MASTER =
      "the branch that work is merged into, such as main or master_v{version}";
  static final String UNTIL = "the last day it applies, such as 2027-01-31";

  private final PolicySource source;
  private final ActionReader actions;
  private final List<Ignore> ignores = new ArrayList<>();
  private final List<SeverityChange> severities = new ArrayList<>();
  private final List<ImageExpectations> images = new ArrayList<>();
  private final List<BranchNames> branches = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private PolicyReader(PolicySource source, ConditionCompiler conditions) {
    this.source = source;
    this.actions = new ActionReader(source, conditions);
  }

  /// Without conditions, which only actions have.
  public static Policies.Reading read(Value document, Places places, PolicySource source) {
    return read(document, places, source, ConditionCompiler.NONE);
  }

  /// Never fails: what is wrong is among the problems, all of it.
  ///
  /// @param document one policy
  /// @param conditions compiles the conditions of actions
  public static Policies.Reading read(
      Value document, Places places, PolicySource source, ConditionCompiler conditions) {
    PolicyReader reader = new PolicyReader(source, conditions);
    if (document instanceof Value.Obj object) {
      reader.policy(
          new CheckedMapping(
              object, Path.ROOT, path -> places.nearest(path, object), reader.problems));
    } else {
      reader.problems.add(
          Problem.at(places.start(), Problem.Code.INVALID_POLICY, "the document is not a policy"));
    }
    return new Policies.Reading(
        reader.ignores,
        reader.severities,
        reader.images,
        reader.branches,
        reader.actions.rules(),
        reader.actions.freezes(),
        reader.problems);
  }

  private void policy(CheckedMapping fields) {
    boolean ours =
        fields.text("apiVersion").equals(Optional.of(API_VERSION))
            && fields.text("kind").equals(Optional.of(KIND.kind()));
    fields.text("kind");
    if (!ours) {
      fields.problem(
          "the document is not a policy of this version; write apiVersion: %s and kind: %s"
              .formatted(API_VERSION, KIND.kind()));
      return;
    }
    String name = "";
    Optional<CheckedMapping> metadata = fields.object("metadata");
    if (metadata.isPresent()) {
      name = metadata.get().required("name", "reports refer to the policy by this name").orElse("");
      metadata.get().text("namespace");
      metadata.get().map("labels");
      metadata.get().map("annotations");
      metadata.get().done();
    } else {
      fields.problem("metadata.name is missing: reports refer to the policy by this name");
    }
    Optional<CheckedMapping> spec = fields.object("spec");
    if (spec.isPresent()) {
      spec(spec.get(), name);
    } else if (!fields.has("spec")) {
      fields.problem(
          "spec is missing: it holds ignores, severities, images, branches, actions and freezes");
    }
    fields.done();
  }

  private void spec(CheckedMapping spec, String policy) {
    int number = 0;
    for (CheckedMapping fields : spec.objects("ignores")) {
      ignore(fields, policy, ++number);
    }
    number = 0;
    for (CheckedMapping fields : spec.objects("severities")) {
      severity(fields, "%s, severity %d".formatted(policy, ++number));
    }
    spec.object("images").ifPresent(fields -> images(fields, policy));
    spec.objects("branches").forEach(this::branches);
    actions.read(spec, policy);
    spec.done();
  }

  private void ignore(CheckedMapping fields, String policy, int number) {
    int before = fields.problems();
    String name = fields.text("name").orElse("ignore " + number);
    Optional<CheckedMapping> criteria = fields.object("match");
    Match match = criteria.map(m -> MatchReader.read(m, source)).orElse(Match.ALL);
    if (fields.isFine(before)) {
      limit(match, criteria.orElse(fields));
    }
    Optional<String> reason = fields.required("reason", WHY);
    Optional<String> owner = fields.required("owner", WHO);
    Optional<LocalDate> expires = fields.day("expires", UNTIL);
    fields.done();
    if (fields.isFine(before)) {
      ignores.add(
          new Ignore(
              policy + ", " + name,
              source,
              match,
              reason.orElseThrow(),
              owner.orElseThrow(),
              expires.orElseThrow(),
              fields.place()));
    }
  }

  /// These require more than Git declares and hide nothing, so a repository may write them, too.
  private void images(CheckedMapping fields, String policy) {
    int before = fields.problems();
    List<Glob> registries = fields.texts("registries", PolicyReader::registry);
    List<ImageExpectations.Minimum> minimums = new ArrayList<>();
    Map<String, String> versions = fields.map("minimums");
    for (Map.Entry<String, String> one : versions.entrySet()) {
      if (ImageReference.parse(one.getKey()).filter(PolicyReader::isName).isEmpty()) {
        fields.problem(
            "minimums",
            "minimums has a name that is not an image repository such as trinodb/trino");
      } else if (ImageVersion.parse(one.getValue()).isEmpty()) {
        fields.problem(
            "minimums", "minimums has a value that is not a version such as 475 or 1.2.3");
      } else {
        minimums.add(new ImageExpectations.Minimum(one.getKey(), one.getValue()));
      }
    }
    fields.done();
    if (fields.isFine(before)) {
      images.add(new ImageExpectations(policy, registries, minimums));
    }
  }

  /// These select what is checked and hide nothing that is found.
  private void branches(CheckedMapping fields) {
    int before = fields.problems();
    Optional<String> name = fields.required("master", MASTER);
    List<BranchPattern> releases = fields.texts("releases", BranchPattern::new);
    List<BranchPattern> features = fields.texts("features", BranchPattern::new);
    fields.done();
    if (fields.isFine(before) && releases.isEmpty() && features.isEmpty()) {
      fields.problem(
          "the branches have neither releases nor features; add patterns for their names");
    }
    if (fields.isFine(before)) {
      try {
        BranchPattern master = new BranchPattern(name.orElseThrow());
        branches.add(new BranchNames(source, new BranchScheme(master, releases, features)));
      } catch (IllegalArgumentException e) {
        fields.problem("an item of branches " + e.getMessage());
      }
    }
  }

  private static boolean isName(ImageReference image) {
    return image.tag().isEmpty() && image.digest().isEmpty();
  }

  private static Glob registry(String text) {
    if (!text.matches("[\\w*.:/\\[\\]-]+")) {
      throw new IllegalArgumentException("is not a registry such as docker.io or *.example.com");
    }
    return new Glob(text);
  }

  private void limit(Match match, CheckedMapping criteria) {
    switch (source) {
      case REPOSITORY -> MatchReader.limit(match, criteria);
      case AGENT -> {
        if (match.equals(Match.ALL)) {
          criteria.problem("the ignore has no criteria and would hide everything; add a match");
        }
      }
    }
  }

  private void severity(CheckedMapping fields, String policy) {
    int before = fields.problems();
    Set<String> rules = new HashSet<>(fields.texts("rules", PolicyReader::rule));
    Match match = fields.object("match").map(m -> MatchReader.read(m, source)).orElse(Match.ALL);
    fields.text("reason");
    Optional<Severity> severity = fields.text("severity").flatMap(Severity::of);
    if (severity.isEmpty()) {
      fields.problem(
          "severity",
          "severity is one of "
              + Arrays.stream(Severity.values())
                  .map(Severity::label)
                  .collect(Collectors.joining(", ")));
    }
    fields.done();
    if (fields.isFine(before) && rules.isEmpty() && match.equals(Match.ALL)) {
      fields.problem(
          "the severity has neither rules nor a match; add the rules or a match it applies to");
    }
    if (fields.isFine(before)) {
      severities.add(
          new SeverityChange(policy, source, rules, match, severity.orElseThrow(), fields.place()));
    }
  }

  static String rule(String code) {
    if (Rules.of(code).isEmpty()) {
      throw new IllegalArgumentException("is not a rule code such as CFG001");
    }
    return code;
  }
}
