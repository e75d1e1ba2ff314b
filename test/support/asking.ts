import type { Input } from '@shuquan/chaincode/model';
import { unique } from './founded.js';
import { Registrar } from './registrar.js';
import type { Stage } from './stage.js';

/** Records why somebody opens what is not its own. @returns how a read names it */
export async function asked(
  stage: Stage,
  on: Input<'query:ask'>['on'],
  as = 'judge',
): Promise<{ query: string; purpose: string }> {
  const [id, purpose] = [unique('qu'), 'LITIGATION'];
  await new Registrar(stage).act('query:ask', { id, on, purpose, basis: '测试' }, as);
  return { query: id, purpose };
}
