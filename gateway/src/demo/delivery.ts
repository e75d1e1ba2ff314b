import { grants, keys, right } from './delivery-ground.js';
import { bundle, facts, permitted } from './delivery-proof.js';
import { disputed, logs, outside, partial, whole } from './delivery-steps.js';
import { ground, parties, time } from './evidence-proof.js';
import { rules } from './rules-in-force.js';
import type { Scenario } from './scenario.js';

/** 交付与签收: handed over under both sides’ signatures, partly received, disputed, and judged offline. */
export const delivery: Scenario = {
  name: 'delivery',
  title:
    '交付与签收 Delivery: dispatched, received in part, disputed chunk by chunk, proven offline',
  steps: [
    { step: 'ledger', title: 'The ledger', act: ground },
    { step: 'parties', title: 'Parties', act: parties },
    { step: 'beacon', title: 'The witnesses’ time', act: time },
    { step: 'rules', title: 'The rules in force', act: rules },
    { step: 'right', title: 'A registered right comes first', act: right },
    { step: 'grant', title: 'Twelve deliveries are granted', act: grants },
    { step: 'keys', title: 'Both sides bind keys of their own', act: keys },
    { step: 'whole', title: 'D-1: three chunks, all of them received', act: whole },
    { step: 'partial', title: 'D-2: chunk 3 is missing, and opened by the sender', act: partial },
    { step: 'disputed', title: 'What is proven of chunk 3', act: disputed },
    { step: 'expired', title: 'D-3: outside of the term, and a clock set back', act: outside },
    { step: 'logs', title: 'Logs for the arbitration', act: logs },
    { step: 'permitted', title: 'What was permitted when', act: permitted },
    { step: 'facts', title: 'The arbitrator checks the facts offline', act: facts },
    { step: 'answer', title: 'Every signed answer of the file', act: bundle },
  ],
};
