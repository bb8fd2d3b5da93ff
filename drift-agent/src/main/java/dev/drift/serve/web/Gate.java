package dev.drift.serve.web;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// How many requests of a kind are answered at once. Health is always answered: an orchestrator
/// would restart a daemon that is merely busy.
final class Gate {
  private static final int CALLERS = 32;

  /// Bodies of Git servers are held in memory before their signature is known to be right.
  private static final int GIT_SERVERS = 4;

  private static final int API_SERVERS = 8;

  private final Map<Route.Access, Semaphore> permits = new EnumMap<>(Route.Access.class);

  Gate() {
    permits.put(Route.Access.API, new Semaphore(CALLERS));
    permits.put(Route.Access.METRICS, new Semaphore(CALLERS));
    permits.put(Route.Access.GIT_HOOK, new Semaphore(GIT_SERVERS));
    permits.put(Route.Access.AUDIT_HOOK, new Semaphore(API_SERVERS));
  }

  boolean enter(Route.Access access) {
    Semaphore semaphore = permits.get(access);
    return semaphore == null || semaphore.tryAcquire();
  }

  void leave(Route.Access access) {
    Semaphore semaphore = permits.get(access);
    if (semaphore != null) {
      semaphore.release();
    }
  }
}
