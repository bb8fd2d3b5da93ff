package dev.drift.rule;

import java.util.List;

/// What rules are told beside Git's manifests and the cluster.
///
/// @param images what policies expect of images; all of them hold
/// @param scans what scanners found in images
public record Expectations(List<ImageExpectations> images, List<ImageScan> scans) {
  public static final Expectations NONE = new Expectations(List.of(), List.of());

  public Expectations {
    images = List.copyOf(images);
    scans = List.copyOf(scans);
  }
}
