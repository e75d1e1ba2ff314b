/** Digits that are written out; beyond them an exponent is, so that 1e9999 stays short. */
const MAX_PLAIN = 40;

const NUMBER = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,6}))?$/;
const INTEGER = /^-?[1-9]\d*$|^0$/;

/**
 * One text for every way to write a number: 1.50, 1.5e0 and 15e-1 are 1.5. `undefined` for what is
 * no number in JSON's grammar: 007, +5 and 1,000 may be codes, and stay as they are.
 */
export function decimalText(text: string): string | undefined {
  if (text.length <= MAX_PLAIN && INTEGER.test(text)) return text;
  const [, sign = '', whole, fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = withoutTail(digits);
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign}${written(significant, power)}`;
}

/** Without a regular expression: `/0+$/` takes quadratic time on what an attacker writes. */
function withoutTail(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}

function written(digits: string, power: number): string {
  if (power === 0) return digits;
  if (power > 0) {
    return digits.length + power <= MAX_PLAIN
      ? `${digits}${'0'.repeat(power)}`
      : `${digits}e${power}`;
  }
  if (-power > MAX_PLAIN) return `${digits}e${power}`;
  const padded = digits.padStart(1 - power, '0');
  return `${padded.slice(0, power)}.${padded.slice(power)}`;
}
