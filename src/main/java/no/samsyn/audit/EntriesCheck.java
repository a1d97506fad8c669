package no.samsyn.audit;

import java.util.List;
import java.util.TreeMap;
import no.samsyn.json.BadJson;

/**
 * Follows the entries of an export line by line: the chain, the checkpoints and pinned heads on the
 * way, and the filter. Throws {@link BadBundle} at the first line that is wrong. Keeps one hash and
 * a few counts. Not thread-safe.
 */
final class EntriesCheck {
  private final BundleHeader header;
  private final HashChain chain;
  private final TreeMap<Long, ChainHead> expected = new TreeMap<>();
  private final Tally tally = new Tally();
  private long vouchedFor;

  /**
   * Begins before the first entry.
   *
   * @param signed heads whose signatures were checked, the last of them at the end of the range
   */
  EntriesCheck(BundleHeader header, List<ChainHead> signed, Pins pins) {
    this.header = header;
    this.chain = HashChain.from(header.before());
    this.vouchedFor = header.before().index();
    signed.forEach(this::expect);
    pins.heads().forEach(this::expectPinned);
    if (signed.isEmpty() || expected.lastKey() > signed.get(signed.size() - 1).index()) {
      throw new BadBundle(0, "it ends before a pinned entry: it was cut");
    }
  }

  private void expectPinned(ChainHead pinned) {
    if (!pinned.tenant().equals(header.before().tenant())) {
      throw new BadBundle(0, "the pinned head is of another trail");
    }
    if (pinned.index() < header.before().index()) {
      throw new BadBundle(0, "it begins behind the pinned head at entry " + pinned.index());
    }
    if (pinned.index() > header.before().index()) {
      expect(pinned);
    } else if (!pinned.equals(header.before())) {
      throw new BadBundle(pinned.index() + 1, "what came before is not what is pinned");
    }
  }

  private void expect(ChainHead head) {
    var other = expected.put(head.index(), head);
    if (other != null && !other.equals(head)) {
      throw new BadBundle(
          vouchedFor + 1, "a checkpoint and a pinned head differ at entry " + head.index());
    }
  }

  ChainHead head() {
    return chain.head();
  }

  /** Checks the next line, without its line feed, and returns what it says. */
  BundleLine line(byte[] bytes) {
    var index = chain.head().index() + 1;
    BundleLine line;
    try {
      line = BundleLine.of(bytes, header.profile());
    } catch (BadJson e) {
      throw new BadBundle(index, "entry " + index + " is wrong: " + e.getMessage());
    }
    if (!chain.continuesWith(line.link())) {
      throw new BadBundle(
          index, "entry " + index + " is missing: entry " + line.link().index() + " follows");
    }
    if (index > expected.lastKey()) {
      throw new BadBundle(index, "entry " + index + " lies behind the last checkpoint");
    }
    checkFilter(line, index);
    follow(line.link());
    return line;
  }

  private void checkFilter(BundleLine line, long index) {
    if (line instanceof BundleLine.Shown shown) {
      if (!shown.shown().isAskedForBy(header.filter())) {
        throw new BadBundle(index, "entry " + index + " is shown and does not match the filter");
      }
      tally.shown(shown.shown());
    } else {
      var mayMatch = header.filter().matches(line.link());
      if (mayMatch && !header.filter().asksForNames()) {
        throw new BadBundle(index, "entry " + index + " matches the filter and is not shown");
      }
      tally.leftOut(mayMatch);
    }
  }

  private void follow(ChainLink link) {
    var head = chain.append(link);
    var known = expected.get(head.index());
    if (known != null && !known.equals(head)) {
      throw new BadBundle(
          vouchedFor + 1,
          "entries "
              + (vouchedFor + 1)
              + " to "
              + head.index()
              + " do not lead to what was signed or pinned: one of them was changed");
    }
    if (known != null) {
      vouchedFor = head.index();
    }
  }

  /** Checks that the last entry was reached, and returns the counts. */
  Tally end() {
    if (chain.head().index() < expected.lastKey()) {
      throw new BadBundle(
          chain.head().index() + 1, "it ends before entry " + expected.lastKey() + ": it was cut");
    }
    return tally;
  }
}
