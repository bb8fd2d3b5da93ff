package dev.drift.kubernetes.read;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.drift.json.JsonReader;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// One page of a LIST.
///
/// @param continueToken where the next page begins; empty on the last one
/// @param resourceVersion of the cluster that all pages show
record ListPage(List<LiveResource> items, String continueToken, String resourceVersion) {
  ListPage {
    items = List.copyOf(items);
    requireNonNull(continueToken, "continueToken is null");
    requireNonNull(resourceVersion, "resourceVersion is null");
  }

  /// Item by item from the stream: the body is never in memory as a whole.
  ///
  /// @throws IOException if the body is not a list, or the stream breaks
  static ListPage read(InputStream body, ApiKind kind, Arrival arrival) throws IOException {
    List<LiveResource> items = new ArrayList<>();
    String continueToken = "";
    String resourceVersion = "";
    boolean list = false;
    try (JsonParser parser = JsonReader.TRUSTED_FACTORY.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonEOFException(
            parser, JsonToken.NOT_AVAILABLE, "the response is not an object");
      }
      ItemReader reader = new ItemReader(kind, arrival);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (name) {
          case "metadata" -> {
            if (JsonReader.value(parser) instanceof Value.Obj metadata) {
              continueToken = metadata.text("continue").orElse("");
              resourceVersion = metadata.text("resourceVersion").orElse("");
            }
          }
          case "items" -> {
            list = true;
            if (token == JsonToken.START_ARRAY) {
              while (parser.nextToken() == JsonToken.START_OBJECT) {
                items.add(reader.read(parser));
              }
            }
          }
          default -> parser.skipChildren();
        }
      }
    }
    if (!list) {
      throw new IOException("the response is not a list");
    }
    return new ListPage(items, continueToken, resourceVersion);
  }
}
