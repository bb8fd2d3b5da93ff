/// The pure engine: no files, network, SQL, threads or clocks.
@org.jspecify.annotations.NullMarked
module dev.drift.rules {
  requires com.cronutils;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.toml;
  requires io.github.javadiffutils;
  requires java.xml;
  requires net.thisptr.jackson.jq;
  requires org.yaml.snakeyaml;
  requires transitive com.fasterxml.jackson.core;
  requires transitive org.jspecify;

  exports dev.drift.attribute;
  exports dev.drift.canonical;
  exports dev.drift.canonical.schema;
  exports dev.drift.compare;
  exports dev.drift.config;
  exports dev.drift.edit;
  exports dev.drift.edit.adopt;
  exports dev.drift.edit.kustomize;
  exports dev.drift.evaluate;
  exports dev.drift.evaluate.comparison;
  exports dev.drift.evaluate.coverage;
  exports dev.drift.explain;
  exports dev.drift.finding;
  exports dev.drift.finding.group;
  exports dev.drift.finding.text;
  exports dev.drift.json;
  exports dev.drift.judge;
  exports dev.drift.model;
  exports dev.drift.model.branch;
  exports dev.drift.model.kind;
  exports dev.drift.model.origin;
  exports dev.drift.model.scope;
  exports dev.drift.model.value;
  exports dev.drift.noise;
  exports dev.drift.owner;
  exports dev.drift.plan;
  exports dev.drift.plan.ownership;
  exports dev.drift.plan.patch;
  exports dev.drift.policy;
  exports dev.drift.policy.action;
  exports dev.drift.policy.baseline;
  exports dev.drift.policy.cases;
  exports dev.drift.policy.mapping;
  exports dev.drift.policy.match;
  exports dev.drift.rule;
  exports dev.drift.secret;
  exports dev.drift.secret.key;
  exports dev.drift.snapshot;
  exports dev.drift.text;
  exports dev.drift.world;
  exports dev.drift.yaml;
}
