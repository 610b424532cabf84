/**
 * What the back ends of the platform do alike.
 *
 * @packageDocumentation
 */

export { audited } from './audited';
export {
  createResponder,
  type Call,
  type Exchange,
  type Respond,
} from './createResponder';
export { orAborted } from './orAborted';
