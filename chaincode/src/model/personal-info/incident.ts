import { z } from 'zod';
import { BeaconCitation } from '../beacon.js';
import { flowShape } from '../flow.js';
import { Code, DateText, Id, line, Page, Uscc } from '../schema.js';

/** 个人信息安全事件: reported, contained, closed. */
export const Incident = z
  .strictObject({
    ...flowShape(['REPORTED', 'CONTAINED', 'CLOSED']),
    party: Uscc,
    kind: Code,
    description: line(300),
    occurredOn: DateText,
    /** How many persons at least; never who. */
    affected: z.int().min(0),
  })
  .meta({ id: 'Incident' });
export type Incident = z.infer<typeof Incident>;

const beacon = BeaconCitation.optional();
export const ReportIncidentInput = z
  .strictObject({
    ...{ id: Id, kind: Code, description: line(300), occurredOn: DateText },
    ...{ affected: z.int().min(0), beacon },
  })
  .meta({ id: 'ReportIncidentInput' });
export const IncidentStepInput = z
  .strictObject({ id: Id, findings: line(300), beacon })
  .meta({ id: 'IncidentStepInput' });
export const IncidentQuery = z.strictObject({ id: Id, ...Page }).meta({ id: 'IncidentQuery' });
export const IncidentView = z
  .strictObject({ incident: Incident, complaints: z.array(Id), next: z.string().optional() })
  .meta({ id: 'IncidentView' });
