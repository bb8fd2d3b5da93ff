package dev.drift.trail.export.parquet;

import dev.drift.trail.RecordTime;
import dev.drift.trail.export.AuditExport;
import dev.drift.trail.export.Column;
import dev.drift.trail.export.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/// A table as a Parquet file: <https://parquet.apache.org/docs/file-format/>. Times are timestamps
/// in UTC with microseconds, numbers are 64-bit integers; both are null if not known.
public final class ParquetTable {
  private ParquetTable() {}

  /// Leaves the stream open.
  ///
  /// @param table one of the export
  /// @throws IOException if the output breaks
  public static void write(AuditExport export, Table table, OutputStream out) throws IOException {
    try (ParquetWriter<List<String>> writer =
        new RowWriterBuilder(schema(table), table.columns(), facts(export)).writer(out)) {
      for (List<String> row : table.rows()) {
        writer.write(row);
      }
    }
  }

  private static MessageType schema(Table table) {
    return new MessageType(
        table.name(), table.columns().stream().map(ParquetTable::field).toList());
  }

  private static Type field(Column column) {
    return switch (column.type()) {
      case TEXT ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case TIME ->
          Types.optional(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
              .named(column.name());
      case NUMBER -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
    };
  }

  /// What the file says of itself, beside its rows.
  private static Map<String, String> facts(AuditExport export) {
    return Map.of(
        "drift.version", export.version(),
        "drift.createdAt", RecordTime.text(export.createdAt()),
        "drift.since", RecordTime.text(export.period().since()),
        "drift.until", RecordTime.text(export.period().until()),
        "drift.intact", Boolean.toString(export.isIntact()));
  }
}
