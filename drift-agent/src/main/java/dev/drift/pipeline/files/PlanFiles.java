package dev.drift.pipeline.files;

import dev.drift.files.LimitedStream;
import dev.drift.json.JsonReader;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.policy.action.Action;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/// Plans that `drift plan -o json` wrote.
public final class PlanFiles {
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private PlanFiles() {}

  /// Approves what a plan shows.
  ///
  /// @param action to take the acts of: those that write into Git, or the others
  /// @throws DriftException if it is not a plan
  public static ActRequest.Approval.SavedPlan read(Path file, Action action) {
    try (InputStream in = new LimitedStream(Files.newInputStream(file), MOST_BYTES)) {
      if (JsonReader.read(in) instanceof Value.Obj plan
          && plan.text("kind").equals(Optional.of("Plan"))) {
        return new ActRequest.Approval.SavedPlan(
            file,
            plan.text("cluster").orElse(""),
            plan.objects("acts").stream()
                .filter(act -> isOf(action, act))
                .map(act -> act.text("id").orElse(""))
                .collect(Collectors.toSet()));
      }
    } catch (IOException e) {
      throw invalid(file, ": " + e.getMessage());
    }
    throw invalid(file, "");
  }

  private static boolean isOf(Action action, Value.Obj act) {
    boolean adopts = act.text("verb").equals(Optional.of(Action.ADOPT.label()));
    return adopts == (action == Action.ADOPT);
  }

  private static DriftException invalid(Path file, String why) {
    return new DriftException(
        Problem.of(
            Problem.Code.PLAN_OUTDATED,
            "%s is not a plan that drift plan -o json wrote%s".formatted(file, why)));
  }
}
