const judge = 'judge';
const authority = 'authority-official';
const holder = 'holder-a';
const pledgee = 'bank';

/** Orders of courts, controls of authorities, pledges, and what stands against whom. */
export const courtGroups = [
  {
    name: 'order',
    description: 'judicial orders: freezes and their queue, disposals, awards',
    verbs: [
      { verb: 'freeze', operationId: 'freezeByOrder', as: judge },
      { verb: 'lift', operationId: 'liftOrder', as: judge },
      { verb: 'renew', operationId: 'renewOrder', as: judge },
      { verb: 'hand-over', operationId: 'handOverOrder', as: judge },
      { verb: 'cancel', operationId: 'cancelByOrder', as: judge },
      { verb: 'transfer', operationId: 'transferByOrder', as: judge },
      { verb: 'award', operationId: 'recordAward', as: judge },
      { verb: 'execute', operationId: 'recordExecution', as: judge },
      { verb: 'list', operationId: 'listOrders', as: judge },
      { verb: 'read', operationId: 'readOrder', as: judge },
    ],
  },
  {
    name: 'control',
    description: 'administrative control of rights and parties',
    verbs: [
      { verb: 'impose', operationId: 'imposeControl', as: authority },
      { verb: 'lift', operationId: 'liftControl', as: authority },
      { verb: 'renew', operationId: 'renewControl', as: authority },
    ],
  },
  {
    name: 'emergency',
    description: 'what a supervisor suspends for an incident, for a while',
    verbs: [
      { verb: 'suspend', operationId: 'suspendInEmergency', as: 'supervisor' },
      { verb: 'cosign', operationId: 'cosignEmergency', as: 'supervisor2' },
      { verb: 'lift', operationId: 'liftEmergency', as: 'supervisor' },
      { verb: 'read', operationId: 'readEmergency', as: 'supervisor' },
      { verb: 'list', operationId: 'listEmergencies', as: pledgee },
      { verb: 'attest', operationId: 'attestEmergencies', as: pledgee },
    ],
  },
  {
    name: 'supervision',
    description: 'the feed that supervisors of every sector share',
    verbs: [
      { verb: 'publish', operationId: 'publishRevocation', as: 'registrar1' },
      { verb: 'feed', operationId: 'readFeed', as: 'supervisor' },
      { verb: 'attest', operationId: 'attestFeed', as: 'supervisor' },
    ],
  },
  {
    name: 'pledge',
    description: 'pledges of rights, signed by both sides',
    verbs: [
      { verb: 'propose', operationId: 'proposePledge', as: holder },
      { verb: 'confirm', operationId: 'confirmPledge', as: pledgee },
      { verb: 'release', operationId: 'releasePledge', as: pledgee },
    ],
  },
  {
    name: 'encumbrance',
    description: 'what stands against rights and parties',
    verbs: [
      { verb: 'read', operationId: 'readEncumbrances', as: pledgee },
      { verb: 'attest', operationId: 'attestEncumbrances', as: pledgee },
      { verb: 'right', operationId: 'listOrdersOfRight', as: pledgee },
      { verb: 'party', operationId: 'listOrdersOfParty', as: judge },
      { verb: 'enforce', operationId: 'searchForEnforcement', as: judge },
    ],
  },
];
