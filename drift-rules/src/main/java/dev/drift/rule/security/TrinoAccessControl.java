package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.value.Value;
import dev.drift.rule.FileRule;
import dev.drift.rule.RuleInfo;
import java.util.Map;
import java.util.Set;

/// The rule for files that configure Trino's access control and authentication.
final class TrinoAccessControl {
  /// Sections of a rules file, from the documentation of Trino's file-based access control.
  private static final Set<String> SECTIONS =
      Set.of(
          "catalogs",
          "schemas",
          "tables",
          "functions",
          "procedures",
          "queries",
          "impersonation",
          "principals",
          "system_information",
          "authorization",
          "system_session_properties",
          "catalog_session_properties");

  private static final Set<String> FIELDS =
      Set.of(
          "user",
          "role",
          "group",
          "catalog",
          "schema",
          "table",
          "function",
          "procedure",
          "property",
          "principal",
          "allow",
          "privileges",
          "owner",
          "queryOwner",
          "columns",
          "filter",
          "filter_environment",
          "original_user",
          "original_role",
          "new_user",
          "new_role",
          "grantor",
          "function_kinds");

  static final FileRule RULE =
      FileRule.of(
          RuleInfo.of("SEC006", "changed-trino-access-control", Category.SECURITY, Severity.HIGH)
              .what("Trino's access control or authentication differs from Git.")
              .why("A manual change here grants or revokes access to data without review.")
              .example(
                  "A rule in `rules.json` was changed so that everyone can read the catalog postgresql.")
              .remedy("Find out who changed it, and undo the change."),
          "Trino access control: ",
          file ->
              file.has(
                      "access-control.name",
                      "password-authenticator.name",
                      "certificate-authenticator.name",
                      "header-authenticator.name",
                      "group-provider.name")
                  || (file.fileName().endsWith(".json") && file.any(TrinoAccessControl::areRules)));

  private TrinoAccessControl() {}

  private static boolean areRules(Value.Obj object) {
    return SECTIONS.containsAll(object.fields().keySet())
        && object.fields().values().stream().allMatch(Value.Arr.class::isInstance)
        && object.fields().values().stream().anyMatch(rules -> !rules.equals(Value.Arr.EMPTY))
        && object.fields().keySet().stream()
            .flatMap(section -> object.list(section).stream())
            .allMatch(TrinoAccessControl::isRule);
  }

  private static boolean isRule(Value value) {
    return value instanceof Value.Obj(Map<String, Value> fields)
        && FIELDS.containsAll(fields.keySet());
  }
}
