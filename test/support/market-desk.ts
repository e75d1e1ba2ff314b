import { randomBytes } from 'node:crypto';
import {
  type AdmissionGroup,
  admissionGroups,
  addDays,
  type Input,
  type Listing,
  type ListingMode,
  type ListingTerms,
  type ListingView,
  type Output,
  type RightsCheck,
} from '@shuquan/chaincode/model';
import { isCoded } from '@shuquan/gateway/errors';
import { depositInput, unique } from './founded.js';
import { GrantDesk, type Granted } from './grant-desk.js';
import { EXCHANGE, EXCHANGE2, HOLDER_A } from './parties.js';
import { allRightsTo, quietForm } from './register-samples.js';

export const digest = (letter: string): string => letter.repeat(64);
export const nonce = (): string => randomBytes(16).toString('hex');

type Ask = Input<'check:submit'>;
/** Parties of the market by the person who acts for each. */
const people: Readonly<Record<string, string>> = {
  [EXCHANGE]: 'exchange',
  [EXCHANGE2]: 'exchange2',
};
const personOf = (exchange: string): string => people[exchange] ?? exchange;

/** Plays listings and deals for a test, on a channel where the time is stated. */
export class MarketDesk extends GrantDesk {
  /** Data registered with all three rights of another holder. */
  async operatedBy(as: string, holder: string): Promise<Granted> {
    return this.operated({ allocation: allRightsTo(holder) }, as);
  }

  /** Data that `holder-a` and somebody else may both operate. */
  async operatedWith(holder: string): Promise<Granted> {
    const asset = unique('ds');
    const form = quietForm(asset);
    const shared = { right: 'OPERATE', holder, share: 'CONCURRENT', proofDigest: digest('f') };
    const allocation = [...form.allocation, shared] as typeof form.allocation;
    const { rights } = await this.certified(unique('rc'), quietForm(asset, { allocation }), {
      consents: ['exchange'],
    });
    return { asset, right: rights[2] ?? '' };
  }

  /** Exchanges are parties that somebody verified. */
  async exchanges(): Promise<void> {
    for (const uscc of [EXCHANGE, EXCHANGE2]) {
      const party = { uscc, type: 'LEGAL_PERSON' as const, name: '示例数据交易有限公司' };
      await this.act('party:register', party, 'registrar1').catch(() => undefined);
      const verified = { uscc, credentialCommitment: digest('0') };
      await this.act('party:verify', verified, 'registrar1').catch(() => undefined);
    }
  }

  async disclosed(
    subject: ListingTerms['subject'],
    { as = 'holder-a', names = ['PRICE', 'QUALITY'] }: { as?: string; names?: string[] } = {},
  ): Promise<Output<'listing:disclose'>> {
    const fields = names.map((name) => ({ name, digest: digest('d') }));
    return this.act('listing:disclose', { id: unique('dis'), subject, fields }, as);
  }

  /** Groups that pass, each on one piece of evidence. */
  async groups(
    only: readonly AdmissionGroup[] = admissionGroups,
    outcome: 'PASS' | 'FAIL' = 'PASS',
  ): Promise<Input<'admission:decide'>['groups']> {
    const evidence = depositInput();
    await this.act('evidence:deposit', evidence, 'holder-a');
    const cited = [{ kind: 'EVIDENCE' as const, id: evidence.id }];
    return only.map((group) => ({
      group,
      checks: [{ item: 'FILE_REVIEW', outcome, findings: '材料齐全', evidence: cited }],
    }));
  }

  async admitted(
    subject: ListingTerms['subject'],
    as = 'exchange',
    groups?: Input<'admission:decide'>['groups'],
  ): Promise<Output<'admission:decide'>> {
    const found = groups ?? (await this.groups());
    return this.act('admission:decide', { id: unique('adm'), subject, groups: found }, as);
  }

  /** Terms of a right, with its disclosure and its admission. */
  async terms(
    { right }: Pick<Granted, 'right'>,
    over: Partial<ListingTerms> = {},
    { exchange = 'exchange', as = 'holder-a' } = {},
  ): Promise<ListingTerms> {
    const subject = over.subject ?? ({ kind: 'RIGHT', right } as const);
    return {
      ...{ subject, mode: 'NON_EXCLUSIVE', term: this.term(), text: digest('7') },
      disclosure: (await this.disclosed(subject, { as })).id,
      admission: (await this.admitted(subject, exchange)).id,
      ...over,
    };
  }

  asking(terms: ListingTerms, over: Partial<Ask> = {}): Ask {
    return {
      ...{ seller: HOLDER_A, venue: 'ON_EXCHANGE', terms, audience: EXCHANGE, nonce: nonce() },
      ...over,
    };
  }

  async checked(
    terms: ListingTerms,
    over: Partial<Ask> = {},
    as = personOf(over.audience ?? EXCHANGE),
  ): Promise<RightsCheck> {
    return this.act('check:submit', this.asking(terms, over), as);
  }

  application(terms: ListingTerms, exchange = EXCHANGE): Input<'listing:apply'> {
    return { id: unique('L'), exchange, terms };
  }

  async applied(terms: ListingTerms, exchange = EXCHANGE, as = 'holder-a'): Promise<Listing> {
    return this.act('listing:apply', this.application(terms, exchange), as);
  }

  list(
    { id, exchange }: Pick<Listing, 'id' | 'exchange'>,
    check: Pick<RightsCheck, 'txId' | 'nonce'>,
    as = personOf(exchange),
  ): Promise<Output<'listing:list'>> {
    return this.act('listing:list', { id, check: check.txId, nonce: check.nonce }, as);
  }

  /** The code with which a listing is refused. */
  async refusedList(
    { id, exchange }: Pick<Listing, 'id' | 'exchange'>,
    check: Pick<RightsCheck, 'txId' | 'nonce'>,
    as = personOf(exchange),
  ): Promise<string> {
    return this.refused('listing:list', { id, check: check.txId, nonce: check.nonce }, as);
  }

  /** Lists several at the same moment; answers with what became of each, sorted. */
  async listAtOnce(
    pairs: readonly (readonly [Listing, Pick<RightsCheck, 'txId' | 'nonce'>])[],
  ): Promise<string[]> {
    const { bench } = this.stage;
    const { ledger } = bench;
    const as = (id: string): ReturnType<typeof bench.as> => bench.as(id);
    const beacon = await this.stage.timely();
    const codes = pairs.map(async ([{ id, exchange }, { txId: check, nonce: given }]) => {
      const input = { id, check, nonce: given, beacon };
      try {
        await ledger.submit('listing:list', input, as(personOf(exchange)));
        return 'OK';
      } catch (err) {
        if (isCoded(err)) return err.code;
        throw err;
      }
    });
    return (await Promise.all(codes)).sort();
  }

  /** Applied for, checked and listed. */
  async listed(
    terms: ListingTerms,
    { exchange = EXCHANGE, as = 'holder-a', seller = HOLDER_A } = {},
  ): Promise<Listing> {
    const listing = await this.applied(terms, exchange, as);
    await this.list(listing, await this.checked(terms, { audience: exchange, seller }));
    return listing;
  }

  /** Listed, of data that is registered for it. */
  async onMarket(mode: ListingMode = 'NON_EXCLUSIVE'): Promise<{
    readonly granted: Granted;
    readonly terms: ListingTerms;
    readonly listing: Listing;
  }> {
    const granted = await this.operated();
    const terms = await this.terms(granted, { mode });
    return { granted, terms, listing: await this.listed(terms) };
  }

  seen({ id }: { readonly id: string }, over: object = {}): Promise<ListingView> {
    return this.stage.ask('listing:read', { id, ...over }, 'bank');
  }

  days(days: number): string {
    return addDays(this.today, days);
  }
}

/** Reasons of a check as `CODE KIND id`. */
export const codesOf = ({ reasons }: Pick<RightsCheck, 'reasons'>): string[] =>
  reasons.map(({ code }) => code);
