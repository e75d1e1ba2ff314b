const [seller, exchange, buyer] = ['holder-a', 'exchange', 'consumer-c'];
const custodian = 'processor-e';

/** Rights checks, listings and deals, and what they rest on. */
export const marketGroups = [
  {
    name: 'check',
    description: 'rights checks: asked, signed by several organisations, or submitted',
    verbs: [
      { verb: 'submit', operationId: 'submitCheck', as: exchange },
      { verb: 'evaluate', operationId: 'evaluateCheck', as: exchange },
      { verb: 'attest', operationId: 'attestCheck', as: exchange },
      { verb: 'list', operationId: 'listChecks', as: exchange },
      { verb: 'read', operationId: 'readCheck', as: exchange },
    ],
  },
  {
    name: 'listing',
    description: 'listings: disclosed, applied for, listed, suspended and ended',
    verbs: [
      { verb: 'disclose', operationId: 'discloseToMarket', as: seller },
      { verb: 'disclosure', operationId: 'readMarketDisclosure', as: buyer },
      { verb: 'acknowledge', operationId: 'acknowledgeDisclosure', as: buyer },
      { verb: 'apply', operationId: 'applyForListing', as: seller },
      { verb: 'start', operationId: 'startListing', as: exchange },
      { verb: 'list', operationId: 'listListings', as: exchange },
      { verb: 'read', operationId: 'readListing', as: exchange },
      { verb: 'attest', operationId: 'attestListing', as: exchange },
      { verb: 'suspend', operationId: 'suspendListing', as: exchange },
      { verb: 'resume', operationId: 'resumeListing', as: exchange },
      { verb: 'delist', operationId: 'delistListing', as: seller },
    ],
  },
  {
    name: 'deal',
    description: 'deals on and outside of exchanges, and that they were settled',
    verbs: [
      { verb: 'propose', operationId: 'proposeDeal', as: exchange },
      { verb: 'accept', operationId: 'acceptDeal', as: buyer },
      { verb: 'settle', operationId: 'settleDeal', as: exchange },
      { verb: 'list', operationId: 'listDeals', as: exchange },
      { verb: 'read', operationId: 'readDeal', as: exchange },
    ],
  },
  {
    name: 'affiliate',
    description: 'who hangs together with whom',
    verbs: [
      { verb: 'declare', operationId: 'declareAffiliate', as: exchange },
      { verb: 'end', operationId: 'endAffiliation', as: exchange },
      { verb: 'read', operationId: 'readAffiliate', as: exchange },
    ],
  },
  {
    name: 'mandate',
    description: 'brokers, and what they may do for whom',
    verbs: [
      { verb: 'give', operationId: 'giveMandate', as: seller },
      { verb: 'end', operationId: 'endMandate', as: seller },
      { verb: 'read', operationId: 'readMandate', as: seller },
    ],
  },
  {
    name: 'custody',
    description: 'who keeps the bytes of a version, and what shows that it still has them',
    verbs: [
      { verb: 'entrust', operationId: 'entrustCustody', as: seller },
      { verb: 'take', operationId: 'takeCustody', as: custodian },
      { verb: 'challenge', operationId: 'challengeCustody', as: seller },
      { verb: 'prove', operationId: 'provePossession', as: custodian },
      { verb: 'release', operationId: 'releaseCustody', as: custodian },
      { verb: 'list', operationId: 'listCustodies', as: seller },
      { verb: 'read', operationId: 'readCustody', as: seller },
      { verb: 'attest', operationId: 'attestCustody', as: seller },
    ],
  },
  {
    name: 'admission',
    description: 'whether data is fit for trade',
    verbs: [
      { verb: 'decide', operationId: 'decideAdmission', as: exchange },
      { verb: 'read', operationId: 'readAdmission', as: exchange },
    ],
  },
  {
    name: 'foreign',
    description: 'certificates of other registers, by their signed answers',
    verbs: [
      { verb: 'present', operationId: 'presentForeign', as: seller },
      { verb: 'read', operationId: 'readForeign', as: exchange },
    ],
  },
];
