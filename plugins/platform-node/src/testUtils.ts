/**
 * For the tests of back ends.
 *
 * @packageDocumentation
 */
export {
  createTestSchema,
  describeOnPostgres,
  whySkipped,
} from './testing/postgres';
