import { type Context, Contract } from 'fabric-contract-api';
import {
  type Actor,
  authorize,
  candidateRoles,
  type Caller,
  canonicalize,
  certificateSuspended,
  encodeError,
  isName,
  LedgerError,
  parse,
  type Role,
  type RoleBinding,
  specOf,
} from '../model/index.js';
import { LedgerContext } from './context.js';

type Method = (ctx: LedgerContext, input: unknown) => Promise<unknown>;

/**
 * What every contract shares: the caller’s role and party checked before anything of the call is
 * read; one JSON argument in, parsed by the catalogue’s schema; canonical JSON out; refusals in the
 * one wire format of errors.
 *
 * A method of a subclass is a transaction of the catalogue. It reads, asks the model, writes and
 * announces; it decides nothing.
 */
export abstract class LedgerContract extends Contract {
  override createContext(): LedgerContext {
    return new LedgerContext();
  }

  /** Typed `void` by Fabric; what it resolves to is the transaction’s answer. */
  // Fabric types `fn` as Function; at run time it is the transaction’s name.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type
  override aroundTransaction(context: Context, fn: Function, parameters: unknown): Promise<void> {
    if (!(context instanceof LedgerContext)) throw new TypeError('The context is not ours.');
    return this.#run(context, String(fn), parameters) as Promise<unknown> as Promise<void>;
  }

  async #run(ctx: LedgerContext, fn: string, parameters: unknown): Promise<string> {
    try {
      const name = `${this.getName()}:${fn}`;
      const method = (this as unknown as Record<string, Method | undefined>)[fn];
      if (!isName(name) || method === undefined)
        throw new TypeError(`${name} is not in the catalogue.`);
      const { input: schema, access } = specOf(name);
      // Who calls comes first: a stranger learns nothing of what the transaction would have taken.
      if (access === 'ENROLLED') await requireNotSuspended(ctx);
      else if (access !== 'FOUNDER') ctx.actor = await standing(ctx, ctx.caller, access);
      const input = parse(schema, (parameters as [string])[0]);
      return canonicalize(await method.call(this, ctx, input));
    } catch (err) {
      if (!(err instanceof LedgerError)) logFault(ctx, err);
      throw new Error(encodeError(err), { cause: err });
    }
  }

  override unknownTransaction(): Promise<void> {
    return Promise.reject(
      new Error(encodeError(new LedgerError('INPUT_INVALID', 'There is no such transaction.'))),
    );
  }
}

/**
 * Where a fault of ours arose, for the operator. Its message stays out: it may quote what it choked
 * on, and logs must hold no personal data.
 */
function logFault(ctx: LedgerContext, err: unknown): void {
  const frames = err instanceof Error ? (err.stack ?? '').split('\n    at ').slice(1) : [];
  const name = err instanceof Error ? err.name : typeof err;
  ctx.logging
    .getLogger('contract')
    .error(`${ctx.stub.getTxID()} failed: ${[name, ...frames].join(' < ')}`);
}

async function standing(
  ctx: LedgerContext,
  caller: Caller,
  accepted: readonly Role[],
): Promise<Actor> {
  const { settings } = ctx.world;
  const bindings = new Map<Role, RoleBinding | undefined>();
  for (const role of candidateRoles(caller, accepted))
    bindings.set(role, await settings.role(role));
  // Nothing is bound before the channel is founded; that is what the caller must be told then.
  if ([...bindings.values()].some((binding) => binding === undefined)) await settings.time();
  return authorize(caller, accepted, {
    bindings,
    home: caller.uscc === undefined ? undefined : await settings.home(caller.uscc),
    suspended: await settings.isSuspended(caller.mspId, ctx.fingerprints),
  });
}

async function requireNotSuspended(ctx: LedgerContext): Promise<void> {
  const { mspId, fingerprint } = ctx.caller;
  if (await ctx.world.settings.isSuspended(mspId, ctx.fingerprints)) {
    throw certificateSuspended(fingerprint);
  }
}
