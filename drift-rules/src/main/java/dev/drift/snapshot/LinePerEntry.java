package dev.drift.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;

/// Sections on lines of their own, and within a section each entry on one line: files that a
/// text diff can compare and that stay small.
final class LinePerEntry implements PrettyPrinter {
  private static final int ENTRIES = 2;

  private int depth;

  @Override
  public void writeRootValueSeparator(JsonGenerator out) throws IOException {
    out.writeRaw('\n');
  }

  @Override
  public void writeStartObject(JsonGenerator out) throws IOException {
    out.writeRaw('{');
    depth++;
  }

  @Override
  public void writeEndObject(JsonGenerator out, int entries) throws IOException {
    end(out, '}', entries);
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
    separator(out);
  }

  @Override
  public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
    out.writeRaw(':');
  }

  @Override
  public void writeStartArray(JsonGenerator out) throws IOException {
    out.writeRaw('[');
    depth++;
  }

  @Override
  public void writeEndArray(JsonGenerator out, int values) throws IOException {
    end(out, ']', values);
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
    separator(out);
  }

  @Override
  public void beforeArrayValues(JsonGenerator out) throws IOException {
    lineBreak(out);
  }

  @Override
  public void beforeObjectEntries(JsonGenerator out) throws IOException {
    lineBreak(out);
  }

  private void separator(JsonGenerator out) throws IOException {
    out.writeRaw(',');
    lineBreak(out);
  }

  private void end(JsonGenerator out, char bracket, int entries) throws IOException {
    if (entries > 0 && depth <= ENTRIES) {
      depth--;
      lineBreakAlways(out);
    } else {
      depth--;
    }
    out.writeRaw(bracket);
  }

  private void lineBreak(JsonGenerator out) throws IOException {
    if (depth <= ENTRIES) {
      lineBreakAlways(out);
    }
  }

  private static void lineBreakAlways(JsonGenerator out) throws IOException {
    out.writeRaw('\n');
  }
}
