package dev.drift.act.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.origin.SourceFile;

/// A YAML text that is a value of another file, such as a patch in a kustomization.
final class InlineText {
  private InlineText() {}

  /// To be parsed or edited as a file is.
  static SourceFile file(String text) {
    return new SourceFile("inline.yaml", text.getBytes(UTF_8));
  }

  static String of(byte[] content) {
    return new String(content, UTF_8);
  }
}
