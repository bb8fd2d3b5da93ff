package dev.drift.model;

/// The formats of texts that are made of settings.
public enum SettingsFormat {
  /// Of Java: `key=value`, `key: value` or `key value`, with continued lines and escapes.
  PROPERTIES,
  /// One document, or a list of several.
  YAML,
  JSON,
  /// The site files of Hadoop and Hive.
  HADOOP_XML,
  /// See https://toml.io/en/v1.0.0.
  TOML,
  /// `key = value` in `[sections]`.
  INI,
  /// `NAME=value`.
  ENV,
  /// Flags of a JVM, one in a line.
  JVM_FLAGS,
  /// Of Redis: `directive arguments`, where a directive may stand more than once.
  REDIS
}
