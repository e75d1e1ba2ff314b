import {
  Article,
  CatalogNo,
  Code,
  DateText,
  DisputePath,
  DisputeStatus,
  Encumbered,
  Hex256,
  Id,
  Instant,
  MatchTier,
  Month,
  Uscc,
  Version,
  VersionRef,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { actions } from '../index/register/task.js';
import { CaseItem, type RegisterRoutes, rowErrors } from './register.js';
import { Height, pageOf } from './list.js';

const Task = z
  .strictObject({
    action: z.enum(actions),
    due: DateText.optional(),
    dueAt: Instant.optional(),
    article: Article.optional(),
    clock: Code.optional(),
    case: CaseItem.optional(),
    overlap: z
      .strictObject({
        data: VersionRef,
        tier: MatchTier,
        similarity: z.int(),
        at: Instant,
        article: Article,
      })
      .optional(),
    closing: z.strictObject({ registrar: Uscc, month: Month, digest: Hex256 }).optional(),
    order: z.strictObject({ id: Id, on: Encumbered, until: Instant }).optional(),
    dispute: z
      .strictObject({ id: Id, path: DisputePath, body: Uscc, status: DisputeStatus })
      .optional(),
    ticket: z.strictObject({ id: Id, catalogNo: CatalogNo, version: Version }).optional(),
  })
  .meta({ id: 'Task', description: 'WAIT: it is another’s turn, or time’s' });

const Worklist = z
  .strictObject({
    items: z.array(Task),
    next: z.string().optional(),
    /** False where more cases are open than are looked at. */
    complete: z.boolean(),
    height: Height,
  })
  .meta({ id: 'Worklist' });

/** `/v1/worklist`: what the principal has to do next, by deadline. */
export function worklist({ queries, cursors, now }: RegisterRoutes): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/worklist',
      operationId: 'readWorklist',
      tag: 'cases',
      summary: 'What you have to do next, the nearest deadline first',
      description:
        'A registrar gets every case it has under way; a party what waits for it and overlaps with ' +
        'what it has registered; an official the months that another organisation proposes to close. ' +
        'Tickets against entries of the catalogue stand with whoever’s turn it is. A court gets its ' +
        'orders whose term ends soon, and those that bind since another was over. A dispute stands with ' +
        'its body, with a side that was served, or with the registrar that executes its award.',
      scope: 'registration:read',
      query: z.strictObject({ limit, cursor }),
      replies: { 200: Worklist },
      carries: [],
      errors: rowErrors,
      async handle({ query, principal }) {
        await queries.ready();
        const { register } = queries;
        const actor = await register.worker(principal.identity);
        const asOf = now().toISOString();
        let complete = true;
        const name = ['worklist', actor.role, actor.uscc];
        const page = await pageOf(cursors, name, query, async (request) => {
          const found = await register.worklist(actor, { asOf, knownAt: asOf }, request);
          ({ complete } = found);
          return { items: found.items, next: found.next, height: queries.height };
        });
        return { status: 200, body: { ...page, complete } };
      },
    }),
  ];
}
