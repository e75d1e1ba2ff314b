/** Contracts whose scopes are those of a larger area. */
export const areas: Readonly<Record<string, string>> = {
  catalogmonth: 'closing',
  survey: 'catalog',
  correction: 'catalog',
  sharing: 'catalog',
  backflow: 'catalog',
  opening: 'catalog',
  audit: 'privacy',
  complaint: 'privacy',
  incident: 'privacy',
  consent: 'voucher',
  scheme: 'operation',
  agreement: 'operation',
  lineage: 'operation',
  revenue: 'operation',
  use: 'grant',
  compute: 'grant',
};
