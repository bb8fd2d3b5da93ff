package dev.drift.pipeline;

import dev.drift.git.Sources;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.requestlog.RequestLogFile;
import dev.drift.world.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The observers of a run, in the order in which they are asked.
final class Observers {
  private final List<Observer> all;

  private Observers(List<Observer> all) {
    this.all = List.copyOf(all);
  }

  /// Those that the request asks for.
  ///
  /// @throws dev.drift.model.DriftException if a file that is given to one cannot be read
  static Observers of(CheckRequest request, Sources sources) {
    return of(request, sources, Optional.empty());
  }

  /// @param requestLog in the place of the file of the request
  /// @throws dev.drift.model.DriftException if a file that is given to one cannot be read
  static Observers of(CheckRequest request, Sources sources, Optional<Observer> requestLog) {
    List<Observer> all = new ArrayList<>();
    all.add(new BranchObserver(sources));
    if (!request.observers().scans().isEmpty()) {
      all.add(new ScanObserver(request.observers().scans()));
    }
    all.addAll(ofDifferences(request, requestLog).all);
    return new Observers(all);
  }

  /// Those that matter to drift only.
  static Observers ofDifferences(CheckRequest request) {
    return ofDifferences(request, Optional.empty());
  }

  private static Observers ofDifferences(CheckRequest request, Optional<Observer> requestLog) {
    List<Observer> all = new ArrayList<>();
    if (request.observers().dryRun()) {
      all.add(new DryRunObserver());
    }
    requestLog
        .or(
            () ->
                request
                    .observers()
                    .requestLog()
                    .map(RequestLogFile::open)
                    .map(RequestLogObserver::new))
        .ifPresent(all::add);
    return new Observers(all);
  }

  /// What those of a stage see; nothing if there are none.
  List<Observation> observe(Observer.Stage stage, Observer.Inquiry inquiry) {
    return all.stream()
        .filter(observer -> observer.stage() == stage)
        .map(observer -> observer.observe(inquiry))
        .toList();
  }
}
