package dev.drift.source.sops;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A document with the block that SOPS adds. See <https://getsops.io/docs/>.
///
/// @param content with the block
record EncryptedDocument(Value.Obj content) {
  /// The field of the block.
  static final String BLOCK = "sops";

  private static final String ENCRYPTED = "ENC[AES256_GCM,";

  /// What of the block is needed to decrypt with age. Everything else names services that sops
  /// would ask: whoever writes the file would choose where they are.
  static final List<String> NEEDED =
      List.of(
          "age",
          "lastmodified",
          "mac",
          "version",
          "unencrypted_suffix",
          "encrypted_suffix",
          "unencrypted_regex",
          "encrypted_regex",
          "unencrypted_comment_regex",
          "encrypted_comment_regex",
          "mac_only_encrypted");

  String kind() {
    return content.text("kind").filter(it -> !it.startsWith(ENCRYPTED)).orElse("document");
  }

  /// Whether its key is encrypted for age, and needs no other key besides.
  boolean isForAge() {
    Value.Obj block = content.object(BLOCK);
    return !block.list("age").isEmpty() && block.list("key_groups").isEmpty();
  }

  /// What sops gets: nothing that it could ask anybody for.
  Value.Obj forAge() {
    Value.Obj block = content.object(BLOCK);
    Map<String, Value> needed = new LinkedHashMap<>();
    for (String field : NEEDED) {
      block.get(field).ifPresent(value -> needed.put(field, value));
    }
    return content.with(BLOCK, new Value.Obj(needed));
  }

  /// The paths of what is encrypted: fields, and lists as a whole.
  Set<Path> paths() {
    return paths(content.without(BLOCK));
  }

  /// The same of a document without the block. Items of a list are documents of their own, so what
  /// is encrypted in one of them has its path in the item too.
  static Set<Path> paths(Value.Obj document) {
    Set<Path> found = new LinkedHashSet<>();
    collect(document, List.of(), found);
    if (document.text("kind").filter(it -> it.endsWith("List")).isPresent()) {
      items(document, found);
    }
    return found;
  }

  /// Items may be lists again, and those of a `RoleList` need no kind.
  private static void items(Value.Obj list, Set<Path> found) {
    for (Value.Obj item : list.objects("items")) {
      collect(item, List.of(), found);
      items(item, found);
    }
  }

  private static void collect(Value value, List<Path.Element> at, Set<Path> found) {
    switch (value) {
      case Value.Str(String text) -> {
        if (text.startsWith(ENCRYPTED)) {
          found.add(new Path(at));
        }
      }
      case Value.Obj object ->
          object
              .fields()
              .forEach(
                  (name, inner) -> {
                    List<Path.Element> path = new ArrayList<>(at);
                    path.add(new Path.Field(name));
                    collect(inner, path, found);
                  });
      case Value.Arr(List<Value> items) -> {
        Set<Path> within = new LinkedHashSet<>();
        items.forEach(item -> collect(item, List.of(), within));
        if (!within.isEmpty()) {
          found.add(new Path(at));
        }
      }
      case Value.Null _, Value.Bool _, Value.Num _, Value.Masked _ -> {}
    }
  }
}
