package dev.drift.rule.configuration;

import dev.drift.rule.Rule;
import java.util.List;

/// The rules of this category, in the order in which they are asked.
public final class ConfigurationRules {
  public static final List<Rule> ALL =
      List.of(
          new ImageChanged(),
          new ContainerSetChanged(),
          new ObjectStoreSettingChanged(),
          // Before the environment: a variable may set the level.
          new LogLevelChanged(),
          new EnvironmentChanged(),
          new CommandChanged(),
          new TrinoCatalogChanged(),
          new JvmFlagChanged(),
          new ResourceGroupsChanged(),
          new EventListenerChanged(),
          new TrinoGatewayChanged(),
          new KafkaSettingChanged(),
          new FlinkSettingChanged(),
          new HadoopSettingChanged(),
          new RedisSettingChanged(),
          new TrinoSettingChanged(),
          new ConfigMapChanged(),
          new DigestSkew(),
          new NotAsPinned(),
          new VersionSkew(),
          new StaleConfiguration(),
          new BehindTemplate());

  private ConfigurationRules() {}
}
