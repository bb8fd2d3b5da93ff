package dev.drift.check;

import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.MetricsApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What goes on in a cluster that has not drifted: people deploy what is in Git and restart
/// rollouts, and controllers do the rest.
///
/// @param git a copy of the example, which is changed
record Unrest(ControlPlane plane, MetricsApi metrics, Path git) {
  /// Something happens, or nothing does while controllers go on with what happened before.
  record Step(String says, Runnable act) {}

  static final Step NOTHING = new Step("nothing was done", () -> {});
  static final String JOB = "kafka/create-topics";
  private static final List<String> SCALED = List.of("nessie", "airflow", "trino");
  private static final String TOPICS =
      """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: create-topics, namespace: kafka}
      spec:
        ttlSecondsAfterFinished: 4
        template:
          spec:
            restartPolicy: Never
            containers:
            - {name: topics, image: "apache/kafka:3.8.1"}
      """;

  /// With a CronJob that runs each minute.
  static Path copyOfTheExample(Path folder) {
    try (Stream<Path> files = Files.walk(Lakehouse.FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(Lakehouse.FOLDER.relativize(file).toString());
        Files.createDirectories(copy.resolveSibling("."));
        Files.copy(file, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    edit(
        folder.resolve("namespaces/airflow/cleanup.yaml"), "schedule: .*", "schedule: '* * * * *'");
    return folder;
  }

  /// One after another, again and again.
  ///
  /// @param cycle from 0
  List<Step> steps(int cycle) {
    return List.of(
        NOTHING,
        new Step("the load rose", () -> load(250)),
        new Step("Git was changed and applied", () -> deploy(cycle)),
        new Step("rollouts were restarted", this::restart),
        new Step("Pods were deleted", this::deletePods),
        new Step("the load fell", () -> load(10)),
        NOTHING,
        NOTHING,
        NOTHING);
  }

  private void load(int percent) {
    SCALED.forEach(namespace -> metrics.cpu(namespace, percent));
  }

  /// A new image for a Deployment and for a StatefulSet, another value of a variable, a replica
  /// more or less, and a Job that goes away by itself.
  private void deploy(int cycle) {
    Path namespaces = git.resolve("namespaces");
    Path worker = namespaces.resolve("trino/worker.yaml");
    Path nessie = namespaces.resolve("nessie/nessie.yaml");
    Path brokers = namespaces.resolve("kafka/brokers.yaml");
    Path job = namespaces.resolve("kafka/topics.yaml");
    edit(worker, "trinodb/trino:\\S+", "trinodb/trino:" + (480 + cycle));
    edit(nessie, "MaxRAMPercentage=\\d+", "MaxRAMPercentage=" + (71 + cycle));
    edit(brokers, "apache/kafka:\\S+", "apache/kafka:3.9." + cycle);
    edit(brokers, "-Xms\\d+m", "-Xms" + (400 + cycle) + "m");
    edit(brokers, "replicas: \\d", "replicas: " + (cycle % 2 == 0 ? 3 : 2));
    write(job, TOPICS);
    Stream.of(worker, nessie, brokers, job)
        .forEach(file -> plane.kubectl("apply", "-f", file.toString()).orThrow());
  }

  private void restart() {
    plane.kubectl("-n", "nessie", "rollout", "restart", "deployment/nessie").orThrow();
    plane.kubectl("-n", "minio", "rollout", "restart", "statefulset/minio").orThrow();
    plane.kubectl("-n", "monitoring", "rollout", "restart", "daemonset/node-exporter").orThrow();
  }

  private void deletePods() {
    for (String namespace : List.of("airflow", "trino", "monitoring")) {
      plane.kubectl("-n", namespace, "delete", "pods", "--all", "--wait=false").orThrow();
    }
  }

  private static void edit(Path file, String pattern, String replacement) {
    try {
      String before = Files.readString(file);
      String after = before.replaceAll(pattern, replacement);
      if (after.equals(before)) {
        throw new IllegalArgumentException(file + " has no " + pattern);
      }
      Files.writeString(file, after);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
