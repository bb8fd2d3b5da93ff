package dev.drift.source.flux.release;

import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The version that Flux gives a chart of a Git repository when it packages it: that of its
/// Chart.yaml, whose build metadata it may replace by the commit and the generation of the
/// HelmChart. See `buildFromTarballArtifact` of <https://github.com/fluxcd/source-controller>.
final class ChartVersion {
  /// As <https://github.com/Masterminds/semver> reads it.
  private static final Pattern VERSION =
      Pattern.compile(
          "v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?");

  private static final int COMMIT = 12;

  private ChartVersion() {}

  /// Whether a chart is packaged again with each commit.
  ///
  /// @param spec of the HelmChart
  static boolean namesCommit(Value.Obj spec) {
    return spec.text("reconcileStrategy").equals(Optional.of("Revision"));
  }

  /// @param own the version in Chart.yaml
  /// @param commit 40 hexadecimal digits; empty if the version does not name it
  /// @param generation of the HelmChart; empty if the version does not name it
  static String of(String own, Optional<String> commit, Optional<String> generation) {
    List<String> metadata = new ArrayList<>();
    commit.ifPresent(it -> metadata.add(it.substring(0, COMMIT)));
    generation.ifPresent(metadata::add);
    return metadata.isEmpty() ? own : base(own) + "+" + String.join(".", metadata);
  }

  /// Whether Flux may have packaged the chart with a version.
  ///
  /// @param own the version in Chart.yaml
  static boolean isOf(String own, String packaged) {
    return packaged.equals(own) || (packaged.contains("+") && base(packaged).equals(base(own)));
  }

  /// Without build metadata, as it is written when some is added.
  private static String base(String version) {
    Matcher parts = VERSION.matcher(version);
    return parts.matches()
        ? "%s.%s.%s%s"
            .formatted(
                parts.group(1),
                Optional.ofNullable(parts.group(2)).orElse("0"),
                Optional.ofNullable(parts.group(3)).orElse("0"),
                Optional.ofNullable(parts.group(4)).orElse(""))
        : version;
  }
}
