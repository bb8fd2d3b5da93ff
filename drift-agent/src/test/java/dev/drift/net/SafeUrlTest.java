package dev.drift.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://me:SECRET@host/x.git",
        " https://me:SECRET@host/x.git",
        "\thttps://me:SECRET@host/x.git",
        "https://me:SECRET@host/x.git\n",
        "//me:SECRET@host/x",
        "https//me:SECRET@host/x",
        "https:/me:SECRET@host/x",
        "https:///me:SECRET@host/x",
        "https:me:SECRET@host/x",
        "htps://me:SECRET@host/x",
        "HTTPS://me:SECRET@host/x",
        "me:SECRET@host:path",
        "me:SECRET@host/path",
        "https://SECRET@host/x",
        "git:SECRET@host/x",
        "https://ghp_SECRETSECRET@host/x",
        "ghp_SECRETSECRET@host/x",
        "https://:SECRET@host/x",
        "https://me:SECRET@SECRET@host/x",
        "https://me:SEC/SECRET@host/x",
        "https://me:SEC?SECRET@host/x",
        "https://me:SEC#SECRET@host/x",
        "https://host/x?token=SECRET",
        "https://host/x#SECRET",
        "ssh://git:SECRET@host/x",
        "git+ssh://git:SECRET@host/x",
        "git@host:SECRET@host:x"
      })
  void hidesWhateverMayBeAPassword(String typed) {
    assertThat(SafeUrl.of(typed)).doesNotContain("SECRET").contains("…");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://host:8443/group/x.git",
        "git@host:group/x.git",
        "ssh://git@host:22/group/x.git",
        "user@host:x",
        "../folder",
        "/srv/git/repository.git",
        "file:///srv/git/x",
        ""
      })
  void leavesTheRest(String typed) {
    assertThat(SafeUrl.of(typed)).isEqualTo(typed);
  }

  /// A password may look like a user.
  @Test
  void aPasswordOfSmallLettersIsHiddenToo() {
    for (String scheme :
        new String[] {"git:", "https:", "https:/", "https//", "//", "https://", "x:"}) {
      assertThat(SafeUrl.of(scheme + "secret@host/x")).doesNotContain("secret");
      assertThat(SafeUrl.of(scheme + "me:secret@host/x")).doesNotContain("secret");
    }
  }

  @Test
  void keepsWhatHelpsToFindTheMistake() {
    assertThat(SafeUrl.of("https//me:SECRET@host/x.git")).isEqualTo("https//…@host/x.git");
    assertThat(SafeUrl.of(" https://me:SECRET@host/x")).isEqualTo(" https://…@host/x");
  }
}
