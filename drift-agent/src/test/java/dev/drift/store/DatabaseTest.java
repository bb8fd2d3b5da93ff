package dev.drift.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.testkit.Postgres;
import dev.drift.testkit.PostgresExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(PostgresExtension.class)
class DatabaseTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void opensTwice(Stores store, Postgres postgres) {
    StoreUrl url = store.fresh(folder.resolve("state"), postgres);
    for (int i = 0; i < 2; i++) {
      try (Database database = Database.open(url, Stores.login(postgres))) {
        int runs =
            database.read(
                handle ->
                    handle.createQuery("SELECT count(*) FROM runs").mapTo(Integer.class).one());
        assertThat(runs).isZero();
      }
    }
  }
}
