import type { AuthorizationAgreement } from '@shuquan/chaincode/model';
import { agreementInput, type Operating } from '../../support/operating.js';
import { HOLDER_D } from '../../support/parties.js';

/** An agreement that another operator than the one of the tests is to sign. */
export async function foreignAgreement(play: Operating): Promise<AuthorizationAgreement> {
  const scheme = await play.scheme();
  const over = { operator: HOLDER_D };
  const selection = await play.selectionInput(scheme, over);
  await play.act('scheme:select', selection, 'implementer');
  const input = agreementInput({ scheme, selection: selection.id }, play.term());
  return play.act('agreement:draft', input, 'implementer');
}
