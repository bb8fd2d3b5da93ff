package dev.drift.kubernetes.read;

import dev.drift.kubernetes.http.ApiServer;
import dev.drift.kubernetes.http.RequestFailed;
import dev.drift.kubernetes.http.ResourcePath;
import dev.drift.kubernetes.http.Retries;
import dev.drift.model.ApiKind;
import dev.drift.model.LiveResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// LISTs the objects of one kind, page by page.
final class Lister {
  private static final Logger LOG = LoggerFactory.getLogger(Lister.class);
  private static final String JSON = "application/json";

  private final ApiServer api;
  private final int pageSize;
  private final Interner interner = new Interner();
  private final Consumer<String> progress;

  /// @param pageSize 0 means without pages
  Lister(ApiServer api, int pageSize, Consumer<String> progress) {
    this.api = api;
    this.pageSize = pageSize;
    this.progress = progress;
  }

  /// All pages show the cluster at one moment. Where that moment is gone before the last page
  /// (410), the server offers to go on from a later one, which would miss what moved to the pages
  /// before; so the LIST is made again as a whole.
  List<LiveResource> list(ApiKind kind, Optional<String> namespace) throws RequestFailed {
    long start = System.nanoTime();
    List<LiveResource> items = new ArrayList<>();
    String token = "";
    do {
      ListPage page;
      try {
        page = page(kind, namespace, pageSize, token);
      } catch (RequestFailed e) {
        if (e.kind() != RequestFailed.Kind.EXPIRED || token.isEmpty()) {
          throw e;
        }
        LOG.debug(
            "LIST {}: the continue token expired; listing again without pages", kind.plural());
        items.clear();
        page = page(kind, namespace, 0, "");
      }
      items.addAll(page.items());
      token = page.continueToken();
      progress.accept("LIST " + kind.plural() + ": " + items.size());
    } while (!token.isEmpty());
    LOG.debug(
        "LIST {} {}{}: {} objects in {} ms",
        kind.apiVersion(),
        kind.plural(),
        namespace.map(name -> " in " + name).orElse(""),
        items.size(),
        (System.nanoTime() - start) / 1_000_000);
    return items;
  }

  private ListPage page(ApiKind kind, Optional<String> namespace, int limit, String token)
      throws RequestFailed {
    StringBuilder path = new StringBuilder(ResourcePath.collection(kind, namespace));
    if (limit > 0) {
      path.append("?limit=").append(limit);
      if (!token.isEmpty()) {
        path.append("&continue=").append(ResourcePath.encode(token));
      }
    }
    return api.read(
        path.toString(), JSON, Retries.PATIENT, body -> ListPage.read(body, kind, interner));
  }

  /// One object.
  LiveResource get(ApiKind kind, Optional<String> namespace, String name) throws RequestFailed {
    return api.read(
        ResourcePath.object(kind, namespace, name),
        JSON,
        Retries.PATIENT,
        body -> {
          try (var parser = dev.drift.json.JsonReader.TRUSTED_FACTORY.createParser(body)) {
            parser.nextToken();
            return new ItemReader(kind, interner).read(parser);
          }
        });
  }
}
