import { isCoded } from '../../errors.js';
import { openRandom } from './file.js';
import { rowsOf } from './rows.js';

/** The process that `reader.ts` starts: sends one part each time it is asked, then `done` or a fault. */
const [path = ''] = process.argv.slice(2);

const asked = (): Promise<unknown> => new Promise((resolve) => process.once('message', resolve));
const send = (message: object): void => {
  process.send?.(message);
};

try {
  const file = await openRandom(path);
  try {
    await asked();
    for await (const part of rowsOf(file)) {
      send({ part });
      await asked();
    }
    send({ done: true });
  } finally {
    await file.close();
  }
} catch (err) {
  const { code, message, params } = isCoded(err)
    ? err
    : { code: 'INTERNAL', message: String(err), params: {} };
  send({ fault: { code, message, params } });
}
