/// The pure engine: no files, network, SQL, threads or clocks.
@org.jspecify.annotations.NullMarked
module dev.drift.rules {
  requires transitive com.fasterxml.jackson.core;
  requires io.github.javadiffutils;
  requires transitive org.jspecify;
  requires org.yaml.snakeyaml;

  exports dev.drift.attribute;
  exports dev.drift.canonical;
  exports dev.drift.compare;
  exports dev.drift.explain;
  exports dev.drift.finding;
  exports dev.drift.json;
  exports dev.drift.model;
  exports dev.drift.rule;
  exports dev.drift.secret;
}
