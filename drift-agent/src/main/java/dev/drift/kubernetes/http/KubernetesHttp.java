package dev.drift.kubernetes.http;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientImpl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/// Sets up the Kubernetes client's HTTP client for one target.
///
/// It does not take the client's own `Config` along: see docs/adr/0003-kubernetes-client.md.
final class KubernetesHttp {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private KubernetesHttp() {}

  /// @param executor for the client's own work
  static HttpClient client(Target target, ExecutorService executor) {
    HttpClient.Builder builder = new Factory(executor, encryption(target)).newBuilder();
    builder
        .connectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
        .addOrReplaceInterceptor("user", new User(target))
        .addOrReplaceInterceptor("buffers", new BufferRelease())
        // Prints headers and bodies, and with them tokens and Secrets, at TRACE.
        .addOrReplaceInterceptor("HttpLogging", null)
        // Retries are ours: they also retry if a body breaks off.
        .tag(new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build());
    target
        .proxy()
        .ifPresentOrElse(
            p -> builder.proxyAddress(new InetSocketAddress(p.host(), p.port())),
            () -> builder.proxyType(HttpClient.ProxyType.DIRECT));
    return builder.build();
  }

  /// Empty if the server is not reached by https.
  private static Optional<SSLContext> encryption(Target target) {
    if (!"https".equals(target.server().getScheme())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Tls.context(target.tls()));
    } catch (GeneralSecurityException | IOException e) {
      throw new DriftException(
          Problem.of(
              Problem.Code.INVALID_KUBECONFIG,
              "A certificate or the key of the context \"%s\" is not valid."
                  .formatted(target.context())));
    }
  }

  /// Redirects are not followed: they would carry the token elsewhere.
  private static final class Factory extends JdkHttpClientFactory {
    private static final Duration END = Duration.ofSeconds(1);

    private final ExecutorService executor;
    private final Optional<SSLContext> encryption;
    private final RecordingClientBuilder built = new RecordingClientBuilder();

    Factory(ExecutorService executor, Optional<SSLContext> encryption) {
      this.executor = executor;
      this.encryption = encryption;
    }

    @Override
    protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
      built.executor(executor).followRedirects(java.net.http.HttpClient.Redirect.NEVER);
      encryption.ifPresent(
          context -> built.sslContext(context).sslParameters(Tls.parameters(context)));
      return built;
    }

    /// Ends the thread that waits for the network, which the library leaves running: at its exit
    /// a JVM waits 0.3 s for threads that are in the kernel.
    @Override
    protected void closeHttpClient(JdkHttpClientImpl client) {
      built
          .client()
          .ifPresent(
              one -> {
                one.shutdownNow();
                try {
                  one.awaitTermination(END);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
  }

  /// Adds the credentials and impersonation headers.
  private record User(Target target) implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      builder.setHeader("User-Agent", "drift");
      try {
        target
            .authentication()
            .header()
            .ifPresent(value -> builder.setHeader("Authorization", checked(value)));
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
      target.headers().forEach((name, values) -> values.forEach(v -> builder.header(name, v)));
    }

    private static String checked(String authorization) {
      if (!HeaderSyntax.isValue(authorization)) {
        throw new UncheckedIOException(
            new IOException(
                "the token contains a line break or another character not allowed in a token"));
      }
      return authorization;
    }
  }

  /// The client keeps a reference to the last buffer of a response until another one arrives. For
  /// an idle watch, that buffer is an unmasked object. An empty buffer takes its place.
  private static final class BufferRelease implements Interceptor {
    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
        AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
      return (buffers, body) -> {
        List<ByteBuffer> all = new ArrayList<>(buffers);
        all.add(ByteBuffer.allocate(0));
        consumer.consume(all, body);
      };
    }
  }
}
