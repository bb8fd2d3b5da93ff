package dev.drift.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// The API server as the administrator sees it.
public final class AdminClient implements AutoCloseable {
  /// An answer, whatever its status.
  public record Answer(int status, JsonNode json) {
    public boolean succeeded() {
      return status / 100 == 2;
    }

    /// Another has written the object in between.
    public boolean conflicts() {
      return status == 409;
    }
  }

  private static final JsonMapper MAPPER = new JsonMapper();

  private final URI server;
  private final String token;
  private final HttpClient http;

  public AdminClient(ControlPlane plane) {
    server = plane.server();
    token = plane.adminToken();
    http = TrustingClient.of(plane.caCertificate());
  }

  public JsonNode get(String path) {
    Answer answer = send(request(path).GET());
    if (!answer.succeeded()) {
      throw new IllegalStateException("GET %s returned %d".formatted(path, answer.status()));
    }
    return answer.json();
  }

  /// The oracle: what the server would store, with defaulting, admission and validation.
  public Answer dryRun(String path, JsonNode object) {
    return put(path + "?dryRun=All", object);
  }

  public Answer put(String path, JsonNode object) {
    return send(request(path).header("Content-Type", "application/json").PUT(body(object)));
  }

  public Answer post(String path, JsonNode object) {
    return send(request(path).header("Content-Type", "application/json").POST(body(object)));
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  /// @param type `json-patch` or `merge-patch`
  public Answer patch(String path, String type, JsonNode patch) {
    return send(
        request(path)
            .header("Content-Type", "application/" + type + "+json")
            .method("PATCH", body(patch)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json");
  }

  private static HttpRequest.BodyPublisher body(JsonNode json) {
    return HttpRequest.BodyPublishers.ofString(json.toString());
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), MAPPER.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
