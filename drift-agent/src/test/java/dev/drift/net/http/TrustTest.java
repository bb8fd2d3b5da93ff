package dev.drift.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Whose certificates are trusted, with a server that has an authority of its own.
@Tag("cluster")
class TrustTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  @Test
  void onlyTheAuthoritiesOfTheFileAreTrusted(ControlPlane plane) throws IOException {
    String authorities = Files.readString(plane.caCertificate());
    assertThat(send(plane.server(), Optional.of(authorities))).hasToString("HTTP 200");
    assertThat(send(plane.server(), Optional.empty()))
        .isEqualTo(new HttpAnswer.NotSent("its certificate is not trusted"));
  }

  private static HttpAnswer send(URI server, Optional<String> authorities) {
    try (RestClient client = RestClient.of(server, authorities, Map.of(), Duration.ofSeconds(10))) {
      return client.send(HttpCall.get(server.resolve("/version"), Map.of()));
    }
  }
}
