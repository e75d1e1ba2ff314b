import { keep } from '../keep.js';
import { laidOn } from './orders.js';

/** Rows of what stands against rights and parties, by type of the composite key. */
export const encumbranceProjections = {
  hold: laidOn('hold'),
  'hold-party': laidOn('hold-party'),
  control: keep('control'),
  'control-party': keep('control-party'),
  emergency: keep('emergency'),
  pledge: keep('pledge'),
  dispute: keep('dispute'),
};
