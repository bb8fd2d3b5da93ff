package dev.drift.source.flux.envsubst;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Replaces `${variables}` in a text, exactly as Flux does: `${v}`, `${#v}`, `${v^}`, `^^`, `,`,
/// `,,`, `${v:n}`, `${v:n:m}`, `#`, `##`, `%`, `%%`, `=`, `:=`, `:-`, `/`, `//`, `/#`, `/%`.
/// `$v` stays as it is, and `$${v}` becomes `${v}`.
///
/// `:+` and `:?` are parsed and give a default, like `:-`; `${v-default}` is refused.
/// See <https://github.com/fluxcd/pkg/tree/main/envsubst>.
public final class Envsubst {
  /// Of what a text becomes. Nothing that is larger fits into a cluster.
  private static final int LONGEST = 16 * 1024 * 1024;

  private static final List<String> DEFAULTS = List.of("-", "+", "=", "?", ":-", ":+", ":=", ":?");

  private final Function<String, Optional<String>> variables;
  private final int longest;

  private Envsubst(Function<String, Optional<String>> variables, int longest) {
    this.variables = variables;
    this.longest = longest;
  }

  /// @param variables the value of each name; empty if there is none, which only an operator with a
  ///     default tolerates
  /// @throws SubstitutionException if Flux would not do it either
  public static String substitute(String text, Function<String, Optional<String>> variables)
      throws SubstitutionException {
    return substitute(text, variables, LONGEST);
  }

  /// @param longest how many bytes the result may have
  static String substitute(String text, Function<String, Optional<String>> variables, int longest)
      throws SubstitutionException {
    requireNonNull(variables, "variables is null");
    List<Node> nodes = Parser.parse(GoText.of(text));
    return GoText.toText(new Envsubst(variables, longest).text(nodes));
  }

  static SubstitutionException tooLarge(int longest) {
    return new SubstitutionException("the result has more than %d bytes".formatted(longest));
  }

  private String text(List<Node> nodes) throws SubstitutionException {
    StringBuilder result = new StringBuilder();
    for (Node node : nodes) {
      String part = text(node);
      if (result.length() + part.length() > longest) {
        throw tooLarge(longest);
      }
      result.append(part);
    }
    return result.toString();
  }

  private String text(Node node) throws SubstitutionException {
    return switch (node) {
      case Node.Text(String value) -> value;
      case Node.Variable variable -> value(variable);
    };
  }

  /// Arguments come first, also those of a default that is not used: Flux fails on their variables
  /// too.
  private String value(Node.Variable variable) throws SubstitutionException {
    List<String> arguments = new ArrayList<>();
    for (Node argument : variable.arguments()) {
      arguments.add(text(argument));
    }
    String name = GoText.toText(variable.name());
    Optional<String> value = variables.apply(name);
    if (value.isEmpty() && !DEFAULTS.contains(variable.operator())) {
      throw new SubstitutionException("the variable %s is not set".formatted(name));
    }
    return Functions.apply(variable.operator(), GoText.of(value.orElse("")), arguments, longest);
  }
}
