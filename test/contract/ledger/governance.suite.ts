import { createHash, X509Certificate } from 'node:crypto';
import { recordDigest } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { depositInput, unique } from '../../support/founded.js';
import { codeOf } from '../../support/rejected.js';
import type { Use } from '../ledger.suite.js';

/** Who may act is held on the channel, and no organisation changes it alone. */
export function governance(use: Use): void {
  const deposit = (as: string) =>
    use().ledger.submit('evidence:deposit', depositInput(), use().as(as));

  it('refuses a certificate without the role', async () => {
    const ground = use();
    const party = { uscc: '91510100MA7DEM0166', type: 'LEGAL_PERSON' as const, name: '测试' };

    const registered = ground.ledger.submit('party:register', party, ground.as('holder-a'));

    expect(await codeOf(registered)).to.equal('ROLE_MISSING');
  });

  it('refuses a role that the organisation may not issue any more', async () => {
    const ground = use();
    const bound = (msps: string[]) =>
      ground.adopt({ kind: 'ROLE', value: { role: 'arbitrator', msps } }, [
        'authority-official',
        'court-official',
      ]);
    await bound(['AuthorityMSP']);

    const refused = await codeOf(deposit('arbitrator'));
    await bound(['CourtMSP']);

    expect(refused).to.equal('ROLE_NOT_BOUND');
    expect((await deposit('arbitrator')).value.depositor.role).to.equal('arbitrator');
  });

  it('refuses a party that is not at home in the caller’s organisation', async () => {
    const ground = use();
    const uscc = ground.row('bank').party?.uscc ?? '';
    const home = (msps: string[]) =>
      ground.adopt({ kind: 'HOME', value: { uscc, msps } }, [
        'registry-official',
        'exchange-official',
      ]);
    await home(['RegistryMSP']);

    const refused = await codeOf(deposit('bank'));
    await home(['ExchangeMSP']);

    expect(refused).to.equal('PARTY_NOT_HOME');
    expect((await deposit('bank')).value.depositor.uscc).to.equal(uscc);
  });

  it('refuses a suspended certificate, for reading too', async () => {
    const ground = use();
    const { mspId, certificatePem } = ground.row('consumer-c');
    const { raw } = new X509Certificate(certificatePem);
    const fingerprint = createHash('sha256').update(raw).digest('hex');
    const suspend = (suspended: boolean) =>
      ground.adopt(
        { kind: 'CERTIFICATE', value: { mspId, fingerprint, suspended, reason: '私钥遗失' } },
        ['registry-official', 'authority-official'],
      );
    const read = () =>
      ground.ledger.evaluate(
        'governance:settings',
        { kind: 'TIME', limit: 1 },
        ground.as('consumer-c'),
      );
    await suspend(true);

    const refused = [await codeOf(deposit('consumer-c')), await codeOf(read())];
    await suspend(false);

    expect(refused).to.deep.equal(['CERTIFICATE_SUSPENDED', 'CERTIFICATE_SUSPENDED']);
    expect((await read()).items.length).to.equal(1);
  });

  it('wants two officials, of every organisation a change touches', async () => {
    const ground = use();
    const { ledger } = ground;
    const id = unique('change');
    const change = {
      kind: 'ROLE' as const,
      value: { role: 'operator' as const, msps: ['AuthorityMSP'] },
    };
    const input = { id, change, reason: '测试' };
    const vote = { id, digest: recordDigest(change) };
    const approve = (as: string, digest = vote.digest) =>
      ledger.submit('governance:approve', { id, digest }, ground.as(as));
    const proposed = await ledger.submit(
      'governance:propose',
      input,
      ground.as('registry-official'),
    );

    expect(proposed.value).to.include({ state: 'OPEN', digest: vote.digest });
    expect(await codeOf(approve('registry-official'))).to.equal('APPROVER_NOT_INDEPENDENT');
    expect(await codeOf(approve('authority-official', '00'.repeat(32)))).to.equal(
      'PROPOSAL_MISMATCH',
    );
    expect(await codeOf(approve('holder-a'))).to.equal('ROLE_MISSING');
    expect((await approve('court-official')).value.state).to.equal('OPEN');
    expect((await approve('authority-official')).value.state).to.equal('ADOPTED');
    expect(await codeOf(approve('exchange-official'))).to.equal('PROPOSAL_CLOSED');
  });
}
