package dev.drift.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// Writes values as JSON, plain as they are: what goes to people is redacted before.
public final class JsonWriter {
  private JsonWriter() {}

  /// The value in one line.
  public static String text(Value value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JsonReader.FACTORY.createGenerator(text)) {
      write(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return text.toString();
  }

  /// @throws IOException if the output breaks
  public static void write(Value value, JsonGenerator out) throws IOException {
    switch (value) {
      case Value.Null _ -> out.writeNull();
      case Value.Bool(boolean bool) -> out.writeBoolean(bool);
      case Value.Num(BigDecimal number) -> writeNumber(number, out);
      case Value.Str(String text) -> out.writeString(text);
      case Value.Masked(String mask, String keyId, _) -> {
        out.writeStartObject();
        out.writeStringField("masked", mask);
        out.writeStringField("keyId", keyId);
        out.writeEndObject();
      }
      case Value.Arr(List<Value> items) -> {
        out.writeStartArray();
        for (Value item : items) {
          write(item, out);
        }
        out.writeEndArray();
      }
      case Value.Obj(Map<String, Value> fields) -> {
        out.writeStartObject();
        for (Map.Entry<String, Value> field : fields.entrySet()) {
          out.writeFieldName(field.getKey());
          write(field.getValue(), out);
        }
        out.writeEndObject();
      }
    }
  }

  private static void writeNumber(BigDecimal number, JsonGenerator out) throws IOException {
    if (number.scale() <= 0 && number.precision() - number.scale() < 20) {
      out.writeNumber(number.toBigIntegerExact());
    } else {
      out.writeNumber(number);
    }
  }
}
