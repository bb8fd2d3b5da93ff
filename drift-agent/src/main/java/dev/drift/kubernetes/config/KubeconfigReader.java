package dev.drift.kubernetes.config;

import dev.drift.files.FileErrors;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/// Reads one kubeconfig file. Its content is secret: no message quotes any of it.
/// Why not by the Kubernetes client: docs/adr/0003-kubernetes-client.md.
final class KubeconfigReader {
  private static final long MAXIMUM_BYTES = 16 * 1024 * 1024;

  private KubeconfigReader() {}

  static Kubeconfig read(Path file) {
    Value.Obj root;
    try {
      if (Files.size(file) > MAXIMUM_BYTES) {
        throw Kubeconfig.invalid("The kubeconfig %s is larger than 16 MiB.".formatted(file));
      }
      root = parse(Files.readString(file));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw Kubeconfig.invalid(
          "The kubeconfig %s is not valid YAML (at or before line %d).".formatted(file, line));
    } catch (YAMLException e) {
      throw Kubeconfig.invalid("The kubeconfig %s is not valid YAML.".formatted(file));
    } catch (IOException e) {
      throw Kubeconfig.invalid(
          "The kubeconfig %s cannot be read: %s.".formatted(file, FileErrors.why(e)));
    }
    if (!root.text("kind").orElse("Config").equals("Config")) {
      throw Kubeconfig.invalid("%s is not a kubeconfig: its kind is not Config.".formatted(file));
    }
    return new Kubeconfig(
        List.of(file),
        root.text("current-context").filter(name -> !name.isEmpty()),
        entries(root, "contexts", "context", file),
        entries(root, "clusters", "cluster", file),
        entries(root, "users", "user", file));
  }

  private static Map<String, Kubeconfig.Entry> entries(
      Value.Obj root, String list, String field, Path file) {
    Map<String, Kubeconfig.Entry> entries = new LinkedHashMap<>();
    for (Value item : root.list(list)) {
      if (item instanceof Value.Obj entry) {
        entry
            .text("name")
            .ifPresent(
                name -> entries.putIfAbsent(name, new Kubeconfig.Entry(entry.object(field), file)));
      }
    }
    return entries;
  }

  private static Value.Obj parse(String text) {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit((int) MAXIMUM_BYTES);
    DumperOptions unused = new DumperOptions();
    Yaml yaml =
        new Yaml(
            new SafeConstructor(limits), new Representer(unused), unused, limits, new AllText());
    Object root = yaml.load(text);
    return root == null
        ? Value.Obj.EMPTY
        : value(root) instanceof Value.Obj object ? object : notAMap();
  }

  private static Value.Obj notAMap() {
    throw new YAMLException("not a mapping");
  }

  private static Value value(Object node) {
    return switch (node) {
      case Map<?, ?> map -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        map.forEach(
            (name, content) -> {
              if (content != null) {
                fields.put(String.valueOf(name), value(content));
              }
            });
        yield new Value.Obj(fields);
      }
      case List<?> list -> new Value.Arr(list.stream().map(KubeconfigReader::value).toList());
      default -> Value.of(String.valueOf(node));
    };
  }

  /// Every scalar is text: a user named `007` or a token made of digits stays what it is.
  private static final class AllText extends Resolver {
    @Override
    protected void addImplicitResolvers() {}
  }
}
