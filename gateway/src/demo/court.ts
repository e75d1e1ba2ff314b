import { answer, datesOf, queue, term } from './court-queue.js';
import { back, listed, suspended } from './court-listing.js';
import { affected, order, property, refused } from './court-order.js';
import { ground, parties, time } from './evidence-proof.js';
import { rules } from './rules-in-force.js';
import type { Scenario } from './scenario.js';

/**
 * 司法冻结: a court freezes a right, nobody disposes past it or lifts it, and the queue moves on by
 * itself. Terms are real on every ledger, so the second order of this play stands for seconds.
 */
export const court: Scenario = {
  name: 'court',
  title: '司法冻结 Judicial orders: laid with the judge’s key, lifted by nobody else, queued',
  steps: [
    { step: 'ledger', title: 'The ledger', act: ground },
    { step: 'parties', title: 'Parties', act: parties },
    { step: 'beacon', title: 'The witnesses’ time', act: time },
    { step: 'rules', title: 'Rules and calendars in force', act: rules },
    { step: 'property', title: 'A right, and a grant made of it', act: property },
    { step: 'listing', title: 'The right on an exchange', act: listed },
    { step: 'order', title: 'A freeze, signed with the judge’s own key', act: order },
    { step: 'suspended', title: 'The listing, with the order’s block', act: suspended },
    { step: 'refused', title: 'What the order stands against', act: refused },
    { step: 'affected', title: 'Everything that rests on the right', act: affected },
    { step: 'queue', title: 'The next order attaches when the first is lifted', act: queue },
    { step: 'term', title: 'And the third when the second’s term ends', act: term },
    { step: 'dates', title: 'What was so at three instants', act: datesOf },
    { step: 'back', title: 'The last order is lifted', act: back },
    { step: 'answer', title: 'A signed answer, checked offline', act: answer },
  ],
};
