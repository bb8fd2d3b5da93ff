package dev.drift.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.json.JsonOutput;
import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import dev.drift.plan.ActReport;
import dev.drift.plan.MissingRight;
import dev.drift.plan.Outcome;
import dev.drift.plan.PlanJson;
import dev.drift.plan.PlanView;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/// Writes plans, and what became of them, as JSON, in the form that `docs/plan.schema.json`
/// describes.
public final class JsonPlan {
  private JsonPlan() {}

  /// Leaves the stream open.
  ///
  /// @throws IOException if the output breaks
  public static void write(ActReport report, OutputStream stream) throws IOException {
    try (JsonGenerator out = JsonOutput.indented(stream)) {
      JsonWriter.write(document(report), out);
      out.writeRaw('\n');
    }
  }

  private static Value.Obj document(ActReport report) {
    return Value.Obj.EMPTY
        .with("apiVersion", Value.of(JsonReport.API_VERSION))
        .with("kind", Value.of("Plan"))
        .with("run", Value.of(report.report().run().id()))
        .with("at", Value.of(report.report().run().startedAt().toString()))
        .with("cluster", Value.of(report.report().cluster().map(it -> it.uid()).orElse("")))
        .with("acts", list(report.plan().acts().stream().map(act -> act(act, report)).toList()))
        .with("leftAlone", list(report.plan().left().stream().map(PlanJson::of).toList()))
        .with("missingRights", list(report.missingRights().stream().map(JsonPlan::right).toList()))
        .with(
            "settled",
            list(
                report.settled().stream()
                    .map(
                        it ->
                            outcome(it.outcome())
                                .with("resource", PlanJson.resource(it.resource())))
                    .toList()));
  }

  private static Value.Obj right(MissingRight right) {
    return Value.Obj.EMPTY
        .with("right", Value.of(right.right()))
        .with("acts", Value.Num.of(right.objects()))
        .with("sentence", Value.of(right.sentence()));
  }

  private static Value.Obj act(PlanView.ActView act, ActReport report) {
    Optional<Outcome> outcome = report.outcome(act);
    Value.Obj json = PlanJson.of(act);
    return outcome.isPresent() ? json.with("outcome", outcome(outcome.get())) : json;
  }

  private static Value.Obj outcome(Outcome outcome) {
    return Value.Obj.EMPTY
        .with("kind", Value.of(outcome.kind().name()))
        .with("sentence", Value.of(outcome.sentence()));
  }

  private static Value.Arr list(List<Value.Obj> items) {
    return new Value.Arr(List.copyOf(items));
  }
}
