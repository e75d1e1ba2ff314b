import type { WorkCalendar } from '@shuquan/chaincode/model';

/**
 * A calendar of a year whose holidays are not announced: New Year’s Day, Labour Day and National Day
 * week, nothing that follows the moon, no working weekends. It says of itself that it is made up.
 */
export const fictitiousCalendar = (year: number): WorkCalendar => ({
  kind: 'CALENDAR',
  listId: `CN-${year}`,
  version: 1,
  year,
  timezone: 'Asia/Shanghai',
  holidays: [
    [`${year}-01-01`, `${year}-01-01`],
    [`${year}-05-01`, `${year}-05-05`],
    [`${year}-10-01`, `${year}-10-07`],
  ],
  makeupWorkdays: [],
  basis: '虚构的日历：该年放假安排尚未公布，仅供演示与测试',
});
