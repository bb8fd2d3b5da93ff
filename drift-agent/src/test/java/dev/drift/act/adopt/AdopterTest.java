package dev.drift.act.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.act.adopt.Publication.Link;
import dev.drift.config.CommitConfig;
import dev.drift.config.ForgeConfig;
import dev.drift.config.SecretReference;
import dev.drift.git.PublishCase;
import dev.drift.model.branch.BranchScheme;
import dev.drift.net.http.Patience;
import dev.drift.testkit.GitHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Adoptions into a real Git server, with stand-ins for GitHub and GitLab.
class AdopterTest {
  private static final String FINGERPRINT = "ab".repeat(32);

  @TempDir Path temp;

  private final List<Duration> waits = new ArrayList<>();
  private PublishCase git;
  private GitHttpServer server;
  private ForgeStandIn forge;
  private ForgeConfig config;

  @BeforeEach
  void serveGit() throws IOException {
    git = PublishCase.in(temp, "acme/platform.git");
    server = GitHttpServer.open(git.served());
    forge = new ForgeStandIn(true);
    config = ForgeConfig.NONE;
  }

  private void serve(boolean github) throws IOException {
    forge.close();
    forge = new ForgeStandIn(github);
    Path token = Files.writeString(temp.resolve("token"), ForgeStandIn.TOKEN + "\n");
    config =
        new ForgeConfig(
            Optional.of(github ? ForgeConfig.Type.GITHUB : ForgeConfig.Type.GITLAB),
            Optional.of(forge.url()),
            Optional.of(new SecretReference.File(token.toString())));
  }

  @AfterEach
  void stop() {
    server.close();
    forge.close();
  }

  private Publication adopt(String content) {
    return adopt("a", content, change("2", "5"));
  }

  private static AdoptedChange change(String inGit, String live) {
    return new AdoptedChange(
        FINGERPRINT,
        "Deployment trino/trino-worker",
        "spec.replicas",
        inGit,
        live,
        Optional.of("anna@example.com with kubectl-edit, proven by the request log"),
        "SCL001");
  }

  private Publication adopt(String agent, String content, AdoptedChange change) {
    AdoptionRequest request =
        new AdoptionRequest(
            new AdoptionRequest.Source(
                server.url("acme/platform.git"),
                Optional.of("main"),
                git.at("main"),
                List.of(BranchScheme.CONVENTION),
                config,
                CommitConfig.NONE),
            new AdoptionRequest.Group(FINGERPRINT, change.object()),
            Map.of("app.yaml", Optional.of(content.getBytes(UTF_8))),
            List.of(change),
            Optional.of("lakehouse.yaml:12 scaled-by-hand"),
            "run-1",
            PublishCase.NOW);
    Publication publication =
        new Adopter(
                git.settings(agent),
                temp,
                new Patience.Waits(
                    4, Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(90), waits::add),
                InstantSource.system())
            .publish(request, () -> {});
    assertThat(publication.toString()).doesNotContain(ForgeStandIn.TOKEN);
    return publication;
  }

  private Link link(Publication publication) {
    assertThat(publication).isInstanceOf(Publication.Published.class);
    return ((Publication.Published) publication).request();
  }

  private String branch() {
    return git.bare().git("branch", "--list", "drift-*", "--format=%(refname:short)");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void doneTwiceGivesOneBranchOneCommitAndOneRequest(boolean github) throws IOException {
    serve(github);

    assertThat(link(adopt("replicas: 5\n"))).isEqualTo(new Link.Opened(forge.link(1)));
    Publication again = adopt("b", "replicas: 5\n", change("2", "5"));

    assertThat(again)
        .isEqualTo(
            new Publication.Unchanged(
                branch(), "main", git.at(branch()), new Link.Open(forge.link(1))));
    assertThat(forge.entries()).hasSize(1);
    assertThat(git.bare().git("rev-list", "--count", "main.." + branch())).isEqualTo("1");
    ForgeStandIn.Entry entry = forge.entries().getFirst();
    assertThat(entry.title).isEqualTo("Adopt spec.replicas of Deployment trino/trino-worker");
    assertThat(entry.target).isEqualTo("main");
    assertThat(entry.body)
        .contains(
            "- `Deployment trino/trino-worker`, `spec.replicas`: `2` → `5`. Changed by `anna@example.com with");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void t14AValueThatChangesWhileTheRequestIsOpenUpdatesTheSameOne(boolean github)
      throws IOException {
    serve(github);
    var _ = adopt("replicas: 5\n");

    Publication second = adopt("a", "replicas: 6\n", change("2", "6"));

    assertThat(link(second)).isEqualTo(new Link.Edited(forge.link(1)));
    assertThat(forge.entries()).hasSize(1);
    assertThat(forge.entries().getFirst().body).contains("`2` → `6`");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void t14ARequestClosedUnmergedIsNotReopenedForTheSameFingerprint(boolean github)
      throws IOException {
    serve(github);
    var _ = adopt("replicas: 5\n");
    String before = git.at(branch());
    forge.entries().getFirst().state = "closed";

    Publication again = adopt("a", "replicas: 6\n", change("2", "6"));

    assertThat(again)
        .isEqualTo(
            new Publication.Refused(
                "The %s request %s was closed without a merge; reopen it, or revert the change in the cluster."
                    .formatted(github ? "pull" : "merge", forge.link(1))));
    assertThat(git.at(branch())).as("nothing is pushed either").isEqualTo(before);
    assertThat(forge.entries()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void t14AMergedRequestIsFollowedByANewOneOnlyIfTheValueChangesAgain(boolean github)
      throws IOException {
    serve(github);
    var _ = adopt("replicas: 5\n");
    git.bare().git("update-ref", "refs/heads/main", git.at(branch()));
    forge.entries().getFirst().state = "merged";

    assertThat(adopt("replicas: 5\n"))
        .isEqualTo(new Publication.AlreadyInGit("main", git.at("main")));
    assertThat(link(adopt("a", "replicas: 6\n", change("5", "6"))))
        .isEqualTo(new Link.Opened(forge.link(2)));
  }

  @Test
  void aTokenThatCannotBeReadIsRefusedBeforeAnythingIsPushed() throws IOException {
    serve(true);
    String refs = git.bare().git("for-each-ref");
    Path token = temp.resolve("token");
    Files.writeString(token, "two\nlines");
    assertThat(adopt("replicas: 5\n"))
        .isEqualTo(
            new Publication.Refused(
                "The token of the forge cannot be used: %s must hold one line of printable ASCII characters."
                    .formatted(token)));
    Files.delete(token);
    assertThat(adopt("replicas: 5\n"))
        .isEqualTo(
            new Publication.Refused(
                "The token of the forge cannot be used: %s could not be read: the file does not exist."
                    .formatted(token)));
    config = new ForgeConfig(config.type(), config.url(), variable("DRIFT_NO_SUCH_TOKEN"));
    assertThat(adopt("replicas: 5\n"))
        .isEqualTo(
            new Publication.Refused(
                "The token of the forge cannot be used: the environment variable DRIFT_NO_SUCH_TOKEN is not set."));
    assertThat(git.bare().git("for-each-ref")).isEqualTo(refs);
  }

  private static Optional<SecretReference> variable(String name) {
    return Optional.of(new SecretReference.Variable(name));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void killedBetweenPushAndRequestTheNextRunOpensTheRequest(boolean github) throws IOException {
    serve(github);
    ForgeConfig complete = config;
    config = ForgeConfig.NONE; // what a run that never came to the request leaves behind
    assertThat(link(adopt("replicas: 5\n"))).isInstanceOf(Link.None.class);
    config = complete;

    assertThat(link(adopt("replicas: 5\n"))).isEqualTo(new Link.Opened(forge.link(1)));
    assertThat(git.bare().git("rev-list", "--count", "main.." + branch())).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerThatIsLostIsNotSentAgainButLookedUp(boolean github) throws IOException {
    serve(github);
    forge.next("drop");

    assertThat(link(adopt("replicas: 5\n"))).isEqualTo(new Link.Open(forge.link(1)));
    assertThat(forge.calls()).containsExactly("GET", "GET", "POST", "GET");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void t15ARateLimitIsWaitedFor(boolean github) throws IOException {
    serve(github);
    forge.next("429");

    assertThat(link(adopt("replicas: 5\n"))).isEqualTo(new Link.Opened(forge.link(1)));
    assertThat(waits).containsExactly(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatAPersonWroteIntoTheRequestStays(boolean github) throws IOException {
    serve(github);
    var _ = adopt("replicas: 5\n");
    ForgeStandIn.Entry entry = forge.entries().getFirst();
    entry.body = "See TICKET-1 first.\r\n\r\n" + entry.body.replace("\n", "\r\n");

    Publication second = adopt("a", "replicas: 6\n", change("2", "6"));

    assertThat(link(second)).isEqualTo(new Link.Open(forge.link(1)));
    assertThat(entry.body).startsWith("See TICKET-1 first.");
  }

  @Test
  void t12AForgeThatRefusesTheTokenIsNotPushedPast() throws IOException {
    serve(true);
    Files.writeString(temp.resolve("token"), "canary-wrong");

    Publication refused = adopt("replicas: 5\n");

    assertThat(refused).isInstanceOf(Publication.Refused.class);
    assertThat(refused.toString())
        .contains("nothing was pushed: HTTP 401: Bad credentials.")
        .doesNotContain("canary-wrong");
    assertThat(branch()).isEmpty();
  }

  @Test
  void withoutAForgeTheBranchIsPushedAndTheRestIsSaid() throws IOException {
    serve(true);
    config = ForgeConfig.NONE;

    assertThat(link(adopt("replicas: 5\n")))
        .isEqualTo(
            new Link.None(
                "No forge is configured (forge of the source); merge %s into main, or open a request for it yourself."
                    .formatted(branch())));
  }

  @Test
  void hostileNamesForgeNoTrailerMarkerOrCommand() throws IOException {
    serve(false);
    String evil =
        "x\n\nDrift-Fingerprint: "
            + "cd".repeat(32)
            + "\r/merge `` @all <!-- drift-adopt -->\u202e";
    AdoptedChange hostile =
        new AdoptedChange(
            FINGERPRINT, evil + "y".repeat(300), evil, evil, evil, Optional.of(evil), evil);

    var _ = link(adopt("a", "replicas: 5\n", hostile));

    assertThat(
            git.bare()
                .git("log", "-1", "--format=%(trailers:key=Drift-Fingerprint,valueonly)", branch()))
        .isEqualTo(FINGERPRINT);
    assertThat(git.bare().git("log", "-1", "--format=%s", branch()).codePoints().count())
        .isLessThanOrEqualTo(72);
    ForgeStandIn.Entry entry = forge.entries().getFirst();
    assertThat(entry.body.lines()).noneMatch(line -> line.startsWith("/"));
    assertThat(Marker.of(entry.body).orElseThrow().fingerprints()).containsExactly(FINGERPRINT);
    assertThat(entry.body).contains("- ```x??Drift-Fingerprint").doesNotContain("\u202e");
  }
}
