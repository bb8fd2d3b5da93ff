package dev.drift.plan.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The examples of RFC 6902, appendix A, for the operations that Drift uses.
class PatchedValueTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'foo':'bar'} | add | /baz | 'qux' | {'baz':'qux','foo':'bar'}",
        "{'foo':['bar','baz']} | add | /foo/1 | 'qux' | {'foo':['bar','qux','baz']}",
        "{'baz':'qux','foo':'bar'} | remove | /baz | null | {'foo':'bar'}",
        "{'foo':['bar','qux','baz']} | remove | /foo/1 | null | {'foo':['bar','baz']}",
        "{'baz':'qux','foo':'bar'} | replace | /baz | 'boo' | {'baz':'boo','foo':'bar'}",
        "{'baz':'qux','foo':['a',2,'c']} | test | /foo/1 | 2 | {'baz':'qux','foo':['a',2,'c']}",
        "{'foo':'bar'} | add | /child | {'grandchild':{}} | {'foo':'bar','child':{'grandchild':{}}}",
        "{'/':9,'~1':10} | test | /~01 | 10 | {'/':9,'~1':10}",
        "{'foo':['bar']} | add | /foo/- | ['abc','def'] | {'foo':['bar',['abc','def']]}",
        "{'foo':'bar'} | replace | `` | {'a':1} | {'a':1}",
      })
  void changesTheValue(String before, String op, String pointer, String value, String after) {
    assertThat(apply(before, op, pointer, value)).contains(json(after));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'baz':'qux'} | test | /baz | 'bar'",
        "{'foo':'bar'} | add | /baz/bat | 'qux'",
        "{'/':9,'~1':10} | test | /~01 | '10'",
        "{'foo':'bar'} | replace | /baz | 'qux'",
        "{'foo':'bar'} | remove | /baz | null",
        "{'foo':['bar']} | add | /foo/2 | 'qux'",
        "{'foo':['bar']} | replace | /foo/- | 'qux'",
        "{'foo':['bar']} | remove | /foo/01 | null",
        "{'foo':'bar'} | add | /foo/0 | 'qux'",
      })
  void doesNotApply(String before, String op, String pointer, String value) {
    assertThat(apply(before, op, pointer, value)).isEmpty();
  }

  @Test
  void isNotAppliedAtAllIfOneOperationFails() {
    List<PatchOperation> operations =
        List.of(
            new PatchOperation.Replace("/a", Value.of("2")),
            new PatchOperation.Test("/b", Value.of("x")));
    assertThat(PatchedValue.of(json("{'a':'1','b':'y'}"), operations)).isEmpty();
  }

  private static Optional<Value> apply(String before, String op, String pointer, String value) {
    String at = pointer == null ? "" : pointer;
    PatchOperation operation =
        switch (op) {
          case "add" -> new PatchOperation.Add(at, json(value));
          case "replace" -> new PatchOperation.Replace(at, json(value));
          case "remove" -> new PatchOperation.Remove(at);
          case "test" -> new PatchOperation.Test(at, json(value));
          default -> throw new IllegalArgumentException(op);
        };
    return PatchedValue.of(json(before), List.of(operation));
  }

  /// @param text JSON with single quotes
  static Value json(String text) {
    try {
      return JsonReader.read(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
