package dev.drift.secret.fact;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Passwords that products are published with.
///
/// A word such as `admin` is somebody's default only under the name that the product reads it by;
/// a word that no one else has come up with is one anywhere.
final class DefaultPasswords {
  /// @param names in lower case with all but letters and digits left out; none for any name
  private record Default(String product, String password, Set<String> names) {}

  private static final List<Default> ALL =
      List.of(
          anywhere("MinIO", "minioadmin"),
          named("MinIO", "minio123", "miniorootpassword", "miniosecretkey", "awssecretaccesskey"),
          named("PostgreSQL", "postgres", "postgrespassword", "postgresqlpassword", "pgpassword"),
          named("PostgreSQL", "mysecretpassword", "postgrespassword"),
          named("MySQL", "my-secret-pw", "mysqlrootpassword", "mariadbrootpassword"),
          named("Grafana", "admin", "gfsecurityadminpassword", "grafanaadminpassword"),
          anywhere("Grafana in the Prometheus stack", "prom-operator"),
          named("Flowise", "1234", "flowisepassword"),
          named("Airflow", "airflow", "airflowwwwuserpassword"),
          named("Keycloak", "admin", "keycloakadminpassword", "kcbootstrapadminpassword"),
          named("RabbitMQ", "guest", "rabbitmqdefaultpass", "rabbitmqpassword"),
          named("Elasticsearch", "changeme", "elasticpassword", "elasticsearchpassword"),
          named("Hive Metastore", "mine", "javaxjdooptionconnectionpassword"),
          anywhere("Superset", "CHANGE_ME_TO_A_COMPLEX_RANDOM_SECRET_KEY"),
          named("Superset", "TEST_NON_DEV_SECRET", "supersetsecretkey", "secretkey"));

  private DefaultPasswords() {}

  private static Default anywhere(String product, String password) {
    return new Default(product, password, Set.of());
  }

  private static Default named(String product, String password, String... names) {
    return new Default(product, password, Set.of(names));
  }

  /// The product of which this is a default password.
  ///
  /// @param name of the variable or key that holds it
  static Optional<String> product(String name, String password) {
    for (Default one : ALL) {
      if (one.password.equals(password)
          && (one.names.isEmpty() || one.names.contains(plain(name)))) {
        return Optional.of(one.product);
      }
    }
    return Optional.empty();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
