package dev.drift.act.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.act.Announced;
import dev.drift.act.state.SaidFile;
import dev.drift.act.text.RunText;
import dev.drift.config.Channel;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.group.Seen;
import dev.drift.json.JsonWriter;
import dev.drift.net.http.HttpAnswer;
import dev.drift.net.http.HttpCall;
import dev.drift.net.http.HttpSender;
import dev.drift.net.http.Patience;
import dev.drift.net.http.StandIn;
import dev.drift.net.http.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages to Slack and to receivers of CloudEvents, run after run.
class MessageChannelTest {
  private static final Finding.Drift IMAGE = Announced.finding("worker", "spec.image");
  private static final Finding.Drift REPLICAS = Announced.finding("worker", "spec.replicas");
  private static final Finding.Drift OTHER = Announced.finding("other", "spec.image");

  @TempDir Path record;

  private final Waiting time = new Waiting(Instant.parse("2026-11-21T12:00:00Z"));
  private final AtomicInteger ids = new AtomicInteger();
  private String channel = "ops";
  private Channel.Speech speech = new Channel.Speech(Optional.empty(), true, 5, 3);
  private UnaryOperator<HttpSender> around = UnaryOperator.identity();

  /// The process is killed: nothing after this is done.
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void slackIsToldWhatIsNewAndNothingElse() {
    try (SlackStandIn slack = new SlackStandIn()) {
      assertThat(tell(slack, List.of(IMAGE))).isEmpty();
      assertThat(slack.messages())
          .containsExactly(
              """
              Drift in prod: 1 new; 1 finding open
              New, high: Deployment trino/worker: spec.image
              • The workers run another image than Git declares; changed by kubectl-edit, 2026-11-20 17:02 UTC (a hint from managedFields)
              Compared with https://git.example.com/platform/lakehouse.git at main""");
      assertThat(tell(slack, List.of(IMAGE))).isEmpty();
      assertThat(slack.messages()).hasSize(1);

      time.pass(Duration.ofMinutes(90));
      tell(slack, List.of(IMAGE, REPLICAS));
      assertThat(slack.messages().get(1))
          .startsWith(
              """
              Drift in prod: 1 worse; 2 findings open
              Worse, high: Deployment trino/worker: 2 findings (1 new finding)
              """);
      tell(slack, List.of(), "worker");
      assertThat(slack.messages().get(2))
          .startsWith(
              """
              Drift in prod: 1 resolved; 0 findings open
              Resolved: Deployment trino/worker: 2 findings, after 1 h 30 min.
              """);
      tell(slack, List.of(), "worker");
      assertThat(slack.messages()).hasSize(3);
    }
  }

  @Test
  void remindersAndRecoveryAreAsTheyAreConfigured() {
    speech = new Channel.Speech(Optional.of(Duration.ofHours(24)), false, 5, 3);
    try (SlackStandIn slack = new SlackStandIn()) {
      tell(slack, List.of(IMAGE));
      time.pass(Duration.ofHours(24));
      tell(slack, List.of(IMAGE));
      tell(slack, List.of(IMAGE));
      tell(slack, List.of(), "worker");
      assertThat(slack.messages()).hasSize(2);
      assertThat(slack.messages().get(1))
          .startsWith(
              """
              Drift in prod: 1 still there; 1 finding open
              Still there, high: Deployment trino/worker: spec.image (for 24 h)
              """);
    }
  }

  /// T15: whoever gets 600 messages reads none.
  @Test
  void t15SixHundredFindingsAreOneMessage() {
    try (SlackStandIn slack = new SlackStandIn();
        EventReceiver receiver = new EventReceiver()) {
      List<Finding> findings = new ArrayList<>();
      IntStream.range(0, 600)
          .forEach(i -> findings.add(Announced.finding("app-" + i, "spec.image")));
      assertThat(tell(slack, findings)).isEmpty();
      assertThat(slack.messages()).hasSize(1);
      assertThat(slack.messages().getFirst()).contains("CFG001: 600 objects", "…and 597 more");
      channel = "soc";
      assertThat(tell(receiver, findings)).isEmpty();
      assertThat(receiver.events()).hasSize(1);
      assertThat(JsonWriter.text(receiver.events().getFirst()))
          .contains("\"moreFindings\":597")
          .hasSizeLessThan(10_000);
    }
  }

  /// T15: a text that changes is no news.
  @Test
  void t15AnotherTextOrValueIsNotTold() {
    try (SlackStandIn slack = new SlackStandIn()) {
      tell(slack, List.of(IMAGE));
      tell(slack, List.of(Announced.finding("worker", "spec.image", "482", "Another sentence.")));
      assertThat(slack.messages()).hasSize(1);
    }
  }

  @Test
  void aReceiverGetsASignedCloudEvent() {
    try (EventReceiver receiver = new EventReceiver()) {
      assertThat(tell(receiver, List.of(IMAGE))).isEmpty();
      assertThat(receiver.notices()).containsExactly(List.of("opened"));
      assertThat(JsonWriter.text(receiver.events().getFirst()))
          .contains(
              "\"source\":\"urn:drift:cluster:7d1f0c7e-3f57-4d53-9f0e-0d6f2f6f1c55\"",
              "\"fingerprint\":\"" + IMAGE.fingerprint() + "\"",
              "\"git\":\"476\",\"cluster\":\"481\"",
              "\"resource\":{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"namespace\":\"trino\",\"name\":\"worker\"}");
      time.pass(Duration.ofHours(3));
      tell(receiver, List.of(), "worker");
      assertThat(JsonWriter.text(receiver.events().get(1)))
          .contains("\"type\":\"resolved\"", "\"seconds\":10800");
    }
  }

  /// The example of the specification: <https://github.com/standard-webhooks/standard-webhooks>.
  @Test
  void signsAsStandardWebhooksDoes() {
    assertThat(
            new Signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .headers(
                    "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    Instant.ofEpochSecond(1614265330),
                    "{\"test\": 2432232314}"))
        .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assertThatThrownBy(() -> new Signature("short"))
        .hasMessage("its secret is shorter than 16 bytes");
  }

  @Test
  void nothingIsLostAndNothingComesTwiceWhileTheReceiverIsDown() throws IOException {
    EventReceiver first = new EventReceiver();
    int port = first.port();
    tell(first, List.of(IMAGE));
    assertThat(first.notices()).containsExactly(List.of("opened"));
    first.close();

    URI url = first.url();
    assertThat(tell(url, List.of(IMAGE, OTHER)))
        .containsExactly("the connection was refused; 1 message waits");
    assertThat(tell(url, List.of(IMAGE, OTHER)))
        .containsExactly("the connection was refused; 1 message waits");
    assertThat(tell(url, List.of(OTHER), "worker"))
        .containsExactly("the connection was refused; 2 messages wait");

    try (EventReceiver again = new EventReceiver(port)) {
      assertThat(tell(again, List.of(OTHER), "worker")).isEmpty();
      assertThat(again.notices()).containsExactly(List.of("opened"), List.of("resolved"));
      assertThat(tell(again, List.of(OTHER), "worker")).isEmpty();
      assertThat(again.requests()).hasSize(2);
      assertThat(waiting()).isEmpty();
    }
  }

  /// The receiver has the message and Drift does not know it: it comes again with the same
  /// identifier, by which the receiver drops it.
  @Test
  void aMessageWhoseAnswerIsLostComesAgainWithTheSameIdentifier() {
    try (EventReceiver receiver = new EventReceiver()) {
      receiver.fail(new StandIn.Fault.LoseAnswer());
      assertThat(tell(receiver, List.of(IMAGE))).isEmpty();
      assertThat(receiver.requests()).hasSize(2);
      assertThat(receiver.notices()).containsExactly(List.of("opened"));
    }
  }

  @Test
  void killedBeforeSendingNothingIsLost() {
    try (EventReceiver receiver = new EventReceiver()) {
      around = _ -> killing(Optional.empty());
      assertThatThrownBy(() -> tell(receiver, List.of(IMAGE))).isInstanceOf(Killed.class);
      assertThat(receiver.requests()).isEmpty();

      around = UnaryOperator.identity();
      assertThat(tell(receiver, List.of(IMAGE))).isEmpty();
      assertThat(receiver.notices()).containsExactly(List.of("opened"));
    }
  }

  @Test
  void killedAfterSendingTheMessageComesAgainWithTheSameIdentifier() {
    try (EventReceiver receiver = new EventReceiver()) {
      around = sender -> killing(Optional.of(sender));
      assertThatThrownBy(() -> tell(receiver, List.of(IMAGE))).isInstanceOf(Killed.class);
      assertThat(receiver.notices()).containsExactly(List.of("opened"));

      around = UnaryOperator.identity();
      assertThat(tell(receiver, List.of(IMAGE))).isEmpty();
      assertThat(receiver.requests()).hasSize(2);
      assertThat(receiver.notices()).containsExactly(List.of("opened"));
      assertThat(tell(receiver, List.of(IMAGE))).isEmpty();
      assertThat(receiver.requests()).hasSize(2);
    }
  }

  /// Killed between writing the message and writing that it was promised.
  @Test
  void aMessageThatWasNotPromisedIsNotSent() throws IOException {
    try (EventReceiver receiver = new EventReceiver()) {
      new Outbox(record.resolve("outbox")).put(new Message("orphan", "{}", Map.of()));
      assertThat(tell(receiver, List.of(IMAGE))).isEmpty();
      assertThat(receiver.requests()).hasSize(1);
      assertThat(receiver.notices()).containsExactly(List.of("opened"));
      assertThat(waiting()).isEmpty();
    }
  }

  /// Killed between deleting the message and writing that the queue is empty.
  @Test
  void aMessageThatWasDeletedIsNotSentAgain() throws IOException {
    try (EventReceiver receiver = new EventReceiver()) {
      receiver.fail(
          IntStream.range(0, 4)
              .mapToObj(_ -> new StandIn.Fault.Answer(503, Map.of(), ""))
              .toArray(StandIn.Fault[]::new));
      assertThat(tell(receiver, List.of(IMAGE)))
          .containsExactly("it returned HTTP 503; 1 message waits");
      Files.delete(record.resolve("outbox").resolve(waiting().getFirst()));
      assertThat(tell(receiver, List.of(IMAGE))).isEmpty();
      assertThat(receiver.requests()).hasSize(4);
    }
  }

  /// T15: as long as the receiver asks to be left alone, it is.
  @Test
  void t15ALimitHoldsForLaterRunsToo() {
    try (EventReceiver receiver = new EventReceiver()) {
      receiver.fail(new StandIn.Fault.Answer(429, Map.of("Retry-After", "600"), ""));
      assertThat(tell(receiver, List.of(IMAGE)))
          .containsExactly("it returned HTTP 429; 1 message waits");
      time.pass(Duration.ofMinutes(9));
      assertThat(tell(receiver, List.of(IMAGE)))
          .containsExactly("it asked to be left alone until 2026-11-21T12:10:00Z; 1 message waits");
      assertThat(receiver.requests()).hasSize(1);
      time.pass(Duration.ofMinutes(1));
      assertThat(tell(receiver, List.of(IMAGE))).isEmpty();
      assertThat(receiver.notices()).containsExactly(List.of("opened"));
    }
  }

  /// A channel that refuses was not told, so that it is told once it works.
  @Test
  void whatIsRefusedIsToldAgainByTheNextRun() throws IOException {
    try (SlackStandIn slack = new SlackStandIn()) {
      slack.fail(
          new StandIn.Fault.Answer(410, Map.of(), "channel_is_archived"),
          new StandIn.Fault.Answer(403, Map.of(), "action_prohibited"));
      assertThat(tell(slack, List.of(IMAGE)))
          .containsExactly(
              "it returned HTTP 410 (channel_is_archived); it is gone, remove the channel or update"
                  + " its url; the next run tells it how things are then");
      assertThat(slack.requests()).as("a refusal is final").hasSize(1);
      assertThat(waiting()).isEmpty();
      assertThat(tell(slack, List.of(IMAGE)))
          .singleElement()
          .asString()
          .startsWith("it returned HTTP 403 (action_prohibited); check its url and secret");
      assertThat(tell(slack, List.of(IMAGE))).isEmpty();
      assertThat(slack.messages()).hasSize(1);
    }
  }

  @Test
  void theOutboxIsBounded() throws IOException {
    EventReceiver first = new EventReceiver();
    int port = first.port();
    first.close();
    for (int i = 0; i < MessageChannel.MOST_WAITING + 5; i++) {
      tell(first.url(), i % 2 == 0 ? List.of(IMAGE) : List.of(OTHER), "worker", "other");
    }
    assertThat(waiting()).hasSizeLessThanOrEqualTo(MessageChannel.MOST_WAITING);
    try (EventReceiver again = new EventReceiver(port)) {
      assertThat(tell(again, List.of(IMAGE), "other")).isEmpty();
      // Nobody was told of OTHER as far as the last message goes.
      assertThat(again.notices().getFirst()).containsExactly("opened");
    }
    assertThat(waiting()).isEmpty();
  }

  @Test
  void hostileTextsStayTextInSlack() {
    try (SlackStandIn slack = new SlackStandIn()) {
      List<Finding> findings =
          Announced.HOSTILE.stream()
              .<Finding>map(
                  text ->
                      Announced.finding(
                          "worker", "metadata.annotations.a" + text.hashCode(), text, text))
              .toList();
      speech = new Channel.Speech(Optional.empty(), true, 40, 100);
      assertThat(tell(slack, findings)).isEmpty();
      assertThat(slack.messages()).hasSize(1);
      assertThat(slack.messages().getFirst()).doesNotContain("\u202e", "\u0007");
    }
  }

  @Test
  void whatIsKeptOnDiskIsForItsOwnerOnly() throws IOException {
    EventReceiver down = new EventReceiver();
    down.close();
    tell(down.url(), List.of(IMAGE));
    try (Stream<Path> all = Files.walk(record)) {
      assertThat(all.filter(it -> !it.equals(record)))
          .isNotEmpty()
          .allSatisfy(
              it ->
                  assertThat(Files.getPosixFilePermissions(it).toString())
                      .doesNotContain("GROUP", "OTHERS"));
    }
  }

  @Test
  void aStateThatCannotBeReadIsPutAside() throws IOException {
    try (EventReceiver receiver = new EventReceiver()) {
      tell(receiver, List.of(IMAGE));
      Path said = record.resolve("notify/said.json");
      Files.writeString(said, Files.readString(said).substring(3));
      assertThat(SaidFile.open(said).problem())
          .contains(
              "What was announced before is not known, because said.json could not be read; it was"
                  + " moved to said.json.broken. Messages may repeat what was said.");
      assertThat(Files.exists(record.resolve("notify/said.json.broken"))).isTrue();
    }
  }

  private List<String> tell(
      SlackStandIn slack, List<? extends Finding> findings, String... inSync) {
    return tell(new Receiver.Slack(slack.webhook()), slack.url(), findings, inSync);
  }

  private List<String> tell(
      EventReceiver receiver, List<? extends Finding> findings, String... inSync) {
    return tell(receiver.url(), findings, inSync);
  }

  private List<String> tell(URI url, List<? extends Finding> findings, String... inSync) {
    Receiver receiver =
        new Receiver.Events(
            url.resolve("/events"), Optional.of(new Signature(EventReceiver.SECRET)));
    return tell(receiver, url, findings, inSync);
  }

  /// As a process of its own would: all is read from disk.
  private List<String> tell(
      Receiver receiver, URI url, List<? extends Finding> findings, String... inSync) {
    Report report = Announced.report(findings, inSync);
    try (Patience client = new Patience(around.apply(Waiting.rest(url)), time.patience(), time)) {
      Path folder =
          Files.createDirectories(
              record.resolve("notify"),
              java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                  java.nio.file.attribute.PosixFilePermissions.fromString("rwx------")));
      SaidFile said = SaidFile.open(folder.resolve("said.json"));
      Outbox outbox = new Outbox(record.resolve("outbox"));
      outbox.keepOnly(said.queued());
      return new MessageChannel(
              channel,
              receiver,
              client,
              speech,
              said,
              outbox,
              () -> "id-" + ids.incrementAndGet(),
              time)
          .announce(
              Seen.of(report, true, Set.of()),
              RunText.of("prod", report),
              report.findings(),
              Map.of(),
              time.instant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param sender sends first; empty to be killed before
  private static HttpSender killing(Optional<HttpSender> sender) {
    return new HttpSender() {
      @Override
      public HttpAnswer send(HttpCall call) {
        sender.ifPresent(it -> it.send(call));
        throw new Killed();
      }

      @Override
      public void close() {}
    };
  }

  private List<String> waiting() throws IOException {
    try (Stream<Path> all = Files.list(record.resolve("outbox"))) {
      return all.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }
}
