/**
 * Where things stand on an A4 page, in points from its upper left corner. The printer draws by this
 * table and the reader finds fields by it, so a change here makes older prints unreadable: then
 * the face needs a new `v`.
 */
export const page = { width: 595.28, height: 841.89, margin: 36 } as const;

/** Between these heights stand the rows; above and below stands what is no field. */
export const body = { firstTop: 138, top: 64, bottom: 786, closingTop: 652 } as const;

/** Left edges of columns. A cell reaches to the next column of its row. */
export const columns = {
  anchor: 48,
  value: 122,
  secondLabel: 304,
  secondValue: 376,
  holder: { name: 122, id: 250, right: 346, share: 404, from: 438, until: 494 },
  remark: { kind: 122, since: 258, text: 314 },
  right: 547,
} as const;

export const text = { size: 9, small: 8, leading: 13, padding: 5, gap: 6 } as const;

/** Baselines of what is no field. */
export const fixed = {
  title: { x: 0, y: 92, size: 26 },
  prevails: { x: 48, y: 782, size: 8 },
  seal: { x: 118, y: 712, size: 9 },
  scan: { x: 462, y: 770, size: 8 },
  foot: { x: 48, y: 800, size: 8 },
} as const;

export const seal = { x: 164, y: 709, radius: 48 } as const;

/** The QR with its quiet zone of four modules (ISO/IEC 18004 §9.1). */
export const qr = { x: 437, y: 654, side: 106, quiet: 4 } as const;

/**
 * Sixty holders and sixty remarks with the longest texts fill thirty pages of Chinese, and under
 * eighty if every character is the font’s widest, a dash of three ems.
 */
export const MAX_PAGES = 100;
