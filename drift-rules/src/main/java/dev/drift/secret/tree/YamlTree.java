package dev.drift.secret.tree;

import dev.drift.model.value.Fields;
import dev.drift.model.value.Value;
import dev.drift.secret.scan.Scan;
import dev.drift.secret.scan.Spans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/// Reads YAML: SnakeYAML finds the tokens. Aliases are the values that they stand for, so that an
/// anchored text is secret if one of its aliases is.
final class YamlTree {
  /// How many values there may be, those behind aliases counted each time.
  private static final int MOST = 200_000;

  /// Longer texts are not read as a whole: the parser is slow on hostile ones.
  private static final int LONGEST = 1024 * 1024;

  private static final int LONGEST_SCALAR = 64 * 1024;

  private record Anchored(Value value, int size) {}

  private final String text;

  /// Where the code points stand that take two characters.
  private final int[] pairs;

  private final ParserImpl events;
  private final IdentityHashMap<Value, TextTree.Place> scalars = new IdentityHashMap<>();
  private final IdentityHashMap<Value, List<Spans.Span>> names = new IdentityHashMap<>();
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int size;

  private YamlTree(String text) {
    this.text = text;
    this.pairs = pairs(text);
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    this.events = new ParserImpl(new StreamReader(text), options);
  }

  static Optional<TextTree> read(String text) {
    if (text.length() > LONGEST || hasLongScalar(text)) {
      return Optional.empty();
    }
    try {
      YamlTree tree = new YamlTree(text);
      List<Value> roots = tree.documents();
      boolean whole =
          !roots.isEmpty()
              && roots.stream().allMatch(r -> r instanceof Value.Obj || r instanceof Value.Arr);
      return whole ? Optional.of(TextTree.of(roots, tree.scalars, tree.names)) : Optional.empty();
    } catch (YAMLException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /// Whether so much of the text has no colon and no line that begins an item that a scalar may be
  /// this long.
  private static boolean hasLongScalar(String text) {
    int last = 0;
    for (int at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
      if (at - last > LONGEST_SCALAR) {
        return true;
      }
      last = at;
    }
    return text.length() - last > LONGEST_SCALAR;
  }

  private List<Value> documents() {
    List<Value> roots = new ArrayList<>();
    while (!events.checkEvent(Event.ID.StreamEnd)) {
      if (events.checkEvent(Event.ID.DocumentStart)) {
        events.getEvent();
        anchors.clear();
        Value root = node(0);
        if (!(root instanceof Value.Str(String empty) && empty.isEmpty())) {
          roots.add(root);
        }
      } else {
        events.getEvent();
      }
    }
    return roots;
  }

  private Value node(int depth) {
    if (++size > MOST || depth > TextTree.DEEPEST) {
      throw new IllegalStateException("too large");
    }
    int before = size;
    Event event = events.getEvent();
    Value value =
        switch (event) {
          case AliasEvent alias -> alias(alias);
          case ScalarEvent scalar -> scalar(scalar);
          case SequenceStartEvent _ -> sequence(depth + 1);
          case MappingStartEvent _ -> mapping(depth + 1);
          default -> throw new IllegalStateException("no value");
        };
    if (!(event instanceof AliasEvent)
        && event instanceof NodeEvent node
        && node.getAnchor() != null) {
      anchors.put(node.getAnchor(), new Anchored(value, size - before + 1));
    }
    return value;
  }

  private Value alias(AliasEvent event) {
    Anchored anchored = anchors.get(event.getAnchor());
    if (anchored == null) {
      throw new IllegalStateException("no anchor");
    }
    size += anchored.size();
    return anchored.value();
  }

  private Value sequence(int depth) {
    List<Value> items = new ArrayList<>();
    while (!events.checkEvent(Event.ID.SequenceEnd)) {
      items.add(node(depth));
    }
    events.getEvent();
    return new Value.Arr(items);
  }

  private Value mapping(int depth) {
    Fields fields = new Fields();
    List<Spans.Span> places = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<Value> others = new ArrayList<>();
    while (!events.checkEvent(Event.ID.MappingEnd)) {
      Value key = node(depth);
      Value value = node(depth);
      String name = key instanceof Value.Str(String own) ? own : name(key);
      TextTree.Place place = scalars.get(key);
      Spans.Span span = place == null ? new Spans.Span(0, 0) : place.span();
      if (name.equals("<<")) {
        others.add(value);
      } else if (seen.add(name)) {
        fields.put(name, value);
        places.add(span);
      } else {
        Fields alone = new Fields();
        alone.put(name, value);
        Value.Obj object = alone.object();
        names.put(object, List.of(span));
        others.add(object);
      }
      if (!(key instanceof Value.Str) && !(key instanceof Value.Num)) {
        others.add(key);
      }
    }
    events.getEvent();
    Value.Obj object = fields.object();
    names.put(object, places);
    if (others.isEmpty()) {
      return object;
    }
    others.addFirst(object);
    return new Value.Arr(others);
  }

  private String name(Value key) {
    TextTree.Place place = scalars.get(key);
    return place == null ? "" : text.substring(place.span().start(), place.span().end());
  }

  private Value scalar(ScalarEvent event) {
    int start = unit(event.getStartMark().getIndex());
    int end = unit(event.getEndMark().getIndex());
    String value = event.getValue();
    ScalarStyle style = event.getScalarStyle();
    // An anchor and a tag belong to the event, and not to the value.
    while (start < end && (text.charAt(start) == '&' || text.charAt(start) == '!')) {
      start = property(start, end);
    }
    Value scalar =
        style == ScalarStyle.PLAIN && event.getTag() == null
            ? JsonTree.typed(value)
            : new Value.Str(value);
    scalars.put(scalar, place(style, value, start, end));
    return scalar;
  }

  private int property(int start, int end) {
    int at = start;
    while (at < end && text.charAt(at) > ' ') {
      at++;
    }
    return Math.min(end, Scan.skipWhite(text, at));
  }

  private TextTree.Place place(ScalarStyle style, String value, int start, int end) {
    return switch (style) {
      case DOUBLE_QUOTED, SINGLE_QUOTED -> {
        int from = Math.min(start + 1, end);
        int to = Math.max(from, end - 1);
        Unquoted read = Unquoted.of(text, from, to);
        yield new TextTree.Place(
            new Spans.Span(from, to),
            read.text().equals(value) ? read.places() : same(value, from, to));
      }
      case LITERAL, FOLDED -> {
        int from = Math.min(end, Scan.lineEnd(text, start) + 1);
        int first = Math.min(end, Scan.skipWhite(text, from));
        yield new TextTree.Place(
            new Spans.Span(first, Scan.trimmed(text, first, end)), lines(value, from, end));
      }
      case PLAIN, JSON_SCALAR_STYLE -> {
        int to = Scan.trimmed(text, start, end);
        yield new TextTree.Place(new Spans.Span(start, to), same(value, start, to));
      }
    };
  }

  private int @Nullable [] same(String value, int start, int end) {
    if (end - start != value.length() || !text.startsWith(value, start)) {
      return null;
    }
    int[] places = new int[value.length() + 1];
    Arrays.setAll(places, i -> start + i);
    return places;
  }

  /// Of a block whose lines stand as they are, but for their indentation.
  private int @Nullable [] lines(String value, int start, int end) {
    int[] places = new int[value.length() + 1];
    int at = start;
    int from = 0;
    while (from < value.length()) {
      int lineEnd = Scan.lineEnd(value, from);
      int rawEnd = Math.min(end, Scan.lineEnd(text, Math.min(at, end)));
      int length = lineEnd - from;
      int bare = rawEnd > at && text.charAt(rawEnd - 1) == '\r' ? rawEnd - 1 : rawEnd;
      if (bare - length < at || !text.regionMatches(bare - length, value, from, length)) {
        return null;
      }
      for (int i = 0; i < length; i++) {
        places[from + i] = bare - length + i;
      }
      if (lineEnd < value.length()) {
        places[lineEnd] = bare;
      }
      from = lineEnd + 1;
      at = rawEnd + 1;
    }
    places[value.length()] = Math.min(end, at);
    return places;
  }

  private int unit(int codePoint) {
    int low = 0;
    int high = pairs.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pairs[middle] - middle < codePoint) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.min(text.length(), codePoint + low);
  }

  private static int[] pairs(String text) {
    int[] pairs = new int[16];
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))) {
        pairs = count == pairs.length ? Arrays.copyOf(pairs, count * 2) : pairs;
        pairs[count++] = i++;
      }
    }
    return Arrays.copyOf(pairs, count);
  }
}
