package dev.drift.source.flux.envsubst;

import java.util.List;

/// A part of a text with variables. Its texts are as [GoText] has them.
sealed interface Node {
  record Text(String value) implements Node {}

  /// @param operator empty if the value is taken as it is
  record Variable(String name, String operator, List<Node> arguments) implements Node {
    public Variable {
      arguments = List.copyOf(arguments);
    }
  }
}
