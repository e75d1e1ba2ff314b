import type { Anchors, PinnedOrderers } from './anchors.js';
import type { BlockMetadataParts } from './metadata.js';
import type { Fact } from './report.js';

/** What a block that did not fail shows, and what it can not show. */
export function blockFacts(
  number: bigint,
  { orderers }: Anchors,
  { flags }: BlockMetadataParts,
): Fact[] {
  return [
    ...(number === 0n ? pinnedFacts : orderFacts(orderers)),
    {
      fact: 'validity',
      status: 'NOT_PROVEN',
      detail: flags
        ? 'Validation flags are what the peer that kept the block stated; nobody signs them.'
        : 'The block carries no validation flags.',
    },
    {
      fact: 'key-level policies',
      status: 'NOT_PROVEN',
      detail: 'Policies of single keys depend on the state before the block.',
    },
    { fact: 'time', status: 'STATED', detail: 'Times are what the clients’ clocks said.' },
  ];
}

const pinnedFacts: readonly Fact[] = [
  { fact: 'order', status: 'PROVEN', detail: 'The anchors name the hash of block 0.' },
];

/** One Raft orderer signs a block, and nobody sees what else it signed (ledger rule 16). */
function orderFacts(orderers: PinnedOrderers | undefined): Fact[] {
  if (orderers === undefined) {
    return [{ fact: 'order', status: 'NOT_PROVEN', detail: 'The anchors pin no orderers.' }];
  }
  const order: Fact = {
    fact: 'order',
    status: 'PROVEN',
    detail: 'A quorum of the pinned orderers signed this block.',
  };
  return orderers.consensus === 'bft'
    ? [
        order,
        {
          fact: 'finality',
          status: 'PROVEN',
          detail: 'Two blocks in this place would need a third of the consenters to be faulty.',
        },
      ]
    : [
        order,
        {
          fact: 'finality',
          status: 'NOT_PROVEN',
          detail: 'A Raft orderer’s key alone could sign another block for the same place.',
        },
      ];
}
