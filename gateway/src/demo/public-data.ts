import { ground, parties, time } from './evidence-proof.js';
import { catalogue, negativeList } from './public-catalogue.js';
import { consistency, timeline } from './public-proof.js';
import { agreement, scheme } from './public-agreement.js';
import { delivery, lineage, product, revenue } from './public-product.js';
import { code, raw, resource } from './public-resource.js';
import { property, utility } from './public-property.js';
import { rules } from './rules-in-force.js';
import type { Scenario } from './scenario.js';

/**
 * 公共数据: from the entry in the master catalogue through registration, authorised operation and a
 * product to its certificate. Days are real on every ledger, so the notice of the public register is
 * shown and not waited for; the code comes under a drill’s rules, which say that they are no law.
 */
export const publicData: Scenario = {
  name: 'public-data',
  title: '公共数据 Public data: catalogued, registered, operated under an agreement, certified',
  steps: [
    { step: 'ledger', title: 'The ledger', act: ground },
    { step: 'parties', title: 'Parties', act: parties },
    { step: 'beacon', title: 'The witnesses’ time', act: time },
    { step: 'rules', title: 'Rules and calendars in force', act: rules },
    { step: 'catalogue', title: 'An entry of the master catalogue', act: catalogue },
    { step: 'negative-list', title: 'The negative list', act: negativeList },
    { step: 'raw', title: 'Raw government data is not data property', act: raw },
    { step: 'resource', title: 'A public data resource is applied for', act: resource },
    { step: 'scheme', title: 'Scheme and operator of an authorised operation', act: scheme },
    { step: 'agreement', title: 'The agreement, item by item', act: agreement },
    { step: 'product', title: 'A product is added and published', act: product },
    { step: 'lineage', title: 'What the product was made from', act: lineage },
    { step: 'delivery', title: 'Deliveries within the agreement, and beyond it', act: delivery },
    { step: 'code', title: 'The product gets its lookup code', act: code },
    { step: 'property', title: 'The product’s certificate of data property', act: property },
    { step: 'utility', title: 'A public utility registers its own data', act: utility },
    { step: 'revenue', title: 'Revenue, reckoned again', act: revenue },
    { step: 'timeline', title: 'The supervisor’s timeline, signed', act: timeline },
    { step: 'answer', title: 'One answer over all registers', act: consistency },
  ],
};
