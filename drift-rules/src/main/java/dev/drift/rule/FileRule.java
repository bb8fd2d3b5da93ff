package dev.drift.rule;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Severity;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Judges differences in the configuration files of one program. How to recognise its files and how
/// to begin a message are data; a rule that needs more is a class.
public final class FileRule implements DifferenceRule {
  private final RuleInfo info;
  private final Function<Optional<ConfigFile>, String> beginning;
  private final Predicate<ConfigFile> files;
  private final Predicate<JudgedDifference> fields;
  private final Predicate<JudgedDifference> high;

  private FileRule(
      RuleInfo info,
      Function<Optional<ConfigFile>, String> beginning,
      Predicate<ConfigFile> files,
      Predicate<JudgedDifference> fields,
      Predicate<JudgedDifference> high) {
    this.info = requireNonNull(info, "info is null");
    this.beginning = requireNonNull(beginning, "beginning is null");
    this.files = requireNonNull(files, "files is null");
    this.fields = requireNonNull(fields, "fields is null");
    this.high = requireNonNull(high, "high is null");
  }

  /// @param beginning of each message, such as "Kafka: "
  /// @param files recognises the program's files
  public static FileRule of(RuleInfo info, String beginning, Predicate<ConfigFile> files) {
    return new FileRule(info, _ -> beginning, files, _ -> false, _ -> false);
  }

  /// @param beginning of the message about a file or one of its settings
  /// @param files recognises the program's files
  public static FileRule of(
      RuleInfo info, Function<ConfigFile, String> beginning, Predicate<ConfigFile> files) {
    return new FileRule(
        info, file -> file.map(beginning).orElse(""), files, _ -> false, _ -> false);
  }

  /// Judges also the settings in a field of an object, such as an operator's custom resource.
  public FileRule orFieldsOf(GroupKind kind, Path field) {
    return new FileRule(
        info,
        beginning,
        files,
        judged -> judged.kind().equals(kind) && judged.path().startsWith(field),
        high);
  }

  /// Makes such differences findings of high severity.
  public FileRule highIf(Predicate<JudgedDifference> such) {
    return new FileRule(info, beginning, files, fields, such);
  }

  @Override
  public RuleInfo info() {
    return info;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.file().filter(files).isPresent() || fields.test(difference);
  }

  @Override
  public String message(JudgedDifference difference) {
    return beginning.apply(difference.file())
        + difference
            .file()
            .map(file -> file.message(difference))
            .orElseGet(() -> difference.lastName() + " " + difference.comparison());
  }

  @Override
  public Severity severity(JudgedDifference difference) {
    return high.test(difference) ? Severity.HIGH : info.severity();
  }
}
