package dev.drift.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.model.ResourceRef;
import java.io.IOException;
import java.util.Optional;

/// Fields that several parts of a JSON report have.
public final class JsonFields {
  private JsonFields() {}

  /// The field `resource`.
  public static void writeResource(ResourceRef resource, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("resource");
    writeIdentity(resource, out);
    out.writeEndObject();
  }

  /// The text, or null.
  public static void writeOptional(String name, Optional<String> text, JsonGenerator out)
      throws IOException {
    if (text.isPresent()) {
      out.writeStringField(name, text.get());
    } else {
      out.writeNullField(name);
    }
  }

  /// The fields that identify a resource.
  public static void writeIdentity(ResourceRef resource, JsonGenerator out) throws IOException {
    out.writeStringField("apiVersion", resource.apiVersion());
    out.writeStringField("kind", resource.id().kind());
    out.writeStringField("namespace", resource.id().namespace());
    out.writeStringField("name", resource.id().name());
  }
}
