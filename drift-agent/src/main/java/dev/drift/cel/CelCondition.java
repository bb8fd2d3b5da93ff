package dev.drift.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.drift.policy.action.Condition;
import dev.drift.policy.action.ConditionFacts;

/// A condition that was compiled.
final class CelCondition implements Condition {
  private final String text;
  private final CelRuntime.Program program;
  private final boolean readsObjects;

  CelCondition(String text, CelRuntime.Program program, boolean readsObjects) {
    this.text = text;
    this.program = program;
    this.readsObjects = readsObjects;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public boolean readsObjects() {
    return readsObjects;
  }

  @Override
  public Answer of(ConditionFacts facts) {
    Budget budget = new Budget();
    try {
      return switch (program.trace(FactValues.of(facts), budget)) {
        case Boolean holds when !budget.isSpent() ->
            holds ? Answer.Known.HOLDS : Answer.Known.DOES_NOT_HOLD;
        case Object _ ->
            new Answer.Failed(
                budget.isSpent() ? tooMuch() : "it gives something other than true or false");
      };
    } catch (CelEvaluationException e) {
      return new Answer.Failed(
          budget.isSpent() ? tooMuch() : CelConditions.clean(String.valueOf(e.getMessage())));
    } catch (StackOverflowError _) {
      return new Answer.Failed(tooMuch());
    }
  }

  private static String tooMuch() {
    return "it takes too many steps";
  }
}
