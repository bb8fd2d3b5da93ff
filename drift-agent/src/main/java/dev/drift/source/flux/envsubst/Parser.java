package dev.drift.source.flux.envsubst;

import java.util.ArrayList;
import java.util.List;

/// Parses a text with variables.
/// See <https://github.com/fluxcd/pkg/blob/main/envsubst/parse/parse.go>.
final class Parser {
  private static final String BAD = "bad substitution";
  private static final String NO_NAME = "unable to parse variable name";
  private static final String NO_BRACE = "missing closing brace";
  private static final String BAD_ARGUMENT = "unable to parse substitution within function";
  private static final String BAD_DEFAULT = "unable to parse default function";

  /// Of variables in the arguments of others. Go's stack has no such bound.
  private static final int DEEPEST = 200;

  private static final Scanner.Accept ANY = (_, _) -> true;
  private static final Scanner.Accept NOT_CLOSING = (rune, _) -> rune != '}';
  private static final Scanner.Accept NOT_SLASH = (rune, _) -> rune != '/';
  private static final Scanner.Accept NEITHER_COLON_NOR_CLOSING =
      (rune, _) -> rune != ':' && rune != '}';
  private static final Scanner.Accept COLON = (rune, _) -> rune == ':';
  private static final Scanner.Accept SLASH = (rune, _) -> rune == '/';
  private static final Scanner.Accept ONE_COLON = (rune, read) -> read == 1 && rune == ':';
  private static final Scanner.Accept ONE_EQUAL = (rune, read) -> read == 1 && rune == '=';
  private static final Scanner.Accept ONE_HASH = (rune, read) -> read == 1 && rune == '#';
  private static final Scanner.Accept HASHES = (rune, read) -> read < 3 && rune == '#';
  private static final Scanner.Accept PERCENTS = (rune, read) -> read < 3 && rune == '%';
  private static final Scanner.Accept CASING =
      (rune, read) -> read < 3 && (rune == ',' || rune == '^');
  private static final Scanner.Accept NAME =
      (rune, _) -> Character.isLetter(rune) || Character.isDigit(rune) || rune == '_';
  private static final Scanner.Accept DEFAULT =
      (rune, read) ->
          (read == 1 && rune == ':')
              || (read == 2 && (rune == '=' || rune == '-' || rune == '?' || rune == '+'));
  private static final Scanner.Accept REPLACE =
      (rune, read) ->
          (read == 1 && rune == '/') || (read == 2 && (rune == '/' || rune == '#' || rune == '%'));

  private final Scanner scanner;
  private int depth;

  private Parser(String bytes) {
    this.scanner = new Scanner(bytes);
  }

  static List<Node> parse(String bytes) throws SubstitutionException {
    return new Parser(bytes).all();
  }

  private List<Node> all() throws SubstitutionException {
    List<Node> nodes = new ArrayList<>();
    while (true) {
      scanner.escapeBackslashes(false);
      switch (scanner.scan(Scanner.IDENT | Scanner.LBRACK | Scanner.ESCAPE, ANY)) {
        case IDENT -> nodes.add(new Node.Text(scanner.token()));
        case LBRACK -> nodes.add(variable());
        case END -> {
          return nodes;
        }
        case RBRACK, ILLEGAL -> throw new SubstitutionException(BAD);
      }
    }
  }

  private Node variable() throws SubstitutionException {
    if (++depth > DEEPEST) {
      throw new SubstitutionException("variables within variables are nested too deep");
    }
    scanner.escapeBackslashes(true);
    Node node = scanner.peek() == '#' ? length() : named();
    depth--;
    return node;
  }

  private Node named() throws SubstitutionException {
    expect(NAME, NO_NAME);
    String name = scanner.token();
    return switch (scanner.peek()) {
      case ':' ->
          switch (scanner.peekSecond()) {
            case '=', '-', '?', '+' -> withDefault(name);
            default -> substring(name);
          };
      case '=' -> withDefault(name);
      case ',', '^' -> closed(name, operator(CASING), List.of());
      case '/' -> replace(name);
      case '#' -> trim(name, HASHES);
      case '%' -> trim(name, PERCENTS);
      default -> {
        if (scanner.scan(Scanner.RBRACK) != Scanner.Token.RBRACK) {
          throw new SubstitutionException(NO_BRACE);
        }
        yield new Node.Variable(name, "", List.of());
      }
    };
  }

  private Node length() throws SubstitutionException {
    String operator = operator(ONE_HASH);
    expect(NAME, BAD);
    return closed(scanner.token(), operator, List.of());
  }

  private Node substring(String name) throws SubstitutionException {
    String operator = operator(ONE_COLON);
    List<Node> arguments = new ArrayList<>();
    arguments.add(argument(NEITHER_COLON_NOR_CLOSING, Scanner.IDENT));
    return switch (scanner.scan(Scanner.IDENT | Scanner.RBRACK, COLON)) {
      case RBRACK -> new Node.Variable(name, operator, arguments);
      case IDENT -> {
        arguments.add(argument(NOT_CLOSING, Scanner.IDENT));
        yield closed(name, operator, arguments);
      }
      case LBRACK, END, ILLEGAL -> throw new SubstitutionException(BAD);
    };
  }

  private Node trim(String name, Scanner.Accept operators) throws SubstitutionException {
    String operator = operator(operators);
    return closed(name, operator, List.of(argument(NOT_CLOSING, Scanner.IDENT)));
  }

  private Node replace(String name) throws SubstitutionException {
    String operator = operator(REPLACE);
    List<Node> arguments = new ArrayList<>();
    arguments.add(argument(NOT_SLASH, Scanner.IDENT | Scanner.ESCAPE));
    expect(SLASH, BAD);
    if (scanner.peek() != '}') {
      arguments.add(argument(NOT_CLOSING, Scanner.IDENT | Scanner.ESCAPE));
    }
    return closed(name, operator, arguments);
  }

  private Node withDefault(String name) throws SubstitutionException {
    expect(scanner.peek() == '=' ? ONE_EQUAL : DEFAULT, BAD_DEFAULT);
    String operator = scanner.token();
    List<Node> arguments = new ArrayList<>();
    while (scanner.peek() != '}') {
      arguments.add(argument(NOT_CLOSING, Scanner.IDENT));
    }
    return closed(name, operator, arguments);
  }

  private Node argument(Scanner.Accept accepted, int mode) throws SubstitutionException {
    return switch (scanner.scan(mode | Scanner.LBRACK, accepted)) {
      case LBRACK -> variable();
      case IDENT -> new Node.Text(scanner.token());
      case RBRACK, END, ILLEGAL -> throw new SubstitutionException(BAD_ARGUMENT);
    };
  }

  private String operator(Scanner.Accept accepted) throws SubstitutionException {
    expect(accepted, BAD);
    return scanner.token();
  }

  private void expect(Scanner.Accept accepted, String otherwise) throws SubstitutionException {
    if (scanner.scan(Scanner.IDENT, accepted) != Scanner.Token.IDENT) {
      throw new SubstitutionException(otherwise);
    }
  }

  private Node closed(String name, String operator, List<Node> arguments)
      throws SubstitutionException {
    if (scanner.scan(Scanner.RBRACK) != Scanner.Token.RBRACK) {
      throw new SubstitutionException(BAD);
    }
    return new Node.Variable(name, operator, arguments);
  }
}
