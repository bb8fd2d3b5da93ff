package dev.drift.yaml;

import org.yaml.snakeyaml.error.MarkedYAMLException;

/// Says what is wrong with YAML without a word of it.
final class YamlWording {
  static final String GENERAL = "this is not valid YAML.";

  private YamlWording() {}

  /// SnakeYAML's problem text quotes the file in places, so it only picks the sentence.
  static String of(MarkedYAMLException exception) {
    String problem = String.valueOf(exception.getProblem());
    String context = String.valueOf(exception.getContext());
    if (problem.startsWith("mapping values are not allowed")) {
      return "a colon is not allowed here; fix the indentation, or quote the text.";
    }
    if (problem.startsWith("could not find expected ':'")) {
      return "a key has no colon; add it, or fix the indentation.";
    }
    if (problem.startsWith("found unexpected end of stream") || context.contains("quoted scalar")) {
      return problem.contains("escape")
          ? "an unknown escape in double quotes; double the backslash."
          : "a quoted string is not closed.";
    }
    if (problem.contains("TAB") || problem.contains("\\t")) {
      return "a tab is not allowed here; indent with spaces.";
    }
    if (problem.startsWith("expected <block end>")) {
      return "the indentation does not match the lines above.";
    }
    if (problem.startsWith("expected ',' or")) {
      return "a comma or closing bracket is missing in a list or mapping.";
    }
    if (problem.contains("sequence entries are not allowed")) {
      return "a list item is not allowed here; put it on its own line.";
    }
    if (problem.startsWith("found undefined tag handle")) {
      return "a tag with an undeclared handle.";
    }
    if (problem.contains("'%' that cannot start any token")) {
      return "a percent sign cannot start a value; quote the text. Is this an unrendered template?";
    }
    if (problem.contains("cannot start any token")) {
      return "a character that cannot start a value; quote the text.";
    }
    return GENERAL;
  }
}
