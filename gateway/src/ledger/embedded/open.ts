import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chaincodeOf, type ContractClass } from '../../guard.js';
import { GatewayError } from '../../errors.js';
import { signP256 } from '../../crypto.js';
import { buildProposal } from '../proposal.js';
import { type AnchorsDocument, anchorsOf } from './anchors.js';
import { headOf, type Head } from './block-writer.js';
import { Collections } from './collections.js';
import { type LedgerDefinition, smallDefinition } from './definition.js';
import { transactionPayload } from './endorsement.js';
import { genesisBlock } from './genesis.js';
import { encodePlaceOfBlock } from './block-place.js';
import { START } from './block-files.js';
import { damaged } from './damage.js';
import { blockKey } from './keys.js';
import { EmbeddedLedger } from './ledger.js';
import {
  chaincodeDefinition,
  committedSequence,
  definitionCalls,
  isCommitted,
  LifecycleChaincode,
} from './lifecycle.js';
import { Members } from './members.js';
import { Network } from './network.js';
import { openOrganizations, type Organizations } from './organizations.js';
import { HighWater } from './high-water.js';
import { LIFECYCLE, Policies } from './policies.js';
import { type BatchOptions, Sequencer } from './sequencer.js';
import { Snapshots } from './snapshots.js';
import { closeStore, openStore, type Store, StoreReader } from './store.js';
import { checkTail, lastBlock, type Tail } from './tail.js';
import { TransientStore } from './transient-store.js';
import { Envelope } from '@shuquan/verifier/wire';

export { EmbeddedLedger } from './ledger.js';

export interface Installed {
  readonly contracts: readonly ContractClass[];
  /** The allow-list of callable methods. */
  readonly metadata: object;
}

type NetworkOptions = EmbeddedOptions & { readonly definition: LedgerDefinition };

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** The small topology when left out. */
  readonly definition?: LedgerDefinition;
  readonly clock?: () => Date;
  readonly batch?: BatchOptions;
  /** The product’s own when left out. */
  readonly installed?: Installed;
}

/** Long enough to gather, short enough for one who waits alone. */
const BATCH: BatchOptions = { maxTransactions: 200, maxWaitMs: 3 };

/** Folder of the embedded ledger within a data folder. */
export const ledgerFolder = (dataDir: string): string => join(dataDir, 'ledger');

/**
 * Opens the ledger of a data folder, and makes it on first start: organisations, block 0, the
 * chaincode’s definition.
 *
 * @throws GatewayError LEDGER_LOCKED, LEDGER_DAMAGED, DISK_FULL
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedLedger> {
  const { clock = () => new Date(), definition = smallDefinition() } = options;
  const { network, anchors } = await openNetwork({ ...options, definition });
  return new EmbeddedLedger({ network, definition, anchors, clock });
}

/** The same without the port, for contracts that are not in the catalogue. */
export async function openNetwork(
  options: NetworkOptions,
): Promise<{ network: Network; anchors: AnchorsDocument }> {
  const { dataDir, definition, clock = () => new Date() } = options;
  const folder = ledgerFolder(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const store = await openStore(folder);
  try {
    const home = join(folder, 'organizations');
    const organizations = await openOrganizations(home, definition, clock());
    const { head, end } = await openChain(store, folder, definition, organizations, clock());
    const mark = HighWater.open(folder, new StoreReader(store));
    const anchors = pinAnchors(folder, store, definition, organizations);
    // Only now: what lies behind an end that was acknowledged once must not be cut away.
    if (!store.blocks.resume(end)) throw damaged(folder, head.number);
    const network = assemble(options, store, organizations, head, mark);
    await new TransientStore(store).expire(head.number);
    await define(network, definition, organizations, store, clock);
    return { network, anchors };
  } catch (err) {
    await closeStore(store);
    throw err;
  }
}

async function openChain(
  store: Store,
  folder: string,
  definition: LedgerDefinition,
  organizations: Organizations,
  now: Date,
): Promise<Tail> {
  const { database, blocks } = store;
  if ((await lastBlock(database)) === undefined) {
    // There was a block 0 once.
    if (existsSync(join(folder, 'anchors.json'))) throw damaged(folder, 0);
    blocks.resume(START);
    const place = await blocks.append(genesisBlock(definition, organizations, now));
    const value = encodePlaceOfBlock({ ...place, written: 0 });
    await database.batch([{ type: 'put', key: blockKey(0), value }], { sync: true });
  }
  return checkTail(store, folder);
}

/** Block 0 is pinned by its hash beside the database; what is pinned must be what is stored. */
function pinAnchors(
  folder: string,
  store: Store,
  definition: LedgerDefinition,
  organizations: Organizations,
): AnchorsDocument {
  const file = join(folder, 'anchors.json');
  const genesis = new StoreReader(store).block(0);
  const anchors = anchorsOf(definition, organizations, headOf(genesis ?? Buffer.alloc(0)).hash);
  if (existsSync(file)) {
    const pinned = JSON.parse(readFileSync(file, 'utf8')) as AnchorsDocument;
    if (pinned.genesis !== anchors.genesis) {
      throw new GatewayError(
        'LEDGER_DAMAGED',
        `Block 0 in ${folder} is not the one that anchors.json pins. Restore a backup.`,
        { folder, block: 0 },
      );
    }
  }
  writeWhole(file, JSON.stringify(anchors, undefined, 2));
  writeWhole(join(folder, 'definition.json'), JSON.stringify(definition, undefined, 2));
  return anchors;
}

function writeWhole(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  writeFileSync(`${file}.partial`, text, { flush: true });
  renameSync(`${file}.partial`, file);
}

function assemble(
  { dataDir, definition, batch = BATCH, installed = product() }: NetworkOptions,
  store: Store,
  organizations: Organizations,
  head: Head,
  mark: HighWater,
): Network {
  const { chaincode, channel } = definition;
  const stores = peersOf(organizations);
  const policies = new Policies(definition.policies.lifecycleEndorsement);
  const collections = new Collections(definition.collections, organizations.members.keys());
  const runner = chaincodeOf(installed.contracts, installed.metadata, chaincode);
  const lifecycle = new LifecycleChaincode(stores);
  const snapshots = new Snapshots(store);
  const folder = ledgerFolder(dataDir);
  const orderer = organizations.orderer.node;
  const traffic = { endorsing: 0 };
  const sequencer = new Sequencer(
    {
      ...{ store, folder, policies, collections, orderer, batch, stores },
      isQuiet: () => traffic.endorsing === 0,
    },
    head,
  );
  sequencer.on('block', (block) => {
    mark.mark(block);
    void snapshots.renew();
  });
  return new Network({
    ...{ dataDir, store, organizations, policies, collections, snapshots, sequencer },
    members: new Members(organizations),
    endorser: { channel, chaincode, runner, lifecycle, collections },
    transients: new TransientStore(store),
    mark,
    traffic,
  });
}

const peersOf = ({ members }: Organizations): string[] =>
  [...members.values()].flatMap(({ mspId, peer }) => (peer ? [mspId] : []));

/** Brings the chaincode’s definition on the ledger, or its next sequence where it changed. */
async function define(
  network: Network,
  ledger: LedgerDefinition,
  organizations: Organizations,
  store: Store,
  clock: () => Date,
): Promise<void> {
  const reader = new StoreReader(store);
  const sequence = committedSequence(reader, ledger.chaincode.name);
  const definition = chaincodeDefinition(ledger, sequence + 1n);
  if (isCommitted(reader, definition)) return;
  for (const { mspId, endorsers, args } of definitionCalls(definition, peersOf(organizations))) {
    const admin = organizations.members.get(mspId)?.admin;
    if (admin === undefined) throw new TypeError(`${mspId} has no administrator.`);
    const proposal = buildProposal({
      channel: ledger.channel,
      chaincode: LIFECYCLE,
      args,
      creator: admin.bytes,
      time: clock(),
    });
    const signature = await admin.sign(proposal.bytes);
    const signed = { proposal, signature: () => signature };
    const endorsed = await network.endorse(signed, endorsers);
    const payload = transactionPayload(proposal, endorsed.payload, endorsed.endorsements);
    const { code } = await network.order({
      txId: proposal.txId,
      envelope: Envelope.encode({ payload, signature: signP256(admin.key, payload) }),
      chaincode: LIFECYCLE,
      set: endorsed.results.set,
      private: endorsed.results.private,
      endorsers: endorsed.endorsers,
    });
    if (code !== 0)
      throw new Error(`The chaincode’s definition was refused: code ${String(code)}.`);
  }
}

/** The product’s contracts and their allow-list. */
function product(): Installed {
  const require = createRequire(import.meta.url);
  const { contracts } = require('@shuquan/chaincode') as { contracts: ContractClass[] };
  const home = dirname(require.resolve('@shuquan/chaincode/package.json'));
  const file = join(home, 'contract-metadata', 'metadata.json');
  return { contracts, metadata: JSON.parse(readFileSync(file, 'utf8')) as object };
}
