package dev.drift.cli.console;

import dev.drift.report.view.Safe;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import java.io.PrintStream;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// The last gate of the log: masks secrets, and keeps each record on one line without terminal
/// codes.
public final class LogStream extends PrintStream {
  private @Nullable Redactor redactor;

  public LogStream(PrintStream target) {
    super(target, true, target.charset());
  }

  @Override
  public void println(@Nullable String text) {
    super.println(clean(String.valueOf(text)));
  }

  @Override
  public void println(@Nullable Object object) {
    super.println((Object) clean(String.valueOf(object)));
  }

  @Override
  public void print(@Nullable String text) {
    super.print(clean(String.valueOf(text)));
  }

  private String clean(String text) {
    // The tabs that lines of a stack trace begin with stay.
    int start = 0;
    while (start < text.length() && text.charAt(start) == '\t') {
      start++;
    }
    return text.substring(0, start) + Safe.line(redactor().text(text.substring(start)));
  }

  /// Made when first needed: a run that logs nothing need not wait for it.
  private synchronized Redactor redactor() {
    Redactor made = redactor;
    if (made == null) {
      byte[] key = new byte[MaskKey.MINIMUM_BYTES];
      new SecureRandom().nextBytes(key);
      made = Redactor.withoutMemory(new MaskKey(key)); // a log outlives runs
      redactor = made;
    }
    return made;
  }
}
