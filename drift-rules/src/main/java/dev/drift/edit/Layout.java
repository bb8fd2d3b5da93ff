package dev.drift.edit;

import dev.drift.yaml.Syntax;
import dev.drift.yaml.Written;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How a document is laid out, so that what is added looks as the rest does.
///
/// @param step by how many columns a mapping is further in than its key
/// @param listStep the same for a list: 0 if its dashes are below the key
/// @param single whether strings are quoted by `'` rather than by `"`
/// @param jsonColon what follows the colon of a key in JSON
/// @param jsonComma what follows a comma in JSON, in one line
record Layout(int step, int listStep, boolean single, String jsonColon, String jsonComma) {
  /// Documents may be huge; more nodes than this decide nothing.
  private static final int ENOUGH = 20_000;

  static Layout of(Written written) {
    Survey survey = new Survey(new Lines(written.text()));
    survey.visit(written.root());
    return new Layout(
        most(survey.steps, 2),
        most(survey.listSteps, 0),
        survey.single > survey.doubled,
        survey.tightColons ? "" : " ",
        survey.tightCommas ? "" : " ");
  }

  private static int most(Map<Integer, Integer> counts, int otherwise) {
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(otherwise);
  }

  private static final class Survey {
    private final Lines lines;
    private final Map<Integer, Integer> steps = new TreeMap<>();
    private final Map<Integer, Integer> listSteps = new TreeMap<>();
    private int single;
    private int doubled;
    private boolean tightColons;
    private boolean tightCommas;
    private int seen;

    Survey(Lines lines) {
      this.lines = lines;
    }

    void visit(Syntax node) {
      if (seen++ > ENOUGH) {
        return;
      }
      switch (node) {
        case Syntax.Scalar scalar -> {
          single += scalar.style() == Syntax.Style.SINGLE ? 1 : 0;
          doubled += scalar.style() == Syntax.Style.DOUBLE ? 1 : 0;
        }
        case Syntax.Sequence sequence -> {
          commas(sequence.flow(), sequence.items());
          sequence.items().forEach(this::visit);
        }
        case Syntax.Mapping mapping -> {
          commas(mapping.flow(), mapping.entries().stream().map(Syntax.Entry::key).toList());
          mapping.entries().forEach(entry -> entry(mapping, entry));
        }
        case Syntax.Alias _ -> {}
      }
    }

    private void entry(Syntax.Mapping mapping, Syntax.Entry entry) {
      Syntax value = entry.value();
      if (mapping.flow()) {
        tightColons |= lines.text().startsWith(":", value.outer() - 1);
      } else if (!lines.sameLine(entry.key().outer(), value.start())) {
        int in = lines.column(value.start()) - lines.column(entry.key().outer());
        if (value instanceof Syntax.Mapping inner && !inner.flow() && in > 0) {
          steps.merge(in, 1, Integer::sum);
        } else if (value instanceof Syntax.Sequence inner && !inner.flow() && in >= 0) {
          listSteps.merge(in, 1, Integer::sum);
        }
      }
      visit(value);
    }

    private void commas(boolean flow, List<Syntax> parts) {
      for (int i = 1; flow && i < parts.size(); i++) {
        tightCommas |= lines.text().startsWith(",", parts.get(i).outer() - 1);
      }
    }
  }
}
