package dev.drift.serve.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Memory, garbage collection, threads and processor time of this process, by the names that
/// Prometheus' clients agree on.
public final class ProcessMetrics {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  private ProcessMetrics() {}

  public static void register(PrometheusRegistry registry) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    GaugeWithCallback.builder()
        .name("jvm_memory_used_bytes")
        .help("Used memory of the JVM.")
        .labelNames("area")
        .callback(
            callback -> {
              callback.call((double) memory.getHeapMemoryUsage().getUsed(), "heap");
              callback.call((double) memory.getNonHeapMemoryUsage().getUsed(), "nonheap");
            })
        .register(registry);
    GaugeWithCallback.builder()
        .name("jvm_memory_max_bytes")
        .help("Memory that the JVM may use.")
        .labelNames("area")
        .callback(callback -> callback.call((double) memory.getHeapMemoryUsage().getMax(), "heap"))
        .register(registry);
    GaugeWithCallback.builder()
        .name("jvm_buffer_pool_used_bytes")
        .help("Used memory of buffers outside of the heap.")
        .labelNames("pool")
        .callback(
            callback -> {
              for (BufferPoolMXBean pool :
                  ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
                callback.call((double) pool.getMemoryUsed(), pool.getName());
              }
            })
        .register(registry);
    CounterWithCallback.builder()
        .name("jvm_gc_collections_total")
        .help("Garbage collections.")
        .labelNames("gc")
        .callback(
            callback -> {
              for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
                callback.call((double) Math.max(0, gc.getCollectionCount()), gc.getName());
              }
            })
        .register(registry);
    CounterWithCallback.builder()
        .name("jvm_gc_collection_seconds_total")
        .help("Time spent in garbage collections.")
        .labelNames("gc")
        .callback(
            callback -> {
              for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
                callback.call(Math.max(0, gc.getCollectionTime()) / 1000.0, gc.getName());
              }
            })
        .register(registry);
    GaugeWithCallback.builder()
        .name("jvm_threads_current")
        .help("Platform threads.")
        .callback(callback -> callback.call(ManagementFactory.getThreadMXBean().getThreadCount()))
        .register(registry);
    registerProcess(registry);
  }

  private static void registerProcess(PrometheusRegistry registry) {
    CounterWithCallback.builder()
        .name("process_cpu_seconds_total")
        .help("Processor time that the process used.")
        .callback(
            callback ->
                ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .ifPresent(time -> callback.call(time.toNanos() / 1e9)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("process_start_time_seconds")
        .help("When the process started.")
        .callback(
            callback -> callback.call(ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0))
        .register(registry);
    GaugeWithCallback.builder()
        .name("process_resident_memory_bytes")
        .help("Resident memory of the process.")
        .callback(callback -> resident().ifPresent(bytes -> callback.call((double) bytes)))
        .register(registry);
  }

  /// Empty where there is no /proc.
  private static OptionalLong resident() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(
              line -> Long.parseLong(line.substring(RESIDENT.length()).replace("kB", "").strip()))
          .map(kib -> kib * 1024)
          .findFirst();
    } catch (IOException | NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
