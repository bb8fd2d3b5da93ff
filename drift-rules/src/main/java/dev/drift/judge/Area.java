package dev.drift.judge;

import dev.drift.finding.Category;
import java.util.List;

/// What drifts in a platform, and which rules look at it.
public enum Area {
  SETTINGS(
      Category.CONFIGURATION,
      "ConfigMaps, Secrets and manifests that are not those of Git",
      "CFG005 CFG002 CFG003 CFG004 CFG006 CFG007 SEC001 GEN001 GEN003"),
  PROGRAM_SETTINGS(
      Category.CONFIGURATION,
      "settings of Trino, its Gateway, Kafka, Flink, the Hive Metastore, MinIO and Redis",
      "CFG010 CFG011 CFG012 CFG013 CFG015 CFG016 CFG017 CFG018 CFG019 CFG020 CFG021 CFG022 SEC006"),
  EDITS_BY_HAND(
      Category.CONFIGURATION,
      "edits of Pods, Services and workloads by hand, and what nobody declared",
      "CFG001 CFG002 CFG003 CFG004 INF001 GEN002"),
  OLD_VERSIONS(
      Category.CONFIGURATION,
      "versions that should no longer run: other images, digests and templates, stale settings",
      "CFG001 CFG030 CFG031 CFG032 CFG033 CFG034"),
  STORAGE(
      Category.INFRASTRUCTURE,
      "volumes, claims and storage classes: class, capacity, access, reclaim policy",
      "INF002 INF006 INF007 INF008"),
  ENTRY_POINTS(
      Category.INFRASTRUCTURE,
      "Services, load balancers, Ingress and Gateway routes",
      "INF001 INF003 INF004 INF005"),
  NODES(Category.INFRASTRUCTURE, "Nodes: number, labels, taints, what they can give", "INF010"),
  AUTOSCALING(
      Category.SCALING,
      "replicas and who owns them: autoscalers, KEDA, disruption budgets",
      "SCL001 SCL002 SCL006 SCL007 SCL008 SCL009"),
  SIZES(Category.SCALING, "requests, limits, quotas and limit ranges", "SCL003 SCL005"),
  PLACEMENT(
      Category.SCALING, "tolerations, node selectors, affinity, spread and priority", "SCL004"),
  ENDPOINTS(
      Category.DEPENDENCY,
      "what workloads talk to: endpoints in their settings, external names, order of deployment",
      "DEP002 DEP003 DEP004 DEP005 CFG010"),
  NETWORK_RULES(Category.DEPENDENCY, "network policies, by what they let through", "DEP001"),
  CREDENTIALS(
      Category.SECURITY,
      "Secrets: changed by hand, not rotated, known defaults, certificates that end",
      "SEC001 SEC010 SEC011 SEC012"),
  PERMISSIONS(
      Category.SECURITY,
      "RBAC, by what it allows; accounts",
      "SEC002 SEC003 SEC007 SEC008 SEC009 SEC013 SEC014"),
  PRIVILEGES(
      Category.SECURITY,
      "security contexts, access to the host, admission webhooks",
      "SEC004 SEC005 SEC015 SEC021 SEC022"),
  IMAGES(
      Category.SECURITY,
      "images: registries, moving tags, minimum versions, known vulnerabilities",
      "SEC016 SEC017 SEC018 SEC019"),
  METRICS(
      Category.OBSERVABILITY,
      "what is scraped and how often, dashboards, workloads that nothing scrapes",
      "OBS001 OBS002 OBS004 OBS005"),
  ALERTS(Category.OBSERVABILITY, "alert expressions, thresholds and waiting times", "OBS003"),
  BRANCHES(
      Category.DELIVERY,
      "Git itself: releases not merged back or behind, merged branches left over",
      "DEL001 DEL002 DEL003"),
  DEPLOYMENT(
      Category.DELIVERY,
      "Flux and Argo CD: suspended, failing, behind their source, at another commit than its head",
      "DEL010 DEL011 DEL012 DEL013");

  private final Category category;
  private final String says;
  private final String rules;

  Area(Category category, String says, String rules) {
    this.category = category;
    this.says = says;
    this.rules = rules;
  }

  public Category category() {
    return category;
  }

  /// What drifts there, in a few words.
  public String says() {
    return says;
  }

  /// The codes of the rules that look at it.
  public List<String> rules() {
    return List.of(rules.split(" "));
  }
}
