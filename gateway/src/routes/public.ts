import {
  canonicalize,
  type Input,
  parseJson,
  PublicCertificateInput,
  PublicDigestInput,
  type QueryName,
  specOf,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { GatewayError } from '../errors.js';
import { type Reply, type Route, route } from '../http/route.js';
import type { Identity, Ledger, MspId } from '../ledger/port.js';
import { answerOf, SignedAnswer } from './answer.js';

/** In whose name the gateway asks for somebody it does not know, and whom it asks. */
export interface PublicFace {
  /** A service identity: it acts for nobody and has no role. */
  readonly identity: Identity;
  readonly organizations: readonly MspId[];
  /** JSON text of the anchors, for whoever has none by another way. */
  readonly anchors: string;
}

export interface PublicRoutes {
  readonly ledger: Ledger;
  readonly publicFace?: PublicFace | undefined;
}

const tag = 'public';
const scope = 'public:read';
/** Answers of now, each with its reader’s nonce: nobody between may keep them for another. */
const headers = { 'cache-control': 'no-store' };
const query = z.strictObject({ nonce: PublicDigestInput.shape.nonce });
const note =
  'Needs no credential, and is limited by address. Holds what a public notice shows, never more; ' +
  'that there is nothing is signed as well. The answer repeats `nonce`, so an old one is seen.';

const LedgerAnchors = z
  .looseObject({ v: z.literal(1), channel: z.string() })
  .meta({ id: 'LedgerAnchors', description: 'As `shuquan verify --anchors` reads it' });

/** One answer asks a peer of every organisation; a flood must not take them from the others. */
const MAX_AT_ONCE = 8;

/** `/v1/public`: what anybody may ask, answered with signatures. */
export function publicRoutes(deps: PublicRoutes): Route[] {
  const attest = attesting(deps);
  return [
    route({
      method: 'get',
      path: '/v1/public/digests/{algorithm}/{hex}',
      operationId: 'lookUpDigest',
      summary: specOf('public:digest').summary,
      description: note,
      ...{ tag, scope, isPublic: true as const, query },
      params: PublicDigestInput.omit({ nonce: true }),
      replies: { 200: SignedAnswer },
      carries: ['public:digest'],
      errors: ['LEDGER_HEIGHTS_DIFFER', 'ENDORSEMENT_FAILED', 'PUBLIC_CLOSED'],
      handle: ({ params, query: asked }) => attest('public:digest', { ...params, ...asked }),
    }),
    route({
      method: 'get',
      path: '/v1/public/certificates/{no}',
      operationId: 'lookUpCertificate',
      summary: specOf('public:certificate').summary,
      description: note,
      ...{ tag, scope, isPublic: true as const, query },
      params: PublicCertificateInput.omit({ nonce: true }),
      replies: { 200: SignedAnswer },
      carries: ['public:certificate'],
      errors: ['LEDGER_HEIGHTS_DIFFER', 'ENDORSEMENT_FAILED', 'PUBLIC_CLOSED'],
      handle: ({ params, query: asked }) => attest('public:certificate', { ...params, ...asked }),
    }),
    route({
      method: 'get',
      path: '/v1/public/anchors',
      operationId: 'readAnchors',
      summary: 'The roots that this gateway believes in',
      description:
        'For comparison with those you got by another way. Whoever takes both answers and roots ' +
        'from one server has to believe it.',
      ...{ tag, scope, isPublic: true as const },
      replies: { 200: LedgerAnchors },
      carries: [],
      errors: ['PUBLIC_CLOSED'],
      handle: () => {
        const body = parseJson(faceOf(deps).anchors);
        return Promise.resolve({ status: 200, body, headers: { 'cache-control': 'no-cache' } });
      },
    }),
  ];
}

function faceOf({ publicFace }: PublicRoutes): PublicFace {
  if (publicFace !== undefined) return publicFace;
  throw new TypeError('The route stands before asPublic.');
}

type Attesting = <N extends QueryName>(name: N, input: Input<N>) => Promise<Reply>;

function attesting(deps: PublicRoutes): Attesting {
  let running = 0;
  return async (name, input) => {
    const { identity, organizations } = faceOf(deps);
    if (running >= MAX_AT_ONCE) {
      throw new GatewayError('LEDGER_BUSY', 'Too many ask at once. Ask again in a moment.');
    }
    running += 1;
    try {
      const asked = JSON.parse(canonicalize(input)) as typeof input;
      const reply = answerOf(await deps.ledger.attest(name, asked, identity, organizations));
      return { ...reply, headers: { ...reply.headers, ...headers } };
    } finally {
      running -= 1;
    }
  };
}
