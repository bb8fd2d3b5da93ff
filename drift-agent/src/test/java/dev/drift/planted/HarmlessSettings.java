package dev.drift.planted;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Fields;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Settings that hold no secret, each in the places that it may have in a cluster.
final class HarmlessSettings {
  /// @param title the setting and its place
  record Harmless(String title, ResourceRef ref, Value.Obj object) {}

  private final List<Harmless> all = new ArrayList<>();
  private int settings;

  private HarmlessSettings() {}

  static HarmlessSettings read() {
    HarmlessSettings read = new HarmlessSettings();
    try (InputStream in = HarmlessSettings.class.getResourceAsStream("/planted/harmless.txt")) {
      for (String section : new String(in.readAllBytes(), UTF_8).split("(?m)^=== ")) {
        if (!section.startsWith("#")) {
          read.section(section);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read;
  }

  /// How many there are.
  int settings() {
    return settings;
  }

  /// Each in each of its places.
  List<Harmless> all() {
    return all;
  }

  private void section(String section) {
    String[] parts = section.split("\n", 2);
    String format = parts[0].substring(0, parts[0].indexOf(':'));
    String title = parts[0].substring(parts[0].indexOf(':') + 2);
    List<String> lines = parts[1].lines().filter(line -> !line.isBlank()).toList();
    for (String line : lines) {
      settings++;
      String name = title + ": " + line;
      switch (format) {
        case "annotations", "labels" -> metadata(name, format, line);
        case "arguments" -> arguments(name, line);
        case "properties", "env", "ini" -> {
          int sign = line.indexOf('=');
          pair(name, format, line.substring(0, sign).strip(), line.substring(sign + 1).strip());
        }
        case "yaml" -> {
          int sign = line.indexOf(": ");
          pair(name, format, line.substring(0, sign).strip(), line.substring(sign + 2).strip());
        }
        default -> file(name, "settings.conf", line + "\n");
      }
    }
  }

  /// In a file of its format, as a variable, and as a field of a custom resource.
  private void pair(String title, String format, String name, String value) {
    String file = "app." + format;
    switch (format) {
      case "yaml" -> file(title, file, "a: 1\n" + name + ": " + value + "\n");
      case "ini" -> file(title, file, "[section]\n" + name + " = " + value + "\n");
      default -> file(title, file, "a=1\n" + name + "=" + value + "\n");
    }
    file(title + " (JSON)", "app.json", "{\"" + name + "\": " + SecretFormats.json(value) + "}");
    String variable = name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    String own = format.equals("env") ? name : variable;
    add(title + " (variable)", "apps/v1", "Deployment", "spec", env(own, value));
    add(
        title + " (custom resource)",
        "example.com/v1",
        "Thing",
        "spec",
        object("config", object(name, Value.of(value))));
  }

  private void metadata(String title, String field, String line) {
    int sign = line.indexOf(": ");
    Value value = Value.of(line.substring(sign + 2).replace("\"", ""));
    add(title, "v1", "Service", "metadata", object(field, object(line.substring(0, sign), value)));
  }

  private void arguments(String title, String line) {
    Value.Obj container =
        object("args", new Value.Arr(List.of(Value.of("serve"), Value.of(line))))
            .with("name", Value.of("c"));
    add(
        title,
        "apps/v1",
        "Deployment",
        "spec",
        object("containers", new Value.Arr(List.of(container))));
    file(title + " (shell)", "run.sh", "#!/bin/sh\nexec serve " + line + "\n");
  }

  private void file(String title, String key, String text) {
    add(title, "v1", "ConfigMap", "data", object(key, Value.of(text)));
  }

  private static Value.Obj env(String name, String value) {
    Value.Obj variable = object("name", Value.of(name)).with("value", Value.of(value));
    return object(
        "containers",
        new Value.Arr(
            List.of(object("env", new Value.Arr(List.of(variable))).with("name", Value.of("c")))));
  }

  private static Value.Obj object(String name, Value value) {
    Fields fields = new Fields();
    fields.put(name, value);
    return fields.object();
  }

  private void add(String title, String apiVersion, String kind, String field, Value.Obj value) {
    ResourceId id = new ResourceId(GroupKind.of(apiVersion, kind), "aviary", "harmless");
    all.add(new Harmless(title, new ResourceRef(apiVersion, id), object(field, value)));
  }
}
