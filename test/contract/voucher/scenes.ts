import { VOUCHER_SCENES } from '@shuquan/chaincode/model';
import { developmentRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { changeCodes, lastVersion } from '../../support/adopted-list.js';
import { unique } from '../../support/founded.js';
import { outcome, VoucherDesk } from '../../support/voucher-desk.js';
import { skip } from '../suite.js';

const fresh = (): string => unique('SCENE').toUpperCase().replaceAll('-', '_');

/** 应用场景 come from a published list, and no other word is taken for one. */
export function scenes(use: () => VoucherDesk): void {
  it('are those of the list in force, with their labels', async () => {
    const { stage } = use();

    const { list } = await stage.ask('voucher:scenes', {}, 'bank');

    expect(list).to.deep.equal(await lastVersion(stage, VOUCHER_SCENES));
    const labels = Object.fromEntries(list.entries.map(({ code, zh }) => [code, zh]));
    expect(labels).to.include({ LOAN: '贷款', TENDER: '招投标', LEASE: '租赁', SUBSIDY: '补贴' });
  });

  it('are cited by consent, template and voucher, in the version that was in force', async () => {
    const desk = use();
    const { stage } = desk;
    const voucher = await desk.issued();

    const { list } = await stage.ask('voucher:scenes', {}, 'bank');
    const cited = { listId: VOUCHER_SCENES, version: list.version };
    const { consent } = await stage.ask('consent:read', { id: voucher.consent }, 'bank');
    expect([voucher.sceneList, consent.sceneList]).to.deep.equal([cited, cited]);
    const template = await stage.ask('voucher:template', voucher.template, 'bank');
    expect(template.sceneList.listId).to.equal(VOUCHER_SCENES);
    const { sceneLabel } = await stage.ask('voucher:read', { id: voucher.id }, 'bank');
    expect(sceneLabel).to.deep.equal({ zh: '贷款', en: 'Loan' });
  });

  it('are no word that the list does not have', async () => {
    const desk = use();
    const { stage, holder } = desk;
    const unknown = fresh();
    const [id, consent] = [unique('V'), await desk.consent()];
    await desk.provide(id, consent);

    const given = holder.consent(desk.terms({ scenes: ['LOAN', unknown] }));
    expect(await outcome(stage, 'consent:give', given, 'utility')).to.equal(
      'VOUCHER_SCENE_UNKNOWN',
    );
    const template = desk.templateInput({ version: 9, scenes: [unknown] });
    expect(
      await outcome(stage, 'voucher:publishTemplate', template, 'authority-official'),
    ).to.equal('VOUCHER_SCENE_UNKNOWN');
    const issuance = desk.issuance(id, consent, { scene: unknown });
    expect(await outcome(stage, 'voucher:issue', issuance, 'implementer')).to.equal(
      'VOUCHER_SCENE_UNKNOWN',
    );
  });

  it('that are retired later leave what was issued as it was, and take nothing new', async () => {
    const { stage } = use();
    const scene = fresh();
    const first = await changeCodes(stage, VOUCHER_SCENES, { add: [scene] });
    const desk = new VoucherDesk(stage);
    await stage.timely();
    const input = desk.templateInput({ scenes: ['LOAN', scene] });
    await stage.submit('voucher:publishTemplate', input, 'authority-official');
    const voucher = await desk.issued({ scene }, { scenes: ['LOAN', scene] });
    const [waiting, consent] = [unique('V'), await desk.consent({ scenes: [scene] })];
    await desk.provide(waiting, consent);

    await changeCodes(stage, VOUCHER_SCENES, { retire: [scene] });

    await stage.timely();
    const view = await stage.ask('voucher:read', { id: voucher.id }, 'bank');
    expect(view).to.deep.include({
      ...{ voucher, status: 'ISSUED', sceneLabel: { zh: `测试 ${scene}`, en: `Test ${scene}` } },
    });
    expect(voucher.sceneList.version).to.equal(first);
    expect((await desk.consume(voucher)).number).to.equal(1);
    const given = desk.holder.consent(desk.terms({ scenes: [scene] }));
    expect(await outcome(stage, 'consent:give', given, 'utility')).to.equal(
      'VOUCHER_SCENE_RETIRED',
    );
    const issuance = desk.issuance(waiting, consent, { scene });
    expect(await outcome(stage, 'voucher:issue', issuance, 'implementer')).to.equal(
      'VOUCHER_SCENE_RETIRED',
    );
    const next = { ...input, version: 2 };
    expect(await outcome(stage, 'voucher:publishTemplate', next, 'authority-official')).to.equal(
      'VOUCHER_SCENE_RETIRED',
    );
  });

  it('are none where nobody adopted a list', async function () {
    const { stage } = use();
    const { openUnder } = stage.bench;
    if (openUnder === undefined) skip(this, 'it takes a channel of its own');
    const rules = developmentRules(2027).filter(({ listId }) => listId !== VOUCHER_SCENES);
    const own = stage.on(await openUnder(rules));
    try {
      await own.witness();
      const desk = new VoucherDesk(own);
      for (const [name, input, as] of [
        ['voucher:scenes', {}, 'bank'],
        ['consent:give', desk.holder.consent(desk.terms()), 'utility'],
        ['voucher:publishTemplate', desk.templateInput(), 'authority-official'],
        ['voucher:issue', desk.issuance(unique('V'), unique('consent')), 'implementer'],
      ] as const) {
        expect(await outcome(own, name, input, as), name).to.equal('VOUCHER_SCENES_MISSING');
      }
    } finally {
      await own.bench.close();
    }
  });
}
