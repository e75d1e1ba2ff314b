/** Pairs with colons, as `openssl x509 -fingerprint -sha256` prints them: what people compare. */
export const fingerprintText = (hex: string): string =>
  (hex.toUpperCase().match(/../g) ?? []).join(':');
