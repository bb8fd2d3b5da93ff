package dev.drift.testkit;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests a [ControlPlane] parameter: one plane for all test classes of the JVM, ended with
/// it.
///
/// ```java
/// @ExtendWith(ControlPlaneExtension.class)
/// class SnapshotTest {
///   @Test
///   void listsDeployments(ControlPlane plane) { … }
/// }
/// ```
///
/// With `@RegisterExtension static final … = ControlPlaneExtension.with(options)` a plane per set
/// of equal options is shared. Tests keep apart by namespaces of their own. Where no plane can
/// start the tests fail, they are not skipped.
public final class ControlPlaneExtension implements ParameterResolver, BeforeAllCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(ControlPlaneExtension.class);

  private final ControlPlaneOptions options;

  public ControlPlaneExtension() {
    this(ControlPlaneOptions.defaults());
  }

  private ControlPlaneExtension(ControlPlaneOptions options) {
    this.options = options;
  }

  public static ControlPlaneExtension with(ControlPlaneOptions options) {
    return new ControlPlaneExtension(options);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    plane(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ControlPlane.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return plane(context);
  }

  /// The session's store closes it, since a plane is AutoCloseable.
  private ControlPlane plane(ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .computeIfAbsent(options, ControlPlane::start, ControlPlane.class);
  }
}
