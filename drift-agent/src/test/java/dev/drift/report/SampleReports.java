package dev.drift.report;

import static dev.drift.secret.ShownInTests.plain;

import dev.drift.finding.Attribution;
import dev.drift.finding.Category;
import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Fingerprint;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.Cluster;
import dev.drift.model.KindCoverage;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Skipped;
import dev.drift.model.Verdict;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Location;
import dev.drift.model.origin.Place;
import dev.drift.model.scope.Source;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.secret.Shown;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reports as runs on a lakehouse make them.
public final class SampleReports {
  public static final Instant START = Instant.parse("2026-11-21T09:14:03Z");
  public static final String KEY = "0a1b2c3d4e5f";

  private static final String UID = "7d1f0c7e-3f57-4d53-9f0e-0d6f2f6f1c55";
  private static final Report.Run RUN =
      new Report.Run(
          "01JD6X2Q9V", START, Instant.parse("2026-11-21T09:14:04.420Z"), "0.1.0-SNAPSHOT");
  private static final Cluster CLUSTER =
      new Cluster("https://10.0.0.1:6443", "v1.36.3", "prod", UID);
  private static final Attribution KUBECTL_EDIT =
      new Attribution(
          "kubectl-edit",
          "Update",
          Optional.of(Instant.parse("2026-11-20T17:02:11Z")),
          Attribution.Confidence.HINT);
  private static final Attribution DELETED =
      new Attribution(
          "",
          "",
          Optional.of(Instant.parse("2026-11-21T08:59:40Z")),
          Attribution.Confidence.PROVEN,
          Optional.of(
              new Attribution.Request("alice", "system:admin", "delete", "kubectl/v1.36.3")));

  public static final ResourceRef WORKER = ref("apps/v1", "Deployment", "trino", "trino-worker");
  public static final ResourceRef CATALOGS = ref("v1", "ConfigMap", "trino", "trino-catalog");
  public static final ResourceRef S3 = ref("v1", "Secret", "trino", "s3-credentials");
  public static final ResourceRef BUDGET =
      ref("policy/v1", "PodDisruptionBudget", "trino", "trino-worker");
  public static final ResourceRef BACKDOOR =
      ref("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "", "debug-admin");
  public static final ResourceRef MINIO = ref("apps/v1", "StatefulSet", "minio", "minio");

  private SampleReports() {}

  public static Source source(List<String> uncommitted) {
    return new Source(
        "https://git.example.com/platform/lakehouse.git",
        Optional.of("main"),
        Optional.of("4be81d7c2f9057c6a2a4c3f1e7c98d0b5a6f1e23"),
        List.of(),
        "plain",
        uncommitted);
  }

  /// Nothing drifted.
  public static Report clean() {
    return report(
        List.of(source(List.of())),
        complete(),
        List.of(
            new Report.ResourceVerdict(WORKER, Verdict.IN_SYNC),
            new Report.ResourceVerdict(CATALOGS, Verdict.IN_SYNC)),
        List.of(),
        List.of());
  }

  /// Nothing drifted, and what was compared is not what is committed.
  public static Report cleanButUncommitted() {
    Report clean = clean();
    return report(
        List.of(source(List.of("minio/pvc.yaml", "trino/worker.yaml"))),
        clean.coverage(),
        clean.resources(),
        List.of(),
        List.of());
  }

  /// Nothing found, and Secrets not read.
  public static Report incomplete() {
    return report(
        List.of(source(List.of())),
        gaps(),
        List.of(
            new Report.ResourceVerdict(WORKER, Verdict.IN_SYNC),
            new Report.ResourceVerdict(S3, Verdict.UNKNOWN)),
        List.of(),
        List.of(
            Problem.of(
                Problem.Code.KIND_NOT_READ,
                "Secrets could not be listed: the user drift may not list them.")));
  }

  /// The manifests are broken, so nothing was compared.
  public static Report invalid() {
    return Report.of(RUN, Coverage.NOTHING.and(List.of(resources(0, false))))
        .sources(List.of(source(List.of())))
        .problems(
            List.of(
                Problem.at(
                    place("trino/worker.yaml", 12, 3),
                    Problem.Code.YAML_SYNTAX,
                    "A mapping is not closed: expected a comma or a closing brace."),
                Problem.at(
                    place("minio/pvc.yaml", 1, 1),
                    Problem.Code.INCOMPLETE_TYPE,
                    "The document has an apiVersion and no kind.")))
        .build();
  }

  /// One of each kind of finding, and of what else a report says.
  public static Report drifted() {
    return Report.of(RUN, gaps())
        .sources(List.of(source(List.of("trino/worker.yaml"))))
        .cluster(CLUSTER)
        .resources(
            List.of(
                new Report.ResourceVerdict(WORKER, Verdict.DRIFTED),
                new Report.ResourceVerdict(CATALOGS, Verdict.DRIFTED),
                new Report.ResourceVerdict(S3, Verdict.DRIFTED),
                new Report.ResourceVerdict(BUDGET, Verdict.MISSING),
                new Report.ResourceVerdict(BACKDOOR, Verdict.UNMANAGED),
                new Report.ResourceVerdict(MINIO, Verdict.IN_SYNC),
                new Report.ResourceVerdict(
                    ref("batch/v1", "Job", "hive", "init"), Verdict.COMPLETED),
                new Report.ResourceVerdict(
                    ref("v1", "Service", "hive", "bad"), Verdict.INVALID_DESIRED),
                new Report.ResourceVerdict(ref("v1", "Secret", "redis", "redis"), Verdict.UNKNOWN)))
        .findings(findings())
        .explained(
            List.of(
                new Report.Explained(
                    ref("apps/v1", "Deployment", "flink", "operator"),
                    Path.parse("spec.replicas"),
                    "The HorizontalPodAutoscaler flink/operator sets it, between 2 and 6.")))
        .ignored(
            List.of(
                new Report.Ignored(
                    MINIO,
                    Path.parse("metadata.annotations[\"example.com/backup\"]"),
                    "backup-tool",
                    "the backup tool writes it",
                    "platform team",
                    Optional.of(LocalDate.of(2027, 6, 30)))))
        .ownedElsewhere(
            List.of(
                new Report.OwnedElsewhere(
                    ref("v1", "Service", "monitoring", "grafana"),
                    "Helm release monitoring/grafana",
                    "its manifest in Secret monitoring/sh.helm.release.v1.grafana.v3 contains it"),
                new Report.OwnedElsewhere(
                    ref("apps/v1", "Deployment", "monitoring", "grafana"),
                    "Helm release monitoring/grafana",
                    "its manifest in Secret monitoring/sh.helm.release.v1.grafana.v3 contains it")))
        .outOfScope(
            new TreeMap<>(
                Map.of(
                    GroupKind.of("rbac.authorization.k8s.io/v1", "ClusterRole"),
                    12,
                    GroupKind.of("networking.k8s.io/v1", "Ingress"),
                    2)))
        .skipped(
            List.of(
                new Skipped(place("README.yaml", 1, 1), "It has neither apiVersion nor kind."),
                new Skipped(
                    place("trino/values.yaml", 3, 1), "It has neither apiVersion nor kind.")))
        .problems(
            List.of(
                Problem.of(
                    Problem.Code.KIND_NOT_READ,
                    "Secrets of redis could not be listed: the user drift may not list them."),
                new Problem(
                    Problem.Code.OTHER_KEY,
                    "The snapshot masks secrets under another key.",
                    Optional.empty(),
                    Optional.of(S3))))
        .build();
  }

  private static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    String container = "spec.template.spec.containers[name=trino-worker]";
    findings.add(
        drift(
            WORKER,
            Change.CHANGED,
            Severity.HIGH,
            container + ".image",
            plain("trinodb/trino:476"),
            plain("trinodb/trino:481"),
            "The workers run another image than Git declares.",
            Optional.of(place("trino/worker.yaml", 34, 18))));
    findings.add(
        drift(
            WORKER,
            Change.ADDED,
            Severity.MEDIUM,
            container + ".env[name=EXTRA_JVM]",
            new Shown.Absent(),
            plain(object("name", Value.of("EXTRA_JVM"), "value", Value.of("-Xmx24G"))),
            "Somebody added an environment variable that Git does not mention.",
            Optional.of(place("trino/worker.yaml", 36, 11))));
    findings.add(
        drift(
            WORKER,
            Change.DEFAULT_CHANGED,
            Severity.LOW,
            "spec.revisionHistoryLimit",
            plain(Value.of(10)),
            plain(Value.of(0)),
            "No old ReplicaSet is kept, so the Deployment cannot be rolled back.",
            Optional.of(place("trino/worker.yaml", 8, 3))));
    findings.add(
        drift(
            CATALOGS,
            Change.CHANGED,
            Severity.HIGH,
            "data[\"hive.properties\"]",
            plain(
                """
                connector.name=hive
                hive.metastore.uri=thrift://hive-metastore.hive:9083
                hive.s3.endpoint=http://minio.minio:9000
                hive.max-partitions-per-scan=1000000
                """),
            plain(
                """
                connector.name=hive
                hive.metastore.uri=thrift://hive-metastore-test.hive:9083
                hive.s3.endpoint=http://minio.minio:9000
                """),
            "The catalog hive reads another metastore than Git declares.",
            Optional.of(place("trino/catalogs.yaml", 9, 5))));
    findings.add(
        drift(
            S3,
            Change.CHANGED,
            Severity.CRITICAL,
            "data[\"secret-key\"]",
            new Shown.Masked("3fa2c1".repeat(10) + "0000", KEY),
            new Shown.Masked("9b01de".repeat(10) + "0000", KEY),
            "The secret key differs from the one in Git.",
            Optional.of(place("trino/secrets.yaml", 7, 15))));
    findings.add(
        drift(
            BUDGET,
            Change.MISSING,
            Severity.MEDIUM,
            "",
            new Shown.Absent(),
            new Shown.Absent(),
            "Git declares it, and it is not in the cluster: all workers may be evicted at once.",
            Optional.of(place("trino/pdb.yaml", 1, 1))));
    findings.add(
        drift(
            BACKDOOR,
            Change.UNMANAGED,
            Severity.CRITICAL,
            "",
            new Shown.Absent(),
            new Shown.Absent(),
            "It gives cluster-admin to the ServiceAccount default of trino, and Git does not know"
                + " it.",
            Optional.empty()));
    findings.add(
        new Finding.Posture(
            Fingerprint.ofPosture(UID, MINIO.id(), Path.parse("spec"), "SEC020"),
            "SEC020",
            Category.SECURITY,
            Severity.HIGH,
            MINIO,
            Path.parse("spec.template.spec.containers[name=minio].image"),
            plain("minio/minio:latest"),
            "The image is named by a tag that moves.",
            "Name it by version and digest.",
            Optional.of(new Location.Written(place("minio/statefulset.yaml", 22, 16)))));
    return findings;
  }

  public static Finding.Drift drift(
      ResourceRef resource,
      Change change,
      Severity severity,
      String path,
      Shown desired,
      Shown live,
      String message,
      Optional<Place> origin) {
    Path parsed = Path.parse(path);
    return new Finding.Drift(
        Fingerprint.ofDrift(UID, resource.id(), parsed),
        "CFG001",
        Category.CONFIGURATION,
        severity,
        change,
        resource,
        parsed,
        desired,
        live,
        path.equals("spec.revisionHistoryLimit") ? List.of(Path.of("spec", "paused")) : List.of(),
        message,
        "Apply " + origin.map(Place::file).orElse("the folder") + " again, or change Git.",
        origin.map(place -> "kubectl apply -f " + place.file()),
        origin.map(Location.Written::new),
        change == Change.MISSING ? DELETED : KUBECTL_EDIT);
  }

  /// The same of another rule and object.
  public static Finding.Drift as(Finding.Drift one, String rule, ResourceRef resource) {
    return new Finding.Drift(
        one.fingerprint(),
        rule,
        one.category(),
        one.severity(),
        one.change(),
        resource,
        one.path(),
        one.desired(),
        one.live(),
        one.with(),
        one.message(),
        one.remedy(),
        one.command(),
        one.origin(),
        one.attribution());
  }

  public static Report with(Finding finding) {
    return report(
        List.of(source(List.of())),
        complete(),
        List.of(new Report.ResourceVerdict(finding.resource(), Verdict.DRIFTED)),
        List.of(finding),
        List.of());
  }

  public static Report report(
      List<Source> sources,
      Coverage coverage,
      List<Report.ResourceVerdict> resources,
      List<Finding> findings,
      List<Problem> problems) {
    return Report.of(RUN, coverage)
        .sources(sources)
        .cluster(CLUSTER)
        .resources(resources)
        .findings(findings)
        .problems(problems)
        .build();
  }

  private static Coverage complete() {
    return new Coverage(
        List.of(
            kind("v1", "ConfigMap", KindCoverage.Status.READ, 31, ""),
            kind("apps/v1", "Deployment", KindCoverage.Status.READ, 14, ""),
            resources(45, true)));
  }

  public static Coverage.Entry kind(
      String apiVersion, String kind, KindCoverage.Status status, int count, String reason) {
    return Coverage.Entry.of(
        new KindCoverage(apiVersion, kind, status, count, reason),
        Set.of(Coverage.Need.DRIFT, Coverage.Need.POSTURE));
  }

  public static Coverage.Entry resources(int count, boolean compared) {
    return new Coverage.Entry(
        new Coverage.Subject.Resources(),
        compared ? KindCoverage.Status.READ : KindCoverage.Status.FAILED,
        Set.of(Coverage.Need.DRIFT),
        count,
        compared ? "" : "Nothing was compared.");
  }

  private static Coverage gaps() {
    return complete()
        .and(
            List.of(
                kind(
                    "v1",
                    "Secret",
                    KindCoverage.Status.FORBIDDEN,
                    0,
                    "the user drift may not list secrets."),
                kind(
                    "flink.apache.org/v1beta1",
                    "FlinkDeployment",
                    KindCoverage.Status.ABSENT,
                    0,
                    "The cluster does not serve it."),
                new Coverage.Entry(
                    new Coverage.Subject.Files("charts/trino/Chart.yaml", "Helm chart"),
                    KindCoverage.Status.FAILED,
                    Set.of(Coverage.Need.DRIFT),
                    0,
                    "A Helm chart, which this version does not render."),
                new Coverage.Entry(
                    new Coverage.Subject.Rules(new TreeSet<>(Set.of("SEC001", "SEC002"))),
                    KindCoverage.Status.FORBIDDEN,
                    Set.of(Coverage.Need.POSTURE),
                    0,
                    "Skipped SEC001, SEC002: the user drift may not list secrets."),
                new Coverage.Entry(
                    new Coverage.Subject.Observer("branches"),
                    KindCoverage.Status.FAILED,
                    Set.of(Coverage.Need.POSTURE),
                    0,
                    "no answer within 5 s.")));
  }

  public static Value.Obj object(String name, Value value, String name2, Value value2) {
    return Value.Obj.EMPTY.with(name, value).with(name2, value2);
  }

  public static Value.Obj object(Map<String, Value> fields) {
    return new Value.Obj(fields);
  }

  public static Place place(String file, int line, int column) {
    return new Place(file, line, column, 0, 0, false);
  }

  public static ResourceRef ref(String apiVersion, String kind, String namespace, String name) {
    return new ResourceRef(
        apiVersion, new ResourceId(GroupKind.of(apiVersion, kind), namespace, name));
  }
}
