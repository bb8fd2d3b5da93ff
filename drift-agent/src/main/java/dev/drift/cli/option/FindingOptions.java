package dev.drift.cli.option;

import dev.drift.finding.Attribution.Confidence;
import dev.drift.finding.Severity;
import dev.drift.judge.Rules;
import dev.drift.model.Change;
import dev.drift.model.value.Value;
import dev.drift.policy.action.DurationText;
import dev.drift.policy.action.Seen;
import dev.drift.policy.cases.DescribedFinding;
import dev.drift.policy.cases.DescribedRule;
import dev.drift.policy.cases.PolicyCaseReader;
import dev.drift.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// A finding by its properties, and when it is decided about.
public final class FindingOptions {
  private @Nullable Rule rule;
  private String kind = "";
  private String namespace = "";
  private String name = "";
  private dev.drift.model.value.Path path = dev.drift.model.value.Path.ROOT;
  private @Nullable Change change;
  private @Nullable Severity severity;
  private List<String> labels = List.of();
  private String manager = "";
  private String user = "";
  private @Nullable Confidence confidence;
  private @Nullable Instant at;
  private int checks;
  private Duration lasted = Duration.ZERO;

  public void addTo(CommandSpec spec) {
    spec.addOption(
        Specs.parsed(Rule.class, it -> rule = it, FindingOptions::rule, "--rule")
            .paramLabel("CODE")
            .description("Rule of the finding, such as CFG001.")
            .build());
    addResource(spec);
    addDifference(spec);
    addTime(spec);
  }

  private void addResource(CommandSpec spec) {
    spec.addOption(
        Specs.option(String.class, it -> kind = it, "--kind")
            .paramLabel("KIND")
            .description("Kind of the resource, such as ConfigMap or Kafka.kafka.strimzi.io.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> namespace = it, "-n", "--namespace")
            .paramLabel("NAME")
            .description("Namespace of the resource. Default: none.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> name = it, "--name")
            .paramLabel("NAME")
            .description("Name of the resource.")
            .build());
    spec.addOption(
        Specs.repeatable(String.class, it -> labels = it, "--label")
            .paramLabel("KEY=VALUE")
            .description("Label of the resource; repeatable. Default: not known.")
            .build());
  }

  private void addDifference(CommandSpec spec) {
    spec.addOption(
        Specs.parsed(
                dev.drift.model.value.Path.class,
                it -> path = it,
                dev.drift.model.value.Path::parse,
                "--path")
            .paramLabel("PATH")
            .description("Path that differs, such as spec.replicas. Default: the whole resource.")
            .build());
    spec.addOption(
        Specs.option(Change.class, it -> change = it, "--change")
            .paramLabel("CHANGE")
            .description(
                "How it differs: ${COMPLETION-CANDIDATES}. Default: CHANGED, or MISSING without"
                    + " --path.")
            .build());
    spec.addOption(
        SeverityOption.option(it -> severity = it, "--severity")
            .description("Severity: ${COMPLETION-CANDIDATES}. Default: that of the rule.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> manager = it, "--manager")
            .paramLabel("NAME")
            .description("Field manager that made the change. Default: not known.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> user = it, "--user")
            .paramLabel("NAME")
            .description("User that made the change, from the request log. Default: not known.")
            .build());
    spec.addOption(
        Specs.option(Confidence.class, it -> confidence = it, "--confidence")
            .paramLabel("CONFIDENCE")
            .description(
                "How sure that is: ${COMPLETION-CANDIDATES}. Default: PROVEN with --user, HINT with"
                    + " --manager.")
            .build());
  }

  private void addTime(CommandSpec spec) {
    spec.addOption(
        Specs.parsed(Instant.class, it -> at = it, FindingOptions::moment, "--at")
            .paramLabel("TIME")
            .description("Decide as at this time, such as 2026-11-30T22:15:00+01:00. Default: now.")
            .build());
    spec.addOption(
        Specs.option(Integer.class, it -> checks = it, "--seen-checks")
            .paramLabel("NUMBER")
            .description("Number of earlier checks in a row that found it. Default: 0.")
            .build());
    spec.addOption(
        Specs.parsed(Duration.class, it -> lasted = it, DurationText::parse, "--seen-for")
            .paramLabel("DURATION")
            .description("How long ago the first of these checks was, such as 20m. Default: 0s.")
            .build());
  }

  /// The finding; empty if no rule is given.
  public Optional<DescribedFinding> finding(CommandSpec spec) {
    if (rule == null) {
      return Optional.empty();
    }
    if (kind.isBlank() || name.isBlank()) {
      throw new ParameterException(spec.commandLine(), "--rule needs --kind and --name as well");
    }
    return Optional.of(
        new DescribedFinding(
            DescribedRule.of(rule),
            severity == null ? rule.info().severity() : severity,
            change == null ? (path.isRoot() ? Change.MISSING : Change.CHANGED) : change,
            PolicyCaseReader.resource(kind, namespace, name),
            path,
            PolicyCaseReader.attribution(
                manager, user, "", "", Optional.ofNullable(confidence), Optional.empty()),
            labels.isEmpty() ? Optional.empty() : Optional.of(labels(spec)),
            Optional.empty(),
            Optional.empty()));
  }

  private Value.Obj labels(CommandSpec spec) {
    Value.Obj all = Value.Obj.EMPTY;
    for (String label : labels) {
      int equals = label.indexOf('=');
      if (equals < 1) {
        throw new ParameterException(
            spec.commandLine(), "--label takes KEY=VALUE, such as app=trino");
      }
      all = all.with(label.substring(0, equals), Value.of(label.substring(equals + 1)));
    }
    return all;
  }

  public Optional<Instant> at() {
    return Optional.ofNullable(at);
  }

  public Optional<Seen> seen(Instant now) {
    return checks < 1 ? Optional.empty() : Optional.of(new Seen(checks, now.minus(lasted)));
  }

  private static Rule rule(String code) {
    return Rules.of(code.toUpperCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "is not the code of a rule; run drift rules to list them"));
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
