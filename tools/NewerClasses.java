import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Gives the classes of jars that were compiled for Java 5 or older the format of Java 6: stack maps, by which they are
/// verified. An AOT cache takes no class without, and none that extends one. What the classes do stays the same.
///
/// Usage: java NewerClasses.java JAR...
///
/// A jar without such classes stays as it is. Times and order of the entries stay, so that the same jar always gives the
/// same bytes.
final class NewerClasses {
  private final ClassFile format;
  private int changed;

  private NewerClasses(ClassLoader jar) {
    ClassHierarchyResolver types =
        ClassHierarchyResolver.ofResourceParsing(jar).orElse(ClassHierarchyResolver.defaultResolver());
    this.format =
        ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(types));
  }

  public static void main(String[] jars) {
    for (String jar : jars) {
      try {
        rewrite(Path.of(jar));
      } catch (IOException | IllegalArgumentException e) {
        System.err.println("The classes of " + jar + " cannot be given stack maps: " + e.getMessage());
        System.exit(1);
      }
    }
  }

  private static void rewrite(Path jar) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      NewerClasses classes = new NewerClasses(loader);
      classes.copy(jar, bytes);
      if (classes.changed == 0) {
        return;
      }
    }
    Files.write(jar, bytes.toByteArray());
  }

  private void copy(Path jar, OutputStream to) throws IOException {
    try (ZipFile in = new ZipFile(jar.toFile());
        ZipOutputStream out = new ZipOutputStream(to)) {
      for (ZipEntry entry : Collections.list(in.entries())) {
        String name = entry.getName();
        if (name.startsWith("META-INF/") && name.endsWith(".SF")) {
          throw new IOException("it is signed");
        }
        ZipEntry copy = new ZipEntry(name);
        copy.setTimeLocal(entry.getTimeLocal()); // as it is written in a jar, in no zone
        out.putNextEntry(copy);
        byte[] content = in.getInputStream(entry).readAllBytes();
        out.write(name.endsWith(".class") ? newer(content) : content);
        out.closeEntry();
      }
    }
  }

  private byte[] newer(byte[] bytes) {
    ClassModel old = format.parse(bytes);
    if (old.majorVersion() >= ClassFile.JAVA_6_VERSION) {
      return bytes;
    }
    changed++;
    // Code that is taken apart and put together again gets its stack maps.
    ClassTransform code = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
    return format.transformClass(old, code.andThen(NewerClasses::version));
  }

  private static void version(ClassBuilder to, ClassElement element) {
    if (element instanceof ClassFileVersion) {
      to.withVersion(ClassFile.JAVA_6_VERSION, 0);
    } else {
      to.with(element);
    }
  }
}
