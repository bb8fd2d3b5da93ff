package dev.drift.kubernetes.read;

import static java.util.Objects.requireNonNull;

import dev.drift.kubernetes.http.ApiServer;
import dev.drift.kubernetes.http.RequestFailed;
import dev.drift.kubernetes.http.ResourcePath;
import dev.drift.kubernetes.http.Retries;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.ApiKind;
import dev.drift.secret.ObjectMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// LISTs the objects of one kind, page by page.
public final class Lister {
  private static final Logger LOG = LoggerFactory.getLogger(Lister.class);
  private static final String JSON = "application/json";

  private final ApiServer api;
  private final int pageSize;
  private final Consumer<String> progress;
  private final Arrival arrival;

  /// @param mask applied to each object as it arrives; empty for none
  public Lister(ApiServer api, Optional<ObjectMask> mask) {
    this(api, LiveStateReader.PAGE_SIZE, _ -> {}, new Arrival(mask));
  }

  /// @param pageSize 0 means without pages
  Lister(ApiServer api, int pageSize, Consumer<String> progress, Arrival arrival) {
    this.api = api;
    this.pageSize = pageSize;
    this.progress = progress;
    this.arrival = arrival;
  }

  /// All objects of a kind.
  ///
  /// @param resourceVersion at which they were so; a watch goes on from there
  public record Listing(List<LiveResource> items, String resourceVersion) {
    public Listing {
      items = List.copyOf(items);
      requireNonNull(resourceVersion, "resourceVersion is null");
    }
  }

  /// All pages show the cluster at one moment. Where that moment is gone before the last page
  /// (410), the server offers to go on from a later one, which would miss what moved to the pages
  /// before; so the LIST is made again as a whole.
  ///
  /// @param namespace empty for all
  public Listing list(ApiKind kind, Optional<String> namespace) throws RequestFailed {
    long start = System.nanoTime();
    List<LiveResource> items = new ArrayList<>();
    String token = "";
    ListPage page;
    do {
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
    return new Listing(items, page.resourceVersion());
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
        path.toString(), JSON, Retries.PATIENT, body -> ListPage.read(body, kind, arrival));
  }

  /// One object.
  LiveResource get(ApiKind kind, Optional<String> namespace, String name) throws RequestFailed {
    return api.read(
        ResourcePath.object(kind, namespace, name),
        JSON,
        Retries.PATIENT,
        body -> ObjectReader.read(body, kind, arrival));
  }
}
