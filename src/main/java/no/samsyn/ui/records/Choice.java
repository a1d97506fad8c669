package no.samsyn.ui.records;

/** One thing to choose; the empty key stands for none or for all. */
public record Choice(String key, String label) {
  @Override
  public String toString() {
    return label;
  }
}
