import { type Output, subjectOf } from '@shuquan/chaincode/model';
import { DRILL_PROFILE } from '@shuquan/gateway/founding/drill-profile';
import { depositInput, unique } from './founded.js';
import { catalogEntry, plantAttestation, plantEntries } from './operation-plants.js';
import type { Form } from './register-samples.js';
import { FIRST, type Office, Registrar } from './registrar.js';
import { type NewResource, resourceForm } from './resource-forms.js';
import type { Stage } from './stage.js';

export type Resource = Output<'resource:assignCode'>;

/** The profile as it is shipped. */
export const PUBLIC: Office = { ...FIRST, profile: 'PUBLIC_2025' };
/** The same without a notice to wait for, for tests of what comes after it. */
export const QUICK: Office = { ...FIRST, profile: DRILL_PROFILE };

/** Plays cases on public data resources. */
export class ResourceDesk extends Registrar {
  readonly #office: Office;

  constructor(stage: Stage, office: Office = QUICK) {
    super(stage);
    this.#office = office;
  }

  /**
   * Deposits the bytes that a form is about, in the applicant’s name, and has stand whatever else it
   * rests on: entries of the catalogue, unless they are there, and an assessor’s attestation.
   */
  async deposit(form: NewResource, as: string): Promise<void> {
    const { data, digests, evidence, catalogNos = [] } = form;
    const { bench } = this.stage;
    const entries = catalogNos.map((catalogNo) => catalogEntry(catalogNo));
    await plantEntries(bench, entries);
    const subject = subjectOf(data.asset, data.version);
    await plantAttestation(bench, 'SECURITY_ASSESSMENT', subject);
    if (evidence === undefined) return;
    await this.act('evidence:deposit', depositInput({ id: evidence, digests }), as);
  }

  /** From the deposit to the code. */
  async coded(
    form: NewResource = resourceForm(unique('ds')),
    { as = 'implementer', id = unique('rc') } = {},
  ): Promise<Resource> {
    await this.deposit(form, as);
    await this.approved(id, form, { office: this.#office, as });
    return this.act('resource:assignCode', { case: id }, this.#office.by);
  }

  /** A decided case on a registration, carried out. */
  async updated(
    form: Form,
    { as = 'implementer', consents = [] as readonly string[], id = unique('rc') } = {},
  ): Promise<Resource> {
    await this.approved(id, form, { office: this.#office, as, consents });
    return this.act('resource:update', { case: id }, this.#office.by);
  }

  resource(lookupCode: string, asOf?: string): Promise<Output<'resource:read'>> {
    const at = asOf === undefined ? {} : { asOf };
    return this.stage.ask('resource:read', { lookupCode, ...at }, 'bank');
  }
}
