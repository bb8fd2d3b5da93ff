package dev.drift.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plain HTTP to the API server with a bearer token, for the few calls that the harness makes
/// itself.
final class ApiClient implements AutoCloseable {
  /// An answer of the API server, whatever its status.
  record Answer(int status, String body) {
    boolean succeeded() {
      return status / 100 == 2;
    }

    /// @throws ControlPlaneException if the body is not JSON
    JsonNode json() {
      try {
        return MAPPER.readTree(body);
      } catch (JsonProcessingException e) {
        throw new ControlPlaneException(
            "The API server's response is not JSON: " + e.getMessage(), e);
      }
    }
  }

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final URI server;
  private final String token;
  private final String agent;
  private final String caCertificate;
  private @Nullable HttpClient http;

  /// @param agent becomes the field manager of what this client writes
  ApiClient(URI server, String caCertificate, String token, String agent) {
    this.server = server;
    this.token = token;
    this.agent = agent;
    this.caCertificate = caCertificate;
  }

  Answer get(String path, String accept) {
    return send(request(path).header("Accept", accept).GET());
  }

  Answer get(String path) {
    return get(path, "application/json");
  }

  /// @throws ControlPlaneException if the server does not return success
  JsonNode read(String path) {
    Answer answer = get(path);
    if (!answer.succeeded()) {
      throw new ControlPlaneException(
          "GET %s returned %d: %s".formatted(path, answer.status(), answer.body()));
    }
    return answer.json();
  }

  /// @param object maps, lists and values, as Jackson writes them
  Answer create(String path, Map<String, ?> object) {
    return send(request(path).header("Content-Type", "application/json").POST(body(object)));
  }

  Answer patch(String path, Map<String, ?> change) {
    return send(request(path).header("Content-Type", MERGE_PATCH).method("PATCH", body(change)));
  }

  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  @Override
  public synchronized void close() {
    if (http != null) {
      http.shutdownNow();
    }
  }

  /// Made for the first call: that takes the JVM a while, in which the API server can boot.
  private synchronized HttpClient http() {
    HttpClient client = http;
    if (client == null) {
      client = TrustingClient.of(caCertificate);
      http = client;
    }
    return client;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(Duration.ofSeconds(15))
        .header("Authorization", "Bearer " + token)
        .header("User-Agent", agent);
  }

  private static HttpRequest.BodyPublisher body(Map<String, ?> json) {
    try {
      return HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot write as JSON: " + json, e);
    }
  }

  private Answer send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<String> response = http().send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("Interrupted while calling " + request.uri(), e);
    } catch (IOException e) {
      throw new ControlPlaneException(request.uri() + " does not respond: " + e, e);
    }
  }
}
