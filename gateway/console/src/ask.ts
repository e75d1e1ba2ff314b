import type { Asking } from './question.js';

/** Why there is no answer: nobody was reached, too much was asked, or the question was refused. */
export type NoAnswer = 'unreachable' | 'busy' | 'refused';

export class AskError extends Error {
  override readonly name = 'AskError';
  readonly why: NoAnswer;

  constructor(why: NoAnswer) {
    super(why);
    this.why = why;
  }
}

const TIMEOUT_MS = 30_000;
/** A signed answer of ten certificates with sixty holders each is far below. */
const MAX_TEXT = 4_000_000;

/** 16 random bytes that the answer must repeat: an answer given before has others. */
export function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The signed answer as text. What is sent is the address: a digest or a number, and the nonce. */
export const askGateway = ({ path }: Asking, nonce: string, signal: AbortSignal): Promise<string> =>
  get(`${path}?nonce=${nonce}`, signal);

/** The roots that this server names. */
export const readServerAnchors = (signal: AbortSignal): Promise<string> =>
  get('/v1/public/anchors', signal);

async function get(path: string, signal: AbortSignal): Promise<string> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      ...{
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
      },
    });
    text = await response.text();
  } catch (err) {
    if (signal.aborted) throw err;
    throw new AskError('unreachable');
  }
  if (!response.ok) throw new AskError([429, 503].includes(response.status) ? 'busy' : 'refused');
  if (text.length > MAX_TEXT) throw new AskError('refused');
  return text;
}
