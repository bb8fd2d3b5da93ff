package dev.drift.act.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.act.Announced;
import dev.drift.finding.text.Markdown;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MarkdownTest {
  static Stream<String> hostile() {
    return Announced.HOSTILE.stream();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void textLinksMentionsAndFormatsNothing(String text) {
    String escaped = Markdown.text(text);
    assertThat(escaped)
        .doesNotContainPattern("[@#!~%&$^]\\w")
        .doesNotContainPattern("(?i)https?:/|www\\.\\w|GH-\\d")
        .doesNotContainPattern("(?<!\\\\)[\\[\\]<>`*_|!]")
        .doesNotContainPattern("[\\n\\r\\u0007\\u202e\\u200b]");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void codeEndsWhereItShould(String text) {
    String code = Markdown.code(text);
    String fence = code.replaceFirst("[^`].*$", "");
    String inner = code.substring(fence.length(), code.length() - fence.length());
    assertThat(code).startsWith(fence).endsWith(fence).doesNotContain("\n", "<!--");
    // A run of backticks of another length does not end the span.
    assertThat(inner).doesNotContainPattern("(?<!`)" + fence + "(?!`)");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void titlesMentionNobodyAndReferToNothing(String text) {
    assertThat(Markdown.title(text, 100))
        .doesNotContainPattern("[@#!]\\w")
        .doesNotContain("`", "\n")
        .hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void plainTextIsReadable() {
    assertThat(Markdown.text("The workers run trinodb/trino (tag 481), not 476."))
        .isEqualTo("The workers run trinodb/trino (tag 481), not 476.");
    assertThat(Markdown.text("a: b")).isEqualTo("a: b");
    assertThat(Markdown.code("spec.replicas")).isEqualTo("`spec.replicas`");
    assertThat(Markdown.code("a`b``c")).isEqualTo("```a`b``c```");
    assertThat(Markdown.code("`a")).isEqualTo("`` `a ``");
    assertThat(Markdown.code("")).isEmpty();
  }
}
