package dev.drift.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedUrlsTest {
  private static final AllowedUrls URLS =
      AllowedUrls.of(
          List.of(
              "https://charts.example.com/stable/",
              "https://all.example.com",
              "oci://registry.example.com:5000/charts",
              "ssh://git.example.com/platform/"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://charts.example.com/stable",
        "https://charts.example.com/stable/index.yaml",
        "https://CHARTS.example.com:443/stable/web-1.0.0.tgz",
        "https://charts.example.com/stable/a%20b.tgz?signature=x",
        "HTTPS://all.example.com/anything/at/all",
        "oci://registry.example.com:5000/charts/web",
        "ssh://git.example.com/platform/base.git",
      })
  void allowsWhatIsBelowAStart(String url) {
    assertThat(URLS.allow(url)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://charts.example.com/",
        "https://charts.example.com/stable-of-others/index.yaml",
        "https://charts.example.com/Stable/index.yaml",
        "http://charts.example.com/stable/index.yaml",
        "https://charts.example.com:8443/stable/index.yaml",
        "https://charts.example.com.evil.example/stable/index.yaml",
        "https://evil.example/charts.example.com/stable/",
        "https://charts.example.com@evil.example/stable/",
        "https://user@charts.example.com/stable/",
        "https://all.example.com:80/",
        "oci://registry.example.com/charts/web",
        "https://registry.example.com:5000/charts/web",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "stable/index.yaml",
        "",
      })
  void allowsNothingElse(String url) {
    assertThat(URLS.allow(url)).isFalse();
  }

  /// Servers and proxies resolve these, each in its own way.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://charts.example.com/stable/../private/index.yaml",
        "https://charts.example.com/stable/..",
        "https://charts.example.com//stable/index.yaml",
        "https://charts.example.com/stable/./index.yaml",
        "https://charts.example.com/stable/%2e%2e/private",
        "https://charts.example.com/stable/..%2Fprivate",
        "https://charts.example.com/stable/..;/private",
        "https://charts.example.com/stable/..;a=b/private",
        "https://charts.example.com/stable/%252e%252e/private",
        "https://charts.example.com/stable/..%252Fprivate",
        "https://charts.example.com/stable/%5c..%5cprivate",
        "https://charts.example.com/stable/\\..\\private",
      })
  void allowsNothingAmbiguous(String url) {
    assertThat(URLS.allow(url)).isFalse();
  }

  @Test
  void withoutStartsNothingIsAllowed() {
    assertThat(AllowedUrls.NONE.allow("https://charts.example.com/")).isFalse();
    assertThat(AllowedUrls.of(List.of("charts.example.com")).allow("https://charts.example.com/"))
        .isFalse();
  }

  @Test
  void aServerIsSchemeHostAndPort() {
    assertThat(AllowedUrls.isSameServer("https://a.example/x", "https://A.example:443/y")).isTrue();
    assertThat(AllowedUrls.isSameServer("https://a.example/", "http://a.example/")).isFalse();
    assertThat(AllowedUrls.isSameServer("https://a.example/", "https://a.example:8443/")).isFalse();
    assertThat(AllowedUrls.isSameServer("https://a.example/", "https://b.example/")).isFalse();
  }
}
