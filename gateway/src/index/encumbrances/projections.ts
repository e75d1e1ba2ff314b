import { keep } from '../keep.js';

/** Rows of what stands against rights and parties, by type of the composite key. */
export const encumbranceProjections = {
  hold: keep('hold'),
  'hold-party': keep('hold-party'),
  control: keep('control'),
  'control-party': keep('control-party'),
  pledge: keep('pledge'),
  dispute: keep('dispute'),
};
