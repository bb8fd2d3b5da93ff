package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.TextFormat;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;
import java.util.Optional;

/// A Redis setting differs from Git.
final class RedisSettingChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG022", "changed-redis-setting", Category.CONFIGURATION, Severity.MEDIUM)
          .what("A Redis setting differs from Git.")
          .why("Persistence and memory limits determine what Redis keeps and what it evicts.")
          .example(
              "`maxmemory-policy` was changed to `allkeys-lru`, so queued tasks can be evicted.")
          .remedy(
              "Undo the change, or declare it in Git; then restart the workloads that read it.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return ConfigFile.of(difference).filter(RedisSettingChanged::isOne).isPresent();
  }

  private static boolean isOne(ConfigFile file) {
    return file.format().equals(Optional.of(TextFormat.REDIS)) || file.file().equals("redis.conf");
  }

  @Override
  public String message(Judged difference) {
    ConfigFile file = ConfigFile.of(difference).orElseThrow();
    return "Redis: %s".formatted(file.tells(difference));
  }
}
