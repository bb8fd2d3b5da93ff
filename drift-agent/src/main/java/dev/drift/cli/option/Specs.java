package dev.drift.cli.option;

import dev.drift.finding.ExitCode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.TypeConversionException;

/// Declares commands and options to picocli by calls, not by its annotations. Annotations
/// are read by reflection, for which java makes a class for each type of annotation and
/// accessors for each field; no AOT cache holds these, so each start would pay for them again.
///
/// A command has a `spec`, which its constructor fills; options that belong together are a
/// class with `addTo`. A help text that does not sort options lists them in the order in which
/// they were added.
public final class Specs {
  private Specs() {}

  /// @param body what runs: a `Runnable` or a `Callable`
  public static CommandSpec command(Object body, String name, String description) {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(body).name(name).versionProvider(new VersionText());
    spec.usageMessage()
        .description(description)
        .parameterListHeading("%nParameters:%n")
        .optionListHeading("%nOptions:%n")
        .commandListHeading("%nCommands:%n");
    return spec;
  }

  /// For a command with many options: its own line of usage, and options in the order of
  /// `addOption`.
  public static void synopsis(CommandSpec spec, String line) {
    spec.usageMessage().sortOptions(false).customSynopsis(line);
  }

  /// Of a command that finds drift.
  ///
  /// @param inSync what 0 means
  public static void exitCodesOfComparing(CommandSpec spec, String inSync) {
    exitCodes(
        spec,
        "0:" + inSync,
        "1:" + ExitCode.DRIFT.meaning() + ", even if some manifests are invalid",
        "2:" + ExitCode.INVALID_INPUT.meaning() + ", and no drift in what is valid",
        "3:incomplete: " + ExitCode.INCOMPLETE.meaning(),
        "4:" + ExitCode.FAILURE.meaning());
  }

  /// @param codes each as `code:meaning`
  public static void exitCodes(CommandSpec spec, String... codes) {
    spec.usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(UsageMessageSpec.keyValuesMap(codes));
  }

  public static void examples(CommandSpec spec, String... lines) {
    spec.usageMessage().footerHeading("%nExamples:%n").footer(lines);
  }

  /// Every command has them, after its own options.
  public static void addHelpAndVersion(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
  }

  /// An option that takes one value, or none if its type is boolean.
  ///
  /// @param field receives the value; it keeps what it has if the option and its default lack
  public static <V> OptionSpec.Builder option(Class<V> type, Consumer<V> field, String... names) {
    return bound(field, names).type(type);
  }

  /// An option of which `parse` makes the value; what it throws completes the sentence.
  public static <V> OptionSpec.Builder parsed(
      Class<V> type, Consumer<V> field, Function<String, V> parse, String option) {
    return option(type, field, option)
        .converters(
            text -> {
              try {
                return parse.apply(text);
              } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'%s' %s".formatted(text, e.getMessage()));
              }
            });
  }

  /// An option that may be given several times.
  static <V> OptionSpec.Builder repeatable(
      Class<V> type, Consumer<List<V>> field, String... names) {
    return bound(field, names).type(List.class).auxiliaryTypes(type);
  }

  private static OptionSpec.Builder bound(Consumer<?> field, String... names) {
    FieldBinding<?> binding = new FieldBinding<>(field);
    return OptionSpec.builder(names).hasInitialValue(false).getter(binding).setter(binding);
  }

  /// A parameter that must be given.
  ///
  /// @param index its place among the parameters, from 0
  public static <V> PositionalParamSpec.Builder parameter(
      Class<V> type, Consumer<V> field, int index) {
    FieldBinding<V> binding = new FieldBinding<>(field);
    return PositionalParamSpec.builder()
        .hasInitialValue(false)
        .getter(binding)
        .setter(binding)
        .index(String.valueOf(index))
        .required(true)
        .type(type);
  }

  /// Any number of parameters, or none.
  ///
  /// @param field keeps what it has if there are none
  public static <V> PositionalParamSpec.Builder parameters(Class<V> type, Consumer<List<V>> field) {
    FieldBinding<List<V>> binding = new FieldBinding<>(field);
    return PositionalParamSpec.builder()
        .hasInitialValue(false)
        .getter(binding)
        .setter(binding)
        .index("0..*")
        .arity("0..*")
        .type(List.class)
        .auxiliaryTypes(type);
  }
}
