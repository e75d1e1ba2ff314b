const implementer = 'implementer';
const operator = 'operator';
const official = 'authority-official';
const supervisor = 'supervisor';

/** Authorised operation of public data. */
export const operationGroups = [
  {
    name: 'scheme',
    description: 'schemes of authorised operation, and how the operator is chosen',
    verbs: [
      { verb: 'draft', operationId: 'draftScheme', as: implementer },
      { verb: 'read', operationId: 'readScheme', as: implementer },
      { verb: 'decide', operationId: 'decideScheme', as: official },
      { verb: 'file', operationId: 'fileScheme', as: official },
      { verb: 'select', operationId: 'selectOperator', as: implementer },
      { verb: 'selection', operationId: 'readOperatorSelection', as: implementer },
    ],
  },
  {
    name: 'agreement',
    description: 'operating agreements, from the draft to the end of the exit',
    verbs: [
      { verb: 'draft', operationId: 'draftAgreement', as: implementer },
      { verb: 'list', operationId: 'listAgreements', as: implementer },
      { verb: 'read', operationId: 'readAgreement', as: implementer },
      { verb: 'attest', operationId: 'attestAgreement', as: implementer },
      { verb: 'sign', operationId: 'signAgreement', as: operator },
      { verb: 'file', operationId: 'fileAgreement', as: official },
      { verb: 'suspend', operationId: 'suspendAgreement', as: implementer },
      { verb: 'resume', operationId: 'resumeAgreement', as: implementer },
      { verb: 'terminate', operationId: 'terminateAgreement', as: implementer },
      { verb: 'plan-exit', operationId: 'planAgreementExit', as: implementer },
      { verb: 'hand-over', operationId: 'handOverOperation', as: operator },
      { verb: 'close-exit', operationId: 'closeAgreementExit', as: implementer },
      { verb: 'supervise', operationId: 'superviseOperation', as: supervisor },
      { verb: 'attest-supervision', operationId: 'attestSupervision', as: supervisor },
    ],
  },
  {
    name: 'operation',
    description: 'what is done under an agreement: disclosed, made, delivered, evaluated',
    verbs: [
      { verb: 'publish-scope', operationId: 'publishScope', as: implementer },
      { verb: 'add-product', operationId: 'addProduct', as: operator },
      { verb: 'product', operationId: 'readProduct', as: operator },
      { verb: 'publish-products', operationId: 'publishProducts', as: operator },
      { verb: 'disclosure', operationId: 'readDisclosure', as: operator },
      { verb: 'deliver', operationId: 'deliverProduct', as: operator },
      { verb: 'delivery', operationId: 'readProductDelivery', as: operator },
      { verb: 'link-registration', operationId: 'linkRegistration', as: operator },
      { verb: 'evaluate', operationId: 'evaluateOperation', as: implementer },
      { verb: 'affiliate', operationId: 'recordAffiliate', as: implementer },
    ],
  },
  {
    name: 'lineage',
    description: 'how data was processed, and from what it was made',
    verbs: [
      { verb: 'record', operationId: 'recordStep', as: operator },
      { verb: 'step', operationId: 'readStep', as: operator },
      { verb: 'derive', operationId: 'stateDerivation', as: operator },
      { verb: 'up', operationId: 'traceUp', as: operator },
      { verb: 'down', operationId: 'traceDown', as: operator },
      { verb: 'attest-up', operationId: 'attestSources', as: operator },
      { verb: 'attest-down', operationId: 'attestDerivatives', as: operator },
      { verb: 'prov', operationId: 'exportProvenance', as: operator },
      { verb: 'attest-prov', operationId: 'attestProvenance', as: operator },
      { verb: 'affected', operationId: 'listAffected', as: supervisor },
      { verb: 'attest-affected', operationId: 'attestAffected', as: supervisor },
    ],
  },
  {
    name: 'notice',
    description: 'notices to whoever is affected when something falls, and their receipts',
    verbs: [
      { verb: 'send', operationId: 'sendNotice', as: 'registrar1' },
      { verb: 'list', operationId: 'listNotices', as: supervisor },
      { verb: 'read', operationId: 'readNoticeOfAffected', as: 'holder-b' },
      { verb: 'acknowledge', operationId: 'acknowledgeNotice', as: 'holder-b' },
    ],
  },
  {
    name: 'revenue',
    description: 'revenue of an operation, reckoned again on the ledger',
    verbs: [
      { verb: 'state', operationId: 'stateRevenue', as: operator },
      { verb: 'read', operationId: 'readRevenueStatement', as: operator },
      { verb: 'sign', operationId: 'signRevenue', as: implementer },
      { verb: 'recompute', operationId: 'recomputeRevenue', as: supervisor },
    ],
  },
];
