/** Of this package: whoever reads a report learns by which rules it was checked. */
export const VERIFIER_VERSION = '0.1.0';
