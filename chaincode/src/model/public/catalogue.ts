import { enrolledErrors, evaluate } from '../transaction.js';
import * as view from './view.js';

/**
 * What anybody may ask through a gateway that asks for them. Both answer what there is not as well,
 * so that the answer can be signed either way.
 */
export const publicCatalogue = {
  'public:digest': evaluate({
    summary: 'What the public may know of the data that has a digest',
    access: 'ENROLLED',
    input: view.PublicDigestInput,
    output: view.PublicDigestAnswer,
    errors: enrolledErrors,
  }),
  'public:certificate': evaluate({
    summary: 'What the public may know of a certificate: the fields of its notice, and its status',
    access: 'ENROLLED',
    input: view.PublicCertificateInput,
    output: view.PublicCertificateAnswer,
    errors: enrolledErrors,
  }),
} as const;
