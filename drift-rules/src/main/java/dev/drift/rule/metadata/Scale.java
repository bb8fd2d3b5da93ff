package dev.drift.rule.metadata;

import dev.drift.model.Glob;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which values of a label or annotation are weaker than others.
sealed interface Scale {
  /// Whether `live` protects less than `desired`; empty means that the key is absent.
  boolean isWeaker(Optional<String> desired, Optional<String> live);

  /// Every change matters the same.
  Scale NONE = new Any();

  /// `true` protects; nothing and `false` do not.
  Scale PROTECTS = Levels.of("true", "", "false");

  /// `true`, or any value that is not `false`, exempts from a protection.
  Scale EXEMPTS = Levels.of("false", "", "true");

  /// It protects while it is there, whatever it says; another value may say anything.
  Scale PRESENCE = new Presence();

  /// Versions of Pod Security: an older one knows fewer checks, and absence means `latest`.
  Scale VERSION = new Version();

  /// Every change counts.
  record Any() implements Scale {
    @Override
    public boolean isWeaker(Optional<String> desired, Optional<String> live) {
      return true;
    }
  }

  /// Anything but the addition of a protection that Git does not mention.
  record Presence() implements Scale {
    @Override
    public boolean isWeaker(Optional<String> desired, Optional<String> live) {
      return desired.isPresent();
    }
  }

  /// @param values from the strongest to the weakest; an empty text stands for absence, and what is
  ///     not listed counts as the weakest
  record Levels(List<Glob> values) implements Scale {
    private static final Set<String> YES = Set.of("enabled", "yes", "on", "1");
    private static final Set<String> NO = Set.of("disabled", "no", "off", "0");

    static Scale of(String... values) {
      return new Levels(List.of(values).stream().map(Glob::new).toList());
    }

    @Override
    public boolean isWeaker(Optional<String> desired, Optional<String> live) {
      return level(live) > level(desired) || isUnknown(live);
    }

    private boolean isUnknown(Optional<String> value) {
      return level(value) == values.size();
    }

    private int level(Optional<String> value) {
      String word = word(value.orElse(""));
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i).matches(word)) {
          return i;
        }
      }
      return values.size();
    }

    private static String word(String value) {
      String lower = value.strip().toLowerCase(Locale.ROOT);
      return YES.contains(lower) ? "true" : NO.contains(lower) ? "false" : lower;
    }
  }

  /// Of Kubernetes, such as `v1.30`.
  record Version() implements Scale {
    private static final Pattern FORM = Pattern.compile("v1\\.(\\d{1,4})");

    @Override
    public boolean isWeaker(Optional<String> desired, Optional<String> live) {
      return minor(live) < minor(desired);
    }

    private static int minor(Optional<String> version) {
      String text = version.orElse("latest");
      Matcher matcher = FORM.matcher(text);
      return matcher.matches()
          ? Integer.parseInt(matcher.group(1))
          : text.equals("latest") ? Integer.MAX_VALUE : 0;
    }
  }
}
