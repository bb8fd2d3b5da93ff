package dev.drift.pipeline.request;

import dev.drift.model.MaskLevel;
import dev.drift.model.scope.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Builds the request of a test: with the noise packs, and without a key, policies and observers
/// until the test names them.
public final class CheckRequestBuilder {
  private final List<GitRequest> sources;
  private final LiveRequest live;
  private Optional<Scope> scope = Optional.empty();
  private String defaultNamespace = "default";
  private List<String> namespaces = List.of();
  private Optional<Path> keyFile = Optional.empty();
  private List<Path> policies = List.of();
  private boolean noisePacks = true;
  private Optional<Path> requestLog = Optional.empty();
  private List<Path> scans = List.of();
  private boolean dryRun;
  private GitRequest.Compared compared = GitRequest.Compared.APPLIED;

  private CheckRequestBuilder(List<GitRequest> sources, LiveRequest live) {
    this.sources = sources;
    this.live = live;
  }

  /// These repositories with a cluster or a snapshot.
  public static CheckRequestBuilder of(LiveRequest live, GitRequest... sources) {
    return new CheckRequestBuilder(List.of(sources), live);
  }

  /// A folder as it stands with a snapshot.
  public static CheckRequestBuilder ofSnapshot(Path folder, Path snapshot) {
    return of(new LiveRequest.FromSnapshot(snapshot), source(folder));
  }

  /// A folder as it stands with a cluster.
  public static CheckRequestBuilder ofCluster(Path folder, Path kubeconfig) {
    return of(
        new LiveRequest.FromCluster(Optional.of(kubeconfig), Optional.empty()), source(folder));
  }

  public static GitRequest source(Path folder) {
    return new GitRequest(folder.toString(), Optional.empty(), List.of());
  }

  public CheckRequestBuilder scope(Scope claimed) {
    scope = Optional.of(claimed);
    return this;
  }

  /// Of manifests that name none.
  public CheckRequestBuilder defaultNamespace(String name) {
    defaultNamespace = name;
    return this;
  }

  /// The only ones that are compared.
  public CheckRequestBuilder namespaces(List<String> names) {
    namespaces = names;
    return this;
  }

  public CheckRequestBuilder key(Path file) {
    keyFile = Optional.of(file);
    return this;
  }

  public CheckRequestBuilder policies(Path... files) {
    policies = List.of(files);
    return this;
  }

  public CheckRequestBuilder withoutNoisePacks() {
    noisePacks = false;
    return this;
  }

  public CheckRequestBuilder requestLog(Optional<Path> file) {
    requestLog = file;
    return this;
  }

  public CheckRequestBuilder scans(List<Path> files) {
    scans = files;
    return this;
  }

  /// As it is read, whatever deployers have applied.
  public CheckRequestBuilder atHead() {
    compared = GitRequest.Compared.HEAD;
    return this;
  }

  public CheckRequestBuilder dryRun(boolean allowed) {
    dryRun = allowed;
    return this;
  }

  public CheckRequest build() {
    return new CheckRequest(
        new DesiredRequest(sources, scope, defaultNamespace).comparing(compared),
        live,
        Optional.empty(),
        namespaces,
        new MaskRequest(keyFile, MaskLevel.DEFAULT),
        new PolicyRequest(policies, noisePacks),
        new ObserverRequest(requestLog, scans, dryRun, Optional.empty()));
  }
}
