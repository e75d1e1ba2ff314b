/** What a progress bar draws on: standard error, or what a test listens on. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface Progress {
  /** Bytes done since the last call. */
  advance(bytes: number): void;
  /** Wipes the bar. */
  finish(): void;
}

/** What is over sooner than this needs no bar. */
const PATIENCE_MS = 700;
const REDRAW_MS = 100;
const MIB = 1_048_576;

/** A bar on one line, drawn only for a person who would otherwise wait without a sign. */
export function progressBar(
  screen: Screen,
  {
    label,
    total,
    now = () => performance.now(),
  }: { label: string; total: number; now?: () => number },
): Progress {
  const startedAt = now();
  let done = 0;
  let drawnAt = startedAt + PATIENCE_MS - REDRAW_MS;
  let isDrawn = false;
  return {
    advance(bytes) {
      done += bytes;
      const at = now();
      if (screen.isTTY !== true || at - drawnAt < REDRAW_MS) return;
      drawnAt = at;
      isDrawn = true;
      const rate = done / MIB / Math.max((at - startedAt) / 1000, 0.001);
      screen.write(`\r\x1b[2K${draw(label, done, total, rate, screen.columns ?? 80)}`);
    },
    finish() {
      if (isDrawn) screen.write('\r\x1b[2K');
    },
  };
}

function draw(label: string, done: number, total: number, rate: number, columns: number): string {
  const share = total === 0 ? 1 : Math.min(done / total, 1);
  const figures = ` ${String(Math.floor(share * 100)).padStart(3)} %  ${rate.toFixed(0)} MiB/s`;
  const name = label.length > 30 ? `…${label.slice(-29)}` : label;
  const width = Math.max(columns - name.length - figures.length - 4, 5);
  const full = Math.round(share * width);
  return `${name} [${'#'.repeat(full)}${'.'.repeat(width - full)}]${figures}`;
}
