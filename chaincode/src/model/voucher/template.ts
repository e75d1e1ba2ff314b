import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { LedgerError } from '../errors.js';
import { refusePersonalData } from '../privacy.js';
import { CaseActor } from '../registration/case-steps.js';
import { Code, Instant, line, TransactionId, Uscc, Version } from '../schema.js';
import { scenes } from './consent.js';
import { SceneCitation } from './scenes.js';

/** A member of the data that a source unit provides. */
export const FieldName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,31}$/);

export const TemplateRef = z
  .strictObject({ id: Code, version: Version })
  .meta({ id: 'TemplateRef' });
export type TemplateRef = z.infer<typeof TemplateRef>;

const shape = {
  ...TemplateRef.shape,
  name: line(100),
  basis: line(200),
  scenes,
  /** 数据要素: what a consent can name, and the members of the data that it stands for. */
  items: z
    .array(
      z.strictObject({ code: Code, label: line(60), fields: z.array(FieldName).min(1).max(20) }),
    )
    .min(1)
    .max(50),
  /** Members that go with any of them, such as the period. */
  frame: z.array(FieldName).max(20),
  issuers: z.array(Uscc).min(1).max(100),
  maxUses: z.int().min(1).max(100),
};

export const PublishTemplateInput = z
  .strictObject({ ...shape, beacon: BeaconCitation.optional() })
  .meta({ id: 'PublishTemplateInput' });
export type PublishTemplateInput = z.infer<typeof PublishTemplateInput>;

/** Immutable: a voucher keeps to the version it was issued under. */
export const VoucherTemplate = z
  .strictObject({
    v: z.literal(1),
    ...shape,
    sceneList: SceneCitation,
    by: CaseActor,
    at: Instant,
    txId: TransactionId,
  })
  .meta({ id: 'VoucherTemplate' });
export type VoucherTemplate = z.infer<typeof VoucherTemplate>;

/** What a new version meets on the ledger. */
export interface TemplateGround {
  readonly previous: VoucherTemplate | undefined;
  readonly sceneList: SceneCitation;
}

/** @throws LedgerError VOUCHER_TEMPLATE_OUT_OF_ORDER, CALLER_FORBIDDEN, PERSONAL_DATA_REFUSED */
export function publishTemplate(
  { beacon: _beacon, ...input }: PublishTemplateInput,
  { previous, sceneList }: TemplateGround,
  by: CaseActor,
  { at, txId }: { readonly at: string; readonly txId: string },
): VoucherTemplate {
  refusePersonalData({
    name: input.name,
    basis: input.basis,
    ...Object.fromEntries(input.items.map(({ code, label }) => [`items.${code}`, label])),
  });
  if (input.version > 1 && previous === undefined) {
    const { id, version } = input;
    throw new LedgerError(
      'VOUCHER_TEMPLATE_OUT_OF_ORDER',
      `Version ${String(version - 1)} of ${id} must be published first.`,
      { id, version },
    );
  }
  if (previous !== undefined && previous.by.uscc !== by.uscc) {
    throw new LedgerError('CALLER_FORBIDDEN', `Template ${input.id} is another office’s.`, {
      id: input.id,
    });
  }
  const codes = input.items.map(({ code }) => code);
  if (new Set(codes).size !== codes.length) {
    const issues = [{ pointer: '/items', message: 'A code stands twice' }];
    throw new LedgerError('INPUT_INVALID', '/items: A code stands twice.', { issues });
  }
  return { v: 1, ...input, sceneList, by, at, txId };
}
