package dev.drift.secret.name;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Settings whose values are never secret: of their products' documentation, by name. Of a longer
/// name such as `AIRFLOW__CORE__EXECUTOR`, the whole counts.
final class KnownSettings {
  private static final Set<String> NAMES =
      Set.of(
          ("connector.name coordinator node.environment node.id node-scheduler.include-coordinator"
                  + " discovery.uri http-server.authentication.type hive.metastore.uri"
                  + " hive.metastore iceberg.catalog.type iceberg.file-format hive.storage-format"
                  + " hive.compression-codec iceberg.compression-codec s3.region s3.endpoint"
                  + " s3.path-style-access fs.native-s3.enabled fs.hadoop.enabled"
                  + " retry-policy spill-enabled spiller-spill-path exchange-manager.name"
                  + " resource-groups.configuration-manager access-control.name event-listener.name"
                  + " catalog.management catalog.store web-ui.authentication.type"
                  + " password-authenticator.name case-insensitive-name-matching"
                  // Kafka
                  + " process.roles broker.id log.dirs log.dir cleanup.policy"
                  + " log.cleanup.policy compression.type security.protocol"
                  + " security.inter.broker.protocol sasl.mechanism sasl.enabled.mechanisms"
                  + " sasl.mechanism.inter.broker.protocol inter.broker.listener.name"
                  + " controller.listener.names auto.offset.reset key.converter value.converter"
                  + " key.serializer value.serializer key.deserializer value.deserializer"
                  + " acks group.id client.id listeners advertised.listeners zookeeper.connect"
                  + " bootstrap.servers message.timestamp.type ssl.client.auth ssl.keystore.type"
                  + " ssl.truststore.type ssl.endpoint.identification.algorithm connector.class"
                  + " isolation.level partition.assignment.strategy authorizer.class.name"
                  // Flink, Spark
                  + " state.backend state.backend.type jobmanager.rpc.address execution.target"
                  + " execution.checkpointing.mode high-availability high-availability.type"
                  + " scheduler-mode jobmanager.scheduler restart-strategy restart-strategy.type"
                  + " taskmanager.network.bind-policy spark.master spark.serializer"
                  + " spark.submit.deploymode spark.app.name spark.dynamicallocation.enabled"
                  + " spark.sql.adaptive.enabled spark.eventlog.dir"
                  // Airflow
                  + " airflow__core__executor airflow__core__dags_folder"
                  + " airflow__logging__logging_level airflow__core__default_timezone"
                  // Redis, PostgreSQL, MinIO, Nessie
                  + " maxmemory-policy appendfsync protected-mode save appendonly"
                  + " pgdata postgres_db pgdatabase wal_level shared_preload_libraries"
                  + " synchronous_commit log_statement timezone password_encryption"
                  + " minio_region minio_browser minio_prometheus_auth_type"
                  + " nessie.version.store.type quarkus.log.level quarkus.http.port"
                  // Prometheus, Grafana
                  + " scheme metrics_path gf_log_mode gf_server_protocol"
                  + " gf_auth_anonymous_org_role gf_database_type app_mode"
                  // Hadoop, Hive
                  + " hive.metastore.authentication.type hadoop.security.authentication"
                  + " fs.defaultfs fs.s3a.impl fs.s3a.endpoint fs.s3a.endpoint.region"
                  + " javax.jdo.option.connectiondrivername dfs.replication"
                  + " hive.execution.engine metastore.warehouse.dir hive.metastore.warehouse.dir"
                  // Spring and others
                  + " spring.profiles.active spring_profiles_active spring.jpa.database"
                  + " spring.application.name server.servlet.context-path"
                  + " management.endpoints.web.exposure.include log_level loglevel log.level"
                  + " logging.level.root log_format tz lang lc_all java_home node_env rails_env"
                  + " rust_log environment level format")
              .split(" "));

  /// What ends the name of a level of a log, or begins that of an annotation which controllers
  /// write.
  private static final List<String> ANNOTATIONS =
      List.of(
          "deployment.kubernetes.io/",
          "autoscaling.alpha.kubernetes.io/",
          "pv.kubernetes.io/",
          "volume.kubernetes.io/",
          "volume.beta.kubernetes.io/",
          "storageclass.kubernetes.io/",
          "control-plane.alpha.kubernetes.io/",
          "endpoints.kubernetes.io/",
          "kubectl.kubernetes.io/restartedat",
          "batch.kubernetes.io/",
          "rbac.authorization.kubernetes.io/",
          "service.kubernetes.io/",
          "meta.helm.sh/",
          "helm.sh/",
          "kustomize.toolkit.fluxcd.io/",
          "reconcile.fluxcd.io/",
          "cert-manager.io/",
          "strimzi.io/",
          "argocd.argoproj.io/",
          "prometheus.io/",
          "checksum/");

  private KnownSettings() {}

  static boolean isHarmless(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NAMES.contains(lower)
        || lower.endsWith("log_level")
        || lower.endsWith("log-level")
        || lower.endsWith("loglevel")
        || lower.startsWith("logging.level.")
        || ANNOTATIONS.stream().anyMatch(lower::startsWith);
  }
}
