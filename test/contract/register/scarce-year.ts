import type { Name } from '@shuquan/chaincode/model';
import { developmentRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { HOLDER_A, HOLDER_B } from '../../support/parties.js';
import { initialForm, privateContact, quietForm } from '../../support/register-samples.js';
import { FIRST, Registrar, shanghai } from '../../support/registrar.js';
import { type Use, skip } from '../suite.js';

type Refuse = (name: Name, input: object, as: string) => Promise<void>;
type Play = (desk: Registrar, refuse: Refuse) => Promise<void>;

/** Acts of a contract whose clocks run into a year that nobody adopted a calendar for. */
export function scarceYear(contract: keyof typeof plays, use: Use): void {
  describe('a year without a calendar', () => {
    it('ends no clock, so no act that starts one is taken', async function () {
      const { openUnder } = use().bench;
      if (openUnder === undefined) skip(this, 'the calendars here are everybody’s');
      const rules = developmentRules(2027).filter(({ listId }) => listId !== 'CN-2028');
      const stage = use().on(await openUnder(rules));
      const refuse: Refuse = async (name, input, as) => {
        const code = await stage.code(name, input, as, { transient: privateContact() });
        expect(code, name).to.equal('CALENDAR_MISSING');
      };
      try {
        await plays[contract](new Registrar(stage), refuse);
      } finally {
        await stage.bench.close();
      }
    });
  });
}

const ofCase = (id: string): { case: string } => ({ case: id });
const digest = '0'.repeat(64);

const registration: Play = async (desk, refuse) => {
  const allocation = [HOLDER_A, HOLDER_B].map((holder) => ({
    ...{ holder, right: 'USE' as const, share: 'CONCURRENT' as const },
  }));
  await desk.goTo(shanghai('2027-12-27 10:00'));
  await desk.apply('rc-shared', initialForm('DS-SHARED', { allocation }));
  await desk.goTo(shanghai('2027-12-30 10:00'));
  const { registrar, profile } = FIRST;
  const late = { id: 'rc-late', registrar, profile, form: initialForm('DS-LATE') };
  await refuse('registration:apply', late, 'holder-a');
  const { application } = await desk.view('rc-shared');
  const consent = { ...ofCase('rc-shared'), application: application.digest };
  await refuse('registration:consent', consent, 'holder-b');
};

const acceptance: Play = async (desk, refuse) => {
  const items = [{ field: 'description.name', what: '不完整' }];
  const served = {
    ...({ document: 'CORRECTION_NOTICE', method: 'ELECTRONIC', servedOn: '2027-12-27' } as const),
    receiptDigest: digest,
  };
  const correct = async (id: string, workingDays: number): Promise<void> => {
    await desk.apply(id, initialForm(id));
    const notice = { ...ofCase(id), items, workingDays };
    await desk.act('acceptance:correct', notice, 'registrar1');
  };
  await desk.goTo(shanghai('2027-12-27 10:00'));
  await correct('rc-slow', 20);
  await refuse('acceptance:serve', { ...ofCase('rc-slow'), ...served }, 'registrar1');
  await correct('rc-mended', 2);
  await desk.act('acceptance:serve', { ...ofCase('rc-mended'), ...served }, 'registrar1');
  await desk.apply('rc-new', initialForm('rc-new'));
  await refuse('acceptance:accept', ofCase('rc-new'), 'registrar1');
  await desk.goTo(shanghai('2027-12-29 10:00'));
  const mended = { ...ofCase('rc-mended'), form: initialForm('rc-mended') };
  await refuse('acceptance:supplement', mended, 'holder-a');
};

/** Accepted by silence on 24 December: whatever builds on it counts ten working days on. */
const review: Play = async (desk, refuse) => {
  await desk.goTo(shanghai('2027-12-20 10:00'));
  await desk.apply('rc-silent', quietForm('DS-SILENT'));
  await desk.goTo(shanghai('2027-12-27 10:00'));
  const silent = ofCase('rc-silent');
  const reasons = '测试';
  const findings = [{ matter: 'SOURCE', outcome: 'SATISFIED', note: '属实' }];
  const items = [{ field: 'source', what: '证明' }];
  await refuse('review:record', { ...silent, findings }, 'registrar1');
  await refuse('review:askProof', { ...silent, items }, 'registrar1');
  await refuse('review:extend', { ...silent, reasons }, 'registrar1');
  await refuse('review:withhold', { ...silent, reasons }, 'registrar1');
  await refuse('review:publish', silent, 'registrar1');
  const refusal = { outcome: 'REFUSED', ground: 'NOT_PROVED', reasons };
  await refuse('review:decide', { ...silent, ...refusal }, 'approver1');
};

const objection: Play = async (desk, refuse) => {
  await desk.goTo(shanghai('2027-12-13 10:00'));
  await desk.accepted('rc-noticed', initialForm('DS-NOTICED'));
  await desk.goTo(shanghai('2027-12-20 10:00'));
  await desk.act('review:publish', ofCase('rc-noticed'), 'registrar1');
  await desk.goTo(shanghai('2027-12-22 10:00'));
  const raised = { objection: 'ob-1', reasons: '测试', materialDigest: digest };
  await refuse('objection:raise', { ...ofCase('rc-noticed'), ...raised }, 'holder-b');
};

const plays = { registration, acceptance, review, objection } as const;
