import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parse } from 'yaml';
import { createCheckRangesAction } from './createCheckRangesAction';
import { examples } from './createCheckRangesAction.examples';

type Action = ReturnType<typeof createCheckRangesAction>;
type Input = Parameters<Action['handler']>[0]['input'];

async function run(input: Input): Promise<void> {
  const ctx = createMockActionContext<Input>({ input });
  await createCheckRangesAction().handler(
    Object.assign(ctx, { isDryRun: true }),
  );
}

describe('platform:check-ranges', () => {
  it('refuses ranges that overlap, says which they are, and what to do', async () => {
    await expect(
      run({
        ranges: [
          { name: 'the office', range: '192.168.0.0/16' },
          { name: 'Belgium', range: '10.0.0.0/14' },
          { name: 'the Netherlands', range: '10.3.0.0/16' },
        ],
      }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message:
        '10.0.0.0/14, Belgium, and 10.3.0.0/16, the Netherlands, have addresses in common. Give each a range of its own',
    });
  });

  it.each(['999.1.1.1/16', '10.1.0.0/40'])(
    'refuses %s, which is no range',
    async range => {
      await expect(
        run({
          ranges: [
            { name: 'the office', range: '192.168.0.0/16' },
            { name: 'Belgium', range },
          ],
        }),
      ).rejects.toMatchObject({
        name: 'InputError',
        message: `${range}, Belgium, is no range of IPv4 addresses: write four numbers up to 255 and up to 32 bits, as 10.1.0.0/16`,
      });
    },
  );

  it.each(examples)('takes the example: $description', async ({ example }) => {
    await expect(run(parse(example).steps[0].input)).resolves.toBeUndefined();
  });
});
