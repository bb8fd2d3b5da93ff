package dev.drift.source.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.net.AllowedUrls;
import dev.drift.net.http.Downloads;
import dev.drift.source.ChartAddress;
import dev.drift.source.Fetcher;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Charts in OCI registries, asked without a login:
/// <https://github.com/opencontainers/distribution-spec/blob/main/spec.md> and
/// <https://helm.sh/docs/topics/registries/>.
final class OciRegistries {
  private static final String CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
  private static final String MANIFESTS =
      "application/vnd.oci.image.manifest.v1+json,"
          + " application/vnd.docker.distribution.manifest.v2+json";
  private static final long MOST_JSON = 4L << 20;
  private static final int MOST_PAGES = 50;
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
  private static final Pattern PARAMETER = Pattern.compile("([a-z]+)=\"([^\"]*)\"");
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");

  private final AllowedUrls allowed;
  private final Downloads downloads;
  private final Contents contents;
  private final Map<String, List<String>> tags = new HashMap<>();

  /// By repository, while a run lasts.
  private final Map<String, String> tokens = new HashMap<>();

  OciRegistries(AllowedUrls allowed, Downloads downloads, Contents contents) {
    this.allowed = allowed;
    this.downloads = downloads;
    this.contents = contents;
  }

  /// A repository of a registry.
  ///
  /// @param url as people write it
  /// @param api where its parts are: `https://host/v2/path`
  /// @param own what may be asked there
  private record Repository(String url, String api, AllowedUrls own) {}

  Fetcher.ChartAnswer.Found find(ChartAddress.InRegistry address) throws FetchFailure {
    Repository repository = repository(address);
    Optional<Fetcher.ChartAnswer.Found> installed = applied(repository, address);
    return installed.isPresent()
        ? installed.get()
        : find(repository, reference(repository, address), address);
  }

  /// What is applied may be gone, or never have been in this repository.
  private Optional<Fetcher.ChartAnswer.Found> applied(
      Repository repository, ChartAddress.InRegistry address) {
    Optional<String> applied = address.applied().flatMap(it -> applied(it, address.wanted()));
    try {
      return applied.isPresent()
          ? Optional.of(find(repository, applied.get(), address))
          : Optional.empty();
    } catch (FetchFailure e) {
      return Optional.empty();
    }
  }

  private Fetcher.ChartAnswer.Found find(
      Repository repository, String reference, ChartAddress.InRegistry address)
      throws FetchFailure {
    byte[] manifest = manifest(repository, reference);
    String digest = layer(repository, manifest, address.layer());
    Optional<byte[]> known = contents.find(digest);
    byte[] archive = known.isPresent() ? known.get() : blob(repository, digest);
    contents.keep(archive);
    return new Fetcher.ChartAnswer.Found(
        Contents.isDigest(reference) ? "" : reference.replace('_', '+'),
        digest,
        archive,
        Optional.of(Contents.digest(manifest)));
  }

  /// Without TLS, whoever allows it allows `http://host/path`.
  private Repository repository(ChartAddress.InRegistry address) throws FetchFailure {
    String place = address.url().replaceFirst("^oci://", "").replaceFirst("/+$", "");
    String url = (address.plain() ? "http://" : "oci://") + place;
    if (!allowed.allow(url)) {
      throw new FetchFailure("%s %s".formatted(ChartIndexes.shown(url), AllowedUrls.REFUSED));
    }
    int slash = place.indexOf('/');
    if (slash < 0) {
      throw new FetchFailure("%s names no repository of the registry".formatted(url));
    }
    String api =
        "%s://%s/v2%s"
            .formatted(
                address.plain() ? "http" : "https",
                place.substring(0, slash),
                place.substring(slash));
    return new Repository(url, api, AllowedUrls.of(List.of(api)));
  }

  /// A tag or a digest.
  private String reference(Repository repository, ChartAddress.InRegistry address)
      throws FetchFailure {
    return switch (address.wanted()) {
      case ChartAddress.Wanted.Digest(String digest) -> {
        if (!Contents.isDigest(digest)) {
          throw new FetchFailure(
              "%s is not a SHA-256 digest, which is all that Drift verifies"
                  .formatted(ChartIndexes.shown(digest)));
        }
        yield digest;
      }
      case ChartAddress.Wanted.Tag(String tag) -> tag(tag);
      case ChartAddress.Wanted.Range(String range, var filter) -> {
        List<String> all = filtered(repository, filter);
        boolean isChart = address.layer().equals(Optional.of(CHART));
        yield tag(
            highest(repository, isChart ? versions(all) : all, range, filter).replace('+', '_'));
      }
      case ChartAddress.Wanted.Version(String version) ->
          tag(
              (SemanticVersion.whole(version).isPresent()
                      ? version
                      : highest(repository, versions(tags(repository)), version, Optional.empty()))
                  .replace('+', '_'));
    };
  }

  /// What is applied, if it is one of those that are wanted.
  private static Optional<String> applied(
      ChartAddress.Applied applied, ChartAddress.Wanted wanted) {
    Optional<SemanticVersion> version = SemanticVersion.whole(applied.version());
    Optional<String> digest = applied.digest().filter(Contents::isDigest);
    return switch (wanted) {
      case ChartAddress.Wanted.Digest _ -> Optional.empty();
      case ChartAddress.Wanted.Tag(String tag) -> {
        Optional<SemanticVersion> named = SemanticVersion.of(tag.replace('_', '+'));
        // Only a tag that is a version names the version of the chart.
        yield digest.filter(
            _ -> named.isEmpty() || version.filter(named.get()::isSame).isPresent());
      }
      case ChartAddress.Wanted.Range(String range, var _) ->
          digest.filter(_ -> isIn(range, version));
      case ChartAddress.Wanted.Version(String range) ->
          Optional.of(applied.version().replace('+', '_'))
              .filter(_ -> isIn(range, version))
              .filter(it -> TAG.matcher(it).matches());
    };
  }

  private static boolean isIn(String range, Optional<SemanticVersion> version) {
    Optional<VersionRange> wanted = VersionRange.of(range);
    return wanted.isPresent() && version.filter(wanted.get()::contains).isPresent();
  }

  private static String tag(String tag) throws FetchFailure {
    if (!TAG.matcher(tag).matches()) {
      throw new FetchFailure("%s cannot be a tag".formatted(ChartIndexes.shown(tag)));
    }
    return tag;
  }

  /// What the tags of charts stand for.
  private static List<String> versions(List<String> tags) {
    return tags.stream().map(it -> it.replace('_', '+')).toList();
  }

  private List<String> filtered(Repository repository, Optional<String> filter)
      throws FetchFailure {
    List<String> all = tags(repository);
    return filter.isPresent() ? TagFilter.of(filter.get(), all) : all;
  }

  /// @param all the versions that tags stand for
  /// @param filter by which they were selected
  private String highest(
      Repository repository, List<String> all, String range, Optional<String> filter)
      throws FetchFailure {
    if (!range.isEmpty() && all.contains(range)) {
      return range;
    }
    VersionRange wanted =
        VersionRange.of(range)
            .orElseThrow(
                () ->
                    new FetchFailure(
                        "%s is not a version or a range of versions"
                            .formatted(ChartIndexes.shown(range))));
    return all.stream()
        .flatMap(it -> SemanticVersion.whole(it).stream())
        .filter(wanted::contains)
        .max(Comparator.naturalOrder())
        .map(SemanticVersion::text)
        .orElseThrow(
            () ->
                new FetchFailure(
                    "%s has no tag in %s%s"
                        .formatted(
                            ChartIndexes.shown(repository.url()),
                            range.isEmpty() ? "*" : ChartIndexes.shown(range),
                            filter.map(it -> " that matches " + TagFilter.shown(it)).orElse(""))));
  }

  private List<String> tags(Repository repository) throws FetchFailure {
    List<String> known = tags.get(repository.api());
    if (known != null) {
      return known;
    }
    List<String> found = new ArrayList<>();
    Optional<String> next = Optional.of(repository.api() + "/tags/list?n=1000");
    for (int page = 0; next.isPresent() && page < MOST_PAGES; page++) {
      Downloads.Answer.Received answer = get(repository, next.get(), Map.of(), MOST_JSON);
      for (Value each : json(repository, answer.body()).list("tags")) {
        if (each instanceof Value.Str(String tag)) {
          found.add(tag);
        }
      }
      String at = next.get();
      next =
          answer
              .header("link")
              .map(NEXT::matcher)
              .filter(Matcher::find)
              .flatMap(it -> resolved(at, it.group(1)));
    }
    tags.put(repository.api(), found);
    return found;
  }

  private static Optional<String> resolved(String at, String link) {
    try {
      return Optional.of(URI.create(at).resolve(link).toString());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private byte[] manifest(Repository repository, String reference) throws FetchFailure {
    Optional<byte[]> known =
        Contents.isDigest(reference) ? contents.find(reference) : Optional.empty();
    if (known.isPresent()) {
      return known.get();
    }
    byte[] manifest =
        get(
                repository,
                repository.api() + "/manifests/" + reference,
                Map.of("Accept", MANIFESTS),
                MOST_JSON)
            .body();
    verify(repository, reference, manifest);
    contents.keep(manifest);
    return manifest;
  }

  private byte[] blob(Repository repository, String digest) throws FetchFailure {
    byte[] blob =
        get(repository, repository.api() + "/blobs/" + digest, Map.of(), ChartIndexes.MOST_CHART)
            .body();
    verify(repository, digest, blob);
    return blob;
  }

  private static void verify(Repository repository, String reference, byte[] content)
      throws FetchFailure {
    if (Contents.isDigest(reference) && !Contents.digest(content).equals(reference)) {
      throw new FetchFailure(
          "%s has sent something else than %s".formatted(repository.url(), reference));
    }
  }

  /// The digest of the layer that holds the chart.
  private static String layer(Repository repository, byte[] manifest, Optional<String> wanted)
      throws FetchFailure {
    List<Value.Obj> layers = json(repository, manifest).objects("layers");
    Optional<Value.Obj> layer =
        layers.stream()
            .filter(it -> it.text("mediaType").equals(Optional.of(wanted.orElse(CHART))))
            .findFirst()
            .or(() -> wanted.isPresent() ? Optional.empty() : layers.stream().findFirst());
    return layer
        .flatMap(it -> it.text("digest"))
        .filter(Contents::isDigest)
        .orElseThrow(
            () ->
                new FetchFailure(
                    "the artifact of %s has no layer with a chart".formatted(repository.url())));
  }

  private static Value.Obj json(Repository repository, byte[] content) throws FetchFailure {
    List<Document> documents =
        new DocumentReader(YamlLimits.DEFAULT)
            .read(new SourceFile("answer.json", content))
            .documents();
    if (documents.size() == 1 && documents.getFirst().value() instanceof Value.Obj object) {
      return object;
    }
    throw new FetchFailure("%s does not answer like a registry".formatted(repository.url()));
  }

  private Downloads.Answer.Received get(
      Repository repository, String url, Map<String, String> headers, long most)
      throws FetchFailure {
    Downloads.Answer.Received answer = once(repository, url, headers, most);
    if (answer.status() == 401) {
      tokens.put(repository.api(), token(repository, answer.header("www-authenticate").orElse("")));
      answer = once(repository, url, headers, most);
    }
    if (!answer.isSuccess()) {
      throw new FetchFailure(
          switch (answer.status()) {
            case 401, 403 -> "%s asks for a login, and Drift has none".formatted(repository.url());
            case 404 ->
                "%s has no %s"
                    .formatted(
                        repository.url(), url.substring(url.lastIndexOf('/') + 1).split("\\?")[0]);
            default ->
                "%s could not be fetched: HTTP %d"
                    .formatted(ChartIndexes.shown(url), answer.status());
          });
    }
    return answer;
  }

  private Downloads.Answer.Received once(
      Repository repository, String url, Map<String, String> headers, long most)
      throws FetchFailure {
    Map<String, String> all = new HashMap<>(headers);
    String token = tokens.get(repository.api());
    if (token != null) {
      all.put("Authorization", "Bearer " + token);
    }
    return switch (downloads.get(url, all, most, repository.own()::allow)) {
      case Downloads.Answer.Received received -> received;
      case Downloads.Answer.Failed(String why) ->
          throw new FetchFailure("%s %s".formatted(ChartIndexes.shown(url), why));
    };
  }

  /// That everybody gets: <https://distribution.github.io/distribution/spec/auth/token/>.
  private String token(Repository repository, String challenge) throws FetchFailure {
    Map<String, String> parameters = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(challenge);
    while (matcher.find()) {
      parameters.put(matcher.group(1), matcher.group(2));
    }
    String realm = parameters.get("realm");
    if (!challenge.regionMatches(true, 0, "Bearer", 0, "Bearer".length()) || realm == null) {
      throw new FetchFailure("%s asks for a login, and Drift has none".formatted(repository.url()));
    }
    StringBuilder url = new StringBuilder(realm).append(realm.contains("?") ? "&" : "?");
    for (String name : List.of("service", "scope")) {
      String value = parameters.getOrDefault(name, "");
      url.append(name).append('=').append(URLEncoder.encode(value, UTF_8)).append('&');
    }
    String asked = url.substring(0, url.length() - 1);
    return switch (downloads.get(
        asked, Map.of(), MOST_JSON, it -> AllowedUrls.isSameServer(it, repository.api()))) {
      case Downloads.Answer.Received received when received.isSuccess() -> {
        Value.Obj answer = json(repository, received.body());
        yield answer
            .text("token")
            .or(() -> answer.text("access_token"))
            .filter(it -> it.matches("[!-~]+"))
            .orElseThrow(
                () ->
                    new FetchFailure(
                        "%s asks for a login, and Drift has none".formatted(repository.url())));
      }
      case Downloads.Answer.Received _ ->
          throw new FetchFailure(
              "%s asks for a login, and Drift has none".formatted(repository.url()));
      case Downloads.Answer.Failed(String why) ->
          throw new FetchFailure(
              "%s gives tokens at %s, which %s"
                  .formatted(repository.url(), ChartIndexes.shown(realm), why));
    };
  }
}
