package dev.drift.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// A command as a page of the manual: <https://man7.org/linux/man-pages/man7/man.7.html>.
final class ManPage {
  private final CommandLine command;
  private final StringBuilder out = new StringBuilder();

  private ManPage(CommandLine command) {
    this.command = command;
  }

  /// Such as `drift-baseline-accept`.
  static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }

  static String of(CommandLine command) {
    ManPage page = new ManPage(command);
    page.write();
    return page.out.toString();
  }

  private void write() {
    CommandSpec spec = command.getCommandSpec();
    String name = name(command);
    line(".\\\" make goldens writes it.");
    line(
        ".TH \"%s\" \"1\" \"\" \"Drift\" \"Drift Manual\""
            .formatted(name.toUpperCase(Locale.ROOT)));
    line(".SH NAME");
    line("%s \\- %s".formatted(escaped(name), escaped(firstSentence())));
    line(".SH SYNOPSIS");
    for (String usage : synopsis()) {
      line(".nf");
      line("\\fB" + escaped(usage) + "\\fR");
      line(".fi");
    }
    line(".SH DESCRIPTION");
    line(escaped(description()));
    arguments(spec);
    commands();
    exitCodes(spec);
    examples(spec);
    seeAlso(spec);
  }

  private String description() {
    return String.join(" ", command.getCommandSpec().usageMessage().description())
        .replace("%n", " ");
  }

  /// Without its full stop, as `apropos` shows it.
  private String firstSentence() {
    String text = description();
    int end = text.indexOf(". ");
    String first = end < 0 ? text : text.substring(0, end);
    return first.replaceFirst("\\.$", "");
  }

  private List<String> synopsis() {
    String[] custom = command.getCommandSpec().usageMessage().customSynopsis();
    return custom.length > 0
        ? Arrays.stream(custom).map(it -> it.replace("%n", "")).toList()
        : List.of(command.getHelp().synopsis(0).strip());
  }

  private void arguments(CommandSpec spec) {
    List<ArgSpec> all = new ArrayList<>(spec.positionalParameters());
    all.addAll(spec.options());
    all.removeIf(ArgSpec::hidden);
    if (!all.isEmpty()) {
      line(".SH OPTIONS");
    }
    for (ArgSpec each : all) {
      line(".TP");
      line("\\fB" + escaped(label(each)) + "\\fR");
      line(escaped(text(each)));
    }
  }

  private static String label(ArgSpec argument) {
    String value =
        argument.arity().max() == 0 || argument.paramLabel().isEmpty() ? "" : argument.paramLabel();
    return argument instanceof OptionSpec option
        ? String.join(", ", option.names()) + (value.isEmpty() ? "" : " " + value)
        : value;
  }

  /// With what picocli puts in place of its variables.
  private static String text(ArgSpec argument) {
    List<String> choices = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(choices::add);
    }
    return String.join(" ", argument.description())
        .replace("${COMPLETION-CANDIDATES}", String.join(", ", choices))
        .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue()))
        .replace("%%", "%")
        .replace("%n", " ");
  }

  private void commands() {
    if (command.getSubcommands().isEmpty()) {
      return;
    }
    line(".SH COMMANDS");
    command
        .getSubcommands()
        .values()
        .forEach(
            each -> {
              line(".TP");
              line("\\fB" + escaped(name(each)) + "\\fR(1)");
              line(escaped(new ManPage(each).firstSentence()) + ".");
            });
  }

  private void exitCodes(CommandSpec spec) {
    if (spec.usageMessage().exitCodeList().isEmpty()) {
      return;
    }
    line(".SH EXIT STATUS");
    spec.usageMessage()
        .exitCodeList()
        .forEach(
            (code, meaning) -> {
              line(".TP");
              line("\\fB" + escaped(code.strip()) + "\\fR");
              line(escaped(meaning));
            });
  }

  private void examples(CommandSpec spec) {
    String[] lines = spec.usageMessage().footer();
    if (lines.length == 0) {
      return;
    }
    line(".SH EXAMPLES");
    line(".nf");
    for (String each : lines) {
      line(escaped(each.replace("%n", "").replace("%%", "%").strip()));
    }
    line(".fi");
  }

  private void seeAlso(CommandSpec spec) {
    List<CommandLine> others = new ArrayList<>();
    if (spec.parent() != null) {
      others.add(spec.parent().commandLine());
      others.addAll(spec.parent().subcommands().values());
    }
    others.removeIf(it -> it.equals(command));
    if (!others.isEmpty()) {
      line(".SH SEE ALSO");
      line(
          others.stream()
              .map(it -> "\\fB" + escaped(name(it)) + "\\fR(1)")
              .collect(Collectors.joining(", ")));
    }
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /// A dot or quote at the start would be a command, and a hyphen is another character.
  private static String escaped(String text) {
    String safe = text.replace("\\", "\\e").replace("-", "\\-");
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }
}
