package no.samsyn.app;

import java.util.function.Consumer;
import no.samsyn.cli.Windows;
import no.samsyn.console.Workplaces.Where;

/** A place where no window can be opened. */
final class NoWindows implements Windows {
  @Override
  public int console(Where where) {
    throw new IllegalStateException("no windows in this test");
  }

  @Override
  public boolean hasDisplay() {
    return false;
  }

  @Override
  public int practise() {
    throw new IllegalStateException("no windows in this test");
  }

  @Override
  public boolean tour(Consumer<String> line) {
    return true;
  }
}
