package dev.drift.source.fetch;

import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.net.SafeUrl;
import dev.drift.net.http.Downloads;
import dev.drift.source.ChartAddress;
import dev.drift.source.Fetcher;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Helm repositories, whose indexes are asked for once.
///
/// A version is chosen as source-controller does:
///
// <https://github.com/fluxcd/source-controller/blob/main/internal/helm/repository/chart_repository.go>.
final class ChartIndexes {
  /// The same limits as those of source-controller.
  private static final long MOST_INDEX = 50L << 20;

  static final long MOST_CHART = 10L << 20;

  /// The indexes of large repositories have millions of values, and no aliases.
  private static final YamlLimits LIMITS = new YamlLimits(20, 100, 10_000, 8_000_000);

  private final Downloads downloads;
  private final Contents contents;
  private final Map<String, Value.Obj> indexes = new HashMap<>();
  private final Map<String, String> failures = new HashMap<>();

  ChartIndexes(Downloads downloads, Contents contents) {
    this.downloads = downloads;
    this.contents = contents;
  }

  /// A version of a chart in an index.
  private record Entry(SemanticVersion version, Value.Obj content) {
    private String created() {
      return content.text("created").orElse("");
    }
  }

  Fetcher.ChartAnswer.Found find(ChartAddress.InRepository address) throws FetchFailure {
    String repository = address.url().replaceFirst("/+$", "");
    Value.Obj entry = entry(address, entries(repository).list(address.name()));
    String version = entry.text("version").orElse("");
    Optional<String> digest =
        entry
            .text("digest")
            .map(it -> it.startsWith("sha256:") ? it : "sha256:" + it)
            .filter(Contents::isDigest);
    Optional<byte[]> known = digest.flatMap(contents::find);
    byte[] archive = known.isPresent() ? known.get() : download(repository, address, entry, digest);
    contents.keep(archive);
    return new Fetcher.ChartAnswer.Found(
        version, Contents.digest(archive), archive, Optional.empty());
  }

  private byte[] download(
      String repository,
      ChartAddress.InRepository address,
      Value.Obj entry,
      Optional<String> digest)
      throws FetchFailure {
    String url =
        entry.list("urls").stream()
            .filter(Value.Str.class::isInstance)
            .map(it -> ((Value.Str) it).value())
            .findFirst()
            .flatMap(it -> resolved(repository, it))
            .orElseThrow(
                () ->
                    new FetchFailure(
                        "the index of %s names no archive of %s %s"
                            .formatted(
                                shown(repository),
                                shown(address.name()),
                                entry.text("version").orElse(""))));
    byte[] archive =
        switch (downloads.get(url, MOST_CHART)) {
          case Downloads.Answer.Received received when received.isSuccess() -> received.body();
          case Downloads.Answer.Received received ->
              throw new FetchFailure(
                  "%s could not be fetched: HTTP %d".formatted(shown(url), received.status()));
          case Downloads.Answer.Failed(String why) ->
              throw new FetchFailure("%s %s".formatted(shown(url), why));
        };
    if (digest.isPresent() && !digest.get().equals(Contents.digest(archive))) {
      throw new FetchFailure(
          "%s does not have the digest that its index says".formatted(shown(url)));
    }
    return archive;
  }

  /// A URL may be seen from that of the repository.
  private static Optional<String> resolved(String repository, String url) {
    try {
      return Optional.of(URI.create(repository + "/").resolve(url).toString());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Value.Obj entry(ChartAddress.InRepository address, List<Value> listed)
      throws FetchFailure {
    List<Value.Obj> all =
        listed.stream().filter(Value.Obj.class::isInstance).map(Value.Obj.class::cast).toList();
    Optional<Value.Obj> exact =
        all.stream()
            .filter(
                it ->
                    !address.version().isEmpty()
                        && it.text("version").equals(Optional.of(address.version())))
            .findFirst();
    if (exact.isPresent()) {
      return exact.get();
    }
    VersionRange range =
        VersionRange.of(address.version())
            .orElseThrow(
                () ->
                    new FetchFailure(
                        "%s is not a version or a range of versions"
                            .formatted(shown(address.version()))));
    List<Entry> matching =
        all.stream()
            .flatMap(
                it ->
                    it
                        .text("version")
                        .flatMap(SemanticVersion::whole)
                        .map(version -> new Entry(version, it))
                        .stream())
            .filter(it -> range.contains(it.version()))
            .toList();
    return matching.stream()
        .filter(it -> address.applied().equals(Optional.of(it.version().text())))
        .findFirst()
        .or(
            () ->
                matching.stream()
                    .max(Comparator.comparing(Entry::version).thenComparing(Entry::created)))
        .map(Entry::content)
        .orElseThrow(
            () ->
                new FetchFailure(
                    "%s has no chart %s%s"
                        .formatted(
                            shown(address.url()),
                            shown(address.name()),
                            address.version().isEmpty()
                                ? ""
                                : " of version " + shown(address.version()))));
  }

  private Value.Obj entries(String repository) throws FetchFailure {
    Value.Obj known = indexes.get(repository);
    if (known != null) {
      return known;
    }
    String failed = failures.get(repository);
    if (failed != null) {
      throw new FetchFailure(failed);
    }
    try {
      Value.Obj entries = fetchEntries(repository);
      indexes.put(repository, entries);
      return entries;
    } catch (FetchFailure e) {
      failures.put(repository, e.why());
      throw e;
    }
  }

  private Value.Obj fetchEntries(String repository) throws FetchFailure {
    String url = repository + "/index.yaml";
    byte[] content =
        switch (downloads.get(url, MOST_INDEX)) {
          case Downloads.Answer.Received received when received.isSuccess() -> received.body();
          case Downloads.Answer.Received received when received.status() == 401 ->
              throw new FetchFailure(
                  "%s asks for a login, and Drift has none".formatted(shown(repository)));
          case Downloads.Answer.Received received ->
              throw new FetchFailure(
                  "%s could not be fetched: HTTP %d".formatted(shown(url), received.status()));
          // Whoever allows the repository allows its index.
          case Downloads.Answer.Failed(String why) ->
              throw new FetchFailure(
                  "%s %s"
                      .formatted(shown(why.startsWith("may not") ? repository + "/" : url), why));
        };
    List<Document> documents =
        new DocumentReader(LIMITS).read(new SourceFile("index.yaml", content)).documents();
    if (documents.size() == 1
        && documents.getFirst().value() instanceof Value.Obj index
        && index.text("apiVersion").isPresent()) {
      return index.object("entries");
    }
    throw new FetchFailure("%s is not the index of a Helm repository".formatted(shown(url)));
  }

  static String shown(String text) {
    String safe = SafeUrl.of(text).replaceAll("\\p{Cntrl}+", " ");
    return safe.length() > 200 ? safe.substring(0, 200) + "…" : safe;
  }
}
