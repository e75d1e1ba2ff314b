import { parseJson, type QueryName } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import type { UseDisputes } from '../dispute.suite.js';

export function bundles(use: UseDisputes): void {
  it('lists every question about it, each of which its body can ask', async () => {
    const desk = use();
    const granted = await desk.operated();
    const { id: grant, grantee } = await desk.granted(
      desk.rootOffer(granted),
      'holder-a',
      'consumer-c',
    );
    const subjects = [
      { kind: 'RIGHT' as const, id: granted.right },
      { kind: 'GRANT' as const, id: grant },
    ];
    const id = await desk.opened(granted, { subjects });
    const evidence = await desk.evidence('holder-a');
    const submission = { id, submission: unique('S'), evidence, purpose: '日志' };
    await desk.act('dispute:submit', submission, 'holder-a');
    const permits = [{ grant, by: grantee, purpose: 'CREDIT_VERIFY', asOf: await now(use) }];

    const manifest = await desk.stage.ask('dispute:bundle', { id, permits }, 'arbitrator');

    const names = new Set(manifest.parts.map(({ transaction }) => transaction));
    expect([...names]).to.include.members([
      ...['dispute:read', 'register:right', 'register:registration', 'register:certificate'],
      ...['grant:read', 'grant:permits', 'delivery:refusals', 'evidence:read', 'platform:at'],
      'codelist:read',
    ]);
    for (const { transaction, input } of manifest.parts) {
      await desk.stage.ask(transaction as QueryName, parseJson(input) as never, 'arbitrator');
    }
  });

  it('opens to another office, for a purpose, with all that is in it and with nothing else', async () => {
    const desk = use();
    const granted = await desk.operated();
    const { id: grant } = await desk.granted(desk.rootOffer(granted), 'holder-a', 'consumer-c');
    const { id: other } = await desk.granted(desk.rootOffer(granted), 'holder-a', 'consumer-c');
    const id = await desk.opened(granted, { subjects: [{ kind: 'GRANT' as const, id: grant }] });
    const on = { kind: 'DISPUTE' as const, id };

    const { parts } = await desk.stage.opened(
      'dispute:bundle',
      { id, permits: [] },
      { on, as: 'judge' },
    );

    expect(parts.map(({ transaction }) => transaction)).to.include('delivery:refusals');
    for (const { transaction, input } of parts) {
      await desk.stage.ask(transaction as QueryName, parseJson(input) as never, 'judge');
    }
    const named = { ...(await desk.stage.asked(on, 'judge')), dispute: id };
    const refusals = (of: string, over: object, as = 'judge'): Promise<string> =>
      desk.stage.code('delivery:refusals', { grant: of, limit: 1, ...over }, as);
    await desk.stage.ask('delivery:refusals', { grant, limit: 1, ...named }, 'judge');
    expect(await refusals(other, named)).to.equal('QUERY_PURPOSE_EXCEEDED');
    expect(await refusals(grant, { ...named, dispute: 'nothing' })).to.equal(
      'QUERY_PURPOSE_EXCEEDED',
    );
    expect(await refusals(grant, { dispute: id })).to.equal('QUERY_PURPOSE_MISSING');
    // Its body decides upon it: naming the dispute is enough, and leads no further.
    const own = { grant, limit: 1, dispute: id };
    await desk.stage.ask('delivery:refusals', own, 'arbitrator');
    expect(await refusals(other, { dispute: id }, 'arbitrator')).to.equal('QUERY_PURPOSE_EXCEEDED');
  });

  it('is for whoever may read the dispute', async () => {
    const desk = use();
    const { id } = await desk.filed(await desk.operated());
    const ask = (of: string, as: string): Promise<string> =>
      desk.stage.code('dispute:bundle', { id: of, permits: [] }, as);

    expect(await ask('nothing', 'arbitrator')).to.equal('RECORD_NOT_FOUND');
    expect(await ask(id, 'consumer-c')).to.equal('CALLER_FORBIDDEN');
  });
}

/** The time of the last beacon: no question is about what is later. */
const now = async (use: UseDisputes): Promise<string> =>
  (await use().stage.ask('beacon:latest', {}, 'bank')).statement.time;
