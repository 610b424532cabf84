import { HeardRegions } from './HeardRegions';

describe('Regions that spans named', () => {
  let time = 0;
  const createAsked = (...answers: (boolean | Error)[]) =>
    jest.fn(async () => {
      const answer = answers.shift();
      if (answer === undefined || answer instanceof Error) {
        throw answer ?? new Error('asked too often');
      }
      return answer;
    });
  const west = (since: number) => ({ region: 'west', since });
  const heard = { isHeard: true };
  const silent = { isHeard: false };

  it('are asked for once for a run, and anew for a later one', async () => {
    const regions = new HeardRegions(() => time);
    const ask = createAsked(true, true);
    await expect(regions.isHeard(west(10), ask)).resolves.toEqual(heard);
    time += 3_600_000;
    await expect(regions.isHeard(west(10), ask)).resolves.toEqual(heard);
    await expect(regions.isHeard(west(5), ask)).resolves.toEqual(heard);
    expect(ask).toHaveBeenCalledTimes(1);
    await regions.isHeard(west(11), ask);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('are known by what was read anyway, as far as it is new enough', async () => {
    const regions = new HeardRegions(() => time);
    const ask = createAsked(false);
    regions.keep('west', 20);
    regions.keep('west', 15);
    await expect(regions.isHeard(west(20), ask)).resolves.toEqual(heard);
    expect(ask).not.toHaveBeenCalled();
    await expect(regions.isHeard(west(21), ask)).resolves.toEqual(silent);
  });

  it('are asked for again after a minute where no span named one, and where another run began before', async () => {
    const regions = new HeardRegions(() => time);
    const ask = createAsked(false, false, true);
    await expect(regions.isHeard(west(10), ask)).resolves.toEqual(silent);
    time += 59_999;
    await expect(regions.isHeard(west(12), ask)).resolves.toEqual(silent);
    expect(ask).toHaveBeenCalledTimes(1);
    await expect(regions.isHeard(west(9), ask)).resolves.toEqual(silent);
    expect(ask).toHaveBeenCalledTimes(2);
    time += 60_000;
    await expect(regions.isHeard(west(10), ask)).resolves.toEqual(heard);
  });

  it('count as named where that could not be told, which is said and asked again', async () => {
    const regions = new HeardRegions(() => time);
    const ask = createAsked(new Error('too slow'), false);
    await expect(regions.isHeard(west(10), ask)).resolves.toEqual({
      isHeard: true,
      unknown: 'whether spans name west could not be told: too slow',
    });
    await expect(regions.isHeard(west(10), ask)).resolves.toEqual(silent);
  });
});
