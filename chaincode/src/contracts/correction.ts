import {
  type Act,
  begin,
  type CorrectionTicket,
  type Input,
  isOverdue,
  move,
  type Output,
  requireAnswering,
  requireFlow,
  requireParty,
} from '../model/index.js';
import { dueFrom, dutiesOf, starting } from './acting.js';
import { requireVersion } from './catalog.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';

/** 校核纠错: a ticket ends in a new version of the entry, or in a reasoned rejection. */
export class CorrectionContract extends LedgerContract {
  constructor() {
    super('correction');
  }

  async file(
    ctx: LedgerContext,
    input: Input<'correction:file'>,
  ): Promise<Output<'correction:file'>> {
    const act = await starting(ctx, input);
    const { id, catalogNo, version, item, description } = input;
    const { department } = await requireVersion(ctx, catalogNo, version);
    const deadline = await dueFrom(ctx, (await dutiesOf(ctx)).correction);
    const facts = { catalogNo, version, description, filedBy: act.by.uscc, department, deadline };
    const ticket = {
      ...begin(id, 'OPEN', act),
      ...facts,
      ...(item === undefined ? {} : { item }),
    };
    await ctx.world.masterCatalog.tickets.create('RECORD_EXISTS', ticket, id);
    ctx.emit('correction.filed', { id, catalogNo, department });
    return ticket;
  }

  async assign(
    ctx: LedgerContext,
    input: Input<'correction:assign'>,
  ): Promise<Output<'correction:assign'>> {
    const { ticket, act } = await this.#open(ctx, input);
    const assigned = move(ticket, { from: ['OPEN'], to: 'ASSIGNED' }, act);
    return this.#keep(ctx, assigned, 'correction.assigned');
  }

  async correct(
    ctx: LedgerContext,
    input: Input<'correction:correct'>,
  ): Promise<Output<'correction:correct'>> {
    const { ticket, act } = await this.#open(ctx, input);
    requireParty(act, [ticket.department], ticket.id);
    requireFlow(ticket, ['ASSIGNED']);
    requireAnswering(ticket, await requireVersion(ctx, ticket.catalogNo, input.version));
    const moved = move(ticket, { from: ['ASSIGNED'], to: 'CORRECTED' }, act);
    return this.#keep(ctx, { ...moved, correctedBy: input.version }, 'correction.corrected');
  }

  async reject(
    ctx: LedgerContext,
    input: Input<'correction:reject'>,
  ): Promise<Output<'correction:reject'>> {
    const { ticket, act } = await this.#open(ctx, input);
    requireParty(act, [ticket.department], ticket.id);
    const moved = move(ticket, { from: ['ASSIGNED'], to: 'REJECTED' }, act);
    return this.#keep(ctx, { ...moved, reasons: input.reasons }, 'correction.rejected');
  }

  async close(
    ctx: LedgerContext,
    input: Input<'correction:close'>,
  ): Promise<Output<'correction:close'>> {
    const { ticket, act } = await this.#open(ctx, input);
    if (act.by.role !== 'official') requireParty(act, [ticket.filedBy], ticket.id);
    const closed = move(ticket, { from: ['CORRECTED', 'REJECTED'], to: 'CLOSED' }, act);
    return this.#keep(ctx, closed, 'correction.closed');
  }

  async read(
    ctx: LedgerContext,
    { id, asOf: asked }: Input<'correction:read'>,
  ): Promise<Output<'correction:read'>> {
    const { asOf } = await askedOf(ctx, { asOf: asked });
    const ticket = await ctx.world.masterCatalog.tickets.require('RECORD_NOT_FOUND', id);
    return { ticket, overdue: isOverdue(ticket, asOf), asOf };
  }

  async #open(
    ctx: LedgerContext,
    input: Input<'correction:assign'>,
  ): Promise<{ ticket: CorrectionTicket; act: Act }> {
    const act = await starting(ctx, input);
    const { tickets } = ctx.world.masterCatalog;
    return { act, ticket: await tickets.require('RECORD_NOT_FOUND', input.id) };
  }

  async #keep(
    ctx: LedgerContext,
    ticket: CorrectionTicket,
    event: string,
  ): Promise<CorrectionTicket> {
    await ctx.world.masterCatalog.tickets.put(ticket, ticket.id);
    ctx.emit(event, { id: ticket.id, catalogNo: ticket.catalogNo });
    return ticket;
  }
}
