import { type ClassificationList, classificationListId } from '@shuquan/chaincode/model';
import { expect } from 'chai';
import { publishAdopted } from '../../support/adopted-list.js';
import { classified, entryInput } from '../../support/catalog-samples.js';
import { unique } from '../../support/founded.js';
import { Registrar } from '../../support/registrar.js';
import type { Use } from '../suite.js';

const codeLike = (what: string): string => unique(what).toUpperCase().replaceAll('-', '_');
const kept = { shareType: 'NOT_SHARED', openType: 'NOT_OPEN' } as const;

/** A sector of one test’s own, with one category at this level. */
const listOf = (
  sector: string,
  level: ClassificationList['entries'][number]['level'],
  over: Partial<ClassificationList> = {},
): ClassificationList => ({
  ...{ kind: 'CLASSIFICATION', listId: classificationListId(sector), version: 1, sector },
  ...{ basis: '测试', title: '测试目录', retired: [] },
  entries: [{ code: 'DATA', level, zh: '数据', en: 'Data' }],
  ...over,
});

/** 重要数据、核心数据目录: the sector’s list says how low data may be put. */
export function classifying(use: Use): void {
  const outcome = (input: object): Promise<string> =>
    use()
      .code('catalog:upsert', input, 'implementer')
      .catch(() => 'OK');

  it('are checked against the list of the sector, which the entry cites', async () => {
    const desk = new Registrar(use());
    const stated = classified({ sector: 'HEALTH', category: 'POPULATION_HEALTH' });
    const input = entryInput({
      classification: { ...stated.classification, level: 'IMPORTANT' },
    });

    const entry = await desk.act('catalog:upsert', input, 'implementer');

    expect(entry.classifiedUnder).to.deep.equal({ listId: 'CLASSIFICATION_HEALTH', version: 1 });
    const higher = { ...input.classification, level: 'CORE' as const };
    expect(await outcome(entryInput({ classification: higher, ...kept }))).to.equal('OK');
  });

  for (const [category, level] of [
    ['POPULATION_HEALTH', 'GENERAL'],
    ['GENETIC_RESOURCES', 'GENERAL'],
    ['GENETIC_RESOURCES', 'IMPORTANT'],
  ] as const) {
    it(`are not below it: ${category} is not ${level}`, async () => {
      await use().timely();
      const input = entryInput({ ...classified({ sector: 'HEALTH', category, level }), ...kept });

      expect(await outcome(input)).to.equal('CLASSIFICATION_TOO_LOW');
    });
  }

  it('are those of a sector and a category that are known', async () => {
    await use().timely();
    const sector = codeLike('S');
    const of = (over: object): Promise<string> => outcome(entryInput(classified(over)));

    expect(await of({ sector })).to.equal('CLASSIFICATION_SECTOR_UNKNOWN');
    expect(await of({ category: 'ANYTHING' })).to.equal('CLASSIFICATION_CATEGORY_UNKNOWN');
    await publishAdopted(use(), listOf(sector, 'GENERAL'));
    const other = [{ code: 'OTHER', level: 'GENERAL' as const, zh: '其他', en: 'Other' }];
    const next = { version: 2, entries: other, retired: ['DATA'] };
    await publishAdopted(use(), listOf(sector, 'GENERAL', next));
    expect(await of({ sector, category: 'DATA' })).to.equal('CLASSIFICATION_CATEGORY_UNKNOWN');
    expect(await of({ sector, category: 'OTHER' })).to.equal('OK');
  });

  it('rise with the list, before the entry states it', async () => {
    const desk = new Registrar(use());
    const sector = codeLike('S');
    await publishAdopted(use(), listOf(sector, 'GENERAL'));
    const input = entryInput(classified({ sector, category: 'DATA' }));
    const { catalogNo } = await desk.act('catalog:upsert', input, 'implementer');
    const term = { from: '2026-01-01', to: '2099-12-31' };
    const share = { id: unique('sh'), catalogNo, purpose: 'CREDIT_VERIFY', term };
    await desk.act('sharing:request', share, 'utility');

    await publishAdopted(use(), listOf(sector, 'CORE', { version: 2 }));

    await use().timely();
    const again = { ...share, id: unique('sh') };
    expect(await use().code('sharing:request', again, 'utility')).to.equal('CORE_DATA_REFUSED');
    const decide = { id: share.id, outcome: 'APPROVED', reasons: '同意' };
    expect(await use().code('sharing:decide', decide, 'implementer')).to.equal('CORE_DATA_REFUSED');
    expect(await outcome(input)).to.equal('CLASSIFICATION_TOO_LOW');
    const core = { ...input, ...kept, ...classified({ sector, category: 'DATA', level: 'CORE' }) };
    const { classifiedUnder } = await desk.act('catalog:upsert', core, 'implementer');
    expect(classifiedUnder.version).to.equal(2);
  });

  it('stand in a list whose id is its sector’s, and that drops no category', async () => {
    const sector = codeLike('S');
    const publish = async (document: ClassificationList): Promise<string> =>
      publishAdopted(use(), document).then(
        () => 'OK',
        (err: unknown) => (err as { code: string }).code,
      );

    expect(await publish(listOf(sector, 'CORE', { sector: 'HEALTH' }))).to.equal('INPUT_INVALID');
    expect(await publish(listOf(sector, 'CORE', { title: '电话13812345678' }))).to.equal(
      'PERSONAL_DATA_REFUSED',
    );
    expect(await publish(listOf(sector, 'CORE'))).to.equal('OK');
    const other = [{ code: 'OTHER', level: 'GENERAL' as const, zh: '其他', en: 'Other' }];
    expect(await publish(listOf(sector, 'CORE', { version: 2, entries: other }))).to.equal(
      'INPUT_INVALID',
    );
  });
}
