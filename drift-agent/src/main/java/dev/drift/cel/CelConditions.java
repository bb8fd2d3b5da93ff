package dev.drift.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.drift.policy.action.Condition;
import java.util.Set;

/// Compiles conditions: a name that is misspelled or a value of another type is found when the
/// policy is read, not on the night when it should have held.
///
/// The library takes half a second to load, so nothing of it is touched before the first condition.
public final class CelConditions {
  static final String FINDING = "finding";
  static final String ATTRIBUTION = "attribution";
  static final String OBJECT = "object";
  static final String DESIRED = "desired";
  static final String NOW = "now";

  private static final int CHARACTERS = 4_000;
  private static final int MESSAGE = 300;
  private static final Set<String> OBJECTS = Set.of(OBJECT, DESIRED);

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(CHARACTERS)
          .comprehensionMaxIterations(Budget.STEPS)
          // A number of an object may be an integer or not: replicas > 1.5 is no mistake.
          .enableHeterogeneousNumericComparisons(true)
          .build();

  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .setTypeProvider(FactTypes.PROVIDER)
          .addVar(FINDING, FactTypes.FINDING)
          .addVar(ATTRIBUTION, FactTypes.ATTRIBUTION)
          .addVar(OBJECT, SimpleType.DYN)
          .addVar(DESIRED, SimpleType.DYN)
          .addVar(NOW, SimpleType.TIMESTAMP)
          .setResultType(SimpleType.BOOL)
          .build();

  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

  private CelConditions() {}

  /// @throws IllegalArgumentException if it is not a condition; the message is a clause
  public static Condition compile(String text) {
    try {
      CelValidationResult result = COMPILER.compile(text);
      if (result.hasError()) {
        throw new IllegalArgumentException(
            "is not a condition: " + sentence(result.getErrors().getFirst(), text));
      }
      CelAbstractSyntaxTree tree = result.getAst();
      boolean readsObjects =
          tree.getReferenceMap().values().stream()
              .map(CelReference::name)
              .anyMatch(OBJECTS::contains);
      return new CelCondition(text, RUNTIME.createProgram(tree), readsObjects);
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalArgumentException(
          "is not a condition: " + clean(String.valueOf(e.getMessage())), e);
    }
  }

  private static String sentence(CelIssue issue, String text) {
    int column = issue.getSourceLocation().getColumn() + 1;
    String place =
        text.strip().contains("\n")
            ? "line %d, column %d of it".formatted(issue.getSourceLocation().getLine(), column)
            : "column %d of it".formatted(column);
    return "%s (%s)".formatted(clean(issue.getMessage()), place);
  }

  /// A message of the library, which may quote what was written, on one line.
  static String clean(String message) {
    String line =
        message
            .replaceFirst("^evaluation error at <input>:\\d+: ", "")
            .replaceAll("\\s+", " ")
            .replaceFirst("\\.$", "");
    return line.length() > MESSAGE ? line.substring(0, MESSAGE) + "…" : line;
  }
}
