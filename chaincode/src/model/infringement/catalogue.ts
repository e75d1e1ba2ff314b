import { dataRoles } from '../access.js';
import { accessErrors, actingErrors, evaluate, submit, writingErrors } from '../transaction.js';
import * as i from './index.js';
import { citedQueryErrors } from '../registration/cited-query.js';

const about = ['RECORD_NOT_FOUND', 'CALLER_FORBIDDEN'] as const;
const going = [...about, 'RECORD_STATE_FORBIDS'] as const;

/** 侵权证据包: what a holder has about a suspected copy; never a finding that there is one. */
export const infringementCatalogue = {
  'infringement:open': submit({
    summary: 'Open a pack about bytes that you suspect to be a copy of your data, and deposited',
    access: dataRoles,
    input: i.OpenInfringementInput,
    output: i.InfringementPack,
    event: 'infringement.opened',
    citesBeacon: true,
    errors: [
      ...writingErrors,
      'CALLER_FORBIDDEN',
      'RECORD_STATE_FORBIDS',
      'RIGHT_NOT_FOUND',
      'RIGHT_NOT_HELD',
      'EVIDENCE_NOT_FOUND',
      'ROOT_MISMATCH',
      'RECORD_EXISTS',
    ],
  }),
  'infringement:compare': submit({
    summary: 'State as the registrar what a suspected file has in common with what is registered',
    access: ['registrar'],
    input: i.CompareInfringementInput,
    output: i.InfringementPack,
    event: 'infringement.compared',
    citesBeacon: true,
    errors: [...actingErrors, ...going, 'ROOT_MISMATCH', 'SKETCHES_NOT_COMPARABLE'],
  }),
  'infringement:attest': submit({
    summary: 'State as a witness how the suspected bytes were got, with the digest of the paper',
    access: ['witness'],
    input: i.AttestInfringementInput,
    output: i.InfringementPack,
    event: 'infringement.attested',
    citesBeacon: true,
    errors: [...writingErrors, ...going],
  }),
  'infringement:close': submit({
    summary: 'Close a pack as whoever opened it; it stays readable',
    access: dataRoles,
    input: i.CloseInfringementInput,
    output: i.InfringementPack,
    event: 'infringement.closed',
    citesBeacon: true,
    errors: [...writingErrors, ...going],
  }),
  'infringement:read': evaluate({
    summary: 'A pack as it stood: what is proven, what is somebody’s word, what is not proven',
    access: i.packReaders,
    input: i.InfringementQuery,
    output: i.InfringementView,
    openedBy: 'INFRINGEMENT',
    errors: [...accessErrors, ...about, ...citedQueryErrors, 'AS_OF_TOO_LATE'],
  }),
  'infringement:ofRight': evaluate({
    summary: 'The packs about a right, as far as they concern the caller',
    access: i.packReaders,
    input: i.InfringementsOfRightInput,
    output: i.InfringementRemarkPage,
    openedBy: 'RIGHT',
    errors: [
      ...accessErrors,
      ...(['RIGHT_NOT_FOUND', 'AS_OF_TOO_LATE', 'CURSOR_INVALID'] as const),
      ...citedQueryErrors,
    ],
  }),
  'infringement:bundle': evaluate({
    summary: 'Every question whose signed answer belongs to the file of a pack',
    access: i.packReaders,
    input: i.InfringementBundleInput,
    output: i.InfringementManifest,
    openedBy: 'INFRINGEMENT',
    errors: [...accessErrors, ...about, ...citedQueryErrors, 'BUNDLE_TOO_LARGE'],
  }),
} as const;
