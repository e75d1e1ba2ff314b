import type { StepReport } from './report.js';
import { person, type Stage } from './stage.js';

/** 规则: what is in force on this channel, adopted by officials of several organisations. */
export async function rules({ ledger, ...stage }: Stage, report: StepReport): Promise<void> {
  const as = person({ ledger, ...stage }, 'bank').identity;
  const found: Record<string, unknown> = {};
  for (const kind of ['RULE_PROFILE', 'CALENDAR'] as const) {
    const { items } = await ledger.evaluate('governance:settings', { kind, limit: 100 }, as);
    report.check(`${kind}: ${items.map(({ key }) => key).join(', ')}.`, items.length > 0);
    found[kind] = items.map(({ key }) => key);
  }
  report.add(found);
}
