import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { Level } from 'level';
import { REG1 } from '../support/parties.js';
import { natural } from '../support/persons.js';
import { PAPERS } from '../support/registrar.js';
import { allRightsTo, CONTACT, initialForm } from '../support/register-samples.js';
import { privatePart, RegisterGateway } from './register.js';

/** What identifies somebody; the rest of a contact is a choice of three words. */
const values = (contact: object): string[] =>
  Object.entries(contact as Record<string, string>).flatMap(([field, value]) =>
    field === 'type' ? [] : [value],
  );
const person = natural();
const personal = [...values(CONTACT), ...values(person.contact)];

/** PIPL 47 could never be obeyed if any of it were in a block, a row, an answer kept or a log. */
describe('who applied', function () {
  this.timeout(120_000);
  let desk: RegisterGateway;

  before(async () => {
    desk = await RegisterGateway.open();
    await desk.certified('rc-person', initialForm('ds-person'));
    const body = {
      id: 'rc-wrong',
      registrar: '12510000MB1DEM078F',
      profile: 'NATIONAL_2026',
      form: initialForm('ds-wrong'),
      private: { contact: { ...CONTACT, fax: CONTACT.phone }, seed: 'AAAA' },
    };
    const refused = await desk.post('/v1/cases', body);
    expect(refused.status).to.equal(400);
    for (const value of personal) expect(refused.text).to.not.include(value);
    await brought();
  });
  after(() => desk.close());

  /** What a natural person asks for, from its application to its paper, and what is refused it. */
  async function brought(): Promise<void> {
    const form = initialForm('ds-natural', {
      allocation: allRightsTo(person.id),
    });
    await desk.certified('rc-natural', form, { as: person });
    const input = { id: 'rc-other', registrar: REG1, profile: 'NATIONAL_2026', form };
    const body = {
      ...person.brings('registration:apply', input, PAPERS),
      private: privatePart(CONTACT),
    };
    const { identityNumber } = person.contact;
    const refused = [
      await desk.post('/v1/cases', body, { as: 'registrar1' }),
      await desk.get(`/v1/parties/${identityNumber}/rights`),
      await desk.get(`/v1/cases?applicant=${identityNumber}`),
    ];
    for (const { body: problem, text } of refused) {
      expect(problem).to.include({ code: 'INPUT_INVALID' });
      for (const value of personal) expect(text).to.not.include(value);
    }
  }

  it('stands in no block', () => {
    const folder = join(desk.gateway.ground.dataDir, 'ledger');
    const blocks = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((name) => /block/.test(name) && statSync(name).isFile());

    expect(blocks).to.not.be.empty;
    const bytes = Buffer.concat(blocks.map((name) => readFileSync(name)));
    expect(bytes.includes('rc-person'), 'the blocks are where they are looked for').to.equal(true);
    for (const value of personal) expect(bytes.includes(value), value).to.equal(false);
  });

  it('stands in no row, and in no answer that is kept', async () => {
    const { dataDir } = desk.gateway.ground;
    await desk.gateway.stop();
    let seen = '';
    for (const name of ['index', 'idempotency']) {
      const db = new Level<string, string>(join(dataDir, name));
      for await (const [key, value] of db.iterator()) seen += `${key} ${value}\n`;
      await db.close();
    }

    expect(seen).to.include('rc-person').and.include(person.id);
    for (const value of personal) expect(seen.includes(value), value).to.equal(false);
  });

  it('stands in no line of the log', () => {
    const log = desk.gateway.lines.join('');

    expect(log).to.not.be.empty;
    for (const value of personal) expect(log.includes(value), value).to.equal(false);
  });
});
