package dev.drift.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The examples are those of the tests of github.com/distribution/reference.
class ImageReferenceTest {
  private static final String DIGITS =
      "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";

  @ParameterizedTest
  @CsvSource({
    "nginx,docker.io,library/nginx,,",
    "nginx:1.27,docker.io,library/nginx,1.27,",
    "trinodb/trino:479,docker.io,trinodb/trino,479,",
    "docker.io/nginx,docker.io,library/nginx,,",
    "index.docker.io/trinodb/trino,docker.io,trinodb/trino,,",
    "docker/docker,docker.io,docker/docker,,",
    "localhost/app,localhost,app,,",
    "localhost:5000/app:1,localhost:5000,app,1,",
    "app:5000,docker.io,library/app,5000,",
    "Uppercase/app,Uppercase,app,,",
    "127.0.0.1:5000/a/b/c:v1,127.0.0.1:5000,a/b/c,v1,",
    "'[2001:db8::1]:5000/app',[2001:db8::1]:5000,app,,",
    "ghcr.io/a__b/c---d.e:x_1.2-3,ghcr.io,a__b/c---d.e,x_1.2-3,",
    "app@sha256:" + DIGITS + ",docker.io,library/app,,sha256:" + DIGITS,
    "r.example/app:2@sha256:" + DIGITS + ",r.example,app,2,sha256:" + DIGITS,
    DIGITS + "/app,docker.io," + DIGITS + "/app,,"
  })
  void hasItsParts(String image, String registry, String repository, String tag, String digest) {
    assertThat(ImageReference.parse(image))
        .contains(
            new ImageReference(
                registry, repository, Optional.ofNullable(tag), Optional.ofNullable(digest)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":tag",
        "a//b",
        "App",
        "app:",
        "app@",
        "app@sha256:abc",
        "a_/b",
        "a..b",
        "r.example/",
        "r.example:x/app",
        " app",
        "app:-1",
        "https://r.example/app",
        DIGITS
      })
  void refusesWhatRuntimesRefuse(String image) {
    assertThat(ImageReference.parse(image)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io/library/nginx,nginx",
    "docker.io/trinodb/trino:479,trinodb/trino:479",
    "r.example/library/app:1,r.example/library/app:1",
    "app:2@sha256:" + DIGITS + ",app:2@sha256:6b86b273ff34…"
  })
  void isShownAsPeopleWriteIt(String image, String shown) {
    assertThat(ImageReference.parse(image).orElseThrow().shown()).isEqualTo(shown);
  }

  @Test
  void mayBeAnotherImageTomorrow() {
    assertThat(ImageReference.parse("app").orElseThrow().isLatest()).isTrue();
    assertThat(ImageReference.parse("app:latest").orElseThrow().isLatest()).isTrue();
    assertThat(ImageReference.parse("app:1").orElseThrow().isLatest()).isFalse();
    assertThat(ImageReference.parse("app@sha256:" + DIGITS).orElseThrow().isLatest()).isFalse();
  }
}
