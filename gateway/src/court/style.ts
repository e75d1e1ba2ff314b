/** Where things stand on an A4 page of a report, in points from its upper left corner. */
export const page = { width: 595.28, height: 841.89, left: 48, right: 547, top: 52, bottom: 782 };
export const foot = { baseline: 806, size: 7.5 } as const;

/** Terms to the left, what is said under them to the right. */
export const columns = { label: page.left, value: 186, gap: 10 } as const;

export const ink = {
  ...{ text: '#111111', quiet: '#555555', label: '#5b1a1a', title: '#8a1c1c', line: '#d9cfcf' },
  ...{ good: '#1e6b3a', caution: '#b26a00', bad: '#aa1111', unproven: '#777777' },
} as const;
export type Ink = (typeof ink)[keyof typeof ink];

/** A size of type, and how far apart its lines stand. */
export interface Type {
  readonly size: number;
  readonly leading: number;
  readonly weight: 'regular' | 'bold';
}

export const type = {
  title: { size: 18, leading: 25, weight: 'bold' },
  verdict: { size: 16, leading: 23, weight: 'bold' },
  heading: { size: 12, leading: 18, weight: 'bold' },
  subheading: { size: 10, leading: 15, weight: 'bold' },
  text: { size: 9, leading: 13.5, weight: 'regular' },
  strong: { size: 9, leading: 13.5, weight: 'bold' },
  other: { size: 8, leading: 12, weight: 'regular' },
} as const satisfies Record<string, Type>;
