import {
  type Input,
  LedgerError,
  type Output,
  type PublishedList,
  publishList,
  signedListText,
} from '../model/index.js';
import { verifiesBy } from '../crypto.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';

/** One width, so that versions sort as numbers. */
const place = (version: number): string => String(version).padStart(7, '0');

/** Signed, versioned vocabularies and working-day calendars. */
export class CodeListContract extends LedgerContract {
  constructor() {
    super('codelist');
  }

  async publish(ctx: LedgerContext, input: Input<'codelist:publish'>): Promise<PublishedList> {
    const { listId, version } = input.document;
    if (!verifiesBy(ctx.certificate, signedListText(input.document), input.signature)) {
      throw new LedgerError(
        'SIGNATURE_INVALID',
        'The signature is not one over the canonical document by the caller’s own key.',
        { listId, version },
      );
    }
    const { lists } = ctx.world;
    const previous = version > 1 ? await lists.find(listId, place(version - 1)) : undefined;
    const { mspId, uscc, fingerprint } = ctx.actor;
    const list = publishList(input, previous, { mspId, uscc, fingerprint }, ctx.moment);
    await lists.create('CODE_LIST_EXISTS', list, listId, place(version));
    ctx.emit('codelist.published', { listId, version, digest: list.digest });
    return list;
  }

  async read(ctx: LedgerContext, input: Input<'codelist:read'>): Promise<PublishedList> {
    return ctx.world.lists.require('CODE_LIST_NOT_FOUND', input.listId, place(input.version));
  }

  async versions(
    ctx: LedgerContext,
    { listId, ...page }: Input<'codelist:versions'>,
  ): Promise<Output<'codelist:versions'>> {
    return ctx.world.lists.page(page, listId);
  }
}
