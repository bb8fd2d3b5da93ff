package dev.drift.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// Documents of targets, by name: what runs remember.
///
/// All methods throw a [dev.drift.model.DriftException] if the store failed.
public final class DocumentTable {
  private final Database database;

  public DocumentTable(Database database) {
    this.database = requireNonNull(database, "database is null");
  }

  public Optional<String> read(String target, String name) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT body FROM documents WHERE target = :target AND name = :name")
                .bind("target", target)
                .bind("name", name)
                .mapTo(String.class)
                .findOne());
  }

  /// Writes a document in the place of the one that was there.
  public void write(String target, String name, String body) {
    database.write(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO documents (target, name, body) VALUES (:target, :name, :body)
                    ON CONFLICT (target, name) DO UPDATE SET body = excluded.body
                    """)
                .bind("target", target)
                .bind("name", name)
                .bind("body", body)
                .execute());
  }
}
