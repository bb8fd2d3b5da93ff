package dev.drift.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The types of `finding` and `attribution`, so that the compiler knows their fields. At run time
/// they are maps.
final class FactTypes {
  private static final StructType FINDING_FIELDS =
      struct(
          "drift.Finding",
          List.of(
              "fingerprint",
              "type",
              "rule",
              "category",
              "severity",
              "change",
              "apiVersion",
              "group",
              "kind",
              "namespace",
              "name",
              "path",
              "message"),
          Map.of("desired", SimpleType.DYN, "live", SimpleType.DYN));

  private static final StructType ATTRIBUTION_FIELDS =
      struct(
          "drift.Attribution",
          List.of("manager", "operation", "user", "actingAs", "verb", "tool", "confidence"),
          Map.of("time", SimpleType.TIMESTAMP));

  static final CelType FINDING = StructTypeReference.create(FINDING_FIELDS.name());
  static final CelType ATTRIBUTION = StructTypeReference.create(ATTRIBUTION_FIELDS.name());

  static final CelTypeProvider PROVIDER =
      new CelTypeProvider() {
        @Override
        public ImmutableCollection<CelType> types() {
          return ImmutableList.of(FINDING_FIELDS, ATTRIBUTION_FIELDS);
        }

        @Override
        public Optional<CelType> findType(String name) {
          return types().stream().filter(type -> type.name().equals(name)).findFirst();
        }
      };

  private FactTypes() {}

  private static StructType struct(String name, List<String> texts, Map<String, CelType> others) {
    ImmutableMap.Builder<String, CelType> all = ImmutableMap.builder();
    all.putAll(others);
    texts.forEach(text -> all.put(text, SimpleType.STRING));
    ImmutableMap<String, CelType> fields = all.buildOrThrow();
    return StructType.create(
        name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
  }
}
