package dev.drift.rulecases;

import dev.drift.finding.Category;
import java.util.List;

/// A subject that can drift in a platform, and the rules that cover it.
enum Area {
  SETTINGS(
      Category.CONFIGURATION,
      "ConfigMaps, Secrets and manifests that differ from Git",
      "CFG005 CFG002 CFG003 CFG004 CFG006 CFG007 SEC001 GEN001 GEN003"),
  PROGRAM_SETTINGS(
      Category.CONFIGURATION,
      "settings of Trino, Trino Gateway, Kafka, Flink, Hive Metastore, MinIO and Redis",
      "CFG010 CFG011 CFG012 CFG013 CFG015 CFG016 CFG017 CFG018 CFG019 CFG020 CFG021 CFG022 SEC006"),
  EDITS_BY_HAND(
      Category.CONFIGURATION,
      "manual edits of Pods, Services and workloads; undeclared objects",
      "CFG001 CFG002 CFG003 CFG004 INF001 GEN002"),
  OLD_VERSIONS(
      Category.CONFIGURATION,
      "outdated versions: images, digests, templates and stale settings",
      "CFG001 CFG030 CFG031 CFG032 CFG033 CFG034"),
  STORAGE(
      Category.INFRASTRUCTURE,
      "volumes, claims and storage classes: class, capacity, access mode, reclaim policy",
      "INF002 INF006 INF007 INF008"),
  ENTRY_POINTS(
      Category.INFRASTRUCTURE,
      "Services, load balancers, Ingress and Gateway routes",
      "INF001 INF003 INF004 INF005"),
  NODES(Category.INFRASTRUCTURE, "Nodes: number, labels, taints, allocatable resources", "INF010"),
  AUTOSCALING(
      Category.SCALING,
      "replicas, autoscalers, KEDA and disruption budgets",
      "SCL001 SCL002 SCL006 SCL007 SCL008 SCL009"),
  SIZES(Category.SCALING, "requests, limits, quotas and limit ranges", "SCL003 SCL005"),
  PLACEMENT(
      Category.SCALING, "tolerations, node selectors, affinity, spread and priority", "SCL004"),
  ENDPOINTS(
      Category.DEPENDENCY,
      "endpoints in settings, external names, deployment order",
      "DEP002 DEP003 DEP004 DEP005 CFG010"),
  NETWORK_RULES(Category.DEPENDENCY, "network policies, by the traffic they allow", "DEP001"),
  CREDENTIALS(
      Category.SECURITY,
      "Secrets: manual changes, missing rotation, known default passwords, expiring certificates",
      "SEC001 SEC010 SEC011 SEC012"),
  PERMISSIONS(
      Category.SECURITY,
      "RBAC, by the permissions it grants; ServiceAccounts",
      "SEC002 SEC003 SEC007 SEC008 SEC009 SEC013 SEC014"),
  PRIVILEGES(
      Category.SECURITY,
      "security contexts, host access, admission webhooks",
      "SEC004 SEC005 SEC015 SEC021 SEC022"),
  IMAGES(
      Category.SECURITY,
      "images: registries, mutable tags, minimum versions, known vulnerabilities",
      "SEC016 SEC017 SEC018 SEC019"),
  METRICS(
      Category.OBSERVABILITY,
      "scrape targets and intervals, dashboards, workloads without monitoring",
      "OBS001 OBS002 OBS004 OBS005"),
  ALERTS(Category.OBSERVABILITY, "alert expressions, thresholds and durations", "OBS003"),
  BRANCHES(
      Category.DELIVERY,
      "Git branches: releases not merged back or behind, stale feature branches",
      "DEL001 DEL002 DEL003"),
  DEPLOYMENT(
      Category.DELIVERY,
      "Flux and Argo CD: suspended, failing, behind the source, at another commit",
      "DEL010 DEL011 DEL012 DEL013"),
  REVERTS(Category.DELIVERY, "reverts that somebody, or the server, undoes", "DEL014");

  private final Category category;
  private final String says;
  private final String rules;

  Area(Category category, String says, String rules) {
    this.category = category;
    this.says = says;
    this.rules = rules;
  }

  Category category() {
    return category;
  }

  /// The subject in a few words.
  String says() {
    return says;
  }

  /// The codes of the rules that cover it.
  List<String> rules() {
    return List.of(rules.split(" "));
  }
}
