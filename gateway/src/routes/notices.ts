import {
  AffectedNotice,
  AffectedRef,
  AffectedRoot,
  DateText,
  Id,
  Instant,
  NoticeCause,
  NoticeReceipt,
  Uscc,
} from '@shuquan/chaincode/model';
import { z } from 'zod';
import type { Cursors } from '../http/cursor.js';
import { cursor, limit } from '../http/query.js';
import { type Route, route } from '../http/route.js';
import { noticeStates } from '../index/lineage/notices.js';
import type { Queries } from '../index/queries.js';
import { actRoute, askRoute, type Members } from './carried.js';
import { listOf, pageOf } from './list.js';
import { written, type Writing } from './written.js';

const tag = 'lineage';
const params = z.strictObject({ id: Id });
const path = '/v1/affected-notices';
const NoticeState = z.enum(noticeStates);
const NoticeItem = z
  .strictObject({
    id: Id,
    of: AffectedRoot,
    cause: NoticeCause,
    affected: AffectedRef,
    to: Uscc,
    sender: Uscc,
    sentAt: Instant,
    state: NoticeState,
    due: DateText.nullable(),
    overdue: z.boolean(),
  })
  .meta({ id: 'NoticeItem', description: '`due`: last day for the receipt, where one is set' });
const NoticeList = listOf(NoticeItem, 'NoticeList');

export interface NoticeRoutes extends Writing {
  readonly queries: Queries;
  readonly cursors: Cursors;
  readonly now: () => Date;
}

/** `/v1/affected-notices`: who is told that a record rests on one that fell, and who says so. */
export const notices = (deps: NoticeRoutes): Route[] => [
  actRoute(deps, {
    ...{ name: 'notice:send', path, operationId: 'sendNotice', tag },
    written: written(AffectedNotice, 'WrittenNotice'),
    location: ({ id }) => `${path}/${String(id)}`,
  }),
  list(deps),
  askRoute(deps, {
    ...{ name: 'notice:read', path: `${path}/{id}`, operationId: 'readNoticeOfAffected', tag },
    params,
  }),
  actRoute(deps, {
    ...{ name: 'notice:acknowledge', path: `${path}/{id}/receipt`, tag, params },
    ...{ operationId: 'acknowledgeNotice', inputOf: ({ id }: Members): Members => ({ id }) },
    inPath: ['id'],
    written: written(NoticeReceipt, 'WrittenNoticeReceipt'),
  }),
];

function list({ queries, cursors, now }: NoticeRoutes): Route {
  return route({
    method: 'get',
    path,
    operationId: 'listNotices',
    tag,
    summary: 'List notices by whom they are to, from and in which state',
    scope: 'query:read',
    query: z.strictObject({
      to: Uscc.optional(),
      sender: Uscc.optional(),
      state: NoticeState.optional(),
      asOf: Instant.optional(),
      ...{ limit, cursor },
    }),
    replies: { 200: NoticeList },
    carries: [],
    errors: ['CURSOR_INVALID', 'READ_MODEL_STOPPED'],
    async handle({ query }) {
      await queries.ready();
      const { to, sender, state, asOf = now().toISOString() } = query;
      const name = ['affected-notices', to, sender, state];
      const body = await pageOf(cursors, name, query, async (request) => ({
        ...(await queries.notices.list({ to, sender, state }, asOf, request)),
        height: queries.height,
      }));
      return { status: 200, body };
    },
  });
}
