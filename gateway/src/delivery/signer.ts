import {
  type AnswerDisputeInput,
  answerStatement,
  type AcknowledgeDeliveryInput,
  arrivalStatement,
  type Delivery,
  deliveryDigest,
  type DispatchInput,
  dispatchStatement,
  disputeStatement,
  type Input,
  keyStatement,
  type OpenDisputeInput,
  receiptStatement,
} from '@shuquan/chaincode/model';
import { OwnKey } from '../own-key.js';

type Own = 'key' | 'signature' | 'beacon';
type About = 'delivery' | 'dispatch';

/** A party to deliveries with its own key: what it signs is the input of a transaction. */
export class DeliverySigner {
  readonly #own: OwnKey;

  constructor(own: OwnKey) {
    this.#own = own;
  }

  static fresh(channel: string): DeliverySigner {
    return new DeliverySigner(OwnKey.fresh(channel));
  }

  get key(): string {
    return this.#own.key;
  }

  /** That the key is the party’s: nobody else can bind it. */
  binding(party: string, signedAt: string): Input<'delivery:bindKey'> {
    const { key } = this;
    const signature = this.#own.sign('delivery-key', keyStatement({ party, key, signedAt }));
    return { key, signedAt, signature };
  }

  dispatch(terms: Omit<DispatchInput, Own>, sender: string): DispatchInput {
    const stated = { ...terms, key: this.key };
    const text = dispatchStatement({ ...stated, sender });
    return { ...stated, signature: this.#own.sign('delivery-dispatch', text) };
  }

  arrival(delivery: Delivery, signedAt: string): Input<'delivery:arrive'> {
    const stated = { ...aboutOf(delivery), key: this.key, signedAt };
    return { ...stated, signature: this.#own.sign('delivery-arrival', arrivalStatement(stated)) };
  }

  receipt(
    delivery: Delivery,
    found: Omit<AcknowledgeDeliveryInput, Own | About>,
  ): AcknowledgeDeliveryInput {
    const stated = { ...aboutOf(delivery), ...found, key: this.key };
    return { ...stated, signature: this.#own.sign('delivery-receipt', receiptStatement(stated)) };
  }

  dispute(delivery: Delivery, about: Omit<OpenDisputeInput, Own | About>): OpenDisputeInput {
    const stated = { ...aboutOf(delivery), ...about, key: this.key };
    return { ...stated, signature: this.#own.sign('delivery-dispute', disputeStatement(stated)) };
  }

  answer(delivery: Delivery, given: Omit<AnswerDisputeInput, Own | About>): AnswerDisputeInput {
    const stated = { ...aboutOf(delivery), ...given, key: this.key };
    return { ...stated, signature: this.#own.sign('delivery-answer', answerStatement(stated)) };
  }
}

const aboutOf = (delivery: Delivery): { readonly delivery: string; readonly dispatch: string } => ({
  delivery: delivery.id,
  dispatch: deliveryDigest(delivery),
});
