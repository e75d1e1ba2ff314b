import type { ForeignRealm, ForeignRegistrars } from '@shuquan/chaincode/model';
import { foundingDocument } from '@shuquan/gateway/founding/document';
import { found } from '@shuquan/gateway/founding/found';
import { adoptRules, developmentRules } from '@shuquan/gateway/founding/rules';
import { smallDefinition } from '@shuquan/gateway/ledger/embedded/definition';
import type { Bench } from './bench.js';
import { openTestLedger, type TestLedger } from './embedded.js';
import { unique } from './founded.js';
import { adoptNext } from './lists.js';
import { quietForm } from './register-samples.js';
import { Registrar } from './registrar.js';
import { Stage } from './stage.js';

const PINNED = ['AuthorityMSP', 'RegistryMSP'];
const GOVERNORS = ['RegistryMSP', 'AuthorityMSP', 'CourtMSP'];
const [CHANNEL, REGION] = ['chongqing', '50'];
const OFFICIALS = ['registry-official', 'authority-official', 'court-official'];

/** The register of another province: a ledger of its own, with roots and a region of its own. */
export class Foreigner {
  readonly realm = `CQ_${unique('r').slice(2).toUpperCase()}`;
  readonly otherRoots = `${this.realm}_OTHER`;
  readonly #test: TestLedger;
  readonly #desk: Registrar;
  #certified: { readonly no: string; readonly right: string } | undefined;

  private constructor(test: TestLedger, desk: Registrar) {
    this.#test = test;
    this.#desk = desk;
  }

  static async found(start: string): Promise<Foreigner> {
    const definition = { ...smallDefinition(), channel: CHANNEL };
    const test = await openTestLedger({ definition, founded: false, start });
    const { ledger } = test;
    const options = { channel: CHANNEL, purpose: 'TEST' } as const;
    const small = foundingDocument(ledger.people(), GOVERNORS, options);
    const registrars = small.registrars.map((each) => ({ ...each, region: REGION }));
    const officials = OFFICIALS.map((id) => ledger.identity(id));
    await found(ledger, { document: { ...small, registrars }, officials });
    await adoptRules(ledger, developmentRules(2033), officials.slice(0, 2));
    const bench: Bench = {
      ledger,
      as: (id) => ledger.identity(id),
      now: test.clock.now,
      alone: true,
      advance: (ms) => {
        test.clock.advance(ms);
      },
      close: () => test.dispose(),
    };
    return new Foreigner(test, new Registrar(new Stage(bench)));
  }

  close(): Promise<void> {
    return this.#test.dispose();
  }

  /** What the list here would pin of it. */
  realmOf(realm = this.realm, swapped = false): ForeignRealm {
    const { organizations } = this.#test.ledger.anchors() as unknown as {
      readonly organizations: Readonly<Record<string, { readonly roots: readonly string[] }>>;
    };
    const rootOf = (mspId: string): string => organizations[mspId]?.roots[0] ?? '';
    return {
      ...{ realm, name: '重庆市数据登记（示例）', region: REGION, channel: CHANNEL },
      ...{ chaincode: 'shuquan', quorum: 2 },
      organizations: PINNED.map((mspId, i) => ({
        mspId,
        root: rootOf(swapped ? (PINNED[1 - i] ?? '') : mspId),
      })),
    };
  }

  /** Puts it on the list in force here, and beside it one with the roots the wrong way round. */
  accepted(desk: { readonly stage: Stage }): Promise<ForeignRegistrars> {
    return this.#list(desk, [this.realmOf(), this.realmOf(this.otherRoots, true)]);
  }

  dropped(desk: { readonly stage: Stage }): Promise<ForeignRegistrars> {
    return this.#list(desk, []);
  }

  #list({ stage }: { readonly stage: Stage }, realms: ForeignRealm[]): Promise<ForeignRegistrars> {
    return adoptNext<ForeignRegistrars>(stage, 'FOREIGN_REGISTRARS', (version) => ({
      ...({ kind: 'FOREIGN_REGISTRARS', listId: 'FOREIGN_REGISTRARS' } as const),
      ...{ version, basis: '川渝登记互认（示例）', realms },
    }));
  }

  /** What its peers sign about a certificate of `holder-a`, as of what the other ledger calls now. */
  async answer(
    desk: { readonly stage: Stage },
    organizations: readonly string[] = PINNED,
  ): Promise<{ readonly envelope: string; readonly right: string }> {
    const ahead = desk.stage.bench.now().getTime() - this.#test.clock.now().getTime();
    this.#test.clock.advance(Math.max(0, ahead));
    const { no, right } = await this.#certificate();
    return { envelope: await this.#attested({ no }, organizations), right };
  }

  /** Signed by one organisation, where two must. */
  async alone(): Promise<string> {
    const { no } = await this.#certificate();
    return this.#attested({ no }, ['RegistryMSP']);
  }

  /** An answer about something else. */
  async otherQuestion(): Promise<string> {
    const { right } = await this.#certificate();
    const { ledger } = this.#test;
    const { envelope } = await ledger.attest(
      'register:right',
      { id: right },
      ledger.identity('judge'),
      PINNED,
    );
    return Buffer.from(envelope).toString('base64');
  }

  async #attested(input: { no: string }, organizations: readonly string[]): Promise<string> {
    const { ledger } = this.#test;
    await this.#desk.stage.witness();
    const { envelope } = await ledger.attest(
      'register:certificate',
      input,
      ledger.identity('judge'),
      [...organizations],
    );
    return Buffer.from(envelope).toString('base64');
  }

  /** One is enough for all tests; a right in it to operate the data is what they list. */
  async #certificate(): Promise<{ readonly no: string; readonly right: string }> {
    await this.#desk.stage.witness();
    this.#certified ??= await this.#certify();
    return this.#certified;
  }

  async #certify(): Promise<{ readonly no: string; readonly right: string }> {
    const { no, rights } = await this.#desk.certified(unique('rc'), quietForm(unique('ds')));
    return { no, right: rights[2] ?? '' };
  }
}
