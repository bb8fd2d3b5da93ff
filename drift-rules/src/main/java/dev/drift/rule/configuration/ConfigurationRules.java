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
          ProgramFiles.JVM_FLAGS,
          TrinoFiles.RESOURCE_GROUPS,
          TrinoFiles.EVENT_LISTENER,
          TrinoFiles.GATEWAY,
          ProgramFiles.KAFKA,
          ProgramFiles.FLINK,
          ProgramFiles.HADOOP,
          ProgramFiles.REDIS,
          TrinoFiles.SETTINGS,
          new ConfigMapChanged(),
          new DigestSkew(),
          new NotAsPinned(),
          new VersionSkew(),
          new StaleConfiguration(),
          new BehindTemplate());

  private ConfigurationRules() {}
}
