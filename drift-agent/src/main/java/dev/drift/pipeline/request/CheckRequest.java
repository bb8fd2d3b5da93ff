package dev.drift.pipeline.request;

import static java.util.Objects.requireNonNull;

import dev.drift.config.TargetConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What one check compares.
///
/// @param config the agent's own drift.yaml, which may name sources and policies; empty for none
/// @param namespaces filters both sides; empty for all
/// @param store keeps what runs remember and the audit trail; empty for none
public record CheckRequest(
    DesiredRequest desired,
    LiveRequest live,
    Optional<Path> config,
    List<String> namespaces,
    MaskRequest mask,
    PolicyRequest policies,
    ObserverRequest observers,
    Optional<StoreRequest> store) {
  /// Without a store.
  public CheckRequest(
      DesiredRequest desired,
      LiveRequest live,
      Optional<Path> config,
      List<String> namespaces,
      MaskRequest mask,
      PolicyRequest policies,
      ObserverRequest observers) {
    this(desired, live, config, namespaces, mask, policies, observers, Optional.empty());
  }

  public CheckRequest {
    requireNonNull(desired, "desired is null");
    requireNonNull(live, "live is null");
    requireNonNull(config, "config is null");
    namespaces = List.copyOf(namespaces);
    requireNonNull(mask, "mask is null");
    requireNonNull(policies, "policies is null");
    requireNonNull(observers, "observers is null");
    requireNonNull(store, "store is null");
  }

  /// The same with a record of acts, which shows what was undone again and again.
  public CheckRequest with(Path record) {
    return new CheckRequest(
        desired, live, config, namespaces, mask, policies, observers.with(record), store);
  }

  /// The same of one target of the configuration.
  ///
  /// @param cluster where it is
  public CheckRequest with(TargetConfig target, LiveRequest cluster, List<String> only) {
    return new CheckRequest(
        desired.of(target.name()), cluster, config, only, mask, policies, observers, store);
  }

  /// The same with a store, which takes the place of the record.
  public CheckRequest with(StoreRequest kept) {
    return new CheckRequest(
        desired, live, config, namespaces, mask, policies, observers, Optional.of(kept));
  }
}
