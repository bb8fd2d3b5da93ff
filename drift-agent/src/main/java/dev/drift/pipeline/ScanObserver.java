package dev.drift.pipeline;

import dev.drift.finding.Coverage;
import dev.drift.model.KindCoverage;
import dev.drift.pipeline.files.ScanFiles;
import dev.drift.world.Facts;
import dev.drift.world.ImageScan;
import dev.drift.world.Observation;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Vulnerabilities that scanners found in images.
final class ScanObserver implements Observer {
  static final String NAME = "image-scans";

  private final List<ImageScan> scans;

  /// @throws dev.drift.model.DriftException if a file is wrong
  ScanObserver(List<Path> files) {
    this.scans = ScanFiles.read(files);
  }

  @Override
  public Stage stage() {
    return Stage.BEFORE;
  }

  @Override
  public Observation observe(Inquiry inquiry) {
    return new Observation(
        Facts.ofScans(scans),
        List.of(
            new Coverage.Entry(
                new Coverage.Subject.Observer(NAME),
                KindCoverage.Status.READ,
                Set.of(Coverage.Need.POSTURE),
                scans.size(),
                "")),
        List.of());
  }
}
