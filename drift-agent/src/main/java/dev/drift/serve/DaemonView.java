package dev.drift.serve;

import dev.drift.report.view.Timeline;
import dev.drift.requestlog.AuditedWrite;
import dev.drift.serve.state.DaemonEvents;
import dev.drift.serve.state.DaemonState;
import dev.drift.serve.state.GitPoke;
import dev.drift.serve.state.Loop;
import dev.drift.serve.state.RunSummary;
import dev.drift.serve.state.TargetState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// What the daemon shows of itself, and what it takes from outside.
final class DaemonView implements DaemonState, DaemonEvents {
  private final Instant startedAt;
  private final BooleanSupplier leading;
  private final List<TargetView> views;
  private final Map<String, RunHistory> histories;
  private final Consumer<GitPoke> poking;
  private final BiConsumer<String, List<AuditedWrite>> auditing;

  /// @param histories by the names of targets
  DaemonView(
      Instant startedAt,
      BooleanSupplier leading,
      List<TargetView> views,
      Map<String, RunHistory> histories,
      Consumer<GitPoke> poking,
      BiConsumer<String, List<AuditedWrite>> auditing) {
    this.startedAt = startedAt;
    this.leading = leading;
    this.views = List.copyOf(views);
    this.histories = Map.copyOf(histories);
    this.poking = poking;
    this.auditing = auditing;
  }

  @Override
  public Instant startedAt() {
    return startedAt;
  }

  @Override
  public boolean leader() {
    return leading.getAsBoolean();
  }

  @Override
  public List<TargetState> targets() {
    return views.stream().map(TargetView::state).toList();
  }

  @Override
  public List<Loop> loops() {
    return leader() ? views.stream().map(TargetView::loop).toList() : List.of();
  }

  @Override
  public List<RunSummary> runs(String target, int offset, int limit) {
    return history(target).map(it -> it.runs(target, offset, limit)).orElse(List.of());
  }

  @Override
  public Optional<Timeline> timeline(String target) {
    return history(target).flatMap(it -> it.timeline(target));
  }

  private Optional<RunHistory> history(String target) {
    return views.stream()
        .map(TargetView::state)
        .filter(it -> it.id().equals(target))
        .findFirst()
        .flatMap(it -> Optional.ofNullable(histories.get(it.name())));
  }

  @Override
  public void poked(GitPoke poke) {
    poking.accept(poke);
  }

  @Override
  public void audited(String target, List<AuditedWrite> writes) {
    auditing.accept(target, writes);
  }
}
