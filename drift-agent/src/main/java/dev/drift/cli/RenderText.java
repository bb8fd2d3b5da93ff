package dev.drift.cli;

import dev.drift.model.Manifest;
import dev.drift.model.value.Value;
import dev.drift.report.view.Safe;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/// Prints rendered manifests as YAML, each below the place that it comes from.
final class RenderText {
  /// Line breaks for YAML 1.1 only; others would read another text.
  private static final Pattern BREAKS = Pattern.compile("[\\u0085\\u2028\\u2029]");

  private RenderText() {}

  private static final class Escaping extends Representer {
    Escaping(DumperOptions options) {
      super(options);
    }

    @Override
    protected Node representScalar(Tag tag, String value, DumperOptions.ScalarStyle style) {
      return super.representScalar(
          tag,
          value,
          BREAKS.matcher(value).find() ? DumperOptions.ScalarStyle.DOUBLE_QUOTED : style);
    }
  }

  static String of(List<Manifest> manifests) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setNonPrintableStyle(DumperOptions.NonPrintableStyle.ESCAPE);
    Yaml yaml = new Yaml(new Escaping(options), options);
    StringBuilder out = new StringBuilder();
    for (Manifest manifest : manifests) {
      out.append("---\n# ").append(Safe.line(manifest.origin().start().toString())).append('\n');
      out.append(yaml.dump(plain(manifest.content())));
    }
    return out.toString();
  }

  private static @Nullable Object plain(Value value) {
    return switch (value) {
      case Value.Null _ -> null;
      case Value.Bool(boolean truth) -> truth;
      case Value.Num(BigDecimal number) -> number(number);
      case Value.Str(String text) -> text;
      case Value.Masked _ -> "<masked>";
      case Value.Arr(List<Value> items) -> {
        List<@Nullable Object> all = new ArrayList<>();
        items.forEach(item -> all.add(plain(item)));
        yield all;
      }
      case Value.Obj object -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        object.fields().forEach((name, field) -> fields.put(name, plain(field)));
        yield fields;
      }
    };
  }

  /// As it is written: a whole number without a point.
  private static Object number(BigDecimal number) {
    return number.scale() <= 0 ? number.toBigIntegerExact() : number;
  }
}
