import { type Input, type Output, recognitionOf, recognizedAt } from '../model/index.js';
import { MAX_RIGHTS } from './certifying.js';
import type { LedgerContext } from './context.js';
import { LedgerContract } from './contract.js';
import { askedOf } from './desk.js';
import { certificateView, rightView } from './targets.js';

/** 数据资产入表: what an auditor is told of a right on a balance-sheet date. */
export class RecognitionContract extends LedgerContract {
  constructor() {
    super('recognition');
  }

  async answer(
    ctx: LedgerContext,
    input: Input<'recognition:answer'>,
  ): Promise<Output<'recognition:answer'>> {
    const { holder, right, on, audience, nonce, knownAt } = input;
    const asked = await askedOf(ctx, { asOf: recognizedAt(on), knownAt });
    const entry = await rightView(ctx, right, asked);
    const certificates: Output<'recognition:answer'>['certificates'] = [];
    const { items } = await ctx.world.register.certificatesByRight.first(MAX_RIGHTS, right);
    for (const no of items) {
      certificates.push({ no, status: (await certificateView(ctx, no, asked)).status });
    }
    const echoed = { holder, right, on, audience, nonce };
    return { ...echoed, ...recognitionOf(entry, holder), entry, certificates, asked };
  }
}
