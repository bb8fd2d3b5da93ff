package dev.drift.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;

/// Writes JSON for programs that is harmless on a terminal too. The stream stays open.
public final class JsonOutput {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .characterEscapes(new TerminalEscapes())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private JsonOutput() {}

  /// One field a line.
  ///
  /// @throws IOException if the output breaks
  public static JsonGenerator indented(OutputStream stream) throws IOException {
    return FACTORY.createGenerator(stream).setPrettyPrinter(prettyPrinter());
  }

  /// All on one line.
  ///
  /// @throws IOException if the output breaks
  public static JsonGenerator onOneLine(OutputStream stream) throws IOException {
    return FACTORY.createGenerator(stream);
  }

  private static DefaultPrettyPrinter prettyPrinter() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator(""))
        .withArrayIndenter(indenter)
        .withObjectIndenter(indenter);
  }
}
