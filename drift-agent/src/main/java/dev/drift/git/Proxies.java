package dev.drift.git;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/// HTTP connections through the proxies of the environment (`https_proxy`, `http_proxy`,
/// `all_proxy`, `no_proxy`), which Java does not look at; otherwise through those of Java.
final class Proxies implements HttpConnectionFactory {
  private final JDKHttpConnectionFactory connections = new JDKHttpConnectionFactory();
  private final Map<String, String> environment;

  Proxies(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return connections.create(url);
  }

  @Override
  public HttpConnection create(URL url, Proxy ofJava) throws IOException {
    return connections.create(url, proxy(url.getProtocol(), url.getHost()).orElse(ofJava));
  }

  Optional<Proxy> proxy(String scheme, String host) {
    String proxy = variable(scheme + "_proxy");
    if (proxy.isEmpty()) {
      proxy = variable("all_proxy");
    }
    if (proxy.isEmpty() || isExcepted(host)) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
      if (uri.getHost() == null) {
        return Optional.empty();
      }
      boolean socks = uri.getScheme().startsWith("socks");
      int port = uri.getPort() > 0 ? uri.getPort() : socks ? 1080 : 80;
      return Optional.of(
          new Proxy(
              socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
              new InetSocketAddress(uri.getHost(), port)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // may hold a password, so it is not quoted
    }
  }

  private boolean isExcepted(String host) {
    for (String entry : variable("no_proxy").split("[,\\s]+")) {
      String name = entry.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
      String asked = host.toLowerCase(Locale.ROOT);
      if (entry.equals("*")
          || (!name.isEmpty() && (asked.equals(name) || asked.endsWith("." + name)))) {
        return true;
      }
    }
    return false;
  }

  private String variable(String name) {
    String lower = environment.getOrDefault(name, "");
    return lower.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
  }
}
