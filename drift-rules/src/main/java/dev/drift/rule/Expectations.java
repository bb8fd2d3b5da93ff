package dev.drift.rule;

import static java.util.Objects.requireNonNull;

import dev.drift.model.SourceBranches;
import java.util.List;

/// What rules are told beside Git's manifests and the cluster.
///
/// @param images what policies expect of images; all of them hold
/// @param scans what scanners found in images
/// @param branches how the branches of the source stand to one another
public record Expectations(
    List<ImageExpectations> images, List<ImageScan> scans, SourceBranches branches) {
  public static final Expectations NONE =
      new Expectations(List.of(), List.of(), SourceBranches.NONE);

  public Expectations {
    images = List.copyOf(images);
    scans = List.copyOf(scans);
    requireNonNull(branches, "branches is null");
  }
}
