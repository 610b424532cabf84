import { createDeferred } from '@backstage/types';
import { UserSlots } from './UserSlots';

describe('UserSlots', () => {
  it('lets a person run a few at once, lets some wait and refuses the rest', async () => {
    const slots = new UserSlots({ concurrency: 1, waiting: 2 });
    const first = createDeferred();
    const ran: string[] = [];
    const work = (name: string, until?: PromiseLike<void>) => async () => {
      ran.push(name);
      await until;
    };
    const left = new AbortController();

    const runs = [
      slots.run('ann', undefined, work('first', first)),
      slots.run('ann', left.signal, work('impatient')),
      slots.run('ann', undefined, work('second')),
    ];
    await expect(
      slots.run('ann', undefined, work('refused')),
    ).rejects.toMatchObject({ statusCode: 429, name: 'TooManyQueriesError' });
    await slots.run('bob', undefined, work('of another'));

    left.abort(new Error('gone'));
    await expect(runs[1]).rejects.toThrow('gone');
    first.resolve();
    await Promise.all([runs[0], runs[2]]);
    expect(ran).toEqual(['first', 'of another', 'second']);
  });

  it('hands the place on when work fails', async () => {
    const slots = new UserSlots({ concurrency: 1, waiting: 1 });

    const failed = slots.run('ann', undefined, async () => {
      throw new Error('no');
    });
    const next = slots.run('ann', undefined, async () => 'yes');
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});
