package dev.drift.git.remote;

import dev.drift.net.ProxyAddress;
import dev.drift.net.ProxySettings;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/// HTTP connections through the proxies of the environment, which Java ignores; otherwise
/// through those of Java.
final class Proxies implements HttpConnectionFactory {
  private final JDKHttpConnectionFactory connections = new JDKHttpConnectionFactory();
  private final ProxySettings settings;

  Proxies(ProxySettings settings) {
    this.settings = settings;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return connections.create(url);
  }

  @Override
  public HttpConnection create(URL url, Proxy ofJava) throws IOException {
    try {
      URI server = new URI(url.getProtocol(), null, url.getHost(), url.getPort(), null, null, null);
      return connections.create(
          url, settings.orForAllBefore(server).map(ProxyAddress::toProxy).orElse(ofJava));
    } catch (URISyntaxException | IllegalArgumentException _) {
      throw new IOException("the proxy or the address of the server is not valid");
    }
  }
}
