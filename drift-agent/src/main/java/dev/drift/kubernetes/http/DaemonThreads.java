package dev.drift.kubernetes.http;

import java.util.concurrent.ThreadFactory;

/// Threads that keep no process alive.
final class DaemonThreads {
  private DaemonThreads() {}

  static ThreadFactory of(String name) {
    return Thread.ofPlatform().daemon().name(name).factory();
  }
}
