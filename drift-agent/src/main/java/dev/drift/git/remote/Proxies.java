package dev.drift.git.remote;

import dev.drift.net.AllowedUrls;
import dev.drift.net.ProxyAddress;
import dev.drift.net.ProxySettings;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Optional;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/// HTTP connections through the proxies of the environment, which Java ignores; otherwise
/// through those of Java.
final class Proxies implements HttpConnectionFactory {
  private final JDKHttpConnectionFactory connections = new JDKHttpConnectionFactory();
  private final ProxySettings settings;
  private final Optional<AllowedUrls> allowed;

  /// @param allowed what may be asked, redirects included; empty for every URL
  Proxies(ProxySettings settings, Optional<AllowedUrls> allowed) {
    this.settings = settings;
    this.allowed = allowed;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    check(url);
    return connections.create(url);
  }

  /// JGit makes a connection for each redirect.
  private void check(URL url) throws NotAllowedException {
    if (allowed.isPresent() && !allowed.get().allow(url.toString())) {
      throw new NotAllowedException(url.toString());
    }
  }

  @Override
  public HttpConnection create(URL url, Proxy ofJava) throws IOException {
    check(url);
    try {
      URI server = new URI(url.getProtocol(), null, url.getHost(), url.getPort(), null, null, null);
      return connections.create(
          url, settings.orForAllBefore(server).map(ProxyAddress::toProxy).orElse(ofJava));
    } catch (URISyntaxException | IllegalArgumentException _) {
      throw new IOException("the proxy or the address of the server is not valid");
    }
  }
}
