package dev.drift.serve.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.drift.Golden;
import dev.drift.json.JsonWriter;
import dev.drift.model.origin.SourceFile;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// `docs/openapi.yaml`, to check answers against.
record OpenApiDocument(JsonNode root, JsonSchemaFactory schemas) {
  private static final String BASE = "https://drift.dev/schema/v1/";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static OpenApiDocument read() {
    Path docs = Golden.repository().resolve("docs");
    try {
      var read =
          new DocumentReader(YamlLimits.DEFAULT)
              .read(
                  new SourceFile("openapi.yaml", Files.readAllBytes(docs.resolve("openapi.yaml"))));
      assertThat(read.problems()).isEmpty();
      JsonNode root = MAPPER.readTree(JsonWriter.text(read.documents().getFirst().value()));
      String report = Files.readString(docs.resolve("report.schema.json"));
      Map<String, String> known =
          Map.of(
              BASE + "openapi.yaml", root.toString(),
              BASE + "report.schema.json", report,
              BASE + "report.json", report);
      return new OpenApiDocument(
          root,
          JsonSchemaFactory.getInstance(
              SpecVersion.VersionFlag.V202012,
              builder -> builder.schemaLoaders(loaders -> loaders.schemas(known))));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// That an answer is as documented: its status, headers, type and body.
  ///
  /// @param path as the document has it
  /// @param method of the route, in lower case
  void verify(String path, String method, HttpResponse<String> response) throws IOException {
    String name = "%s %s %d".formatted(method, path, response.statusCode());
    JsonNode answer =
        resolved(
            root.get("paths")
                .get(path)
                .get(method)
                .get("responses")
                .path(Integer.toString(response.statusCode())));
    assertThat(answer.isObject()).as(name + " is documented").isTrue();
    answer
        .path("headers")
        .properties()
        .forEach(
            header ->
                assertThat(
                        problems(
                            header.getValue().get("schema"),
                            MAPPER.valueToTree(
                                response.headers().firstValue(header.getKey()).orElse("(none)"))))
                    .as("%s %s", name, header.getKey())
                    .isEmpty());
    String type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    JsonNode schema = answer.get("content").path(type).path("schema");
    assertThat(schema.isObject()).as("%s has %s", name, type).isTrue();
    JsonNode body =
        type.equals("application/json")
            ? MAPPER.readTree(response.body())
            : MAPPER.valueToTree(response.body());
    assertThat(problems(schema, body)).as(name).isEmpty();
  }

  JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.startsWith("#/components/") ? root.at(reference.substring(1)) : node;
  }

  /// What a schema of the document refuses.
  List<String> problems(JsonNode schema, JsonNode value) {
    String reference = schema.path("$ref").asText();
    var loaded =
        reference.isEmpty()
            ? schemas.getSchema(schema)
            : schemas.getSchema(SchemaLocation.of(BASE + "openapi.yaml" + reference));
    return loaded.validate(value).stream().map(Object::toString).toList();
  }
}
