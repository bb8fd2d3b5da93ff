package dev.drift.serve;

import dev.drift.model.Problem;
import dev.drift.pipeline.Current;
import dev.drift.pipeline.GitState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Several listeners, one after the other.
record TargetListeners(List<TargetListener> all) implements TargetListener {
  TargetListeners {
    all = List.copyOf(all);
  }

  @Override
  public void checking(Instant at) {
    all.forEach(it -> it.checking(at));
  }

  @Override
  public void checked(Current current, Duration time) {
    all.forEach(it -> it.checked(current, time));
  }

  @Override
  public void current(Current current) {
    all.forEach(it -> it.current(current));
  }

  @Override
  public void fetched(GitState git, Duration time) {
    all.forEach(it -> it.fetched(git, time));
  }

  @Override
  public void failed(Instant at, List<Problem> problems) {
    all.forEach(it -> it.failed(at, problems));
  }

  @Override
  public void beat(Instant at) {
    all.forEach(it -> it.beat(at));
  }
}
