package dev.drift.trail.export.parquet;

import static java.util.Objects.requireNonNull;

import dev.drift.trail.RecordTime;
import dev.drift.trail.export.Column;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/// Writes rows of texts as typed values.
///
/// A time or number that is not one is left out: a trail that somebody has edited must still be
/// exported, and the export says that it is broken.
final class RowWriter extends WriteSupport<List<String>> {
  private final MessageType schema;
  private final List<Column> columns;
  private final Map<String, String> facts;
  private @Nullable RecordConsumer out;

  /// @param facts of the whole file
  RowWriter(MessageType schema, List<Column> columns, Map<String, String> facts) {
    this.schema = schema;
    this.columns = columns;
    this.facts = facts;
  }

  @Override
  public String getName() {
    return "drift";
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(schema, facts);
  }

  @Deprecated
  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(schema, facts);
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = consumer;
  }

  @Override
  public void write(List<String> row) {
    RecordConsumer consumer = requireNonNull(out, "prepareForWrite was not called");
    consumer.startMessage();
    for (int i = 0; i < row.size(); i++) {
      Column column = columns.get(i);
      String cell = row.get(i);
      switch (column.type()) {
        case TEXT -> {
          consumer.startField(column.name(), i);
          consumer.addBinary(Binary.fromString(cell));
          consumer.endField(column.name(), i);
        }
        case TIME -> addLong(consumer, i, micros(cell));
        case NUMBER -> addLong(consumer, i, number(cell));
      }
    }
    consumer.endMessage();
  }

  private void addLong(RecordConsumer consumer, int column, OptionalLong value) {
    if (value.isPresent()) {
      String name = columns.get(column).name();
      consumer.startField(name, column);
      consumer.addLong(value.getAsLong());
      consumer.endField(name, column);
    }
  }

  private static OptionalLong micros(String cell) {
    try {
      return RecordTime.parse(cell)
          .map(it -> OptionalLong.of(ChronoUnit.MICROS.between(Instant.EPOCH, it)))
          .orElse(OptionalLong.empty());
    } catch (ArithmeticException _) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong number(String cell) {
    try {
      return OptionalLong.of(Long.parseLong(cell));
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
