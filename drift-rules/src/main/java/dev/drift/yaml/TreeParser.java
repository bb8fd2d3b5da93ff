package dev.drift.yaml;

import dev.drift.model.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;

/// Parses a stretch of a file into what is written there: SnakeYAML finds the tokens, everything
/// that gives them a meaning is ours.
final class TreeParser {
  private final Text text;
  private final int base;
  private final Budget budget;
  private final ParserImpl events;
  private final Map<String, Anchor> anchors = new HashMap<>();

  /// @param content the stretch, as long as it is in the text
  TreeParser(Text text, Text.Chunk chunk, String content, Budget budget) {
    this.text = text;
    this.base = text.codePoint(chunk.start());
    this.budget = budget;
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE); // the caller bounds the size of files
    this.events = new ParserImpl(new WholeReader(content), options);
  }

  /// The next document of the stretch, or nothing at its end.
  ///
  /// @throws Refusal if it is over a limit
  /// @throws org.yaml.snakeyaml.error.YAMLException if it is not YAML; its message quotes the
  ///     file
  Optional<RawYaml> next() {
    while (!events.checkEvent(Event.ID.DocumentStart)) {
      if (events.checkEvent(Event.ID.StreamEnd)) {
        return Optional.empty();
      }
      events.getEvent(); // the start of the stream, and the ends of documents
    }
    events.getEvent();
    anchors.clear();
    return Optional.of(node(0));
  }

  /// The offset in the file of a mark of SnakeYAML.
  private int offset(Mark mark) {
    return base + mark.getIndex();
  }

  private RawYaml node(int depth) {
    Event event = events.getEvent();
    budget.value(offset(event.getStartMark()));
    return switch (event) {
      case AliasEvent alias -> alias(alias);
      case ScalarEvent scalar -> scalar(scalar);
      case SequenceStartEvent start -> sequence(start, depth + 1);
      case MappingStartEvent start -> mapping(start, depth + 1);
      default -> throw new IllegalStateException("no such event here: " + event.getEventId());
    };
  }

  private RawYaml.Alias alias(AliasEvent event) {
    int start = offset(event.getStartMark());
    budget.alias(start);
    Anchor anchor = anchors.get(event.getAnchor());
    // The name is not said: an unquoted password may begin with an asterisk.
    if (anchor == null) {
      throw new Refusal(
          Problem.Code.YAML_ALIASES,
          start,
          "the alias has no anchor in this document; quote the text if it is not an alias.");
    }
    if (anchor.written().isEmpty()) {
      throw new Refusal(
          Problem.Code.YAML_ALIASES, start, "the alias is inside the value that it refers to.");
    }
    anchor.share();
    return new RawYaml.Alias(anchor, start, offset(event.getEndMark()));
  }

  private RawYaml.Scalar scalar(ScalarEvent event) {
    Optional<Anchor> anchor = anchor(event);
    Optional<String> tag = Optional.ofNullable(event.getTag());
    RawYaml.Scalar scalar =
        new RawYaml.Scalar(
            event.getValue(),
            tag,
            style(event),
            offset(event.getStartMark()),
            start(event, tag.isPresent()),
            offset(event.getEndMark()),
            anchor);
    anchor.ifPresent(a -> a.close(scalar));
    return scalar;
  }

  private static Syntax.Style style(ScalarEvent event) {
    return switch (event.getScalarStyle()) {
      case SINGLE_QUOTED -> Syntax.Style.SINGLE;
      case DOUBLE_QUOTED -> Syntax.Style.DOUBLE;
      case LITERAL -> Syntax.Style.LITERAL;
      case FOLDED -> Syntax.Style.FOLDED;
      default -> Syntax.Style.PLAIN;
    };
  }

  private RawYaml.Sequence sequence(SequenceStartEvent event, int depth) {
    int start = start(event, event.getTag() != null);
    budget.depth(depth, start);
    Optional<Anchor> anchor = anchor(event);
    List<RawYaml> items = new ArrayList<>();
    int end = start;
    while (!events.checkEvent(Event.ID.SequenceEnd)) {
      RawYaml item = node(depth);
      items.add(item);
      end = item.end();
    }
    RawYaml.Sequence sequence =
        new RawYaml.Sequence(
            List.copyOf(items),
            event.isFlow(),
            offset(event.getStartMark()),
            start,
            end(event, end),
            anchor);
    anchor.ifPresent(a -> a.close(sequence));
    return sequence;
  }

  private RawYaml.Mapping mapping(MappingStartEvent event, int depth) {
    int start = start(event, event.getTag() != null);
    budget.depth(depth, start);
    Optional<Anchor> anchor = anchor(event);
    List<RawYaml.Entry> entries = new ArrayList<>();
    int end = start;
    while (!events.checkEvent(Event.ID.MappingEnd)) {
      RawYaml key = node(depth);
      RawYaml value = node(depth);
      entries.add(new RawYaml.Entry(key, value));
      end = value.end();
    }
    RawYaml.Mapping mapping =
        new RawYaml.Mapping(
            List.copyOf(entries),
            event.isFlow(),
            offset(event.getStartMark()),
            start,
            end(event, end),
            anchor);
    anchor.ifPresent(a -> a.close(mapping));
    return mapping;
  }

  /// Takes the event that ends a collection. That of a block lies before the next token, behind
  /// comments and empty lines: the block ends where its last value does.
  private int end(CollectionStartEvent start, int lastValue) {
    int end = offset(events.getEvent().getEndMark());
    return start.isFlow() ? end : lastValue;
  }

  private Optional<Anchor> anchor(NodeEvent event) {
    if (event.getAnchor() == null) {
      return Optional.empty();
    }
    Anchor anchor = new Anchor();
    anchors.put(event.getAnchor(), anchor);
    return Optional.of(anchor);
  }

  /// Where the value itself starts, behind its anchor and tag.
  private int start(NodeEvent event, boolean tagged) {
    int start = offset(event.getStartMark());
    if (event.getAnchor() == null && !tagged) {
      return start;
    }
    int unit = Properties.skip(text.content(), text.unit(start));
    return Math.min(text.codePoint(unit), text.codePoints());
  }
}
