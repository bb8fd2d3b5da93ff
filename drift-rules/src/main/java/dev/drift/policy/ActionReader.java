package dev.drift.policy;

import dev.drift.model.kind.Kinds;
import dev.drift.policy.action.Action;
import dev.drift.policy.action.ActionMatch;
import dev.drift.policy.action.ActionRule;
import dev.drift.policy.action.Condition;
import dev.drift.policy.action.ConditionCompiler;
import dev.drift.policy.action.Freeze;
import dev.drift.policy.action.Limits;
import dev.drift.policy.action.Permit;
import dev.drift.policy.action.Persistence;
import dev.drift.policy.action.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the fields `actions` and `freezes`.
final class ActionReader {
  private static final Labels<Action> ACTIONS = Labels.of(Action.class, Action::label);
  private static final Labels<Permit> PERMITS = Labels.of(Permit.class, Permit::label);

  private static final List<String> TIMING =
      List.of("persistence", "windows", "limits", "channels");

  private final PolicySource source;
  private final ConditionCompiler conditions;
  private final List<ActionRule> rules = new ArrayList<>();
  private final List<Freeze> freezes = new ArrayList<>();

  ActionReader(PolicySource source, ConditionCompiler conditions) {
    this.source = source;
    this.conditions = conditions;
  }

  List<ActionRule> rules() {
    return rules;
  }

  List<Freeze> freezes() {
    return freezes;
  }

  void read(CheckedMapping spec, String policy) {
    switch (source) {
      case AGENT -> {
        rules(spec.objects("actions"), policy);
        spec.objects("freezes").forEach(one -> ActionTimes.freeze(one).ifPresent(freezes::add));
      }
      case REPOSITORY -> {
        for (String field : List.of("actions", "freezes")) {
          if (spec.has(field)) {
            spec.problem(
                field,
                "%s are allowed only in the agent's own configuration; remove %s"
                    .formatted(field, field));
            spec.objects(field);
          }
        }
      }
    }
  }

  private void rules(List<CheckedMapping> actions, String policy) {
    Map<String, Integer> lines = new HashMap<>();
    int number = 0;
    for (CheckedMapping fields : actions) {
      number++;
      String name = fields.parsed("name", MatchReader::some).orElse("action " + number);
      Integer first = lines.putIfAbsent(name, fields.place().line());
      if (first != null) {
        fields.problem(
            "name", "the action in line %d has this name, too; choose another".formatted(first));
      }
      rule(fields, policy, name);
    }
  }

  private void rule(CheckedMapping fields, String policy, String name) {
    int before = fields.problems();
    Optional<CheckedMapping> criteria = fields.object("match");
    ActionMatch match =
        criteria.map(one -> ActionMatchReader.read(one, source)).orElse(ActionMatch.ALL);
    Optional<Condition> when = fields.parsed("when", conditions::compile);
    Optional<Action> action = ACTIONS.one(fields, "action");
    String reason = fields.text("reason").orElse("");
    Persistence persistence =
        fields.object("persistence").map(ActionTimes::persistence).orElse(Persistence.NONE);
    List<Window> windows = ActionTimes.windows(fields);
    boolean approval = fields.parsed("approval", ActionReader::approval).orElse(false);
    Limits limits = fields.object("limits").map(ActionReader::limits).orElse(Limits.DEFAULT);
    Set<Permit> allow = PERMITS.some(fields, "allow");
    List<String> channels = fields.texts("channels", MatchReader::some);
    fields.done();
    if (!fields.has("action")) {
      fields.problem("action is missing: enter one of " + ACTIONS.list());
    }
    if (action.isPresent()) {
      check(fields, action.get());
      if (match.equals(ActionMatch.ALL) && action.get().changesSomething()) {
        fields.problem(
            "an action that changes something needs criteria, or it would change everything;"
                + " add a match");
      }
    }
    permits(criteria.orElse(fields), match, allow);
    if (fields.isFine(before)) {
      rules.add(
          new ActionRule(
              policy,
              name,
              fields.place(),
              match,
              when,
              action.orElseThrow(),
              reason,
              persistence,
              windows,
              approval,
              limits,
              allow,
              channels));
    }
  }

  /// What has no meaning for an action, and so is meant otherwise.
  private static void check(CheckedMapping fields, Action action) {
    if (action != Action.REVERT && fields.has("allow")) {
      fields.problem("allow", "allow is for action revert only; remove it");
    }
    if (!action.changesSomething() && fields.has("approval")) {
      fields.problem("approval", "approval is for actions revert and adopt only; remove it");
    }
    if (action == Action.NONE) {
      for (String name : TIMING) {
        if (fields.has(name)) {
          fields.problem(name, "action none does nothing; remove " + name);
        }
      }
    }
  }

  private static void permits(CheckedMapping criteria, ActionMatch match, Set<Permit> allow) {
    if (allow.contains(Permit.RECONCILE) && allow.contains(Permit.TAKE_OVER)) {
      criteria.problem(
          "allow has both reconcile and takeOver, and only one of them can be done; remove one");
    }
    if (!allow.contains(Permit.DELETE)) {
      return;
    }
    Set<String> kinds = match.resource().kinds();
    if (kinds.isEmpty()) {
      criteria.problem("allow has delete, which needs kinds; add the kinds that may be deleted");
    }
    kinds.stream()
        .map(kind -> kind.replaceFirst("\\..*", ""))
        .filter(kind -> Kinds.NEVER_DELETED.stream().anyMatch(one -> one.kind().equals(kind)))
        .sorted()
        .forEach(
            kind ->
                criteria.problem(
                    "kinds",
                    "Drift never deletes a %s; move it to an action without delete"
                        .formatted(kind)));
  }

  private static boolean approval(String text) {
    return switch (text) {
      case "required" -> true;
      case "none" -> false;
      default -> throw new IllegalArgumentException("is not one of required, none");
    };
  }

  private static Limits limits(CheckedMapping fields) {
    Limits limits =
        new Limits(
            fields.count("perRun"),
            fields.count("perHour"),
            fields.count("perObjectPerHour"),
            fields.count("attempts").orElse(Limits.DEFAULT.attempts()));
    fields.done();
    return limits;
  }
}
