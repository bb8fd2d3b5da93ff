package dev.drift.cli.option;

import dev.drift.config.TargetConfig;
import dev.drift.model.MaskLevel;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.pipeline.request.MaskRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Which cluster, and what is read from it.
public final class ClusterOptions {
  private @Nullable Path kubeconfig;
  private @Nullable String context;
  private List<String> namespaces = new ArrayList<>();
  private @Nullable Path keyFile;
  private MaskLevel mask = MaskLevel.DEFAULT;

  public void addTo(CommandSpec spec) {
    spec.addOption(
        Specs.option(Path.class, it -> kubeconfig = it, "--kubeconfig")
            .paramLabel("FILE")
            .description(
                "Kubeconfig file. Default: $KUBECONFIG, ~/.kube/config, or the ServiceAccount of"
                    + " the Pod.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> context = it, "--context")
            .paramLabel("NAME")
            .description("Context of the kubeconfig. Default: the current context.")
            .build());
    spec.addOption(
        Specs.repeatable(String.class, it -> namespaces = it, "-n", "--namespace")
            .paramLabel("NAME")
            .splitRegex(",")
            .description("Check only this namespace, in Git and in the cluster; repeatable.")
            .build());
    spec.addOption(
        Specs.option(Path.class, it -> keyFile = it, "--key-file")
            .paramLabel("FILE")
            .description(
                "Key that masks secrets: at least 32 bytes, raw or in base64. Default: a random key,"
                    + " so that masks cannot be compared across runs.")
            .build());
    spec.addOption(mask(it -> mask = it));
  }

  static OptionSpec mask(Consumer<MaskLevel> field) {
    return Specs.option(MaskLevel.class, field, "--mask")
        .paramLabel("LEVEL")
        .defaultValue("default")
        .description(
            "How much to mask: default masks secrets; strict shows only values that are known"
                + " to be harmless. docs/secrets.md describes both. Default: ${DEFAULT-VALUE}.")
        .build();
  }

  public List<String> namespaces() {
    return namespaces;
  }

  public LiveRequest.FromCluster request() {
    return new LiveRequest.FromCluster(
        Optional.ofNullable(kubeconfig), Optional.ofNullable(context));
  }

  /// A target of the configuration, which flags override.
  LiveRequest.FromCluster request(TargetConfig target) {
    return new LiveRequest.FromCluster(
        Optional.ofNullable(kubeconfig).or(() -> target.kubeconfig().map(Path::of)),
        Optional.ofNullable(context).or(target::context));
  }

  /// The namespaces of a target of the configuration, which flags override.
  List<String> namespaces(TargetConfig target) {
    return namespaces.isEmpty() ? target.namespaces() : namespaces;
  }

  /// Whether flags say something that can be of one target only.
  boolean namesTarget() {
    return context != null || !namespaces.isEmpty();
  }

  boolean namesCluster() {
    return kubeconfig != null || context != null;
  }

  public MaskRequest mask() {
    return new MaskRequest(Optional.ofNullable(keyFile), mask);
  }
}
