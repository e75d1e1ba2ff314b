import type { Identity, Ledger, MspId } from '../port.js';
import { readConnection, readPeople, serviceOf } from './connection.js';
import { type Deadlines, defaultDeadlines } from './deadlines.js';
import { GatewayTransport } from './gateway-transport.js';
import { FabricLedger } from './ledger.js';

export interface OpenFabricOptions {
  /** `connection.json` of the network’s folder. */
  readonly connectionFile: string;
  /** The organisation whose gateway this is; its peer is asked first. Default: the first peer’s. */
  readonly gatewayMspId?: MspId | undefined;
  /** Who the gateway itself is; default: its organisation’s service identity in `people.json`. */
  readonly service?: Identity | undefined;
  readonly deadlines?: Partial<Deadlines> | undefined;
}

/**
 * A ledger on a Fabric network. Connects when it is first used, so it opens while the network is
 * still starting.
 *
 * @throws GatewayError LEDGER_UNAVAILABLE when the files of the network can not be read
 */
export async function openFabric(options: OpenFabricOptions): Promise<Ledger> {
  const connection = await readConnection(options.connectionFile);
  const mspId = options.gatewayMspId ?? connection.peers[0]?.mspId ?? '';
  const service = options.service ?? serviceOf(await readPeople(connection), mspId).identity;
  const deadlines = { ...defaultDeadlines, ...options.deadlines };
  const transport = new GatewayTransport({ connection, service, deadlines });
  const { channel, chaincode } = connection;
  return new FabricLedger({ kind: 'fabric', channel, chaincode, service, deadlines, transport });
}
