package dev.drift.policy;

import dev.drift.finding.Attribution.Confidence;
import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.policy.action.ActionMatch;
import java.util.HashSet;
import java.util.Locale;

/// Reads the field `match` of an action: the criteria of an ignore, and those of a finding.
final class ActionMatchReader {
  private static final Labels<Category> CATEGORIES = Labels.of(Category.class, Category::label);
  private static final Labels<Severity> SEVERITIES = Labels.of(Severity.class, Severity::label);
  private static final Labels<Change> CHANGES = Labels.of(Change.class, Change::name);
  private static final Labels<Confidence> CONFIDENCE =
      Labels.of(Confidence.class, one -> one.name().toLowerCase(Locale.ROOT));

  private ActionMatchReader() {}

  static ActionMatch read(CheckedMapping fields, PolicySource source) {
    ActionMatch match =
        new ActionMatch(
            MatchReader.criteria(fields, source),
            CATEGORIES.some(fields, "categories"),
            new HashSet<>(fields.texts("rules", PolicyReader::rule)),
            SEVERITIES.some(fields, "severities"),
            CHANGES.some(fields, "changes"),
            fields.texts("users", MatchReader::glob),
            CONFIDENCE.some(fields, "confidence"));
    fields.done();
    return match;
  }
}
