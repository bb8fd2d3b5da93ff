package dev.drift.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.finding.Attribution;
import dev.drift.model.Change;
import dev.drift.model.Cluster;
import dev.drift.model.Difference;
import dev.drift.model.FieldOwner;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ReadText;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Resources;
import dev.drift.model.SettingsFormat;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttributionsTest {
  private static final Redactor REDACTOR = new Redactor(new MaskKey(new byte[32]));
  private static final ResourceRef CONFIG = ref("v1", "ConfigMap", "x");
  private static final ResourceRef SECRET = ref("v1", "Secret", "x");
  private static final ResourceRef WORKER = ref("apps/v1", "Deployment", "x");
  private static final String LIVE = "data: {size: large}";
  private static final String CREATE = "{'data':{'size':'small','gone':'1'}}";

  @Test
  void thePatchThatSetIt() {
    RequestLogBuilder log =
        new RequestLogBuilder()
            .at(1, "ci create configmaps/ns/x code=201", CREATE)
            .at(2, "alice patch configmaps/ns/x kubectl-edit", "{'data':{'size':'large'}}");
    assertThat(changed(log, LIVE)).isEqualTo("alice patch kubectl-edit proven");
  }

  @Test
  void whoWroteASettingWithinAText() {
    String live = "data: {a.properties: \"x=2\\ny=2\"}";
    RequestLogBuilder log =
        new RequestLogBuilder()
            .at(1, "ci create configmaps/ns/x code=201", "{'data':{'a.properties':'x=1\\ny=1'}}")
            .at(2, "alice patch configmaps/ns/x m", "{'data':{'a.properties':'x=2\\ny=1'}}")
            .at(
                3,
                "bob patch configmaps/ns/x m",
                "[{'op':'replace','path':'/data/a.properties','value':'x=2\\ny=2'}]");
    assertThat(setting(log, live, "x", "2")).isEqualTo("alice patch m proven");
    assertThat(setting(log, live, "y", "2")).isEqualTo("bob patch m proven");
  }

  private static String setting(RequestLogBuilder log, String live, String key, String value) {
    Path path = Path.of("data", "a.properties");
    Optional<Value> there = Optional.of(Value.of(value));
    Difference whole = new Difference(CONFIG, Change.CHANGED, path, there, there);
    ReadText text =
        new ReadText(whole, SettingsFormat.PROPERTIES, Value.Obj.EMPTY, Value.Obj.EMPTY);
    return said(
        attributions(log, Optional.empty())
            .attribute(
                new Difference(CONFIG, Change.CHANGED, path.field(key), there, there).in(text),
                Optional.of(new LiveResource(CONFIG, Yaml.object(live), List.of()))));
  }

  @Test
  void whoReallyAskedAndAsWhom() {
    RequestLogBuilder log =
        new RequestLogBuilder()
            .at(2, "alice patch configmaps/ns/x m as=system:admin", "{'data':{'size':'large'}}");
    assertThat(changed(log, LIVE)).isEqualTo("alice as system:admin patch m proven");
  }

  @Test
  void aLaterRequestWins() {
    RequestLogBuilder log =
        new RequestLogBuilder()
            .at(1, "alice patch configmaps/ns/x m", "{'data':{'size':'medium'}}")
            .at(2, "bob patch configmaps/ns/x m", "{'data':{'size':'large'}}");
    assertThat(changed(log, LIVE)).isEqualTo("bob patch m proven");
  }

  @Test
  void whatIsNotTheValueNowProvesNothing() {
    RequestLogBuilder log =
        new RequestLogBuilder()
            .at(1, "alice patch configmaps/ns/x m", "{'data':{'size':'large'}}")
            .at(2, "bob patch configmaps/ns/x m", "{'data':{'size':'medium'}}");
    assertThat(changed(log, LIVE)).isEqualTo("unknown");
  }

  @Test
  void anUpdateThatCarriesTheValueDidNotChangeIt() {
    String whole = "{'data':{'size':'large','other':'1'}}";
    RequestLogBuilder log =
        new RequestLogBuilder()
            .at(1, "ci create configmaps/ns/x code=201", CREATE)
            .at(2, "alice patch configmaps/ns/x m", "{'data':{'size':'large'}}")
            .at(3, "operator update configmaps/ns/x", whole);
    assertThat(changed(log, LIVE)).isEqualTo("alice patch m proven");
    assertThat(
            changed(new RequestLogBuilder().at(3, "operator update configmaps/ns/x", whole), LIVE))
        .as("where the log begins too late")
        .isEqualTo("unknown");
  }

  @Test
  void anUpdateThatChangedTheValue() {
    RequestLogBuilder log =
        new RequestLogBuilder()
            .at(1, "ci create configmaps/ns/x code=201", CREATE)
            .at(2, "alice update configmaps/ns/x kubectl-replace", "{'data':{'size':'large'}}");
    assertThat(changed(log, LIVE)).isEqualTo("alice update kubectl-replace proven");
    assertThat(removed(log, LIVE)).isEqualTo("alice update kubectl-replace proven");
  }

  @Test
  void nothingIsProvenAcrossARequestWhoseBodyIsMissing() {
    RequestLogBuilder log =
        new RequestLogBuilder()
            .at(1, "ci create configmaps/ns/x code=201", CREATE)
            .at(2, "alice patch configmaps/ns/x m", "")
            .at(3, "operator update configmaps/ns/x", "{'data':{'size':'large'}}");
    assertThat(changed(log, LIVE)).isEqualTo("unknown");
  }

  @Test
  void nearMisses() {
    String body = "{'data':{'size':'large'}}";
    for (String request :
        List.of(
            "alice patch configmaps/ns/x m query=dryRun=All",
            "alice patch configmaps/ns/x m query=fieldValidation=Strict&dryRun=All",
            "alice patch configmaps/ns/x m query=dry%52un=%41ll",
            "alice patch configmaps/ns/x m code=409",
            "alice patch configmaps/ns/x m code=403",
            "alice patch configmaps/ns/x m stage=ResponseStarted",
            "alice patch configmaps/ns/x m sub=status",
            "alice patch configmaps/other/x m",
            "alice patch configmaps/ns/y m",
            "alice patch secrets/ns/x m",
            "alice patch configmaps/ns/x m group=example.com",
            "alice get configmaps/ns/x m")) {
      assertThat(changed(new RequestLogBuilder().at(2, request, body), LIVE))
          .as(request)
          .isEqualTo("unknown");
    }
    RequestLogBuilder elsewhere =
        new RequestLogBuilder()
            .at(2, "alice patch configmaps/ns/x m", "{'data':{'other':'large'}}");
    assertThat(changed(elsewhere, LIVE)).isEqualTo("unknown");
  }

  @Test
  void aBodyOfAnotherVersionHasOtherPaths() {
    RequestLogBuilder log =
        new RequestLogBuilder()
            .at(2, "alice patch configmaps/ns/x m v=v2", "{'data':{'size':'large'}}");
    assertThat(changed(log, LIVE)).isEqualTo("unknown");
  }

  @Test
  void namesOfPeopleAreNotMasked() {
    for (String user :
        List.of(
            "system:serviceaccount:kube-system:namespace-controller",
            "system:serviceaccount:vault:token-reviewer",
            "oidc:alice@example.com",
            "https://login.example.com/realms/main#alice",
            "arn:aws:sts::123456789012:assumed-role/admin/alice",
            "CN=alice,OU=people")) {
      RequestLogBuilder log =
          new RequestLogBuilder()
              .at(2, user + " patch configmaps/ns/x m", "{'data':{'size':'large'}}");
      assertThat(changed(log, LIVE)).isEqualTo(user + " patch m proven");
    }
  }

  @Test
  void removedFields() {
    String live = "data: {size: small}";
    assertThat(removed(new RequestLogBuilder(), live)).isEqualTo("unknown");
    for (String body :
        List.of(
            "{'data':{'gone':null}}",
            "{'data':{'$patch':'replace','size':'small'}}",
            "[{'op':'remove','path':'/data/gone'}]",
            "[{'op':'replace','path':'/data','value':{'size':'small'}}]",
            "{'data':null}")) {
      RequestLogBuilder log = new RequestLogBuilder().at(2, "alice patch configmaps/ns/x m", body);
      assertThat(removed(log, live)).as(body).isEqualTo("alice patch m proven");
    }
    for (String body :
        List.of(
            "{'data':{'size':null}}",
            "{'data':{}}",
            "[{'op':'remove','path':'/data/size'}]",
            "[{'op':'test','path':'/data/gone'}]")) {
      RequestLogBuilder log = new RequestLogBuilder().at(2, "alice patch configmaps/ns/x m", body);
      assertThat(removed(log, live)).as(body).isEqualTo("unknown");
    }
  }

  @Test
  void anApplyThatNamesAFieldNoMore() {
    String head = "'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'x'}";
    RequestLogBuilder log =
        new RequestLogBuilder()
            .at(1, "ci patch configmaps/ns/x flux", "{%s,'data':{'gone':'1'}}".formatted(head))
            .at(2, "alice patch configmaps/ns/x flux", "{%s}".formatted(head))
            .at(3, "bob patch configmaps/ns/x flux", "{%s}".formatted(head));
    assertThat(removed(log, LIVE)).isEqualTo("alice patch flux proven");
    RequestLogBuilder another =
        new RequestLogBuilder()
            .at(1, "ci patch configmaps/ns/x flux", "{%s,'data':{'gone':'1'}}".formatted(head))
            .at(2, "alice patch configmaps/ns/x other", "{%s}".formatted(head));
    assertThat(removed(another, LIVE)).isEqualTo("unknown");
  }

  @Test
  void listsByKey() {
    String live =
        """
        spec:
          replicas: 5
          template: {spec: {containers: [{name: a, image: new, resources: {limits: {cpu: '2'}}}, {name: b}]}}
        """;
    String image = "spec.template.spec.containers[name=a].image";
    String containers = "{'spec':{'template':{'spec':{%s'containers':[%s]}}}}";
    assertThat(deployment(image, live, containers.formatted("", "{'name':'a','image':'new'}")))
        .isEqualTo("alice patch m proven");
    assertThat(deployment(image, live, containers.formatted("", "{'name':'b','image':'new'}")))
        .isEqualTo("unknown");
    assertThat(
            deployment(
                "spec.template.spec.containers[name=a].resources.limits.cpu",
                live,
                containers.formatted("", "{'name':'a','resources':{'limits':{'cpu':'2000m'}}}")))
        .isEqualTo("alice patch m proven");
    String operation =
        "[{'op':'replace','path':'/spec/template/spec/containers/%d/image','value':'new'}]";
    assertThat(deployment(image, live, operation.formatted(0))).isEqualTo("alice patch m proven");
    assertThat(deployment(image, live, operation.formatted(1))).isEqualTo("unknown");
  }

  @Test
  void itemsTakenFromLists() {
    String live = "spec: {template: {spec: {containers: [{name: a}]}}}";
    String path = "spec.template.spec.containers[name=side]";
    String containers = "{'spec':{'template':{'spec':{%s'containers':[%s]}}}}";
    assertThat(removed(path, live, containers.formatted("", "{'$patch':'delete','name':'side'}")))
        .isEqualTo("alice patch m proven");
    assertThat(
            removed(
                path,
                live,
                containers.formatted(
                    "'$setElementOrder/containers':[{'name':'a'}],", "{'name':'a','image':'i'}")))
        .as("a strategic merge patch leaves other items alone")
        .isEqualTo("unknown");
    assertThat(removed(path, live, containers.formatted("", "{'name':'a'}")))
        .as("a merge patch replaces the list, a strategic one does not")
        .isEqualTo("alice patch m likely");
    assertThat(removed(path, live, "[{'op':'remove','path':'/spec/template/spec/containers/1'}]"))
        .isEqualTo("alice patch m likely");
  }

  @Test
  void scaling() {
    RequestLogBuilder log =
        new RequestLogBuilder()
            .at(
                2,
                "alice patch deployments/ns/x kubectl group=apps sub=scale",
                "{'spec':{'replicas':5}}");
    assertThat(said(log, WORKER, Change.CHANGED, "spec.replicas", "spec: {replicas: 5}"))
        .isEqualTo("alice patch kubectl proven");
    assertThat(said(log, WORKER, Change.CHANGED, "spec.paused", "spec: {paused: true}"))
        .isEqualTo("unknown");
  }

  @Test
  void secretsAreComparedAsBytes() {
    String live = "data: {password: aHVudGVyMg==}";
    for (String body :
        List.of("{'stringData':{'password':'hunter2'}}", "{'data':{'password':'aHVudGVyMg=='}}")) {
      RequestLogBuilder log = new RequestLogBuilder().at(2, "alice patch secrets/ns/x m", body);
      assertThat(said(log, SECRET, Change.CHANGED, "data.password", live))
          .isEqualTo("alice patch m proven");
      assertThat(masked(log, live)).as("in a snapshot").isEqualTo("alice patch m proven");
      assertThat(log.events().toString()).doesNotContain("hunter2", "aHVudGVyMg");
    }
    RequestLogBuilder other =
        new RequestLogBuilder()
            .at(2, "alice patch secrets/ns/x m", "{'stringData':{'password':'other'}}");
    assertThat(said(other, SECRET, Change.CHANGED, "data.password", live)).isEqualTo("unknown");
    assertThat(masked(other, live)).isEqualTo("unknown");
  }

  @Test
  void wholeResources() {
    RequestLogBuilder log =
        new RequestLogBuilder()
            .at(1, "ci create configmaps/ns/x kubectl-create code=201", CREATE)
            .at(3, "alice delete configmaps/ns/x", "{'propagationPolicy':'Background'}");
    assertThat(missing(log)).isEqualTo("alice delete proven");
    assertThat(
            missing(
                log.at(4, "bob delete configmaps/ns/x", "{'dryRun':['All']}")
                    .at(5, "bob delete configmaps/ns/x query=dryRun=All", "")
                    .at(6, "bob delete configmaps/other/x", "")))
        .as("with dry-runs after it")
        .isEqualTo("alice delete proven");
    assertThat(missing(log.at(7, "carol deletecollection configmaps/ns", "")))
        .isEqualTo("carol deletecollection likely");
    assertThat(missing(log.at(8, "ci create configmaps/ns/x code=201", CREATE)))
        .as("created again, and gone by what the log does not have")
        .isEqualTo("unknown");

    RequestLogBuilder created =
        new RequestLogBuilder()
            .at(1, "alice create configmaps/ns/x kubectl-create code=201", CREATE);
    assertThat(said(created, CONFIG, Change.UNMANAGED, "", LIVE))
        .isEqualTo("alice create kubectl-create proven");
    RequestLogBuilder applied =
        new RequestLogBuilder().at(1, "alice patch configmaps/ns/x kubectl code=201", CREATE);
    assertThat(said(applied, CONFIG, Change.UNMANAGED, "", LIVE))
        .isEqualTo("alice patch kubectl proven");
  }

  @Test
  void anEarlierObjectOfTheSameName() {
    RequestLogBuilder log =
        new RequestLogBuilder().at(2, "alice patch configmaps/ns/x m", "{'data':{'size':'large'}}");
    assertThat(
            changed(
                log,
                "{metadata: {creationTimestamp: '2026-03-01T10:00:05Z'}, data: {size: large}}"))
        .isEqualTo("unknown");
  }

  @Test
  void atThatTimeByThatManager() {
    FieldOwner edit =
        new FieldOwner(
            "kubectl-edit",
            "Update",
            Optional.of(Instant.parse("2026-03-01T10:00:02Z")),
            "",
            Yaml.object("f:data: {f:size: {}}"));
    String none = "";
    assertThat(
            owned(
                new RequestLogBuilder().at(2, "alice patch configmaps/ns/x kubectl-edit", none),
                edit))
        .isEqualTo("alice patch kubectl-edit likely");
    assertThat(
            owned(
                new RequestLogBuilder().at(9, "alice patch configmaps/ns/x kubectl-edit", none),
                edit))
        .as("at another time")
        .isEqualTo("kubectl-edit hint");
    assertThat(
            owned(new RequestLogBuilder().at(2, "alice patch configmaps/ns/x other", none), edit))
        .as("by another manager")
        .isEqualTo("kubectl-edit hint");
    assertThat(
            owned(
                new RequestLogBuilder()
                    .at(2, "alice patch configmaps/ns/x kubectl-edit", "{'data':{'other':'1'}}"),
                edit))
        .as("with a body that says nothing of it")
        .isEqualTo("kubectl-edit hint");
  }

  @Test
  void whatCameAfterTheSnapshotIsLeftOut() {
    RequestLogBuilder log =
        new RequestLogBuilder()
            .at(2, "alice patch configmaps/ns/x m", "{'data':{'size':'large'}}")
            .at(40, "bob patch configmaps/ns/x m", "{'data':{'size':'tiny'}}");
    assertThat(changed(log, LIVE)).isEqualTo("alice patch m proven");
  }

  private static String changed(RequestLogBuilder log, String live) {
    return said(log, CONFIG, Change.CHANGED, "data.size", live);
  }

  private static String removed(RequestLogBuilder log, String live) {
    return said(log, CONFIG, Change.REMOVED, "data.gone", live);
  }

  private static String deployment(String path, String live, String body) {
    RequestLogBuilder log =
        new RequestLogBuilder().at(2, "alice patch deployments/ns/x m group=apps", body);
    return said(log, WORKER, Change.CHANGED, path, live);
  }

  private static String removed(String path, String live, String body) {
    RequestLogBuilder log =
        new RequestLogBuilder().at(2, "alice patch deployments/ns/x m group=apps", body);
    return said(log, WORKER, Change.REMOVED, path, live);
  }

  private static String missing(RequestLogBuilder log) {
    return said(
        attributions(log, Optional.empty())
            .attribute(difference(CONFIG, Change.MISSING, ""), Optional.empty()));
  }

  private static String owned(RequestLogBuilder log, FieldOwner owner) {
    return said(
        attributions(log, Optional.empty())
            .attribute(
                difference(CONFIG, Change.CHANGED, "data.size"),
                Optional.of(new LiveResource(CONFIG, Yaml.object(LIVE), List.of(owner)))));
  }

  private static String masked(RequestLogBuilder log, String live) {
    return said(
        attributions(log, Optional.of(REDACTOR.keyId()))
            .attribute(
                difference(SECRET, Change.CHANGED, "data.password"),
                Optional.of(
                    new LiveResource(
                        SECRET, REDACTOR.redact(SECRET, Yaml.object(live)), List.of()))));
  }

  private static String said(
      RequestLogBuilder log, ResourceRef resource, Change change, String path, String live) {
    return said(
        attributions(log, Optional.empty())
            .attribute(
                difference(resource, change, path),
                Optional.of(new LiveResource(resource, Yaml.object(live), List.of()))));
  }

  private static String said(Attribution attribution) {
    String who =
        attribution
            .request()
            .map(
                request ->
                    request.user()
                        + (request.actingAs().isEmpty() ? "" : " as " + request.actingAs())
                        + " "
                        + request.verb())
            .orElse("");
    return String.join(
            " ",
            who,
            attribution.manager(),
            attribution.confidence().name().toLowerCase(Locale.ROOT))
        .strip()
        .replace("  ", " ");
  }

  private static Attributions attributions(RequestLogBuilder log, Optional<String> keyId) {
    LiveState live =
        new LiveState(
            new Cluster("", "", "", ""),
            Instant.parse("2026-03-01T10:00:30Z"),
            RequestLogBuilder.KINDS,
            List.of(),
            Resources.none(),
            Map.of(),
            keyId);
    return Attributions.of(log.build(), live, REDACTOR);
  }

  private static Difference difference(ResourceRef resource, Change change, String path) {
    Path parsed = path.isEmpty() ? Path.ROOT : Path.parse(path);
    Optional<Value> none = Optional.empty();
    return new Difference(resource, change, parsed, none, none);
  }

  private static ResourceRef ref(String apiVersion, String kind, String name) {
    return new ResourceRef(apiVersion, new ResourceId(GroupKind.of(apiVersion, kind), "ns", name));
  }
}
