/// YAML and JSON files to documents, read as kubectl reads them, every value with its place.
package dev.drift.yaml;
