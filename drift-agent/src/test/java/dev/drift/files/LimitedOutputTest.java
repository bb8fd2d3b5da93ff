package dev.drift.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LimitedOutputTest {
  @Test
  void holdsAsManyBytesAsAreAllowed() throws Exception {
    try (LimitedOutput output = new LimitedOutput(4)) {
      output.write('a');
      output.write("bcd".getBytes(UTF_8));

      assertThat(output.bytes()).asString(UTF_8).isEqualTo("abcd");
      assertThat(output.isExceeded()).isFalse();
    }
  }

  @Test
  void takesNothingMoreOnceSomethingDidNotFit() throws Exception {
    try (LimitedOutput output = new LimitedOutput(4)) {
      output.write("abc".getBytes(UTF_8));

      assertThatThrownBy(() -> output.write("de".getBytes(UTF_8)))
          .isInstanceOf(TooLargeException.class);
      assertThatThrownBy(() -> output.write('d')).isInstanceOf(TooLargeException.class);
      assertThat(output.bytes()).asString(UTF_8).isEqualTo("abc");
      assertThat(output.isExceeded()).isTrue();
    }
  }
}
