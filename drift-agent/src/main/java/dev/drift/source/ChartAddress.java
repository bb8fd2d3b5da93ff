package dev.drift.source;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// Where a chart is that is not part of a source.
public sealed interface ChartAddress {
  /// In a Helm repository, whose `index.yaml` names its archives.
  ///
  /// @param url of the repository
  /// @param version an exact one, or a range; empty for the newest release
  /// @param applied of the versions in the range, the one that a deployer has applied
  record InRepository(String url, String name, String version, Optional<String> applied)
      implements ChartAddress {
    public InRepository {
      requireNonNull(url, "url is null");
      requireNonNull(name, "name is null");
      requireNonNull(version, "version is null");
      requireNonNull(applied, "applied is null");
    }
  }

  /// In an OCI registry.
  ///
  /// @param url of the chart: `oci://host/path`
  /// @param layer the type of the layer that holds it; empty for that of Helm's charts, else the
  ///     first
  /// @param plain whether the registry has no TLS
  /// @param applied of what is wanted, the one that a deployer has applied
  record InRegistry(
      String url, Wanted wanted, Optional<String> layer, boolean plain, Optional<Applied> applied)
      implements ChartAddress {
    public InRegistry {
      requireNonNull(url, "url is null");
      requireNonNull(wanted, "wanted is null");
      requireNonNull(layer, "layer is null");
      requireNonNull(applied, "applied is null");
    }
  }

  /// What a deployer has applied.
  ///
  /// @param version of the chart
  /// @param digest of the manifest, if it says so
  record Applied(String version, Optional<String> digest) {
    public Applied {
      requireNonNull(version, "version is null");
      requireNonNull(digest, "digest is null");
    }
  }

  /// Which of the artifacts of a registry.
  sealed interface Wanted {
    /// Of a chart: an exact version, or a range. Its tag has `_` for `+`.
    record Version(String version) implements Wanted {}

    /// The highest tag that is a version in a range. Of a Helm chart, the tag has `_` for `+`.
    ///
    /// @param filter a pattern of Go for parts of the tags that count; empty for all
    record Range(String range, Optional<String> filter) implements Wanted {
      public Range {
        requireNonNull(filter, "filter is null");
      }
    }

    record Tag(String tag) implements Wanted {}

    /// @param digest of the manifest: `sha256:` and 64 hexadecimal digits
    record Digest(String digest) implements Wanted {}
  }
}
