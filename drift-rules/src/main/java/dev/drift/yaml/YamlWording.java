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
      return "a colon stands where no key can be; mend the indentation, or quote the text.";
    }
    if (problem.startsWith("could not find expected ':'")) {
      return "a key without a colon; add the colon, or mend the indentation.";
    }
    if (problem.startsWith("found unexpected end of stream") || context.contains("quoted scalar")) {
      return problem.contains("escape")
          ? "an escape in double quotes that YAML does not have; double the backslash."
          : "a quoted text that does not end.";
    }
    if (problem.contains("TAB") || problem.contains("\\t")) {
      return "a tab stands where YAML takes spaces only; indent with spaces.";
    }
    if (problem.startsWith("expected <block end>")) {
      return "the indentation does not fit the lines above.";
    }
    if (problem.startsWith("expected ',' or")) {
      return "a list or mapping in brackets lacks a comma or its closing bracket.";
    }
    if (problem.contains("sequence entries are not allowed")) {
      return "a list item stands where none can be; put it on a line of its own.";
    }
    if (problem.startsWith("found undefined tag handle")) {
      return "a tag with an undeclared handle.";
    }
    if (problem.contains("cannot start any token")) {
      return "a character that cannot start a value; quote the text.";
    }
    return GENERAL;
  }
}
