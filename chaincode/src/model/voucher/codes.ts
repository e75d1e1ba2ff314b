import { z } from 'zod';

/** 应用场景: what a voucher may be shown for. A consent names those that it allows (S14.4). */
export const VoucherScene = z
  .enum([
    'LOAN',
    'TENDER',
    'LEASE',
    'SUBSIDY',
    'INSURANCE',
    'EMPLOYMENT',
    'SCHOOLING',
    'GOVERNMENT_SERVICE',
  ])
  .meta({ id: 'VoucherScene' });
export type VoucherScene = z.infer<typeof VoucherScene>;

/** As people know the scenes. */
export const sceneLabels: Readonly<Record<VoucherScene, string>> = {
  LOAN: '贷款',
  TENDER: '招投标',
  LEASE: '租赁',
  SUBSIDY: '补贴',
  INSURANCE: '保险',
  EMPLOYMENT: '就业',
  SCHOOLING: '入学',
  GOVERNMENT_SERVICE: '政务服务',
};

/** How it ended for whoever showed the voucher; anything more is private. */
export const FeedbackOutcome = z
  .enum(['GRANTED', 'REFUSED', 'NOT_DECIDED'])
  .meta({ id: 'FeedbackOutcome' });
