const [holder, consumer] = ['holder-a', 'consumer-c'];

/** Deliveries, beside `deliver`, `receive` and what is done with their files. */
export const deliveryGroups = [
  {
    name: 'delivery',
    description: 'deliveries: their keys, receipts, disputes, and what is proven of each chunk',
    verbs: [
      { verb: 'bind-key', operationId: 'bindKey', as: holder },
      { verb: 'drop-key', operationId: 'dropKey', as: holder },
      { verb: 'dispatch', operationId: 'dispatchDelivery', as: holder },
      { verb: 'list', operationId: 'listDeliveries', as: holder },
      { verb: 'read', operationId: 'readDelivery', as: holder },
      { verb: 'attest', operationId: 'attestDelivery', as: holder },
      { verb: 'refused', operationId: 'listRefusedDeliveries', as: holder },
      { verb: 'arrive', operationId: 'recordArrival', as: consumer },
      { verb: 'acknowledge', operationId: 'acknowledgeDelivery', as: consumer },
      { verb: 'dispute', operationId: 'disputeChunk', as: holder },
      { verb: 'answer', operationId: 'answerDispute', as: consumer },
    ],
  },
];
