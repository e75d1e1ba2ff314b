import { addDays, startOfDay } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { unique } from '../../support/founded.js';
import type { GrantDesk } from '../../support/grant-desk.js';
import { mlps, qualify } from '../../support/platform-facts.js';
import type { UsePlatforms } from '../platform.suite.js';

/** `id STATUS`, each `late` that was put on record after the instant. */
async function standingsAt(desk: GrantDesk, platform: string, at: string): Promise<string[]> {
  const { standings, truncated } = await desk.stage.ask('platform:at', { at, platform }, 'judge');
  expect(truncated).to.equal(false);
  return standings.map(
    ({ qualification: { facts }, status, onRecordThen }) =>
      `${facts.id} ${status}${onRecordThen ? '' : ' late'}`,
  );
}

export function standing(use: UsePlatforms): void {
  const dayOf = (desk: GrantDesk, day: number): string => startOfDay(addDays(desk.today, day));

  it('is in force from its first day to its last, whatever was known only later', async () => {
    const desk = use();
    const platform = unique('pf');
    const id = await qualify(desk, mlps(desk, platform, [-10, -5]));
    const at = (day: number): Promise<string[]> => standingsAt(desk, platform, dayOf(desk, day));

    expect(await at(-11)).to.deep.equal([`${id} NOT_YET_VALID late`]);
    expect(await at(-10)).to.deep.equal([`${id} IN_FORCE late`]);
    expect(await at(-5)).to.deep.equal([`${id} IN_FORCE late`]);
    expect(await at(-4)).to.deep.equal([`${id} EXPIRED late`]);
  });

  it('shows a renewal beside what it renews, and the gap where there is one', async () => {
    const desk = use();
    const platform = unique('pf');
    const first = await qualify(desk, mlps(desk, platform, [-30, -20]));
    const second = await qualify(desk, mlps(desk, platform, [-15, 5]));
    const inForce = async (day: number): Promise<string[]> =>
      (await standingsAt(desk, platform, dayOf(desk, day))).filter((each) =>
        each.includes('IN_FORCE'),
      );

    expect(await inForce(-25)).to.deep.equal([`${first} IN_FORCE late`]);
    expect(await inForce(-18), 'the gap').to.deep.equal([]);
    expect(await inForce(-15)).to.deep.equal([`${second} IN_FORCE late`]);
  });

  it('tells what was on record then from what was only stated, and from what was withdrawn', async () => {
    const desk = use();
    const platform = unique('pf');
    const facts = mlps(desk, platform, [-10, 10]);
    await desk.act('platform:publish', { facts }, 'registrar1');
    const now = (): string => desk.stage.bench.now().toISOString();
    const asked = async (): Promise<string[]> => {
      await desk.stage.witness();
      return standingsAt(desk, platform, now());
    };

    expect(await asked()).to.deep.equal([`${facts.id} UNCONFIRMED late`]);
    const { id, documentDigest } = facts;
    const { confirmed } = await desk.act('platform:confirm', { id, documentDigest }, 'supervisor');
    expect(await asked()).to.deep.equal([`${id} IN_FORCE`]);
    await desk.act('platform:withdraw', { id, reasons: '备案注销' }, 'supervisor');
    expect(await asked()).to.deep.equal([`${id} WITHDRAWN`]);
    if (desk.stage.bench.advance === undefined) return;
    // As of the confirmation it was in force, whatever became of it: asked with what was known then.
    const at = confirmed?.at ?? '';
    const then = { at, knownAt: at, platform };
    const { standings } = await desk.stage.ask('platform:at', then, 'judge');
    expect(standings.map(({ status }) => status)).to.deep.equal(['IN_FORCE']);
  });

  it('is asked of no instant that the ledger can not know of', async () => {
    const desk = use();

    expect(
      await desk.stage.code('platform:at', { at: '2199-01-01T00:00:00.000Z' }, 'judge'),
    ).to.equal('AS_OF_TOO_LATE');
  });
}
