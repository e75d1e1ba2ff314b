import { grants, keys, right } from './delivery-ground.js';
import { disputed, outside, partial, whole } from './delivery-steps.js';
import { answered, award, evidenceOf, file, hear, log, platform } from './dispute-steps.js';
import { altered, exported, permitted } from './dispute-proof.js';
import { ground, parties, time } from './evidence-proof.js';
import { rules } from './rules-in-force.js';
import type { Scenario } from './scenario.js';

/**
 * 数据争议仲裁: the sides of a grant go to arbitration, and the arbitrator judges on one file that it
 * checks by itself. A play can not wait for the last day of a grant, so what is refused here is the
 * delivery before the first.
 */
export const dispute: Scenario = {
  name: 'dispute',
  title: '数据争议仲裁 Arbitration: a dispute about a grant, its file checked offline, its award',
  steps: [
    { step: 'ledger', title: 'The ledger', act: ground },
    { step: 'parties', title: 'Parties', act: parties },
    { step: 'beacon', title: 'The witnesses’ time', act: time },
    { step: 'rules', title: 'The rules in force', act: rules },
    { step: 'platform', title: 'What the platform is qualified by', act: platform },
    { step: 'right', title: 'A registered right', act: right },
    { step: 'grant', title: 'Twelve deliveries are granted', act: grants },
    { step: 'keys', title: 'Both sides bind keys of their own', act: keys },
    { step: 'whole', title: 'D-1: three chunks, all of them received', act: whole },
    { step: 'partial', title: 'D-2: chunk 3 is missing, and opened by the sender', act: partial },
    { step: 'disputed', title: 'What is proven of chunk 3', act: disputed },
    { step: 'refused', title: 'D-3: outside of the term, refused and on record', act: outside },
    { step: 'log', title: 'A batch of the gateway’s log, under one root', act: log },
    { step: 'file', title: 'The sender files for arbitration', act: file },
    { step: 'answered', title: 'The receiver is served, and answers', act: answered },
    { step: 'evidence', title: 'Both sides submit evidence', act: evidenceOf },
    { step: 'hearing', title: 'The hearing closes the evidence', act: hear },
    { step: 'answer', title: 'The whole file, checked offline', act: exported },
    {
      step: 'altered',
      title: 'The file with one part altered, and without the last',
      act: altered,
    },
    { step: 'permitted', title: 'What was permitted, as the file says', act: permitted },
    { step: 'award', title: 'The award, on record as a judicial order', act: award },
  ],
};
