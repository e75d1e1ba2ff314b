import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import type { GrantScope } from '../grant/scope.js';
import { ActedBy } from '../operation/acted.js';
import type { RefusalReason } from '../refusal.js';
import { Code, Hex256, Id, line, setOf } from '../schema.js';

const described = {
  /** Of the program or model as it is run. */
  digest: Hex256,
  name: line(120),
  /** Forms in which results may come out of it. */
  outputTypes: setOf(Code, { max: 20, twice: 'Something stands twice' }),
};

export const RegisterAlgorithmInput = z
  .strictObject({ ...described, beacon: BeaconCitation.optional() })
  .meta({ id: 'RegisterAlgorithmInput' });

/** 算法登记, `algorithm~digest`: what a run may say that it used. */
export const Algorithm = z
  .strictObject({
    v: z.literal(1),
    ...described,
    /** Of kind ALGORITHM, about this digest; without one that is valid then nothing may run. */
    attestation: Id,
    registered: ActedBy,
  })
  .meta({ id: 'Algorithm' });
export type Algorithm = z.infer<typeof Algorithm>;

/** What a grant says of how its data may be worked on. Absent: the algorithm’s own word counts. */
export type WorkTerms = Pick<GrantScope, 'outputTypes' | 'algorithms'>;

/** What is known on the ledger about what somebody says that it works with. */
export interface Work {
  readonly algorithm?: string | undefined;
  readonly outputType?: string | undefined;
  readonly registered?: Algorithm | undefined;
  readonly isAttested: boolean;
}

/**
 * Why what is run, or what comes out of it, is for another purpose than the one granted: a permitted
 * purpose does not make a lead score of a verification. That an output type lies outside of the grant,
 * the grant’s own decision says.
 */
export function workReasons(
  { outputTypes, algorithms }: WorkTerms,
  { algorithm, outputType, registered, isAttested }: Work,
  grant: string,
): RefusalReason[] {
  const found: string[] = [];
  if (algorithm !== undefined && registered === undefined) found.push('ALGORITHM_NOT_REGISTERED');
  if (registered !== undefined && !isAttested) found.push('ALGORITHM_NOT_ATTESTED');
  if (isOutside(algorithm, algorithms)) found.push('ALGORITHM_NOT_GRANTED');
  if (registered !== undefined && isOutside(outputType, registered.outputTypes)) {
    found.push('OUTPUT_NOT_OF_ALGORITHM');
  }
  if (outputTypes !== undefined && outputType === undefined) found.push('OUTPUT_NOT_STATED');
  const link = { kind: 'GRANT', id: grant };
  return found.map((what) => ({ code: 'PURPOSE_DRIFT', link, what }));
}

/** Where something is limited, saying nothing lies outside as well. */
const isOutside = (said: string | undefined, allowed: readonly string[] | undefined): boolean =>
  allowed !== undefined && (said === undefined || !allowed.includes(said));
