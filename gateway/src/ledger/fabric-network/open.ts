import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { readConnection, readPeople, serviceOf } from '../fabric/connection.js';
import { type Deadlines, defaultDeadlines } from '../fabric/deadlines.js';
import { FabricLedger } from '../fabric/ledger.js';
import type { Ledger, MspId } from '../port.js';
import { NetworkTransport } from './network-transport.js';
import { connectSdk } from './sdk.js';
import { writeWallet } from './wallet.js';

export interface OpenFabricNetworkOptions {
  /** `connection.json` of the network’s folder. */
  readonly connectionFile: string;
  /** The organisation whose gateway this is; its peer is asked first. Default: the first peer’s. */
  readonly gatewayMspId?: MspId | undefined;
  /** Wallet folder; default: `wallet` beside the connection file, filled from `people.json`. */
  readonly wallet?: string | undefined;
  /** Whether peers and orderers are found by asking a peer; default: the profile names them. */
  readonly discovery?: boolean | undefined;
  readonly deadlines?: Partial<Deadlines> | undefined;
}

/** The part of an anchors file that says who must endorse. */
const Anchors = z.object({
  chaincode: z.object({ policy: z.object({ n: z.int(), of: z.array(z.string()) }) }),
});

/**
 * A ledger on a Fabric network through the legacy SDK, for peers before 2.4. Not for BFT orderers,
 * which that SDK does not know.
 *
 * @throws GatewayError LEDGER_UNAVAILABLE when the files of the network can not be read
 */
export async function openFabricNetwork(options: OpenFabricNetworkOptions): Promise<Ledger> {
  const connection = await readConnection(options.connectionFile);
  const mspId = options.gatewayMspId ?? connection.peers[0]?.mspId ?? '';
  const { id, identity: service, keyPem } = serviceOf(await readPeople(connection), mspId);
  const wallet = options.wallet ?? join(dirname(options.connectionFile), 'wallet');
  await writeWallet(wallet, [{ id, mspId, certificatePem: service.pem, keyPem }]);
  const { chaincode: anchored } = Anchors.parse(
    JSON.parse(await readFile(connection.anchors, 'utf8')),
  );
  const deadlines = { ...defaultDeadlines, ...options.deadlines };
  const { discovery = false } = options;
  const session = await connectSdk({ connection, wallet, label: id, discovery });
  const { channel, chaincode } = connection;
  const { policy } = anchored;
  const transport = new NetworkTransport({ session, channel, service, policy, deadlines });
  return new FabricLedger({
    ...{ kind: 'fabric-network', channel, chaincode },
    ...{ service, deadlines, transport },
  });
}
