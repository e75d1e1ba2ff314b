/** A filter that names nothing leaves nothing out. */
export const same = (wanted: string | undefined, is: string): boolean =>
  wanted === undefined || wanted === is;
