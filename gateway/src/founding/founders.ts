import type { Member } from '../ledger/member.js';
import type { Identity, MspId } from '../ledger/port.js';
import { foundingDocument, type Channel } from './document.js';
import { found, type FoundingState } from './found.js';
import { adoptRules, developmentRules } from './rules.js';
import type { Ledger } from '../ledger/port.js';

/** Founds a channel in the name of every official whose key is here. */
export async function foundByMembers(
  ledger: Ledger,
  { people, organizations }: { people: Iterable<Member>; organizations: readonly MspId[] },
  channel: Channel,
): Promise<FoundingState> {
  const members = [...people];
  const document = foundingDocument(members, organizations, channel);
  return found(ledger, { document, officials: officialsOf(members, document.governors) });
}

/** What a development channel needs before anybody can register: rules in force, and calendars. */
export async function adoptDevelopmentRules(
  ledger: Ledger,
  { people, organizations }: { people: Iterable<Member>; organizations: readonly MspId[] },
  year: number,
): Promise<void> {
  const officials = officialsOf([...people], organizations);
  await adoptRules(ledger, developmentRules(year), officials);
}

/** One official of each governing organisation, in the order in which they govern. */
export function officialsOf(
  members: readonly Member[],
  governors: readonly MspId[],
): readonly Identity[] {
  return governors.flatMap((mspId) => {
    const official = members.find((m) => m.mspId === mspId && m.roles.includes('official'));
    return official === undefined ? [] : [official.identity];
  });
}

/** One witness of each organisation that has one. */
export function witnessesOf(members: readonly Member[]): readonly Identity[] {
  const msps = [...new Set(members.map(({ mspId }) => mspId))];
  return msps.flatMap((mspId) => {
    const witness = members.find((m) => m.mspId === mspId && m.roles.includes('witness'));
    return witness === undefined ? [] : [witness.identity];
  });
}
