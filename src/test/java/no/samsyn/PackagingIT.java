package no.samsyn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is built is what starts: the jars themselves, in processes of their own. */
class PackagingIT {
  private static final Path JAR = Path.of(System.getProperty("samsyn.jar"));
  private static final int SECONDS_MAX = 60; // a start takes one; a loaded machine takes more

  @TempDir Path folder;

  @Test
  void theProgramStartsFromItsJar() throws Exception {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString(),
                "--version")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).as("ended in time").isTrue();
      assertThat(Files.readString(output, StandardCharsets.UTF_8)).startsWith("Samsyn ");
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void everyLibraryOfTheManifestLiesBesideTheJar() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);

      assertThat(classPath.split(" ", -1)).allMatch(path -> Files.exists(JAR.resolveSibling(path)));
    }
  }

  @Test
  void theEngineJarHoldsThePortablePackagesOnly() throws IOException {
    try (JarFile jar = new JarFile(JAR.resolveSibling("samsyn-engine.jar").toFile())) {
      assertThat(jar.stream().map(Object::toString).filter(name -> !name.endsWith("/")))
          .isNotEmpty()
          .allMatch(
              name ->
                  name.matches(
                      "no/samsyn/(audit|json|model|net|peersupport|store|sync|wire)/.*"
                          + "|db/client/.*|META-INF/.*"));
    }
  }
}
