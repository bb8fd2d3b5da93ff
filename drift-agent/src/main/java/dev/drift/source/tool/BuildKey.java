package dev.drift.source.tool;

import dev.drift.model.origin.SourceFile;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// Identifies a build by all that its output depends on.
public final class BuildKey {
  /// Counts the environments that [RenderWorkspace] gives programs: raise it if one changes what
  /// they print.
  private static final int WORKSPACE = 1;

  private BuildKey() {}

  /// SHA-256 of the program with its version, its arguments, and the paths and content of all files
  /// in the private copy of the tree.
  public static String of(RenderTool tool, List<String> arguments, Collection<SourceFile> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (var out =
          new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
        out.writeInt(WORKSPACE);
        text(tool.toString(), out);
        out.writeInt(arguments.size());
        for (String argument : arguments) {
          text(argument, out);
        }
        for (SourceFile file :
            files.stream().sorted(Comparator.comparing(SourceFile::path)).toList()) {
          text(file.path(), out);
          bytes(file.content(), out);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("a digest does not fail", e);
    }
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    bytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  /// With its length, so that the end of one is never taken for the start of another.
  private static void bytes(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
