package no.samsyn.mobile.store;

import java.security.GeneralSecurityException;

/** Encrypts a key with another one that never leaves the phone's key store. Thread-safe. */
interface KeyWrap {

  byte[] wrap(byte[] key) throws GeneralSecurityException;

  /** Returns the key, or fails if it was changed or the phone's own key is gone. */
  byte[] unwrap(byte[] wrapped) throws GeneralSecurityException;
}
