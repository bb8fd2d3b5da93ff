package dev.drift.rule;

import dev.drift.model.SourceBranches;
import java.util.List;

/// What rules get in addition to Git's manifests and the cluster.
///
/// @param images what policies expect of images; all of them hold
/// @param scans what scanners found in images
/// @param branches how the branches of each source relate
public record Expectations(
    List<ImageExpectations> images, List<ImageScan> scans, List<SourceBranches> branches) {
  public static final Expectations NONE = new Expectations(List.of(), List.of(), List.of());

  public Expectations {
    images = List.copyOf(images);
    scans = List.copyOf(scans);
    branches = List.copyOf(branches);
  }
}
