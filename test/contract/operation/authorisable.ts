import type { TransactionName } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { agreementInput, Operating, schemeInput } from '../../support/operating.js';
import {
  assessedEntry,
  catalogEntry,
  plantAttestation,
  plantEntries,
} from '../../support/operation-plants.js';
import type { Use } from '../suite.js';

/** An input that names these entries of the catalogue. */
async function naming(
  play: Operating,
  name: TransactionName,
  catalogNos: string[],
): Promise<object> {
  await play.catalogued();
  if (name === 'scheme:draft') return schemeInput({ catalogNos });
  return agreementInput(await play.ground(), play.term(), { catalogNos });
}

/** What catalogue numbers are refused for, whoever names them. */
export function authorisable(use: Use, name: TransactionName): void {
  it('takes in no number of the negative list, and says which version lists it', async () => {
    const play = new Operating(use());
    const input = await naming(play, name, ['CD-GS-0007', 'CD-GA-0001']);

    expect(await play.refused(name, input, 'implementer')).to.equal('CATALOG_NO_LISTED');
  });

  it('takes in no number that the catalogue has not, or has no more', async () => {
    const play = new Operating(use());
    await plantEntries(use().bench, [catalogEntry('CD-GS-0100', { state: 'RETIRED' })]);

    for (const no of ['CD-GS-0101', 'CD-GS-0100']) {
      const input = await naming(play, name, [no]);
      expect(await play.refused(name, input, 'implementer')).to.equal('CATALOG_NOT_FOUND');
    }
  });

  it('takes in no core data, and important data with a security assessment alone', async () => {
    const play = new Operating(use());
    const [core, important] = [`CD-CORE-${name.slice(0, 3)}`, `CD-IMP-${name.slice(0, 3)}`];
    await plantEntries(use().bench, [
      catalogEntry(core, { level: 'CORE' }),
      catalogEntry(important, { level: 'IMPORTANT' }),
    ]);
    const refuse = async (no: string): Promise<string> =>
      play.refused(name, await naming(play, name, [no]), 'implementer');

    expect(await refuse(core)).to.equal('CORE_DATA_REFUSED');
    expect(await refuse(important)).to.equal('ATTESTATION_MISSING');
    await plantAttestation(use().bench, 'SECURITY_ASSESSMENT', assessedEntry(important));
    const scheme = await play.act(
      'scheme:draft',
      schemeInput({ catalogNos: [important] }),
      'implementer',
    );
    expect(scheme.catalogNos).to.deep.equal([important]);
  });
}
