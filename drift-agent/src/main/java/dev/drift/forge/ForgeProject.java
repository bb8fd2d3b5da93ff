package dev.drift.forge;

import static java.util.Objects.requireNonNull;

import dev.drift.config.ForgeConfig;
import dev.drift.model.branch.RepositoryName;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// The project of a repository on its forge.
///
/// @param web the address of the forge's pages
/// @param path such as `acme/platform`; GitLab has groups within groups
public record ForgeProject(ForgeConfig.Type type, URI web, String path) {
  private static final Map<String, Known> KNOWN =
      Map.of(
          "github.com", new Known(ForgeConfig.Type.GITHUB, "https://github.com"),
          "ssh.github.com", new Known(ForgeConfig.Type.GITHUB, "https://github.com"),
          "gitlab.com", new Known(ForgeConfig.Type.GITLAB, "https://gitlab.com"),
          "altssh.gitlab.com", new Known(ForgeConfig.Type.GITLAB, "https://gitlab.com"));

  private record Known(ForgeConfig.Type type, String web) {}

  public ForgeProject {
    requireNonNull(type, "type is null");
    requireNonNull(web, "web is null");
    requireNonNull(path, "path is null");
  }

  /// Empty if neither the URL nor the configuration says which forge it is.
  ///
  /// @param repo the URL of the repository
  public static Optional<ForgeProject> of(String repo, ForgeConfig config) {
    return RepositoryName.of(repo).flatMap(name -> of(name, config));
  }

  private static Optional<ForgeProject> of(RepositoryName name, ForgeConfig config) {
    String host = name.server().replaceFirst("^\\w+://", "").replaceFirst(":\\d+$", "");
    Optional<Known> known = Optional.ofNullable(KNOWN.get(host));
    Optional<ForgeConfig.Type> type = config.type().or(() -> known.map(Known::type));
    String web = config.url().or(() -> known.map(Known::web)).orElse("https://" + host);
    return type.map(it -> new ForgeProject(it, URI.create(web), path(name.path(), web)))
        .filter(ForgeProject::isValid);
  }

  /// A GitLab below a folder of its host has that folder in the URLs of its repositories too.
  private static String path(String path, String web) {
    String folder =
        Optional.ofNullable(URI.create(web).getPath()).orElse("").replaceAll("^/|/$", "");
    return !folder.isEmpty() && path.startsWith(folder + "/")
        ? path.substring(folder.length() + 1)
        : path;
  }

  private boolean isValid() {
    return path.matches(
        switch (type) {
          case GITHUB -> "[\\w.-]+/[\\w.-]+";
          case GITLAB -> "[\\w.-]+(/[\\w.-]+)+";
        });
  }

  /// What its people call it.
  public String noun() {
    return switch (type) {
      case GITHUB -> "pull request";
      case GITLAB -> "merge request";
    };
  }

  public String forge() {
    return switch (type) {
      case GITHUB -> "GitHub";
      case GITLAB -> "GitLab";
    };
  }

  /// GitHub's own API has a host of its own; that of GitHub Enterprise Server is below its pages.
  URI api() {
    return switch (type) {
      case GITHUB ->
          URI.create(
              web.toString().equals("https://github.com")
                  ? "https://api.github.com"
                  : web + "/api/v3");
      case GITLAB -> URI.create(web + "/api/v4");
    };
  }

  /// The page where a person opens a request.
  public String newRequest(String branch, String target) {
    return switch (type) {
      case GITHUB ->
          "%s/%s/compare/%s...%s?expand=1".formatted(web, path, ref(target), ref(branch));
      case GITLAB ->
          "%s/%s/-/merge_requests/new?merge_request%%5Bsource_branch%%5D=%s&merge_request%%5Btarget_branch%%5D=%s"
              .formatted(web, path, encoded(branch), encoded(target));
    };
  }

  private static String ref(String branch) {
    return encoded(branch).replace("%2F", "/");
  }

  /// One segment of a path, or the value of a query.
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
