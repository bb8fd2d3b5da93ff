package dev.drift.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxiesTest {
  @Test
  void theEnvironmentNamesTheProxy() {
    Proxies proxies =
        new Proxies(
            Map.of(
                "https_proxy", "http://bot:secret@127.0.0.1:3128",
                "HTTP_PROXY", "127.0.0.2",
                "no_proxy", "internal.example, .corp.example"));

    assertThat(proxies.proxy("https", "git.example").orElseThrow())
        .satisfies(
            proxy -> {
              assertThat(proxy.type()).isEqualTo(Proxy.Type.HTTP);
              assertThat(((InetSocketAddress) proxy.address()).getPort()).isEqualTo(3128);
            });
    assertThat(proxies.proxy("http", "git.example")).isPresent();
    assertThat(proxies.proxy("https", "internal.example")).isEmpty();
    assertThat(proxies.proxy("https", "git.internal.example")).isEmpty();
    assertThat(proxies.proxy("https", "a.corp.example")).isEmpty();
    assertThat(proxies.proxy("https", "notinternal.example")).isPresent();
  }

  @Test
  void withoutOneOrWithNonsenseThereIsNone() {
    assertThat(new Proxies(Map.of()).proxy("https", "git.example")).isEmpty();
    assertThat(new Proxies(Map.of("all_proxy", ":::")).proxy("https", "git.example")).isEmpty();
    assertThat(new Proxies(Map.of("all_proxy", "h", "no_proxy", "*")).proxy("https", "x"))
        .isEmpty();
  }
}
