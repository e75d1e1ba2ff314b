import type { ListDocument } from '@shuquan/chaincode/model';

/** Under which public data resources are registered where nobody can wait for a notice to end. */
export const DRILL_PROFILE = 'PUBLIC_DRILL';

/**
 * 演练规则: the shipped rules for public data resources without the notice, for development channels
 * and tests. It says of itself that it is no law.
 */
export function drillProfile(shipped: readonly ListDocument[]): ListDocument[] {
  return shipped
    .filter((each) => each.kind === 'PROFILE')
    .filter(({ listId }) => listId === 'PUBLIC_2025')
    .map((profile) => ({
      ...profile,
      listId: DRILL_PROFILE,
      version: 1,
      basis: '演练规则，仅供开发与测试，并非任何法规',
      title: '公共数据资源登记（演练，无公示）',
      procedures: profile.procedures.map((each) => ({ ...each, notice: false })),
    }));
}
