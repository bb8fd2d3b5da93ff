package dev.drift.cli.option;

import dev.drift.pipeline.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/// What `--version` says.
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    BuildInfo build = BuildInfo.get();
    String commit = build.commit().map(id -> ", commit " + id).orElse("");
    return new String[] {
      "drift " + build.version() + commit,
      "Kubernetes " + build.kubernetes() + " (defaults of built-in types)",
      "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
    };
  }
}
