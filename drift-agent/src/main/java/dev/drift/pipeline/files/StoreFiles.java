package dev.drift.pipeline.files;

import dev.drift.config.Config;
import dev.drift.config.StoreConfig;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.store.StoreUrl;
import dev.drift.yaml.Document;
import java.nio.file.Path;
import java.util.List;

/// What a configuration says of the store, as files see it.
final class StoreFiles {
  private static final dev.drift.model.value.Path URL =
      dev.drift.model.value.Path.ROOT.field("store").field("url");

  private StoreFiles() {}

  static void check(Document document, Config config, Path file, List<Problem> problems) {
    try {
      config.store().ifPresent(store -> StoreUrl.parse(store.url(), folder(file)));
    } catch (DriftException e) {
      e.problems()
          .forEach(
              problem ->
                  problems.add(
                      Problem.at(
                          document.places().nearest(URL, document.value()),
                          Problem.Code.INVALID_CONFIG,
                          problem.message())));
    }
  }

  /// With paths counted from the folder of the configuration.
  static StoreConfig resolved(StoreConfig store, Path file) {
    return new StoreConfig(
        StoreUrl.parse(store.url(), folder(file)) instanceof StoreUrl.Sqlite(Path path)
            ? path.toString()
            : store.url(),
        store.user(),
        store.password().map(it -> ChannelFiles.resolved(it, file)),
        store.retention());
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? Path.of("") : folder;
  }
}
