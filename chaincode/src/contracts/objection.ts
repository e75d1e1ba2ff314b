import {
  type Act,
  actPunctuality,
  dayOfAct,
  deadline,
  foldAll,
  type Input,
  LedgerError,
  objectionPhase,
  type Output,
  refusePersonalData,
  type RegistrationCase,
} from '../model/index.js';
import { advance } from './advance.js';
import { keeper, openAsRegistrar, openCase } from './desk.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';

/** 异议: raised during the notice or after registration, and decided by the registrar. */
export class ObjectionContract extends LedgerContract {
  constructor() {
    super('objection');
  }

  async raise(
    ctx: LedgerContext,
    input: Input<'objection:raise'>,
  ): Promise<Output<'objection:raise'>> {
    const { record, state, act, calendars } = await openCase(ctx, input);
    const { objection, reasons, materialDigest, objectorCommitment } = input;
    refusePersonalData({ objection, reasons });
    const heard = await requireVoice(ctx, record, act, objectorCommitment !== undefined);
    const voice = { by: act.by.uscc, heard, objection, commitment: objectorCommitment };
    const phase = objectionPhase(record, state, voice, act);
    const { OBJECTION, HOLDER_NOTICE } = record.clocks;
    const today = dayOfAct(record, act);
    const facts = {
      kind: 'OBJECTION_RAISED' as const,
      ...{ objection, phase, heard, reasons, materialDigest },
      ...(objectorCommitment === undefined ? {} : { objectorCommitment }),
      due: deadline(OBJECTION, today, calendars),
      ...(phase === 'POST_REGISTRATION'
        ? { holderNotice: deadline(HOLDER_NOTICE, today, calendars) }
        : {}),
    };
    return advance(ctx, record, { ...facts, article: OBJECTION.article }, act);
  }

  async decide(
    ctx: LedgerContext,
    input: Input<'objection:decide'>,
  ): Promise<Output<'objection:decide'>> {
    const { record, act } = await openAsRegistrar(ctx, input);
    const { objection, outcome, findings } = input;
    refusePersonalData({ findings });
    const raised = foldAll(record).objections.get(objection);
    if (raised === undefined) {
      throw new LedgerError('OBJECTION_NOT_FOUND', `No objection ${objection} is open.`, {
        case: record.id,
        objection,
      });
    }
    const facts = { kind: 'OBJECTION_DECIDED' as const, objection, outcome, findings };
    const punctuality = actPunctuality(raised.due, act);
    const { article } = record.clocks.OBJECTION;
    return advance(ctx, record, { ...facts, article, punctuality }, act);
  }
}

/** Whoever has no certificate is heard through the registrar, and through nobody else. */
async function requireVoice(
  ctx: LedgerContext,
  record: RegistrationCase,
  { by }: Act,
  forAnother: boolean,
): Promise<boolean> {
  const isRegistrar = by.role === 'registrar' && by.uscc === (await keeper(ctx, record.registrar));
  if (isRegistrar === forAnother) return forAnother;
  throw new LedgerError(
    'CALLER_FORBIDDEN',
    isRegistrar
      ? 'A registrar does not object in its own case; it brings others’ objections, with their commitment.'
      : 'Only the registrar of the case brings an objection for somebody without a certificate.',
    { case: record.id },
  );
}
