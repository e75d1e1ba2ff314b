import { Code, DateText, Hex256, Id, Instant, Uscc, VoucherStatus } from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { listCited, listOf, OPENED, openedErrors, pageOf } from './list.js';
import { type RegisterRoutes, rowErrors } from './register.js';

const VoucherItem = z
  .strictObject({
    id: Id,
    status: VoucherStatus,
    holder: Hex256,
    issuer: Uscc,
    verifier: Uscc,
    purpose: Code,
    scene: Code,
    issuedAt: Instant,
    until: DateText,
    left: z.int().min(0),
    nextChangeAt: Instant.nullable(),
  })
  .meta({
    id: 'VoucherItem',
    description:
      '`holder`: fingerprint of the holder’s key; `nextChangeAt`: when the status is another',
  });

/** `GET /v1/vouchers`: the vouchers that name whoever asks. */
export function voucherLists({ queries, cursors, now }: RegisterRoutes): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/vouchers',
      operationId: 'listVouchers',
      tag: 'vouchers',
      summary: 'List vouchers that name you, by holder’s key, verifier, issuer or status',
      description:
        `As issuer, verifier, source or subject. ${OPENED} Status is computed for \`asOf\`. ` +
        'A page may be short while `next` is there.',
      scope: 'voucher:read',
      query: z.strictObject({
        holder: Hex256.optional(),
        verifier: Uscc.optional(),
        issuer: Uscc.optional(),
        status: VoucherStatus.optional(),
        asOf: Instant.optional(),
        ...{ limit, cursor, ...listCited },
      }),
      replies: { 200: listOf(VoucherItem, 'VoucherList') },
      carries: [],
      errors: [...rowErrors, ...openedErrors],
      async handle({ query, principal }) {
        await queries.ready();
        const { limit: size, cursor: after, asOf = now().toISOString() } = query;
        const { holder, verifier, issuer, status } = query;
        const filter = { holder, verifier, issuer, status };
        const actor = await queries.vouchers.reader(principal.identity);
        const opening = { parties: [verifier, issuer], cited: query, asOf: now().toISOString() };
        await queries.register.opened(actor, opening);
        const name = ['vouchers', actor.role, actor.uscc, holder, verifier, issuer, status];
        const page = { limit: size, cursor: after };
        const body = await pageOf(cursors, name, page, async (request) => ({
          ...(await queries.vouchers.list(actor, { ...filter, asOf }, request)),
          height: queries.height,
        }));
        return { status: 200, body };
      },
    }),
  ];
}
