package no.samsyn.net;

import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Call;
import okhttp3.EventListener;

/**
 * Counts the bytes of request and answer bodies as they pass the wire, packed as they are.
 * Thread-safe.
 */
final class Traffic extends EventListener {
  private final AtomicLong bytes = new AtomicLong();

  long bytes() {
    return bytes.get();
  }

  @Override
  public void requestBodyEnd(Call call, long byteCount) {
    bytes.addAndGet(byteCount);
  }

  @Override
  public void responseBodyEnd(Call call, long byteCount) {
    bytes.addAndGet(byteCount);
  }
}
