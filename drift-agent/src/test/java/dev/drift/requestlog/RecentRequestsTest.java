package dev.drift.requestlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.attribute.LoggedRequest;
import dev.drift.model.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentRequestsTest {
  private static final Instant START = Instant.parse("2026-11-29T21:00:00Z");

  private static LoggedRequest request(String name, int second, String body) {
    return new LoggedRequest(
        START.plusSeconds(second),
        "alice",
        "",
        "patch",
        "",
        "",
        "v1",
        "configmaps",
        "lake",
        name,
        "kubectl/v1.36.3",
        "kubectl-edit",
        200,
        body.isEmpty() ? Optional.empty() : Optional.of(Value.Obj.EMPTY.with("k", Value.of(body))));
  }

  private static List<Long> seconds(RecentRequests recent) {
    return recent.events(_ -> true).stream()
        .map(it -> it.time().getEpochSecond() - START.getEpochSecond())
        .toList();
  }

  @Test
  void oneThatIsWrittenAllTheTimeDisplacesNoOther() {
    RecentRequests recent = new RecentRequests(new RecentRequests.Room(2, 100, 1_000));
    recent.add(request("quiet", 0, ""));
    for (int i = 1; i < 50; i++) {
      recent.add(request("loud", i, ""));
    }
    assertThat(seconds(recent)).containsExactly(0L, 48L, 49L);
    assertThat(recent.droppedUpTo()).isEmpty();
  }

  @Test
  void theOldestMakesRoomAndThatIsKnown() {
    RecentRequests recent = new RecentRequests(new RecentRequests.Room(20, 3, 1_000));
    for (int i = 0; i < 5; i++) {
      recent.add(request("object-" + i, i, ""));
    }
    assertThat(seconds(recent)).containsExactly(2L, 3L, 4L);
    assertThat(recent.droppedUpTo()).contains(START.plusSeconds(1));
  }

  @Test
  void theOldestLoseTheirBodiesFirst() {
    RecentRequests recent = new RecentRequests(new RecentRequests.Room(20, 100, 25));
    for (int i = 0; i < 4; i++) {
      recent.add(request("object-" + i, i, "x".repeat(10)));
    }
    assertThat(recent.events(_ -> true))
        .extracting(it -> it.body().isPresent())
        .containsExactly(false, false, true, true);
  }
}
