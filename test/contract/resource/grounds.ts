import { NEGATIVE_LIST, type RuleProfile } from '@shuquan/chaincode/model';
import { drillProfile } from '@shuquan/gateway/founding/drill-profile';
import { developmentRules, shippedRules } from '@shuquan/gateway/founding/rules';
import { expect } from 'chai';
import { publishAdopted } from '../../support/adopted-list.js';
import { unique } from '../../support/founded.js';
import { listNumbers } from '../../support/negative-list.js';
import { catalogEntry, plantAttestation, plantEntries } from '../../support/operation-plants.js';
import { HOLDER_B, IMPLEMENTING_BODY, UTILITY } from '../../support/parties.js';
import { plant } from '../../support/planting.js';
import { privateContact } from '../../support/register-samples.js';
import { QUICK, ResourceDesk } from '../../support/resource-desk.js';
import { type NewResource, resourceForm } from '../../support/resource-forms.js';
import type { Stage } from '../../support/stage.js';
import { without } from '../../support/without.js';
import { inputOf, refusal } from '../register/applying.js';
import { skip, type Use } from '../suite.js';

/** The drill’s rules as a profile has them that asks for none of this. */
function trustingProfile(): RuleProfile {
  const drill = drillProfile(shippedRules())[0];
  if (drill?.kind !== 'PROFILE' || drill.resource === undefined) {
    throw new TypeError('There are no rules of a drill.');
  }
  const listId = unique('PUBLIC').toUpperCase().replaceAll('-', '_');
  const resource = without(drill.resource, 'catalogued', 'assessment');
  return { ...drill, listId, resource };
}

interface World {
  readonly stage: Stage;
  readonly form: NewResource;
  readonly catalogNo: string;
}

const HEAD = ['attestation-head', 'SECURITY_ASSESSMENT'];
const subjectIn = ({ form }: World): string => `${form.data.asset}@${String(form.data.version)}`;

/** An entry, its assessment and a form over both, all as they should be. */
async function world(stage: Stage): Promise<World> {
  const catalogNo = unique('CD-RG');
  const form = resourceForm(unique('ds'), { catalogNos: [catalogNo] });
  const made = { stage, form, catalogNo };
  await plantEntries(stage.bench, [catalogEntry(catalogNo)]);
  return made;
}

type Over = Parameters<typeof catalogEntry>[1];
const put = ({ stage, catalogNo }: World, over: Over): Promise<void> =>
  plant(stage.bench, ['catalog-entry', catalogNo], catalogEntry(catalogNo, over));

/** What takes one of the grounds away, by the code that must be answered. */
const breaks: Readonly<Record<string, (made: World) => Promise<unknown>>> = {
  CATALOG_NOT_FOUND: ({ stage, catalogNo }) =>
    plant(stage.bench, ['catalog-entry', catalogNo], undefined),
  CATALOG_RETIRED: (made) => put(made, { state: 'RETIRED' }),
  CATALOG_NOT_OWN: (made) => put(made, { department: UTILITY }),
  CORE_DATA_REFUSED: (made) => put(made, { level: 'CORE' }),
  PROVIDER_CONSENT_REQUIRED: (made) => put(made, { sharedFrom: UTILITY }),
  CATALOG_NO_LISTED: ({ stage, catalogNo }) => listNumbers(stage, catalogNo),
  RISK_ASSESSMENT_MISSING: (made) =>
    plant(made.stage.bench, [...HEAD, subjectIn(made)], { v: 1, ids: [] }),
  RISK_ASSESSMENT_MISMATCH: async (made) => {
    const record = await plantAttestation(made.stage.bench, 'SECURITY_ASSESSMENT', subjectIn(made));
    const other = { ...record, reportDigest: 'a'.repeat(64) };
    await plant(made.stage.bench, ['attestation', record.id], other);
  },
};

/** Every act that is held against the grounds, with the ground gone since the step before. */
async function answers(made: World, gone: (made: World) => Promise<unknown>): Promise<string[]> {
  const { stage, form } = made;
  const desk = new ResourceDesk(stage);
  const office = QUICK;
  const [told, approved] = [unique('rc'), unique('rc')];
  await desk.deposit(form, 'implementer');
  await desk.apply(told, form, { as: 'implementer', profile: office.profile });
  const items = [{ field: 'form', what: '请更正' }];
  await desk.act('acceptance:correct', { case: told, items, workingDays: 20 }, 'registrar1');
  await desk.approved(approved, form, { office, as: 'implementer' });
  await gone(made);
  await desk.time();
  const contact = { transient: privateContact() };
  const how = { as: 'implementer', office };
  return [
    await stage.code('registration:apply', inputOf(form, how), 'implementer', contact),
    await stage.code('acceptance:supplement', { case: told, form }, 'implementer', contact),
    await stage.code('resource:assignCode', { case: approved }, 'registrar1'),
  ];
}

/** What a resource is registered from: the catalogue, the negative list, the risk assessment. */
export function grounds(use: Use): void {
  it('is cited by the registration', async () => {
    const made = await world(use());

    const { grounds: cited } = await new ResourceDesk(use()).coded(made.form);

    expect(cited?.entries).to.deep.equal([{ catalogNo: made.catalogNo, version: 1 }]);
    expect(cited?.negativeList?.listId).to.equal(NEGATIVE_LIST);
    expect(cited?.assessment).to.match(/^at-/);
  });

  it('is not asked for by a profile that does not say so', async () => {
    const profile = trustingProfile();
    await publishAdopted(use(), profile);
    const desk = new ResourceDesk(use(), { ...QUICK, profile: profile.listId });

    expect((await desk.coded()).grounds).to.equal(undefined);
  });

  for (const [code, gone] of Object.entries(breaks)) {
    it(`must stand at every step: ${code}`, async () => {
      const made = await world(use());

      expect(await answers(made, gone)).to.deep.equal([code, code, code]);
    });
  }

  it('takes in what was shared, with its provider’s consent', async () => {
    const made = await world(use());
    await put(made, { sharedFrom: UTILITY });
    const desk = new ResourceDesk(use());
    const { catalogNo } = made;
    const term = { from: '2026-01-01', to: '2099-12-31' };
    const use27 = { catalogNo, recipient: IMPLEMENTING_BODY, purpose: 'RESOURCE_REGISTRATION' };
    await desk.act('sharing:consent', { id: unique('pc'), ...use27, term }, 'utility');

    expect((await desk.coded(made.form)).grounds?.entries[0]?.catalogNo).to.equal(catalogNo);
  });

  it('is nobody else’s, however well it is assessed', async () => {
    const made = await world(use());
    await new ResourceDesk(use()).deposit(made.form, 'holder-b');
    const office = QUICK;

    expect(HOLDER_B).to.not.equal(IMPLEMENTING_BODY);
    expect(await refusal(use, made.form, { as: 'holder-b', office })).to.equal(
      'CATALOG_NOT_OWN PUBLIC_2025/26号/登记',
    );
  });

  it('needs a negative list in force', async function () {
    const { openUnder } = use().bench;
    if (openUnder === undefined) skip(this, 'it takes a channel of its own');
    const own = use().on(await openUnder(developmentRules(2033)));
    try {
      await own.witness();
      const made = await world(own);
      const key = ['setting', 'RULE_PROFILE', `${NEGATIVE_LIST}.1`];
      const code = 'NEGATIVE_LIST_MISSING';
      const found = await answers(made, () => plant(own.bench, key, undefined));
      expect(found).to.deep.equal([code, code, code]);
    } finally {
      await own.bench.close();
    }
  });
}
