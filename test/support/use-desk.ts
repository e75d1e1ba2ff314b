import type {
  ComputeRun,
  Grant,
  GrantScope,
  GrantUse,
  Input,
  Output,
} from '@shuquan/chaincode/model';
import { createHash } from 'node:crypto';
import { assess } from './assessor.js';
import { unique } from './founded.js';
import { GrantDesk, type Granted } from './grant-desk.js';
import { BANK } from './parties.js';
import type { Stage } from './stage.js';

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
export const [VERDICT, RANKING] = ['CREDIT_VERDICT', 'RANKED_LIST'];

type Use = Input<'use:record'>;
type Run = Input<'compute:run'>;

/** Plays uses of grants that `consumer-c` has from `holder-a`. */
export class UseDesk {
  readonly grants: GrantDesk;
  readonly granted: Granted;

  private constructor(grants: GrantDesk, granted: Granted) {
    this.grants = grants;
    this.granted = granted;
  }

  static async open(stage: Stage): Promise<UseDesk> {
    const grants = new GrantDesk(stage);
    return new UseDesk(grants, await grants.operated());
  }

  get stage(): Stage {
    return this.grants.stage;
  }

  grant(scope: Partial<GrantScope> = {}): Promise<Grant> {
    const offer = this.grants.rootOffer(this.granted, scope);
    return this.grants.granted(offer, 'holder-a', 'consumer-c');
  }

  /** From `consumer-c` to `bank`. */
  subGrant(parent: Grant, scope: Partial<GrantScope> = {}): Promise<Grant> {
    const offer = this.grants.subOffer(parent, BANK, scope);
    return this.grants.granted(offer, 'consumer-c', 'bank');
  }

  use({ id: grant }: Pick<Grant, 'id'>, over: Partial<Use> = {}): Use {
    return { id: unique('use'), grant, purpose: 'CREDIT_VERIFY', ...over };
  }

  record(grant: Pick<Grant, 'id'>, over: Partial<Use> = {}, as = 'consumer-c'): Promise<GrantUse> {
    return this.grants.act('use:record', this.use(grant, over), as);
  }

  /** OK, or the code on record or off it. */
  async code(
    grant: Pick<Grant, 'id'>,
    over: Partial<Use> = {},
    as = 'consumer-c',
  ): Promise<string> {
    const use = await this.record(grant, over, as);
    return use.outcome === 'PERMITTED' ? 'OK' : use.code;
  }

  async left({ id: grant }: Pick<Grant, 'id'>): Promise<number | undefined> {
    return (await this.stage.ask('use:quota', { grant }, 'bank')).left;
  }

  async algorithm(outputType = VERDICT): Promise<string> {
    const digest = digestOf(unique('algorithm'));
    await assess(this.grants, 'ALGORITHM', digest);
    const input = { digest, name: '示例算法', outputTypes: [outputType] };
    await this.grants.act('compute:register', input, 'consumer-c');
    return digest;
  }

  run({ id: grant }: Pick<Grant, 'id'>, algorithm: string, over: Partial<Run> = {}): Run {
    const inputs = [{ asset: this.granted.asset, version: 1 }];
    return {
      ...{ id: unique('run'), grant, purpose: 'CREDIT_VERIFY', inputs, algorithm },
      ...{ policyDigest: digestOf('policy'), output: { digest: digestOf('out'), type: VERDICT } },
      ...over,
    };
  }

  ran(run: Run, as = 'consumer-c'): Promise<ComputeRun> {
    return this.grants.act('compute:run', run, as);
  }

  drift(as: string, over: Partial<Input<'use:drift'>> = {}): Promise<Output<'use:drift'>> {
    const asked = { grantee: BANK, from: this.grants.today, weeks: 1, ...over };
    return this.stage.ask('use:drift', asked, as);
  }
}
