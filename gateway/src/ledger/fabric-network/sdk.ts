import { readFile } from 'node:fs/promises';
import type { Connection } from '../fabric/connection.js';
import { loadSdk } from './loading.js';
import { openWallet } from './wallet.js';

/** The slices of fabric-network and fabric-common that are used here, as they are at run time. */
export interface SdkEndorser {
  readonly name: string;
  readonly mspid: string;
  checkConnection(reset?: boolean): Promise<boolean>;
  sendProposal(
    signed: { readonly proposal_bytes: Uint8Array; readonly signature: Uint8Array },
    timeoutMs: number,
  ): Promise<SdkProposalResponse>;
}

export interface SdkProposalResponse {
  readonly response: {
    readonly status: number;
    readonly message: string;
    readonly payload: Uint8Array;
  };
  /** ProposalResponsePayload; empty where the peer itself refused. */
  readonly payload: Uint8Array;
  readonly endorsement?: { readonly endorser: Uint8Array; readonly signature: Uint8Array } | null;
}

export interface SdkCommitter {
  readonly name: string;
  checkConnection(reset?: boolean): Promise<boolean>;
  sendBroadcast(
    envelope: { readonly payload: Uint8Array; readonly signature: Uint8Array },
    timeoutMs: number,
  ): Promise<{ readonly status: string; readonly info?: string }>;
}

export interface SdkTransactionEvent {
  readonly transactionId: string;
  /** Name of the validation code. */
  readonly status: string;
}

export interface SdkBlockEvent {
  readonly blockNumber: { toString(): string };
  getTransactionEvents(): SdkTransactionEvent[];
}

export type SdkBlockListener = (event: SdkBlockEvent) => Promise<void>;

interface SdkNetwork {
  getChannel(): { getEndorsers(): SdkEndorser[]; getCommitters(): SdkCommitter[] };
  addBlockListener(listener: SdkBlockListener, options: { type: 'filtered' }): Promise<unknown>;
  removeBlockListener(listener: SdkBlockListener): void;
}

interface SdkGateway {
  connect(profile: object, options: object): Promise<void>;
  getNetwork(channel: string): Promise<SdkNetwork>;
  disconnect(): void;
}

interface Sdk {
  readonly Gateway: new () => SdkGateway;
}

export interface SdkSession {
  readonly network: SdkNetwork;
  close(): void;
}

export interface ConnectOptions {
  readonly connection: Connection;
  /** Folder of the wallet, and the label of whoever the gateway itself is in it. */
  readonly wallet: string;
  readonly label: string;
  /** Whether the peers are asked for the others; otherwise the profile names them all. */
  readonly discovery: boolean;
}

/** Loads the SDK, connects and reaches the channel. */
export async function connectSdk(options: ConnectOptions): Promise<SdkSession> {
  const { connection, wallet, label, discovery } = options;
  const { Gateway } = await loadSdk<Sdk>();
  const profile = JSON.parse(await readFile(connection.profile, 'utf8')) as object;
  const gateway = new Gateway();
  await gateway.connect(profile, {
    wallet: await openWallet(wallet),
    identity: label,
    discovery: { enabled: discovery, asLocalhost: false },
  });
  const network = await gateway.getNetwork(connection.channel);
  return {
    network,
    close: () => {
      gateway.disconnect();
    },
  };
}
