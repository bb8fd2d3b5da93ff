package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;

/// How often a Job runs and retries, and the labels it takes from its Pods.
///
/// `SetDefaults_Job` in pkg/apis/batch/v1/defaults.go of Kubernetes; the Jobs within CronJobs are
/// not defaulted.
final class JobDefaults implements ComputedDefault {
  private static final long RETRIES = 6;

  @Override
  public String what() {
    return "completions, parallelism, backoffLimit, podReplacementPolicy, metadata.labels of Jobs";
  }

  @Override
  public List<String> paths() {
    return List.of(
        "Job spec.backoffLimit",
        "Job spec.completions",
        "Job spec.podReplacementPolicy",
        "Job metadata.labels");
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("batch/v1") && schema.kind().equals("Job");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    Value.Obj spec = written.object("spec");
    boolean silent = spec.get("completions").isEmpty() && spec.get("parallelism").isEmpty();
    return Labels.fromTemplate(
        Edits.at(object, List.of("spec"), filled -> withCounts(filled, silent)));
  }

  private static Value.Obj withCounts(Value.Obj spec, boolean silent) {
    Value.Obj result = silent ? spec.with("completions", Value.of(1)) : spec;
    result = Edits.orElse(result, "parallelism", Value.of(1));
    boolean perIndex = spec.get("backoffLimitPerIndex").isPresent();
    result = Edits.orElse(result, "backoffLimit", Value.of(perIndex ? Integer.MAX_VALUE : RETRIES));
    boolean failurePolicy = spec.get("podFailurePolicy").isPresent();
    return Edits.orElse(
        result, "podReplacementPolicy", Value.of(failurePolicy ? "Failed" : "TerminatingOrFailed"));
  }
}
