package dev.drift.trail.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/// A table as CSV (RFC 4180), with a line of column names.
///
/// A spreadsheet takes a cell that begins with `=` and the like for a formula, which may read other
/// cells and send them away. Texts come from clusters and Git, so such a cell begins with an
/// apostrophe here: <https://owasp.org/www-community/attacks/CSV_Injection>.
public final class CsvTable {
  private static final String FORMULA = "=+-@\t\r\n|%＝＋－＠";

  private CsvTable() {}

  /// Leaves the writer open.
  ///
  /// @throws IOException if the output breaks
  public static void write(Table table, Writer out) throws IOException {
    try {
      // Closing it would close the output, which may be standard output.
      CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out);
      csv.writeRecord(table.columns().stream().map(Column::name).toList());
      for (List<String> row : table.rows()) {
        csv.writeRecord(safe(table, row));
      }
      csv.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static List<String> safe(Table table, List<String> row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i);
      cells.add(
          table.columns().get(i).type() == Column.Type.TEXT && isFormula(cell) ? "'" + cell : cell);
    }
    return cells;
  }

  /// Also behind spaces, which some spreadsheets skip.
  private static boolean isFormula(String cell) {
    String stripped = cell.replaceFirst("^[ \\u00a0\\ufeff\\u0000]+", "");
    return !stripped.isEmpty() && FORMULA.indexOf(stripped.charAt(0)) >= 0;
  }
}
