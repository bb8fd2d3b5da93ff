package dev.drift.pipeline.request;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/// What is announced of a check.
///
/// @param check whose report it is
/// @param record the folder that keeps what was announced, from run to run
public record AnnounceRequest(CheckRequest check, Path record) {
  public AnnounceRequest {
    requireNonNull(check, "check is null");
    requireNonNull(record, "record is null");
  }
}
