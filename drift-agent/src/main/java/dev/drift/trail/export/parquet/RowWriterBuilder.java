package dev.drift.trail.export.parquet;

import dev.drift.trail.export.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

/// Makes a writer that needs nothing of Hadoop at run time.
final class RowWriterBuilder extends ParquetWriter.Builder<List<String>, RowWriterBuilder> {
  private final MessageType schema;
  private final List<Column> columns;
  private final Map<String, String> facts;

  RowWriterBuilder(MessageType schema, List<Column> columns, Map<String, String> facts) {
    this.schema = schema;
    this.columns = columns;
    this.facts = facts;
  }

  /// @throws IOException if the output breaks
  ParquetWriter<List<String>> writer(OutputStream out) throws IOException {
    return withFile(new StreamFile(out))
        .withConf(new PlainParquetConfiguration())
        .withCodecFactory(new GzipFactory())
        .withCompressionCodec(CompressionCodecName.GZIP)
        .build();
  }

  @Override
  protected RowWriterBuilder self() {
    return this;
  }

  @Override
  protected WriteSupport<List<String>> getWriteSupport(ParquetConfiguration configuration) {
    return new RowWriter(schema, columns, facts);
  }

  @Deprecated
  @Override
  protected WriteSupport<List<String>> getWriteSupport(Configuration configuration) {
    return new RowWriter(schema, columns, facts);
  }
}
