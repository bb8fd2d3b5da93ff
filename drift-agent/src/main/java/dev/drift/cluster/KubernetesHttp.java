package dev.drift.cluster;

import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/// Sets up the Kubernetes client's HTTP client for one target.
///
/// It does not take the client's own `Config` along: see docs/adr/0003-kubernetes-client.md.
final class KubernetesHttp {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private KubernetesHttp() {}

  /// @param executor for the client's own work
  static HttpClient client(Target target, ExecutorService executor) {
    HttpClient.Builder builder = new Factory(executor).newBuilder();
    builder
        .connectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
        .addOrReplaceInterceptor("user", new User(target))
        // Prints headers and bodies, and with them tokens and Secrets, at TRACE.
        .addOrReplaceInterceptor("HttpLogging", null)
        // Retries are ours: they start again also where a body broke off.
        .tag(new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build());
    target
        .proxy()
        .ifPresentOrElse(
            p -> builder.proxyAddress(new InetSocketAddress(p.getHost(), p.getPort())),
            () -> builder.proxyType(HttpClient.ProxyType.DIRECT));
    if ("https".equals(target.server().getScheme())) {
      try {
        builder.sslContext(Tls.keyManagers(target.tls()), Tls.trustManagers(target.tls()));
      } catch (GeneralSecurityException | IOException e) {
        throw Kubeconfig.invalid(
            "A certificate or the key of the context \"%s\" is not valid."
                .formatted(target.context()));
      }
    }
    return builder.build();
  }

  /// Redirects are not followed: they would carry the token elsewhere.
  private static final class Factory extends JdkHttpClientFactory {
    private final ExecutorService executor;

    Factory(ExecutorService executor) {
      this.executor = executor;
    }

    @Override
    protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
      return java.net.http.HttpClient.newBuilder()
          .executor(executor)
          .followRedirects(java.net.http.HttpClient.Redirect.NEVER);
    }
  }

  /// Says who asks, and as whom.
  private record User(Target target) implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      builder.setHeader("User-Agent", "drift");
      try {
        target
            .authentication()
            .header()
            .ifPresent(value -> builder.setHeader("Authorization", value));
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
      target.headers().forEach((name, values) -> values.forEach(v -> builder.header(name, v)));
    }
  }
}
