// How much our adapter costs over a bare loop of the SDK, on the same network in the same run.
//
//   node --enable-source-maps test/dist/bench/fabric.js [seconds per round] [in flight]
//
// Rounds run A B B A, twice over, so that a machine that slows down slows both. Prints medians, the
// ratio, the client's CPU per transaction, and lone submits one after the other. For a profile of
// the client: node --cpu-prof --enable-source-maps test/dist/bench/fabric.js
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { canonicalize } from '@shuquan/chaincode/model';
import { depositInput, type Ground } from '../support/founded.js';
import type { TestNetwork } from '../support/network.js';
import { machine, median } from './machine.js';
import { onNetwork } from './on-fabric.js';

interface Sdk {
  readonly connect: (options: object) => {
    getNetwork(channel: string): { getContract(chaincode: string): SdkContract };
  };
  readonly hash: { readonly none: unknown };
}
interface SdkContract {
  newProposal(name: string, options: { arguments: string[] }): { endorse(): Promise<SdkEndorsed> };
}
interface SdkEndorsed {
  submit(): Promise<{ getStatus(): Promise<{ readonly successful: boolean }> }>;
}

type Submit = () => Promise<void>;
interface Round {
  readonly perSecond: number;
  readonly cpuMs: number;
}

const [seconds = 6, inFlight = 200] = process.argv.slice(2).map(Number);
const LONE = 15;

await onNetwork(measure);

async function measure(ground: Ground, network: TestNetwork): Promise<void> {
  const { ledger } = ground;
  const connectionFile = join(network.plan.dataDir, 'connection.json');
  const as = ground.as('holder-a');
  const ours: Submit = async () => {
    await ledger.submit('evidence:deposit', depositInput(), as);
  };
  const { bare, close } = bareSdk(connectionFile, ground);
  try {
    for (const submit of [ours, bare]) await round(submit, 3);
    const rounds: Record<'ours' | 'bare', Round[]> = { ours: [], bare: [] };
    for (const which of ['ours', 'bare', 'bare', 'ours', 'ours', 'bare', 'bare', 'ours'] as const) {
      const result = await round(which === 'ours' ? ours : bare, seconds);
      rounds[which].push(result);
      console.log(`${which}: ${result.perSecond.toFixed(0)}/s, ${result.cpuMs.toFixed(2)} ms CPU`);
    }
    report(rounds, await lone(ours), await lone(bare), network.plan.channel.batchTimeout);
  } finally {
    close();
  }
}

/** What anyone would write with the SDK alone, with the same fast signer. */
function bareSdk(connectionFile: string, ground: Ground): { bare: Submit; close: () => void } {
  const gateway = createRequire(import.meta.resolve('@shuquan/gateway/ledger/fabric/open'));
  const { connect, hash } = gateway('@hyperledger/fabric-gateway') as Sdk;
  const { peers, channel, chaincode } = JSON.parse(readFileSync(connectionFile, 'utf8')) as {
    peers: { address: string; tlsCa: string; serverName: string }[];
    channel: string;
    chaincode: string;
  };
  const [peer] = peers;
  if (peer === undefined) throw new TypeError('The connection file names no peer.');
  const client = new Client(peer.address, credentials.createSsl(readFileSync(peer.tlsCa)), {
    'grpc.ssl_target_name_override': peer.serverName,
  });
  const as = ground.as('holder-a');
  const contract = connect({
    client,
    identity: { mspId: as.mspId, credentials: Buffer.from(as.pem) },
    signer: (message: Uint8Array) => as.sign(message),
    hash: hash.none,
  })
    .getNetwork(channel)
    .getContract(chaincode);
  return {
    close: () => {
      client.close();
    },
    bare: async () => {
      const args = { arguments: [canonicalize(depositInput())] };
      const endorsed = await contract.newProposal('evidence:deposit', args).endorse();
      const commit = await endorsed.submit();
      const { successful } = await commit.getStatus();
      if (!successful) throw new Error('A deposit of the bare loop was not VALID.');
    },
  };
}

/** Submits for some seconds with a fixed number in flight; counts those that ended in time. */
async function round(submit: Submit, forSeconds: number): Promise<Round> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const end = start + forSeconds * 1000;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      await submit();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const { user, system } = process.cpuUsage(cpu);
  const perSecond = (done / (performance.now() - start)) * 1000;
  return { perSecond, cpuMs: (user + system) / 1000 / done };
}

async function lone(submit: Submit): Promise<number[]> {
  const ms: number[] = [];
  for (let i = 0; i < LONE; i += 1) {
    const start = performance.now();
    await submit();
    ms.push(performance.now() - start);
  }
  return ms.sort((a, b) => a - b);
}

function report(
  { ours, bare }: Record<'ours' | 'bare', Round[]>,
  loneOurs: readonly number[],
  loneBare: readonly number[],
  batchTimeout: string,
): void {
  const [a, b] = [median(ours.map((r) => r.perSecond)), median(bare.map((r) => r.perSecond))];
  const [cpuA, cpuB] = [median(ours.map((r) => r.cpuMs)), median(bare.map((r) => r.cpuMs))];
  console.log(`
${machine()}
network            1 Raft orderer, 3 peers, 3 chaincode processes, BatchTimeout ${batchTimeout}

client CPU         ours ${cpuA.toFixed(2)} ms/tx, bare SDK ${cpuB.toFixed(2)} ms/tx
submits            ours ${a.toFixed(0)}/s, bare SDK ${b.toFixed(0)}/s at ${String(inFlight)} in flight
ratio              ${(a / b).toFixed(3)}
lone submit        ours p50 ${median(loneOurs).toFixed(0)} ms, p95 ${percentile(loneOurs, 0.95)} ms; bare p50 ${median(loneBare).toFixed(0)} ms`);
}

function percentile(sorted: readonly number[], at: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0).toFixed(0);
}
