import type { ProvenInterval } from '@shuquan/chaincode/model';
import { parseAnchors } from '@shuquan/verifier';
import { latestOf } from '../witness/channel.js';
import { boundsOf, type Placed } from '../witness/interval.js';
import type { StepReport } from './report.js';
import { deposited, demoJson, person, type Stage } from './stage.js';
import { type PartyRow, registerParties } from '../founding/parties.js';
import { verified } from './verified.js';
import { eventually } from './waiting.js';

export async function ground(
  { ledger, organizations, anchors }: Stage,
  report: StepReport,
): Promise<void> {
  const { height } = await ledger.info();
  const { organizations: pinned } = parseAnchors(anchors);
  const custodians = organizations.map((mspId) => pinned.get(mspId)?.custodian ?? '');
  const single = [...pinned.values()].some(({ singleCustodian }) => singleCustodian);
  if (single) {
    report.note('SINGLE CUSTODIAN: one process holds every key; independence is not proven here.');
  }
  report.note(`The ${ledger.kind} ledger has ${String(height)} blocks.`);
  report.note(`Endorsing: ${custodians.join('、')}`);
  report.check('At least two organisations endorse.', organizations.length >= 2);
  report.add({
    ledger: ledger.kind,
    height: height.toString(),
    organizations,
    singleCustodian: single,
  });
}

export async function parties(stage: Stage, report: StepReport): Promise<void> {
  const known = new Set([...stage.people.values()].flatMap(({ party }) => party?.uscc ?? []));
  const rows = (await demoJson('parties.json')) as PartyRow[];
  const mine = rows.filter(({ uscc }) => known.has(uscc));
  const { identity } = person(stage, 'registrar1');
  await registerParties(stage.ledger, mine, identity);
  for (const { uscc, name } of mine) {
    const { state } = await stage.ledger.evaluate('party:read', { uscc }, identity);
    report.check(`${name} ${uscc} is ${state}.`, state === 'VERIFIED');
  }
  report.add({ parties: mine.map(({ uscc, name }) => ({ uscc, name })) });
}

export async function time(stage: Stage, report: StepReport): Promise<void> {
  const { identity } = person(stage, 'notary');
  const beacon = await eventually(() => latestOf(stage.ledger, identity), stage.patienceMs);
  const stated = beacon?.witnesses.map(({ mspId }) => mspId) ?? [];
  report.check(
    `Beacon ${String(beacon?.statement.number)} of ${beacon?.statement.time ?? 'nobody'} is stated by ${stated.join(' and ')}.`,
    new Set(stated).size >= 2,
  );
  report.add({ beacon: beacon?.statement, witnesses: stated });
}

export async function history(stage: Stage, report: StepReport): Promise<void> {
  const { id } = deposited(stage, 'ds_a_v1.csv').value;
  const { identity } = person(stage, 'judge');
  const { items } = await stage.ledger.evaluate('evidence:history', { id, limit: 10 }, identity);
  for (const { event, claimedAt, txId } of items) report.note(`${claimedAt} ${event} ${txId}`);
  const events = items.map(({ event }) => event);
  report.check('Newest first: SUPERSEDED, DEPOSITED.', events.join() === 'SUPERSEDED,DEPOSITED');
  report.add({ id, history: items });
}

/** Asked of every organisation, checked with nothing but the pinned roots, then altered. */
export async function answer(stage: Stage, report: StepReport): Promise<void> {
  const { digests } = deposited(stage, 'ds_a_v1.csv').value;
  const query = { algorithm: 'SHA-256' as const, hex: digests['SHA-256'], limit: 100 };
  const { identity } = person(stage, 'judge');
  const attested = await stage.ledger.attest(
    'evidence:findByDigest',
    query,
    identity,
    stage.organizations,
  );
  const checked = verified(stage, attested.envelope);
  const altered = Uint8Array.from(attested.envelope);
  altered[altered.length >> 1] = (altered[altered.length >> 1] ?? 0) ^ 1;
  const forged = verified(stage, altered);
  if (checked.singleCustodian) report.note('SINGLE CUSTODIAN: independent custody NOT_PROVEN.');
  report.check(`The answer is ${checked.verdict}.`, checked.verdict === 'VALID');
  const signed = checked.organizations.map(({ mspId }) => mspId);
  const independent = checked.independentOrganizations;
  report.note(`Signed by ${signed.join(', ')}; independent: ${String(independent)}.`);
  report.check(`With one bit altered it is ${forged.verdict}.`, forged.verdict !== 'VALID');
  report.add({
    verdict: checked.verdict,
    organizations: signed,
    independent,
    altered: forged.verdict,
  });
}

/** Waits for the beacon that has seen the last block: it bounds all of them from above. */
export async function bounds(stage: Stage, report: StepReport): Promise<void> {
  const proven: Proven[] = [];
  for (const [name, { value, txId, block }] of stage.deposits) {
    const interval = await intervalOf(stage, { block, beacon: value.beacon });
    const row = { name, id: value.id, txId, block: block.toString(), ...interval };
    report.check(
      `${name}: transaction ${txId}, block ${row.block}, between ${row.notBefore ?? '?'} and ${row.notAfter ?? '?'}.`,
      row.notBefore !== null && row.notAfter !== null && row.notBefore < row.notAfter,
    );
    proven.push(row);
  }
  const { claimedEventTime = '' } = deposited(stage, 'backdated_contract.txt').value;
  const contract = proven.find(({ name }) => name === 'backdated_contract.txt');
  report.check(
    `The contract claims ${claimedEventTime}, long before its proven time: nothing proves that.`,
    (contract?.notBefore ?? '') > claimedEventTime,
  );
  report.add({ proven });
}

interface Proven extends ProvenInterval {
  readonly name: string;
  readonly id: string;
  readonly txId: string;
  readonly block: string;
}

async function intervalOf(stage: Stage, placed: Placed): Promise<ProvenInterval> {
  const { identity } = person(stage, 'judge');
  const found = await eventually(async () => {
    const interval = await boundsOf(stage.ledger, placed, identity);
    return interval.notAfter === null ? undefined : interval;
  }, stage.patienceMs);
  return { notBefore: found?.notBefore ?? null, notAfter: found?.notAfter ?? null };
}
