package dev.drift.model;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/// Ends a run: the problems say why.
public final class DriftException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public DriftException(Problem problem) {
    this(List.of(problem));
  }

  public DriftException(List<Problem> problems) {
    super(problems.stream().map(Problem::message).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /// With its cause, for the log only: causes come from libraries and may quote what they read.
  public DriftException(Problem problem, Throwable cause) {
    super(problem.message(), cause);
    this.problems = List.of(problem);
  }

  public List<Problem> problems() {
    return problems;
  }
}
