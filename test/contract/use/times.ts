import type { Name } from '@shuquan/chaincode/model';
import { boundedByTime } from '../bounded.js';
import { useSamples } from '../use-samples.js';
import type { UseUses } from '../use.suite.js';

/** What an old citation or a clock that is off does to each of these acts. */
export function times(desk: UseUses, names: readonly Name[]): void {
  boundedByTime(
    () => desk().stage,
    names,
    (name) => ({ input: useSamples[name as keyof typeof useSamples], as: 'consumer-c' }),
  );
}
