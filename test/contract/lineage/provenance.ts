import { canonicalize } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { at, derivation, Tracing } from '../../support/lineage.js';
import { stepInput } from '../../support/operating.js';
import { HOLDER_A } from '../../support/parties.js';
import { ProvJson } from '../../support/prov-json.js';
import type { Use } from '../suite.js';

export function provenance(use: Use): void {
  it('states versions, steps and parties in the words of W3C, always the same', async () => {
    const play = new Tracing(use());
    const [raw = ''] = await play.known('raw');
    const made = unique('made');
    const basis = { kind: 'ENTRUSTMENT', reference: 'C-1', principal: HOLDER_A } as const;
    const input = stepInput({ inputs: [at(raw)], output: at(made), basis });
    const step = await play.act('lineage:record', input, 'processor-e');
    await play.derive(derivation(made, [raw], { steps: [step.id], basis }), 'processor-e');
    const asked = { version: at(made), depth: 8, direction: 'UP' } as const;

    const answer = await use().ask('lineage:prov', asked, 'bank');
    const { document } = answer;

    ProvJson.parse(document);
    const { uscc } = step.recorded;
    expect(Object.keys(document.entity).sort()).to.deep.equal(
      [`data:${made}@1`, `data:${raw}@1`].sort(),
    );
    expect(Object.keys(document.agent).sort()).to.deep.equal(
      [`party:${uscc}`, `party:${HOLDER_A}`].sort(),
    );
    expect(Object.values(document.used)).to.deep.equal([
      { 'prov:activity': `step:${step.id}`, 'prov:entity': `data:${raw}@1` },
    ]);
    expect(Object.values(document.actedOnBehalfOf)).to.deep.equal([
      {
        ...{ 'prov:activity': `step:${step.id}`, 'prov:delegate': `party:${uscc}` },
        'prov:responsible': `party:${HOLDER_A}`,
      },
    ]);
    expect(Object.values(document.wasDerivedFrom)[0]).to.deep.include({
      ...{ 'prov:generatedEntity': `data:${made}@1`, 'prov:usedEntity': `data:${raw}@1` },
      'prov:activity': `step:${step.id}`,
    });
    expect(answer).to.include({ truncated: false, edges: 1 });
    const again = await use().ask('lineage:prov', asked, 'judge');
    expect(canonicalize(again)).to.equal(canonicalize(answer));
  });

  it('says that it is not all, where it is not', async () => {
    const play = new Tracing(use());
    const [a = ''] = await play.known('a');
    const [b, c] = [unique('b'), unique('c')];
    await play.derive(derivation(b, [a]));
    await play.derive(derivation(c, [b]));

    const of = { version: at(a), depth: 1, direction: 'DOWN' } as const;
    const answer = await use().ask('lineage:prov', of, 'bank');

    expect(answer.truncated).to.equal(true);
    expect(answer.statement).to.match(/^Truncated: /);
    expect(answer.document.entity[`data:${a}@1`]?.['sq:lineageTruncated']).to.equal(true);
    ProvJson.parse(answer.document);
  });
}
