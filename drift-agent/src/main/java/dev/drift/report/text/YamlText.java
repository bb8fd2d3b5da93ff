package dev.drift.report.text;

import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/// Writes objects as YAML for people, in block style, with characters escaped that a terminal may
/// obey.
public final class YamlText {
  /// Line breaks for YAML 1.1 only; others would read another text.
  private static final Pattern BREAKS = Pattern.compile("[\\u0085\\u2028\\u2029]");

  private final Yaml yaml;
  private final UnaryOperator<String> mask;

  /// @param mask what is written for the HMAC of a secret
  public YamlText(UnaryOperator<String> mask) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setNonPrintableStyle(DumperOptions.NonPrintableStyle.ESCAPE);
    this.yaml = new Yaml(new Escaping(options), options);
    this.mask = mask;
  }

  private static final class Escaping extends Representer {
    Escaping(DumperOptions options) {
      super(options);
    }

    @Override
    protected Node representScalar(Tag tag, String value, DumperOptions.ScalarStyle style) {
      return super.representScalar(tag, value, style(value, style));
    }

    /// Texts of several lines are written as such, if YAML can.
    private static DumperOptions.ScalarStyle style(String value, DumperOptions.ScalarStyle style) {
      if (BREAKS.matcher(value).find()) {
        return DumperOptions.ScalarStyle.DOUBLE_QUOTED;
      }
      return value.indexOf('\n') >= 0 ? DumperOptions.ScalarStyle.LITERAL : style;
    }
  }

  /// One document.
  public String of(Value value) {
    return yaml.dump(plain(value));
  }

  private @Nullable Object plain(Value value) {
    return switch (value) {
      case Value.Null _ -> null;
      case Value.Bool(boolean truth) -> truth;
      case Value.Num(BigDecimal number) -> number(number);
      case Value.Str(String text) -> text;
      case Value.Masked(String hmac, _, _) -> mask.apply(hmac);
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
