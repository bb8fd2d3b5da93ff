package dev.drift.cli.option;

import dev.drift.pipeline.request.GitRequest.Compared;
import java.util.Locale;

/// Which commits are compared.
enum At {
  APPLIED(Compared.APPLIED),
  HEAD(Compared.HEAD);

  private final Compared compared;

  At(Compared compared) {
    this.compared = compared;
  }

  Compared compared() {
    return compared;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
