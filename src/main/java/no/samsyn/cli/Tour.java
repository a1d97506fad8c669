package no.samsyn.cli;

import java.util.function.Consumer;

/** The guided tour: everything that it says really happens. */
@FunctionalInterface
public interface Tour {
  /** Hands out line after line, and returns whether all of it was true. */
  boolean run(Consumer<String> line);
}
