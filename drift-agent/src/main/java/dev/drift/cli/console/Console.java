package dev.drift.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.report.text.TextStyle;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Where output goes, and what is known of it.
///
/// @param charset of standard output
/// @param outIsTerminal whether a person sees standard output as it is written
/// @param errIsTerminal the same of standard error
/// @param outIsPipe whether a program reads standard output: then a write fails if that program
///     has ended, and for no other reason
public record Console(
    OutputStream out,
    PrintStream err,
    Charset charset,
    boolean outIsTerminal,
    boolean errIsTerminal,
    BooleanSupplier outIsPipe,
    Map<String, String> environment) {
  /// `S_IFMT`, `S_IFIFO` and `S_IFSOCK` of POSIX.
  private static final int TYPE = 0170000;

  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

  private static final int PAGE_WIDTH = 120;
  private static final int TERMINAL_WIDTH = 100;

  /// The console of this process. Java cannot ask whether one stream is a terminal; the launcher
  /// can, and tells.
  public static Console system() {
    return new Console(
        new FileOutputStream(FileDescriptor.out),
        System.err,
        System.out.charset(),
        Boolean.getBoolean("drift.stdout.terminal"),
        Boolean.getBoolean("drift.stderr.terminal"),
        () -> isPipe(Path.of("/dev/stdout")),
        System.getenv());
  }

  /// By its type: what the system says of a closed pipe is in the language of the user.
  static boolean isPipe(Path file) {
    try {
      int type = (Integer) Files.getAttribute(file, "unix:mode") & TYPE;
      return type == PIPE || type == SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
      return false;
    }
  }

  /// Whether text on standard output has colours: see <https://no-color.org> and
  /// <https://bixense.com/clicolors>.
  public boolean hasColor(ColorChoice choice) {
    return switch (choice) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> {
        if (!variable("NO_COLOR").isEmpty()) {
          yield false;
        }
        String force = variable("CLICOLOR_FORCE");
        if (!force.isEmpty() && !force.equals("0")) {
          yield true;
        }
        yield outIsTerminal && !isDumb() && !variable("CLICOLOR").equals("0");
      }
    };
  }

  /// Whether a line on standard error may be drawn again and again.
  public boolean canAnimate() {
    return errIsTerminal && !isDumb() && variable("CI").isEmpty();
  }

  /// In columns.
  public int width() {
    String columns = variable("COLUMNS");
    if (columns.matches("[1-9][0-9]{0,3}")) {
      return Integer.parseInt(columns);
    }
    return outIsTerminal ? TERMINAL_WIDTH : PAGE_WIDTH;
  }

  public boolean hasUnicode() {
    return charset.equals(UTF_8) || charset.newEncoder().canEncode("→•…·");
  }

  public TextStyle style(ColorChoice color, boolean details) {
    return new TextStyle(hasColor(color), width(), hasUnicode(), details);
  }

  private boolean isDumb() {
    return variable("TERM").equals("dumb");
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
