package dev.drift.yaml;

import dev.drift.model.Problem;
import dev.drift.model.origin.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.StreamReader;

/// Reads the documents of a YAML file, each on its own.
final class YamlDocuments {
  /// How many tabs a document may have where SnakeYAML takes none; each costs a parse.
  private static final int MOST_TABS = 50;

  private final String file;
  private final Text text;
  private final Budget budget;
  private final List<Document> documents = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private int count;

  /// Which document [#written] is after, and what it found; -1 while a file is only read.
  private int wanted = -1;

  private Optional<RawYaml> found = Optional.empty();

  YamlDocuments(String file, Text text, YamlLimits limits) {
    this.file = file;
    this.text = text;
    this.budget = new Budget(limits);
  }

  Documents read() {
    for (Text.Chunk chunk : text.chunks()) {
      try {
        refuseControlCharacters(chunk);
        read(chunk);
      } catch (Refusal refusal) {
        count++;
        problems.add(refusal.problem(file, text));
      }
    }
    return new Documents(documents, problems);
  }

  /// A document as it is written.
  ///
  /// @param index as [Places#document()] counts them
  Optional<RawYaml> written(int index) {
    wanted = index;
    read();
    return found;
  }

  private void read(Text.Chunk chunk) {
    String content = text.content().substring(chunk.start(), chunk.end());
    Budget before = budget.copy();
    for (int tabs = 0; ; tabs++) {
      try {
        parse(new TreeParser(text, chunk, content, budget)).forEach(this::document);
        return;
      } catch (MarkedYAMLException e) {
        Optional<String> mended =
            tabs < MOST_TABS ? Tabs.mended(content, mark(e)) : Optional.empty();
        if (mended.isEmpty()) {
          int offset = text.codePoint(chunk.start()) + mark(e);
          throw new Refusal(Problem.Code.YAML_SYNTAX, offset, YamlWording.of(e));
        }
        content = mended.get();
        budget.restore(before);
      } catch (YAMLException e) {
        throw new Refusal(
            Problem.Code.YAML_SYNTAX, text.codePoint(chunk.start()), YamlWording.GENERAL);
      }
    }
  }

  private static List<RawYaml> parse(TreeParser parser) {
    List<RawYaml> parsed = new ArrayList<>();
    for (Optional<RawYaml> next = parser.next(); next.isPresent(); next = parser.next()) {
      parsed.add(next.get());
    }
    return parsed;
  }

  /// In code points from the start of the stretch.
  private static int mark(MarkedYAMLException exception) {
    Mark problem = exception.getProblemMark();
    Mark context = exception.getContextMark();
    return problem != null ? problem.getIndex() : context != null ? context.getIndex() : 0;
  }

  private void document(RawYaml written) {
    Expander expander = new Expander(text, budget);
    int index = count++;
    if (index == wanted) {
      found = Optional.of(written);
    }
    try {
      Expansion expansion = expander.expand(written, 0);
      if (expander.refusals().isEmpty()) {
        documents.add(new Document(expansion.value(), new Places(file, index, expansion.node())));
      }
    } catch (Refusal refusal) {
      problems.add(refusal.problem(file, text));
    }
    expander.refusals().forEach(refusal -> problems.add(refusal.problem(file, text)));
  }

  private void refuseControlCharacters(Text.Chunk chunk) {
    String content = text.content();
    int at = chunk.start();
    while (at < chunk.end()) {
      int c = content.codePointAt(at);
      if (!StreamReader.isPrintable(c)) {
        throw new Refusal(
            Problem.Code.YAML_SYNTAX,
            text.codePoint(at),
            "the control character U+%04X is not allowed in YAML; write it as an escape in double"
                    .formatted(c)
                + " quotes.");
      }
      at += Character.charCount(c);
    }
  }
}
