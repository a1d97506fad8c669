package no.samsyn.ui.common;

import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.Stage;

/**
 * Asks a person where to write a file. The operating system does it, except where there is none.
 */
@FunctionalInterface
public interface FileQuestion {
  Optional<Path> saveAs(Stage owner, String title, String suggestedName);
}
