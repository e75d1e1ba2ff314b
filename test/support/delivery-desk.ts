import {
  type ChunkRange,
  type Delivery,
  type DispatchInput,
  type Grant,
  type GrantScope,
  type Input,
  type OpenDisputeInput,
  type Output,
} from '@shuquan/chaincode/model';
import type { DeliverySigner } from '@shuquan/gateway/delivery/signer';
import { depositInput, unique } from './founded.js';
import { dispatchTerms, type Ends, foundOf, freshEnds, openingOf } from './deliveries.js';
import { GrantDesk, type Granted } from './grant-desk.js';
import { HOLDER_A } from './parties.js';
import type { Stage } from './stage.js';

type Found = Parameters<DeliverySigner['receipt']>[1];
type Voiced = Partial<Omit<OpenDisputeInput, 'delivery' | 'dispatch' | 'key' | 'signature'>>;

export const SENDER = 'holder-a';
export const RECEIVER = 'consumer-c';

/** Plays deliveries from `holder-a` to `consumer-c`, each of whom has a key of its own. */
export class DeliveryDesk extends GrantDesk {
  readonly ends: Ends = freshEnds();
  readonly #right: Granted;
  #grant: Grant | undefined;

  private constructor(stage: Stage, right: Granted) {
    super(stage);
    this.#right = right;
  }

  /** Registers data once, and binds both keys. */
  static async open(stage: Stage): Promise<DeliveryDesk> {
    const right = await new GrantDesk(stage).operated();
    const desk = new DeliveryDesk(stage, right);
    await desk.act('delivery:bindKey', desk.ends.sender.binding(HOLDER_A, desk.now), SENDER);
    const { uscc } = { uscc: dispatchTerms().recipient };
    await desk.act('delivery:bindKey', desk.ends.receiver.binding(uscc, desk.now), RECEIVER);
    return desk;
  }

  get now(): string {
    return this.stage.bench.now().toISOString();
  }

  /** A grant of so many deliveries. */
  grantFor(scope: Partial<GrantScope> = {}): Promise<Grant> {
    const offer = this.rootOffer(this.#right, { depth: 0, count: 12, ...scope });
    return this.granted(offer, SENDER, RECEIVER);
  }

  /** One that most tests share. */
  async shared(): Promise<Grant> {
    this.#grant ??= await this.grantFor({ count: 1000 });
    return this.#grant;
  }

  async dispatchInput(over: Partial<DispatchInput> = {}, grant?: Grant): Promise<DispatchInput> {
    const under = grant ?? (await this.shared());
    const terms = dispatchTerms({
      ...{ id: unique('D'), grant: under.id, data: under.scope.subset.data, signedAt: this.now },
      ...over,
    });
    return this.ends.sender.dispatch(terms, HOLDER_A);
  }

  dispatch(input: DispatchInput): Promise<Output<'delivery:dispatch'>> {
    return this.act('delivery:dispatch', input, SENDER);
  }

  async delivered(over: Partial<DispatchInput> = {}, grant?: Grant): Promise<Delivery> {
    const made = await this.dispatch(await this.dispatchInput(over, grant));
    if ('outcome' in made) throw new TypeError(`The delivery was refused: ${made.code}.`);
    return made;
  }

  receiptFor(
    delivery: Delivery,
    accepted: ChunkRange[],
    missing: ChunkRange[],
    over: Partial<Found> = {},
  ): Input<'delivery:acknowledge'> {
    const found = foundOf(accepted, missing, { signedAt: this.now, ...over });
    return this.ends.receiver.receipt(delivery, found);
  }

  receive(
    delivery: Delivery,
    accepted: ChunkRange[],
    missing: ChunkRange[],
  ): Promise<Output<'delivery:acknowledge'>> {
    return this.act('delivery:acknowledge', this.receiptFor(delivery, accepted, missing), RECEIVER);
  }

  disputeInput(delivery: Delivery, over: Voiced = {}): Input<'delivery:dispute'> {
    return this.ends.sender.dispute(delivery, {
      ...{ chunk: 3, claim: 'SENT', opening: openingOf(3), evidence: [], signedAt: this.now },
      ...over,
    });
  }

  /** The sender opens chunk 3. */
  dispute(delivery: Delivery, over: Voiced = {}): Promise<Output<'delivery:dispute'>> {
    return this.act('delivery:dispute', this.disputeInput(delivery, over), SENDER);
  }

  answerInput(
    delivery: Delivery,
    over: Partial<Parameters<DeliverySigner['answer']>[1]> = {},
  ): Input<'delivery:answer'> {
    return this.ends.receiver.answer(delivery, {
      ...{ dispute: 1, answer: 'CONTESTED', evidence: [], signedAt: this.now },
      ...over,
    });
  }

  /** A batch of a transport log, deposited by the sender. */
  async log(): Promise<string> {
    const id = unique('log');
    await this.act('evidence:deposit', depositInput({ id, kind: 'LOG' }), SENDER);
    return id;
  }

  read(id: string, as = SENDER): Promise<Output<'delivery:read'>> {
    return this.stage.ask('delivery:read', { id }, as);
  }

  async left(grant: Grant): Promise<number | undefined> {
    return (await this.stage.ask('use:quota', { grant: grant.id }, SENDER)).left;
  }
}
