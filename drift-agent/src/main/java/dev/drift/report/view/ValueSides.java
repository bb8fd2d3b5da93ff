package dev.drift.report.view;

import dev.drift.finding.Finding;
import dev.drift.secret.Shown;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What Git says beside what the cluster has.
public sealed interface ValueSides {
  /// There is nothing to show, as of a whole object.
  record Nothing() implements ValueSides {}

  /// Both are short.
  record Inline(String git, String live) implements ValueSides {}

  /// The cluster has a value that is not compared with Git.
  record Live(String value) implements ValueSides {}

  /// @param lines of a unified diff, its two lines with the names of the sides included
  record Diff(List<String> lines) implements ValueSides {
    public Diff {
      lines = List.copyOf(lines);
    }
  }

  /// Only one side has a value, or nothing is compared.
  ///
  /// @param sign `-` if only Git has it, `+` if only the cluster has it, a space if nothing is
  ///     compared
  record Block(char sign, List<String> lines) implements ValueSides {
    public Block {
      lines = List.copyOf(lines);
    }
  }

  /// Only the line ends differ.
  record LineEnds() implements ValueSides {}

  /// @param git its lines
  /// @param live its lines
  record TooLong(int git, int live) implements ValueSides {}

  /// @param mask the short form of the HMAC of a secret
  static ValueSides of(FindingView view, UnaryOperator<String> mask) {
    return new Sides(view, mask).of();
  }

  /// How they come about.
  final class Sides {
    private static final int CONTEXT = 2;

    /// Beyond this, comparing texts line by line would take long; nobody reads the result either.
    private static final int LONGEST_TEXT = 4000;

    private final FindingView view;
    private final UnaryOperator<String> mask;
    private final ValueText values;

    private Sides(FindingView view, UnaryOperator<String> mask) {
      this.view = view;
      this.mask = mask;
      this.values = new ValueText(mask);
    }

    private ValueSides of() {
      return switch (view.finding()) {
        case Finding.Drift drift ->
            drift.path().isRoot() ? new Nothing() : of(drift.desired(), drift.live());
        case Finding.Posture posture -> of(posture.live());
      };
    }

    private ValueSides of(Shown desired, Shown live) {
      Optional<String> before = inline(desired, "(" + view.notExpected() + ")");
      Optional<String> after = inline(live, "(" + view.notJudged() + ")");
      return before.isPresent() && after.isPresent()
          ? new Inline(before.get(), after.get())
          : compared(lines(desired), lines(live));
    }

    private ValueSides of(Shown live) {
      return switch (live) {
        case Shown.Absent() -> new Nothing();
        case Shown.Masked _ -> new Live(inline(live, "").orElse(""));
        case Shown.Plain plain ->
            values
                .inline(plain.value())
                .<ValueSides>map(Live::new)
                .orElseGet(() -> new Block(' ', values.lines(plain.value())));
      };
    }

    private Optional<String> inline(Shown shown, String absent) {
      return switch (shown) {
        case Shown.Plain plain -> values.inline(plain.value());
        case Shown.Masked(String hmac, _) -> Optional.of(mask.apply(hmac));
        case Shown.Absent() -> Optional.of(absent);
      };
    }

    private Optional<List<String>> lines(Shown shown) {
      return switch (shown) {
        case Shown.Plain plain -> Optional.of(values.lines(plain.value()));
        case Shown.Masked(String hmac, _) ->
            Optional.of(List.of("%s  (%s)".formatted(mask.apply(hmac), FindingView.MASKED)));
        case Shown.Absent() -> Optional.empty();
      };
    }

    private ValueSides compared(Optional<List<String>> before, Optional<List<String>> after) {
      if (before.isEmpty()) {
        return after.<ValueSides>map(it -> new Block('+', it)).orElseGet(Nothing::new);
      }
      if (after.isEmpty()) {
        return new Block('-', before.get());
      }
      if (Math.max(before.get().size(), after.get().size()) > LONGEST_TEXT) {
        return new TooLong(before.get().size(), after.get().size());
      }
      List<String> diff =
          UnifiedDiff.of(
              view.sides().expected(),
              view.sides().judgedLabel(),
              before.get(),
              after.get(),
              CONTEXT);
      return diff.isEmpty() ? new LineEnds() : new Diff(diff);
    }
  }
}
