package dev.drift.policy.cases;

import dev.drift.finding.Attribution;
import dev.drift.finding.Attribution.Confidence;
import dev.drift.finding.Severity;
import dev.drift.judge.Rules;
import dev.drift.model.Change;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Places;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.policy.CheckedMapping;
import dev.drift.policy.Labels;
import dev.drift.policy.action.Action;
import dev.drift.policy.action.DurationText;
import dev.drift.policy.action.Seen;
import dev.drift.rule.Rule;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the cases beside a policy.
public final class PolicyCaseReader {
  private static final Labels<Severity> SEVERITIES = Labels.of(Severity.class, Severity::label);
  private static final Labels<Change> CHANGES = Labels.of(Change.class, Change::name);
  private static final Labels<Action> ACTIONS = Labels.of(Action.class, Action::label);
  private static final Labels<Confidence> CONFIDENCE =
      Labels.of(Confidence.class, one -> one.name().toLowerCase(Locale.ROOT));

  private static final Set<String> HOLDS =
      Set.of("frozen", "outsideWindow", "notPersistent", "needsApproval", "conditionFailed");

  private PolicyCaseReader() {}

  /// @param document one case
  /// @param problems takes what is wrong, each with its place
  public static Optional<PolicyCase> read(Value document, Places places, List<Problem> problems) {
    if (!(document instanceof Value.Obj object)) {
      problems.add(
          Problem.at(
              places.start(), Problem.Code.INVALID_POLICY, "the document is not a test case"));
      return Optional.empty();
    }
    CheckedMapping fields =
        new CheckedMapping(object, Path.ROOT, path -> places.nearest(path, object), problems);
    int before = fields.problems();
    Optional<String> name = fields.required("case", "what the case is about");
    Optional<Value.Obj> git = fields.value("git");
    Optional<Value.Obj> cluster = fields.value("cluster");
    Optional<CheckedMapping> described = needed(fields, "finding", "what was found");
    Optional<DescribedFinding> finding = described.flatMap(one -> finding(one, git, cluster));
    Optional<Instant> at =
        fields
            .required("at", "when it is decided, such as 2026-11-30T22:15:00+01:00")
            .flatMap(_ -> fields.parsed("at", PolicyCaseReader::moment));
    Optional<Seen> seen = fields.object("seen").flatMap(one -> seen(one, at));
    Optional<PolicyCase.Expected> expected =
        needed(fields, "expect", "the action, the rule and the holds")
            .flatMap(PolicyCaseReader::expected);
    fields.done();
    return fields.isFine(before)
        ? Optional.of(
            new PolicyCase(
                name.orElseThrow(),
                finding.orElseThrow(),
                at.orElseThrow(),
                seen,
                expected.orElseThrow(),
                fields.place()))
        : Optional.empty();
  }

  private static Optional<CheckedMapping> needed(
      CheckedMapping fields, String name, String meaning) {
    if (!fields.has(name)) {
      fields.problem("%s is missing: %s".formatted(name, meaning));
    }
    return fields.object(name);
  }

  private static Optional<DescribedFinding> finding(
      CheckedMapping fields, Optional<Value.Obj> git, Optional<Value.Obj> cluster) {
    int before = fields.problems();
    Optional<Rule> rule =
        fields
            .required("rule", "the code of the rule, such as CFG001")
            .flatMap(_ -> fields.parsed("rule", PolicyCaseReader::rule));
    Optional<String> kind = fields.required("kind", "such as ConfigMap or Deployment.apps");
    String namespace = fields.text("namespace").orElse("");
    Optional<String> name = fields.required("name", "the name of the resource");
    Path path = fields.parsed("path", PolicyCaseReader::path).orElse(Path.ROOT);
    Optional<Severity> severity = SEVERITIES.one(fields, "severity");
    Change change =
        CHANGES.one(fields, "change").orElse(path.isRoot() ? Change.MISSING : Change.CHANGED);
    Optional<Value.Obj> labels =
        fields.has("labels") ? Optional.of(labels(fields.map("labels"))) : Optional.empty();
    Attribution attribution =
        fields.object("attribution").map(PolicyCaseReader::attribution).orElse(Attribution.UNKNOWN);
    fields.done();
    return fields.isFine(before)
        ? Optional.of(
            new DescribedFinding(
                DescribedRule.of(rule.orElseThrow()),
                severity.orElseGet(() -> rule.orElseThrow().info().severity()),
                change,
                resource(kind.orElseThrow(), namespace, name.orElseThrow()),
                path,
                attribution,
                labels,
                git,
                cluster))
        : Optional.empty();
  }

  /// @param kind with its group, or of the kinds that Drift tracks without it
  public static ResourceRef resource(String kind, String namespace, String name) {
    int dot = kind.indexOf('.');
    GroupKind known =
        dot > 0
            ? new GroupKind(kind.substring(dot + 1), kind.substring(0, dot))
            : TrackedKinds.ALL.stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElse(new GroupKind("", kind));
    String apiVersion = known.group().isEmpty() ? "v1" : known.group() + "/v1";
    return new ResourceRef(apiVersion, new ResourceId(known, namespace, name));
  }

  private static Rule rule(String code) {
    return Rules.of(code)
        .orElseThrow(() -> new IllegalArgumentException("is not a rule code such as CFG001"));
  }

  private static Path path(String text) {
    try {
      return Path.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not a path such as spec.replicas", e);
    }
  }

  private static Value.Obj labels(Map<String, String> texts) {
    Value.Obj labels = Value.Obj.EMPTY;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      labels = labels.with(text.getKey(), Value.of(text.getValue()));
    }
    return labels;
  }

  private static Attribution attribution(CheckedMapping fields) {
    String manager = fields.text("manager").orElse("");
    String user = fields.text("user").orElse("");
    String actingAs = fields.text("actingAs").orElse("");
    String tool = fields.text("tool").orElse("");
    Optional<Confidence> confidence = CONFIDENCE.one(fields, "confidence");
    Optional<Instant> time = fields.parsed("time", PolicyCaseReader::moment);
    fields.done();
    return attribution(manager, user, actingAs, tool, confidence, time);
  }

  /// @param confidence if empty, what follows: a user is known only by the request log
  public static Attribution attribution(
      String manager,
      String user,
      String actingAs,
      String tool,
      Optional<Confidence> confidence,
      Optional<Instant> time) {
    return new Attribution(
        manager,
        "",
        time,
        confidence.orElse(
            !user.isEmpty()
                ? Confidence.PROVEN
                : manager.isEmpty() ? Confidence.UNKNOWN : Confidence.HINT),
        user.isEmpty()
            ? Optional.empty()
            : Optional.of(new Attribution.Request(user, actingAs, "patch", tool)));
  }

  private static Optional<Seen> seen(CheckedMapping fields, Optional<Instant> at) {
    int before = fields.problems();
    int checks = fields.count("checks").orElse(1);
    Instant since =
        fields
            .parsed("for", DurationText::parse)
            .flatMap(lasted -> at.map(now -> now.minus(lasted)))
            .or(() -> at)
            .orElse(Instant.EPOCH);
    fields.done();
    return fields.isFine(before) ? Optional.of(new Seen(checks, since)) : Optional.empty();
  }

  private static Optional<PolicyCase.Expected> expected(CheckedMapping fields) {
    int before = fields.problems();
    if (!fields.has("action")) {
      fields.problem("action is missing: enter one of " + ACTIONS.list());
    }
    Optional<Action> action = ACTIONS.one(fields, "action");
    Optional<String> rule = fields.text("rule");
    Set<String> holds = new HashSet<>(fields.texts("holds", PolicyCaseReader::hold));
    fields.done();
    return fields.isFine(before)
        ? Optional.of(new PolicyCase.Expected(action.orElseThrow(), rule, holds))
        : Optional.empty();
  }

  private static String hold(String label) {
    if (!HOLDS.contains(label)) {
      throw new IllegalArgumentException(
          "is not one of " + String.join(", ", HOLDS.stream().sorted().toList()));
    }
    return label;
  }

  private static Instant moment(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "is not a time with its offset from UTC, such as 2026-11-30T22:15:00+01:00", e);
    }
  }
}
