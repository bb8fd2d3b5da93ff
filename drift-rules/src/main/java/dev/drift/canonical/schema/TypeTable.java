package dev.drift.canonical.schema;

import static java.util.Objects.requireNonNull;

import dev.drift.json.JsonReader;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The types and constant defaults of the built-in kinds of one Kubernetes version, generated from
/// its Go types by `tools/schema-table`. Files are read when a kind of theirs is asked for.
public final class TypeTable {
  /// The minor versions of Kubernetes 1 that have a table, the newest last.
  private static final List<Integer> MINORS = List.of(34, 35, 36);

  private static final Pattern SERVER = Pattern.compile("v?1\\.(\\d{1,4})(\\D.*)?");

  /// Each is read once, when it is first asked for.
  private static final Map<Integer, TypeTable> TABLES = new ConcurrentHashMap<>();

  private final int minor;
  private final String folder;
  private final Map<String, Value.Obj> kinds = new LinkedHashMap<>();
  private final Set<GroupKind> builtIn = new HashSet<>();
  private final Set<ResourceId> own;
  private final Map<String, Map<ResourceId, Value.Obj>> ownContents = new ConcurrentHashMap<>();
  private final String version;
  private final Map<String, Map<String, Type.Struct>> packages = new ConcurrentHashMap<>();
  private final Map<String, Type.Struct> structs = new ConcurrentHashMap<>();
  private final Map<String, Value.Obj> defaults = new ConcurrentHashMap<>();
  private final Map<String, KindSchema> schemas = new ConcurrentHashMap<>();

  private TypeTable(int minor) {
    this.minor = minor;
    folder = "kubernetes-1." + minor + "/";
    Value.Obj index = file("index.json");
    version = index.text("kubernetes").orElseThrow();
    for (Value kind : index.list("kinds")) {
      Value.Obj entry = (Value.Obj) kind;
      kinds.put(key(text(entry, "apiVersion"), text(entry, "kind")), entry);
      builtIn.add(GroupKind.of(text(entry, "apiVersion"), text(entry, "kind")));
    }
    own =
        index.list("own").stream()
            .map(Value.Obj.class::cast)
            .map(
                entry ->
                    new ResourceId(
                        GroupKind.of(text(entry, "apiVersion"), text(entry, "kind")),
                        entry.text("namespace").orElse(""),
                        text(entry, "name")))
            .collect(Collectors.toUnmodifiableSet());
  }

  /// The table of the server's own minor version; where there is none, the nearest.
  ///
  /// @param server its version, such as `v1.36.3` or `v1.34.1+k3s1`; the newest table where it is
  ///     empty or no version of Kubernetes 1
  public static TypeTable of(String server) {
    int wanted = minor(server).orElse(MINORS.getLast());
    return TABLES.computeIfAbsent(
        Math.clamp(wanted, MINORS.getFirst(), MINORS.getLast()), TypeTable::new);
  }

  /// The table of the newest version.
  public static TypeTable newest() {
    return of("");
  }

  /// The minor versions that have a table, such as `1.36`, the newest last.
  public static List<String> minors() {
    return MINORS.stream().map(minor -> "1." + minor).toList();
  }

  private static Optional<Integer> minor(String server) {
    return Optional.of(SERVER.matcher(server))
        .filter(Matcher::matches)
        .map(matcher -> Integer.valueOf(matcher.group(1)));
  }

  /// The exact version that the table was made from, such as `1.36.3`.
  public String version() {
    return version;
  }

  /// Whether the table was made for this server.
  ///
  /// @param server its version, such as `v1.36.3`; empty if it is not known
  public boolean serves(String server) {
    return server.isEmpty() || minor(server).equals(Optional.of(minor));
  }

  /// Objects that the API server and its controllers create by themselves in every cluster.
  public OwnObjects own() {
    List<Supplier<Map<ResourceId, Value.Obj>>> contents = new ArrayList<>();
    contents.add(this::ownContents);
    MINORS.stream()
        .filter(other -> other != minor)
        .forEach(
            other ->
                contents.add(() -> TABLES.computeIfAbsent(other, TypeTable::new).ownContents()));
    return new OwnObjects(own, contents);
  }

  private Map<ResourceId, Value.Obj> ownContents() {
    return ownContents.computeIfAbsent("own.json", this::readOwnContents);
  }

  private Map<ResourceId, Value.Obj> readOwnContents(String name) {
    Map<String, GroupKind> kindsByName = new HashMap<>();
    own.forEach(id -> kindsByName.put(id.kind(), id.groupKind()));
    return file(name).list("objects").stream()
        .map(Value.Obj.class::cast)
        .collect(
            Collectors.toUnmodifiableMap(
                entry ->
                    new ResourceId(
                        requireNonNull(kindsByName.get(text(entry, "kind"))),
                        entry.text("namespace").orElse(""),
                        text(entry, "name")),
                entry -> entry));
  }

  /// Whether Kubernetes itself has this kind.
  public boolean isBuiltIn(GroupKind kind) {
    return builtIn.contains(kind);
  }

  /// How objects of this kind are read, if it is built in.
  public Optional<KindSchema> schema(String apiVersion, String kind) {
    String key = key(apiVersion, kind);
    Value.Obj entry = kinds.get(key);
    return entry == null
        ? Optional.empty()
        : Optional.of(schemas.computeIfAbsent(key, _ -> read(apiVersion, kind, entry)));
  }

  /// The struct of this name, such as `apps/v1.DeploymentSpec`.
  Type.Struct struct(String name) {
    Type.Struct known = structs.get(name);
    return known != null ? known : structs.computeIfAbsent(name, this::find);
  }

  private Type.Struct find(String name) {
    Type.Struct struct = packages.computeIfAbsent(packageFile(name), this::readPackage).get(name);
    if (struct == null) {
      throw new IllegalStateException("the type table has no " + name);
    }
    return struct;
  }

  /// The file of `apps/v1.Deployment` is `apps-v1`.
  private static String packageFile(String type) {
    return type.substring(0, type.lastIndexOf('.')).replace('/', '-');
  }

  private KindSchema read(String apiVersion, String kind, Value.Obj entry) {
    DefaultTree tree = new DefaultTree();
    String file = packageFile(text(entry, "type"));
    Value.Obj ofGroup = defaults.computeIfAbsent(file, f -> file("defaults/" + f + ".json"));
    for (Value value : ofGroup.list(kind)) {
      Value.Obj constant = (Value.Obj) value;
      if (constant.get("computed").isEmpty()) {
        tree.add(text(constant, "path"), constant.get("value").orElseThrow());
      }
    }
    return new KindSchema(
        apiVersion,
        kind,
        new Type.Ref(text(entry, "type")),
        true,
        tree,
        KindSchema.SchemaSource.BUILT_IN);
  }

  private Map<String, Type.Struct> readPackage(String name) {
    Map<String, Type.Struct> structs = new HashMap<>();
    file("types/" + name + ".json")
        .fields()
        .forEach((struct, fields) -> structs.put(struct, struct(struct, (Value.Obj) fields)));
    return structs;
  }

  private static Type.Struct struct(String name, Value.Obj fields) {
    Map<String, Type.Member> members = new HashMap<>();
    fields
        .fields()
        .forEach((field, member) -> members.put(field, member(name, field, (Value.Obj) member)));
    return new Type.Struct(name, members, false);
  }

  private static Type.Member member(String struct, String field, Value.Obj entry) {
    Type type = type(text(entry, "type"));
    if (type instanceof Type.ListOf(Type items, Type.Identity _, List<String> _)) {
      type =
          switch (entry.text("list").orElse("atomic")) {
            case "map" -> new Type.ListOf(items, Type.Identity.KEYED, texts(entry.list("keys")));
            case "set" -> new Type.ListOf(items, Type.Identity.SET, List.of());
            default -> new Type.ListOf(items, identity(struct, field), List.of());
          };
    } else if (type instanceof Type.MapOf(Type values, boolean _)) {
      type = new Type.MapOf(values, entry.text("map").orElse("").equals("atomic"));
    }
    boolean pointer = entry.get("pointer").isPresent();
    return new Type.Member(type, pointer, false, Optional.empty());
  }

  /// The API server sorts the metrics of an HPA when it converts between versions.
  private static Type.Identity identity(String struct, String field) {
    return struct.startsWith("autoscaling/") && field.equals("metrics")
        ? Type.Identity.MULTISET
        : Type.Identity.ATOMIC;
  }

  private static Type type(String expression) {
    int open = expression.indexOf('<');
    if (open > 0) {
      Type inner = type(expression.substring(open + 1, expression.length() - 1));
      return switch (expression.substring(0, open)) {
        case "list" -> new Type.ListOf(inner, Type.Identity.ATOMIC, List.of());
        case "map" -> new Type.MapOf(inner, false);
        case "union" -> new Type.Union(inner);
        default -> throw new IllegalStateException("the type table has a type " + expression);
      };
    }
    return switch (expression) {
      case "string" -> Type.Scalar.STRING;
      case "boolean" -> Type.Scalar.BOOLEAN;
      case "integer" -> Type.Scalar.INTEGER;
      case "number" -> Type.Scalar.NUMBER;
      case "quantity" -> Type.Scalar.QUANTITY;
      case "intOrString" -> Type.Scalar.INT_OR_STRING;
      case "time" -> Type.Scalar.TIME;
      case "microTime" -> Type.Scalar.MICRO_TIME;
      case "duration" -> Type.Scalar.DURATION;
      case "bytes" -> Type.Scalar.BYTES;
      case "any" -> Type.ANY;
      default -> new Type.Ref(expression);
    };
  }

  private Value.Obj file(String name) {
    try (InputStream in = TypeTable.class.getResourceAsStream(folder + name)) {
      if (in == null) {
        return Value.Obj.EMPTY; // a package without defaults
      }
      return (Value.Obj) JsonReader.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the type table " + folder + name + " is damaged", e);
    }
  }

  private static String key(String apiVersion, String kind) {
    return apiVersion + " " + kind;
  }

  private static String text(Value.Obj entry, String field) {
    return entry
        .text(field)
        .orElseThrow(() -> new IllegalStateException("the type table lacks " + field));
  }

  private static List<String> texts(List<Value> values) {
    return values.stream().map(value -> ((Value.Str) value).value()).toList();
  }
}
