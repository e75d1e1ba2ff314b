import type { FusionProject, Input, Output } from '@shuquan/chaincode/model';
import { unique } from './founded.js';
import { HOLDER_A, HOLDER_B, HOLDER_D } from './parties.js';
import { Registrar } from './registrar.js';

type Propose = Input<'fusion:propose'>;
export const CONTRACT = '7'.repeat(64);
export const members = [HOLDER_A, HOLDER_B, HOLDER_D];

/** Plays projects of three holders. */
export class FusionDesk extends Registrar {
  /** All rights to `holder-a`, under a contract. */
  form(over: Partial<Propose> = {}): Propose {
    return {
      ...{ id: unique('F'), name: '产业链融合标杆场景', participants: members },
      contractDigest: CONTRACT,
      inputs: members.map((participant) => ({
        participant,
        data: { asset: unique('ds'), version: 1 },
      })),
      agreed: (['HOLD', 'USE', 'OPERATE'] as const).map((right) => ({
        ...{ holder: HOLDER_A, right, share: 'CONCURRENT' },
      })),
      ...over,
    };
  }

  propose(over: Partial<Propose> = {}): Promise<FusionProject> {
    return this.act('fusion:propose', this.form(over), 'holder-a');
  }

  agree({ id, digest }: FusionProject, as: string): Promise<Output<'fusion:agree'>> {
    return this.act('fusion:agree', { id, digest }, as);
  }

  async agreed(over: Partial<Propose> = {}): Promise<FusionProject> {
    const project = await this.propose(over);
    for (const as of ['holder-b', 'holder-d']) await this.agree(project, as);
    return project;
  }

  read(id: string): Promise<Output<'fusion:read'>> {
    return this.stage.ask('fusion:read', { id }, 'bank');
  }
}
