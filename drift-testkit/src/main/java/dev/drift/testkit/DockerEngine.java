package dev.drift.testkit;

import org.testcontainers.DockerClientFactory;

/// Whether Testcontainers is on the class path and finds a Docker engine.
final class DockerEngine {
  private DockerEngine() {}

  static boolean answers() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (LinkageError e) {
      return false; // Testcontainers is optional
    }
  }
}
