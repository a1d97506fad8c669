package no.samsyn.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import no.samsyn.console.OutboxExport;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code samsyn outbox export}: everything that is not on the server, content included. */
@Command(name = "export", description = "Write all of it as JSON, content included.")
final class OutboxExportCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "A new file, which only you can read. Default: stdout.")
  String file = "";

  OutboxExportCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    if (!file.isEmpty()) {
      return common.inWorkplace(around, this::toFile);
    }
    try (var workplace = around.workplaces().open(common.where(around))) {
      var out = new OutputStreamWriter(around.terminal().out(), StandardCharsets.UTF_8);
      var unused = workplace.export().to(out);
      out.write("\n");
      out.flush();
      return ExitCode.DONE;
    } catch (IOException e) {
      throw Trouble.failed("not-written", "The export could not be written to stdout.");
    }
  }

  private Answer toFile(Workplace workplace) {
    var path = Path.of(file);
    try (var out = create(path)) {
      var count = write(workplace.export(), out);
      return Answer.done(
          new Document().with("exported", count).with("file", path.toString()),
          "Exported " + count + " changes to " + path + ". The file holds personal data.");
    } catch (FileAlreadyExistsException e) {
      throw Trouble.failed("file-exists", path + " exists already. Choose another file.");
    } catch (IOException e) {
      throw Trouble.failed(
          "not-written", path + " cannot be written. Check the folder and the space on the disk.");
    }
  }

  private static long write(OutboxExport export, Writer out) throws IOException {
    var count = export.to(out);
    out.write("\n");
    return count;
  }

  private static Writer create(Path path) throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      var mine = PosixFilePermissions.fromString("rw-------");
      Files.createFile(path, PosixFilePermissions.asFileAttribute(mine));
    } else {
      Files.createFile(path);
    }
    return Files.newBufferedWriter(path, StandardCharsets.UTF_8);
  }
}
