package dev.drift.serve.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.report.json.JsonReport;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes each record as one line of JSON, with secrets masked, and nothing that a terminal obeys.
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private final Redactor redactor;

  JsonLines() {
    byte[] key = new byte[MaskKey.MINIMUM_BYTES];
    new SecureRandom().nextBytes(key);
    this.redactor = Redactor.withoutMemory(new MaskKey(key)); // a log outlives runs
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator out = JsonReport.lineGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("time", event.getInstant().toString());
      out.writeStringField("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
      out.writeStringField("logger", event.getLoggerName());
      out.writeStringField("message", masked(event.getFormattedMessage()));
      Map<String, String> context = event.getMDCPropertyMap();
      for (String key : List.of(LogContext.RUN, LogContext.TARGET, LogContext.RESOURCE)) {
        String value = context.get(key);
        if (value != null) {
          out.writeStringField(key, masked(value));
        }
      }
      IThrowableProxy thrown = event.getThrowableProxy();
      if (thrown != null) {
        out.writeStringField("error", masked(ThrowableProxyUtil.asString(thrown)));
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    bytes.writeBytes("\n".getBytes(UTF_8));
    return bytes.toByteArray();
  }

  private String masked(String text) {
    return redactor.text(text);
  }
}
