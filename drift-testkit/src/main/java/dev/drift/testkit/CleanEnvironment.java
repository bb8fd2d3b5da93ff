package dev.drift.testkit;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The environment of every child: nothing of the caller's but the PATH. A proxy variable would
/// send webhook calls out of the machine, a KUBECONFIG would point kubectl at somebody's cluster.
final class CleanEnvironment {
  private CleanEnvironment() {}

  static void set(Map<String, String> environment, Path home, Map<String, String> more) {
    String path = Optional.ofNullable(environment.get("PATH")).orElse("/usr/bin:/bin");
    environment.clear();
    environment.put("PATH", path);
    environment.put("HOME", home.toString());
    environment.put("TMPDIR", home.toString());
    environment.put("LC_ALL", "C");
    environment.putAll(more);
  }
}
