import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { rangesOverlap } from '@shop-platform/backstage-plugin-platform-common';
import { examples } from './createCheckRangesAction.examples';

/**
 * The action `platform:check-ranges`: refuses ranges of addresses that overlap,
 * because the schema of a form cannot compare two answers. The form field
 * `AddressRange` says so earlier, to those who use the form.
 */
export function createCheckRangesAction() {
  return createTemplateAction({
    id: 'platform:check-ranges',
    description:
      'Refuses ranges of IPv4 addresses that have addresses in common, and what is no range. It also runs in dry runs, so the preview of a form refuses them.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ranges: z =>
          z
            .array(
              z.object({
                name: z.string().min(1).describe('What the range is for'),
                range: z
                  .string()
                  .regex(
                    /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/,
                    'A range is an address and its bits, as 10.1.0.0/16',
                  )
                  .describe('The range, as 10.1.0.0/16'),
              }),
            )
            .min(2)
            .describe('The ranges, each with what it is for'),
      },
    },
    async handler(ctx) {
      const { ranges } = ctx.input;
      // What is no range overlaps nothing, not even itself.
      const none = ranges.find(({ range }) => !rangesOverlap(range, range));
      if (none) {
        throw new InputError(
          `${none.range}, ${none.name}, is no range of IPv4 addresses: write four numbers up to 255 and up to 32 bits, as 10.1.0.0/16`,
        );
      }
      for (const [index, one] of ranges.entries()) {
        const other = ranges
          .slice(index + 1)
          .find(({ range }) => rangesOverlap(one.range, range));
        if (other) {
          throw new InputError(
            `${one.range}, ${one.name}, and ${other.range}, ${other.name}, have addresses in common. Give each a range of its own`,
          );
        }
      }
    },
  });
}
