package dev.drift.edit.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.edit.Edit;
import dev.drift.edit.EditResult;
import dev.drift.edit.FileEditor;
import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Evaluator;
import dev.drift.finding.Finding;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.Manifest;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.scope.Scope;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.world.Deployed;
import dev.drift.world.World;
import dev.drift.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// From a change in the cluster to the file that says the same.
class AdoptionsTest {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        namespace: shop
        labels: {tier: front}
      spec:
        replicas: 2
        selector:
          matchLabels: {app: web}
        template:
          metadata:
            labels: {app: web}
          spec:
            containers:
              - name: web
                image: web:1 # released
                args: [a, b]
                env:
                  # before
                  - name: A
                    value: x
                  - name: B
                    value: $(A)
                ports:
                  - containerPort: 8080 # http
                resources:
                  limits: {memory: 1024Mi}
      """;

  private static final String CONTAINER = "spec.template.spec.containers[name=web]";

  @Test
  void aChangedValueIsWritten() {
    assertThat(adopted(DEPLOYMENT, set("spec.replicas", Value.of(5))))
        .isEqualTo(DEPLOYMENT.replace("replicas: 2", "replicas: 5"));
    assertThat(adopted(DEPLOYMENT, set(CONTAINER + ".image", Value.of("web:2"))))
        .isEqualTo(DEPLOYMENT.replace("web:1", "web:2"));
  }

  @Test
  void aDefaultThatGitLeavesOutIsAdded() {
    assertThat(adopted(DEPLOYMENT, set("spec.revisionHistoryLimit", Value.of(3))))
        .isEqualTo(DEPLOYMENT + "  revisionHistoryLimit: 3\n");
    assertThat(adopted(DEPLOYMENT, set("spec.strategy.rollingUpdate.maxSurge", Value.of(1))))
        .isEqualTo(DEPLOYMENT + "  strategy:\n    rollingUpdate:\n      maxSurge: 1\n");
  }

  /// The port has the protocol TCP by default, which Git does not say.
  @Test
  void aPortIsFoundWithoutItsProtocol() {
    assertThat(
            adopted(
                DEPLOYMENT,
                set(CONTAINER + ".ports[containerPort=8080,protocol=TCP].name", Value.of("http"))))
        .isEqualTo(DEPLOYMENT.replace("8080 # http\n", "8080 # http\n              name: http\n"));
  }

  @Test
  void whatIsAddedIsWrittenWithoutDefaults() {
    Value.Obj sidecar =
        Value.Obj.EMPTY
            .with("name", Value.of("side"))
            .with("image", Value.of("side:1"))
            .with("imagePullPolicy", Value.of("IfNotPresent"))
            .with("terminationMessagePath", Value.of("/dev/termination-log"))
            .with("terminationMessagePolicy", Value.of("File"))
            .with("resources", Value.Obj.EMPTY);
    assertThat(adopted(DEPLOYMENT, append("spec.template.spec.containers", sidecar)))
        .isEqualTo(DEPLOYMENT + "        - name: side\n          image: side:1\n");
  }

  @Test
  void anItemIsAddedWhereTheClusterHasIt() {
    Value.Obj variable = Value.Obj.EMPTY.with("name", Value.of("NEW")).with("value", Value.of("1"));
    assertThat(adopted(DEPLOYMENT, insert(CONTAINER + ".env", 1, variable)))
        .isEqualTo(
            DEPLOYMENT.replace(
                "            - name: B",
                "            - name: NEW\n              value: \"1\"\n            - name: B"));
    assertThat(adopted(DEPLOYMENT, insert(CONTAINER + ".args", 1, Value.of("new"))))
        .isEqualTo(DEPLOYMENT.replace("[a, b]", "[a, new, b]"));
  }

  @Test
  void whatIsRemovedGoesAndItsKeyWithTheLast() {
    assertThat(adopted(DEPLOYMENT, remove(CONTAINER + ".env[name=B]")))
        .isEqualTo(DEPLOYMENT.replace("            - name: B\n              value: $(A)\n", ""));
    assertThat(adopted(DEPLOYMENT, remove("metadata.labels")))
        .isEqualTo(DEPLOYMENT.replace("  labels: {tier: front}\n", ""));
  }

  @Test
  void itemsChangePlacesAsInTheCluster() {
    assertThat(
            adopted(
                DEPLOYMENT,
                content ->
                    at(
                        content,
                        CONTAINER + ".env",
                        env -> new Value.Arr(((Value.Arr) env).items().reversed()))))
        .isEqualTo(
            DEPLOYMENT.replace(
                """
                            # before
                            - name: A
                              value: x
                            - name: B
                              value: $(A)
                """
                    .indent(0),
                """
                            # before
                            - name: B
                              value: $(A)
                            - name: A
                              value: x
                """
                    .indent(0)));
  }

  /// What policies leave alone stays drift.
  @Test
  void onlyWhatIsChosenIsAdopted() {
    World world =
        world(
            DEPLOYMENT,
            content ->
                set(CONTAINER + ".image", Value.of("web:2"))
                    .apply(set("spec.replicas", Value.of(5)).apply(content)));
    List<Difference> image =
        differences(world).stream().filter(one -> one.path().toString().endsWith("image")).toList();
    assertThat(Adoptions.of(Evaluator.plain().evaluate(world)).adopt(resource(world), image))
        .isEqualTo(
            new Adoption.Edits(
                List.of(new Edit.Set(Path.parse(CONTAINER + ".image"), Value.of("web:2")))));
  }

  /// The API server drops the surge of a strategy without one: Git has to drop it too.
  @Test
  void whatFollowsFromAChangeIsLeftOut() {
    String before = DEPLOYMENT + "  strategy:\n    type: RollingUpdate\n";
    assertThat(
            adopted(
                before, set("spec.strategy", Value.Obj.EMPTY.with("type", Value.of("Recreate")))))
        .isEqualTo(before.replace("RollingUpdate", "Recreate"));
  }

  /// `1024Mi` is `1Gi`: nothing differs, and an edit beside it leaves it alone.
  @Test
  void quantitiesKeepTheirSpelling() {
    assertThat(
            adopted(
                DEPLOYMENT,
                set(
                    CONTAINER + ".resources.limits",
                    Value.Obj.EMPTY.with("memory", Value.of("1Gi")).with("cpu", Value.of("500m")))))
        .isEqualTo(DEPLOYMENT.replace("{memory: 1024Mi}", "{memory: 1024Mi, cpu: 500m}"));
  }

  private static final String CONFIG =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: config
        namespace: shop
      data:
        app.properties: |
          # how loud
          level=INFO
          other=1
        plain: one
      """;

  @Test
  void aSettingOfATextChangesItsLine() {
    assertThat(
            adopted(
                CONFIG,
                set("data[\"app.properties\"]", Value.of("# how loud\nlevel=DEBUG\nother=1\n"))))
        .isEqualTo(CONFIG.replace("INFO", "DEBUG"));
    // Somebody wrote the text again without its comment: Git keeps it.
    assertThat(adopted(CONFIG, set("data[\"app.properties\"]", Value.of("level=DEBUG\nother=1\n"))))
        .isEqualTo(CONFIG.replace("INFO", "DEBUG"));
  }

  @Test
  void secretsAreRefused() {
    assertThat(
            refused(
                CONFIG,
                set(
                    "data[\"app.properties\"]",
                    Value.of("# how loud\nlevel=INFO\nother=1\npassword=hunter22\n"))))
        .isEqualTo(
            "data[\"app.properties\"] of ConfigMap shop/config is a secret, and Git would show it"
                + " to everybody; put it into Git encrypted, or into a secret store.");
    String secret =
        "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: shop}\nstringData: {a: b}\n";
    assertThat(refused(secret, set("data.a", Value.of("Yw=="))))
        .startsWith("Secret shop/s is a secret");
  }

  /// No edit makes another object of a manifest.
  @Test
  void theIdentityStays() {
    assertThat(refused(CONFIG, remove("metadata.name")))
        .startsWith("no edit of the manifest of ConfigMap shop/config would give");
  }

  private static DesiredResource rendered(DesiredResource written) {
    Manifest manifest = written.manifest();
    return new DesiredResource(
        written.ref(),
        written.content(),
        manifest.with(
            new Generated("kustomize", List.of("base/kustomization.yaml"), Optional.empty())));
  }

  /// Whoever knows its files finds out which of them says so.
  @Test
  void theEditsOfARenderedManifestAreThoseOfWhatIsRendered() {
    World world = world(DEPLOYMENT, set("spec.replicas", Value.of(5)));

    assertThat(
            Adoptions.of(Evaluator.plain().evaluate(world))
                .adopt(rendered(resource(world)), differences(world)))
        .isEqualTo(
            new Adoption.Edits(List.of(new Edit.Set(Path.of("spec", "replicas"), Value.of(5)))));
  }

  @Test
  void aMissingObjectTakesItsRenderedManifestAway() {
    World world = world(CONFIG, content -> content);
    World without =
        world.with(
            world.live().later(world.live().takenAt(), List.of(), Set.of(resource(world).id())));
    DesiredResource resource = rendered(resource(world));
    Difference missing =
        new Difference(
            resource.ref(),
            dev.drift.model.Change.MISSING,
            Path.ROOT,
            Optional.of(resource.content()),
            Optional.empty());

    assertThat(Adoptions.of(Evaluator.plain().evaluate(without)).adopt(resource, List.of(missing)))
        .isEqualTo(Adoption.Removal.REMOVAL);
  }

  @Test
  void aMissingObjectTakesItsManifestAway() {
    World world = world(CONFIG, content -> content);
    World without =
        world.with(
            world.live().later(world.live().takenAt(), List.of(), Set.of(resource(world).id())));
    DesiredResource resource = resource(world);
    Difference missing =
        new Difference(
            resource.ref(),
            dev.drift.model.Change.MISSING,
            Path.ROOT,
            Optional.of(resource.content()),
            Optional.empty());
    assertThat(Adoptions.of(Evaluator.plain().evaluate(without)).adopt(resource, List.of(missing)))
        .isEqualTo(Adoption.Removal.REMOVAL);
  }

  @Test
  void anUndeclaredObjectGetsAFileWithoutWhatTheServerSets() {
    String service =
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          namespace: shop
        spec:
          selector:
            app: web
          ports:
          - port: 80
            targetPort: 8080
        """;
    World world =
        world(
            service,
            content ->
                at(
                    at(
                        content,
                        "spec",
                        spec -> ((Value.Obj) spec).with("clusterIP", Value.of("10.0.0.9"))),
                    "spec",
                    spec ->
                        ((Value.Obj) spec)
                            .with("clusterIPs", new Value.Arr(List.of(Value.of("10.0.0.9"))))
                            .with("ipFamilies", new Value.Arr(List.of(Value.of("IPv4"))))
                            .with("ipFamilyPolicy", Value.of("SingleStack"))));
    LiveResource live =
        Optional.ofNullable(world.live().resources().get(resource(world).id())).orElseThrow();
    assertThat(Adoptions.of(Evaluator.plain().evaluate(world)).create(live))
        .isInstanceOfSatisfying(
            Adoption.Created.class,
            created -> assertThat(values(created.yaml())).isEqualTo(values(service)));
  }

  private static List<Value> values(String yaml) {
    return new dev.drift.yaml.DocumentReader(YamlLimits.DEFAULT)
        .read(new SourceFile("x.yaml", yaml.getBytes(StandardCharsets.UTF_8))).documents().stream()
            .map(dev.drift.yaml.Document::value)
            .toList();
  }

  private static String adopted(String manifest, UnaryOperator<Value.Obj> change) {
    World world = world(manifest, change);
    DesiredResource resource = resource(world);
    Adoption adoption =
        Adoptions.of(Evaluator.plain().evaluate(world)).adopt(resource, differences(world));
    assertThat(adoption).isInstanceOf(Adoption.Edits.class);
    SourceFile file = new SourceFile("all.yaml", manifest.getBytes(StandardCharsets.UTF_8));
    EditResult result =
        new FileEditor(YamlLimits.DEFAULT)
            .edit(file, resource.manifest().origin().places(), ((Adoption.Edits) adoption).edits());
    assertThat(result).isInstanceOf(EditResult.Edited.class);
    String text = new String(((EditResult.Edited) result).content(), StandardCharsets.UTF_8);
    // Evaluated with the file as it is now, nothing differs but words of texts.
    World after =
        World.of(
            Deployed.of(text, Scope.NAMESPACES, TrackedKinds.ALL).desired(),
            world.live(),
            List.of(),
            world.redactor());
    assertThat(
            differences(after).stream()
                .filter(one -> one.text().filter(t -> t.saysTheSame()).isEmpty()))
        .isEmpty();
    return text;
  }

  private static String refused(String manifest, UnaryOperator<Value.Obj> change) {
    World world = world(manifest, change);
    Adoption adoption =
        Adoptions.of(Evaluator.plain().evaluate(world)).adopt(resource(world), differences(world));
    assertThat(adoption).isInstanceOf(Adoption.Refused.class);
    return ((Adoption.Refused) adoption).sentence();
  }

  private static DesiredResource resource(World world) {
    return world.declared().values().iterator().next();
  }

  /// All drift of the one resource.
  static List<Difference> differences(World world) {
    Evaluation evaluation = Evaluator.plain().evaluate(world);
    List<Difference> differences = new ArrayList<>();
    evaluation
        .judgements()
        .filter(judgement -> judgement.finding() instanceof Finding.Drift)
        .forEach(judgement -> differences.add(judgement.difference()));
    return differences;
  }

  /// A cluster that has what the manifest says, but for a change of the object.
  private static World world(String manifest, UnaryOperator<Value.Obj> change) {
    World deployed = Deployed.of(manifest, Scope.NAMESPACES, TrackedKinds.ALL);
    LiveResource live =
        Optional.ofNullable(deployed.live().resources().get(resource(deployed).id())).orElseThrow();
    LiveResource changed =
        new LiveResource(live.ref(), change.apply(live.content()), live.owners());
    return deployed.with(
        deployed.live().later(deployed.live().takenAt(), List.of(changed), Set.of()));
  }

  private static UnaryOperator<Value.Obj> set(String path, Value value) {
    return content -> at(content, path, _ -> value);
  }

  private static UnaryOperator<Value.Obj> remove(String path) {
    return content ->
        (Value.Obj) with(content, Path.parse(path).elements(), _ -> Optional.empty()).orElseThrow();
  }

  private static UnaryOperator<Value.Obj> append(String path, Value value) {
    return insert(path, Integer.MAX_VALUE, value);
  }

  private static UnaryOperator<Value.Obj> insert(String path, int index, Value value) {
    return content ->
        at(
            content,
            path,
            list -> {
              List<Value> items = new ArrayList<>(((Value.Arr) list).items());
              items.add(Math.min(index, items.size()), value);
              return new Value.Arr(items);
            });
  }

  private static Value.Obj at(Value.Obj content, String path, UnaryOperator<Value> change) {
    return (Value.Obj)
        with(
                content,
                Path.parse(path).elements(),
                value -> Optional.of(change.apply(value.orElse(Value.Null.NULL))))
            .orElseThrow();
  }

  private static Optional<Value> with(
      Value node, List<Path.Element> path, UnaryOperator<Optional<Value>> change) {
    List<Path.Element> rest = path.subList(1, path.size());
    Optional<Value> old = Steps.step(path.getFirst(), node);
    Optional<Value> now =
        rest.isEmpty() ? change.apply(old) : with(old.orElse(Value.Obj.EMPTY), rest, change);
    if (path.getFirst() instanceof Path.Field(String name)) {
      Value.Obj object = (Value.Obj) node;
      return Optional.of(now.map(v -> object.with(name, v)).orElseGet(() -> object.without(name)));
    }
    List<Value> items = new ArrayList<>(((Value.Arr) node).items());
    int at = Steps.item(path.getFirst(), node).orElseThrow();
    now.ifPresentOrElse(v -> items.set(at, v), () -> items.remove(at));
    return Optional.of(new Value.Arr(items));
  }
}
