import { ground, parties, time } from './evidence-proof.js';
import {
  answer,
  beside,
  check,
  elsewhere,
  frozen,
  list,
  right,
  separation,
  unheld,
} from './exchange-steps.js';
import { rules } from './rules-in-force.js';
import type { Scenario } from './scenario.js';

/** 权属核验与挂牌: checked before it is listed, once, for one exchange, and suspended by a court. */
export const exchange: Scenario = {
  name: 'exchange',
  title:
    '权属核验与挂牌 Exchange: checked by several organisations, listed once, frozen by a court',
  steps: [
    { step: 'ledger', title: 'The ledger', act: ground },
    { step: 'parties', title: 'Parties', act: parties },
    { step: 'beacon', title: 'The witnesses’ time', act: time },
    { step: 'rules', title: 'The rules in force', act: rules },
    { step: 'right', title: 'A registered right comes first', act: right },
    {
      step: 'beside',
      title: 'Not exclusive: on two exchanges, each told of the other',
      act: beside,
    },
    { step: 'check', title: 'RC-1: the rights check of an exclusive listing', act: check },
    { step: 'list', title: 'Listed, and RC-1 consumed', act: list },
    { step: 'elsewhere', title: 'The same check, and the same right, elsewhere', act: elsewhere },
    { step: 'unheld', title: 'Whoever holds no right', act: unheld },
    { step: 'separation', title: 'An affiliate of the exchange', act: separation },
    { step: 'frozen', title: 'A court freezes the right', act: frozen },
    { step: 'answer', title: 'The signed answer on the listing', act: answer },
  ],
};
