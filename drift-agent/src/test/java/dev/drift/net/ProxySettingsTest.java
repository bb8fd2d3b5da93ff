package dev.drift.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules are those of Go's `golang.org/x/net/http/httpproxy`, which kubectl obeys, and of curl,
/// which Git obeys.
class ProxySettingsTest {
  @ParameterizedTest
  @CsvSource({
    "https://api.example:6443, true",
    "https://internal.example, false",
    "https://git.internal.example, false",
    "https://GIT.Internal.Example, false",
    "https://notinternal.example, true",
    "https://a.corp.example, false",
    "https://a.star.example, false",
    "https://10.1.2.3:6443, false",
    "https://11.1.2.3, true",
    "https://192.0.2.7, false",
    "https://[2001:db8::1]:6443, false",
    "https://[2001:db9::1]:6443, true",
    "https://exact.host:6443, false",
    "https://exact.host:7443, true",
    "https://below.exact.host:6443, false",
    "https://default.port, false",
    "https://default.port:8443, true",
    "https://127.0.0.1:6443, false",
    "https://localhost, false",
    "https://[::1]:6443, false"
  })
  void exceptionsAreNamesAddressesNetworksAndPorts(String server, boolean proxied) {
    ProxySettings settings =
        new ProxySettings(
            Map.of(
                "HTTPS_PROXY",
                "http://proxy.example:3128",
                "NO_PROXY",
                "internal.example,.corp.example, *.star.example 10.0.0.0/8,192.0.2.7,"
                    + "2001:db8::/32,exact.host:6443,default.port:443"));

    assertThat(settings.before(URI.create(server)).isPresent()).isEqualTo(proxied);
    assertThat(settings.orForAllBefore(URI.create(server)).isPresent()).isEqualTo(proxied);
  }

  @Test
  void theSchemeNamesTheVariableInCapitalsOrSmallLetters() {
    ProxySettings settings =
        new ProxySettings(
            Map.of(
                "https_proxy", "http://bot:secret@proxy.example:3128",
                "HTTP_PROXY", "other.example",
                "ALL_PROXY", "socks5://all.example"));

    assertThat(settings.before(URI.create("https://git.example")))
        .contains(new ProxyAddress(ProxyAddress.Protocol.HTTP, "proxy.example", 3128, true));
    assertThat(settings.before(URI.create("http://git.example")))
        .contains(new ProxyAddress(ProxyAddress.Protocol.HTTP, "other.example", 80, false));
    assertThat(settings.before(URI.create("ssh://git.example"))).isEmpty();
    assertThat(settings.orForAllBefore(URI.create("ssh://git.example")))
        .contains(new ProxyAddress(ProxyAddress.Protocol.SOCKS, "all.example", 1080, false));
  }

  @Test
  void everythingMayBeAnException() {
    ProxySettings settings = new ProxySettings(Map.of("ALL_PROXY", "h", "no_proxy", "*"));

    assertThat(settings.orForAllBefore(URI.create("https://x.example"))).isEmpty();
    assertThat(new ProxySettings(Map.of()).before(URI.create("https://x.example"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {":::", "me:SECRET@", "http://me:SEC RET@h", "ftp://me:SECRET@h", "//"})
  void aWrongAddressIsSaidWithoutQuotingIt(String proxy) {
    ProxySettings settings = new ProxySettings(Map.of("HTTPS_PROXY", proxy));

    assertThatThrownBy(() -> settings.before(URI.create("https://x.example")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the prox")
        .hasMessageNotContaining("SEC")
        .hasNoCause();
  }
}
