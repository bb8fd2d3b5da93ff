package dev.drift.serve.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.json.JsonOutput;
import dev.drift.model.ResourceId;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;

/// Writes each record as one line of JSON, with secrets masked, and nothing that a terminal obeys.
final class JsonLines extends EncoderBase<ILoggingEvent> {
  static final String RUN = "run";
  static final String RULE = "rule";
  static final String RESOURCE = "resource";

  private static final List<KeyValuePair> NO_PAIRS = List.of();

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
    try (JsonGenerator out = JsonOutput.onOneLine(bytes)) {
      out.writeStartObject();
      out.writeStringField("time", event.getInstant().toString());
      out.writeStringField("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
      out.writeStringField("logger", event.getLoggerName());
      out.writeStringField("message", masked(event.getFormattedMessage()));
      writeSubject(event, out);
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

  /// What it is about: of the record itself, or else of the thread.
  private void writeSubject(ILoggingEvent event, JsonGenerator out) throws IOException {
    Map<String, Object> pairs = new HashMap<>(event.getMDCPropertyMap());
    for (KeyValuePair pair : Objects.requireNonNullElse(event.getKeyValuePairs(), NO_PAIRS)) {
      pairs.put(pair.key, pair.value);
    }
    for (String key : List.of(LogContext.TARGET, RUN, RULE)) {
      if (pairs.get(key) instanceof String text) {
        out.writeStringField(key, masked(text));
      }
    }
    if (pairs.get(RESOURCE) instanceof ResourceId id) {
      out.writeObjectFieldStart(RESOURCE);
      out.writeStringField("group", id.groupKind().group());
      out.writeStringField("kind", id.kind());
      out.writeStringField("namespace", masked(id.namespace()));
      out.writeStringField("name", masked(id.name()));
      out.writeEndObject();
    }
  }

  private String masked(String text) {
    return redactor.text(text);
  }
}
