package dev.drift.source.auto;

import static java.util.Objects.requireNonNull;

import dev.drift.source.KnownBuilds;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Builds of one run, also of a source whose builds are not kept: several renderers build the same
/// kustomization, the first one to look for what it deploys.
public final class BuildsOfRun implements KnownBuilds {
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private final KnownBuilds others;
  private final Map<String, byte[]> built = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();

  public BuildsOfRun(KnownBuilds others) {
    this.others = requireNonNull(others, "others is null");
  }

  @Override
  public Optional<byte[]> find(String key) {
    return Optional.ofNullable(built.get(key)).or(() -> others.find(key));
  }

  @Override
  public void keep(String key, byte[] output) {
    if (bytes.addAndGet(output.length) <= MOST_BYTES) {
      built.put(key, output);
    }
    others.keep(key, output);
  }
}
