import type { Name, Role } from '@shuquan/chaincode/model';
import type { Holder, Row } from './row.js';

export const REGISTRY = 'RegistryMSP';
export const AUTHORITY = 'AuthorityMSP';
export const COURT = 'CourtMSP';
export const EXCHANGE = 'ExchangeMSP';
export const organizations = [REGISTRY, AUTHORITY, COURT, EXCHANGE] as const;

const issuedBy = (role: Role, ...msps: readonly string[]): Holder => ({ role, msps });

// Ledger rule 11: which CA may issue what. A judge comes from the court’s CA and from no other.
export const official = issuedBy('official', REGISTRY, AUTHORITY, COURT, EXCHANGE);
export const witness = issuedBy('witness', REGISTRY, AUTHORITY, COURT);
export const registrar = issuedBy('registrar', REGISTRY);
export const rightsHolder = issuedBy('rightsHolder', REGISTRY);
export const consumer = issuedBy('consumer', REGISTRY);
export const processor = issuedBy('processor', REGISTRY);
export const implementingBody = issuedBy('implementingBody', AUTHORITY);
export const operator = issuedBy('operator', AUTHORITY);
export const publicUtility = issuedBy('publicUtility', AUTHORITY);
export const supervisor = issuedBy('supervisor', AUTHORITY);
export const court = issuedBy('court', COURT);
export const arbitrator = issuedBy('arbitrator', COURT);
export const exchange = issuedBy('exchange', EXCHANGE);
export const voucherVerifier = issuedBy('voucherVerifier', EXCHANGE);

/** Who keeps or wants data of its own accord: departments, and the market’s sides. */
export const departments = [implementingBody, publicUtility];
export const developers = [rightsHolder, consumer, ...departments, operator, processor];
export const earners = [...developers, exchange];
export const dataParties = [...earners, registrar, voucherVerifier];
/** Whoever acts for a party. */
export const anyone = [...dataParties, official, witness, supervisor, court, arbitrator];

/** One transaction, the article, and who may. */
export const row = (transaction: Name, article: string, ...may: readonly Holder[]): Row => ({
  transaction,
  article,
  may,
});

/** What every member may read: it holds codes and commitments only (ledger rule 20). */
export const enrolled = (transaction: Name, article: string): Row => ({
  transaction,
  article,
  may: 'ENROLLED',
});

export const founders = (transaction: Name, article: string): Row => ({
  transaction,
  article,
  may: 'FOUNDERS',
});

export const closed = (transaction: Name, article: string): Row => ({
  transaction,
  article,
  may: 'CLOSED',
});
