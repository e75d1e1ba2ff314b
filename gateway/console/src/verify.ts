import { AskError, askGateway, newNonce, readServerAnchors } from './ask.js';
import { type Conclusion, type Insistence, judge } from './judge.js';
import { askingOf, type Question } from './question.js';
import { type Trust, trustIn } from './trust.js';

/** The roots that this server names; `undefined` while it names none that can be read. */
export async function serverTrust(signal: AbortSignal): Promise<Trust | undefined> {
  try {
    return trustIn(await readServerAnchors(signal), 'SERVER');
  } catch (err) {
    if (signal.aborted) throw err;
    return undefined;
  }
}

/** Asks where the question needs it, and checks the answer here. */
export async function examine(
  question: Question,
  { trust, insistence }: { readonly trust: Trust | undefined; readonly insistence: Insistence },
  signal: AbortSignal,
): Promise<Conclusion> {
  const unanswered = { verdict: 'INCOMPLETE', tone: 'caution', question } as const;
  if (trust === undefined) return { ...unanswered, headline: 'noAnchors' };
  if (question.kind === 'answer') return judge(question, question, { trust, insistence });
  const nonce = newNonce();
  try {
    const text = await askGateway(askingOf(question), nonce, signal);
    return judge(question, { text, nonce }, { trust, insistence });
  } catch (err) {
    if (err instanceof AskError) return { ...unanswered, headline: err.why };
    throw err;
  }
}
