import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import { ResourceDesk } from '../../support/resource-desk.js';
import { resourceForm } from '../../support/resource-forms.js';
import type { Use } from '../suite.js';

const CODE = 'ZY-511-20260210-000000000000';

/** Anybody enrolled reads what is registered, by code or by data. */
export function reading(use: Use): void {
  it('answers by code, with validity and renewal', async () => {
    const desk = new ResourceDesk(use());
    const { lookupCode, lastValidDay } = await desk.coded();

    const view = await desk.resource(lookupCode);

    expect(view.record.lookupCode).to.equal(lookupCode);
    expect(view.state).to.deep.include({ status: 'ACTIVE', until: lastValidDay });
    expect(view.renewal.until).to.equal(lastValidDay);
    expect(await use().code('resource:read', { lookupCode: CODE }, 'bank')).to.equal(
      'RESOURCE_NOT_FOUND',
    );
  });

  it('answers by data version, page by page', async () => {
    const desk = new ResourceDesk(use());
    const form = resourceForm(unique('ds'));
    const codes = [
      (await desk.coded(form)).lookupCode,
      (await desk.coded({ ...form, evidence: unique('EV') })).lookupCode,
    ];
    const input = { data: form.data, limit: 1 };

    const first = await use().ask('resource:of', input, 'bank');
    const second = await use().ask('resource:of', { ...input, cursor: first.next ?? '' }, 'bank');

    const found = [...first.items, ...second.items].map(({ record }) => record.lookupCode);
    expect(found).to.have.members(codes);
    expect(await use().code('resource:of', { ...input, cursor: 'AAAA' }, 'bank')).to.equal(
      'CURSOR_INVALID',
    );
  });

  it('answers for no instant that the ledger does not know', async () => {
    const desk = new ResourceDesk(use());
    const { lookupCode, data } = await desk.coded();
    const asOf = '2199-01-01T00:00:00.000Z';

    expect(await use().code('resource:read', { lookupCode, asOf }, 'bank')).to.equal(
      'AS_OF_TOO_LATE',
    );
    expect(await use().code('resource:of', { data, asOf, limit: 1 }, 'bank')).to.equal(
      'AS_OF_TOO_LATE',
    );
  });
}
