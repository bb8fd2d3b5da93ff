package dev.drift.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.Map;

/// Counts what an evaluation does and the size of what it makes, and ends one that does too much:
/// `['aa'].map(x, x + x)`, a few dozen times over, fills any memory. The library itself limits only
/// how often loops run.
final class Budget implements CelEvaluationListener {
  static final int STEPS = 200_000;

  private int steps;

  @Override
  public void callback(CelExpr expression, Object value) {
    spend(1);
    switch (expression.exprKind().getKind()) {
      case CALL, LIST, MAP, STRUCT -> spendFor(value);
      // These make nothing new: they name or contain what was counted when it was made.
      case IDENT, SELECT, CONSTANT, COMPREHENSION, NOT_SET -> {}
    }
  }

  private void spendFor(Object value) {
    switch (value) {
      case String text -> spend(text.length());
      case Collection<?> items -> {
        spend(items.size());
        items.forEach(this::spendFor);
      }
      case Map<?, ?> fields -> {
        spend(fields.size());
        fields.values().forEach(this::spendFor);
      }
      default -> {}
    }
  }

  private void spend(int cost) {
    steps += cost;
    if (isSpent()) {
      throw new IllegalStateException("too many steps");
    }
  }

  boolean isSpent() {
    return steps > STEPS;
  }
}
