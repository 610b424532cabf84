import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createScratch, repositoryRoot } from '../__testUtils__/scratch';
import { nodeProgram } from './nodeProgram';

jest.setTimeout(60_000);

const loader = join(
  repositoryRoot,
  'packages/local-platform/src/program/typescript.cjs',
);

describe('a TypeScript program', () => {
  const scratch = createScratch();
  afterAll(() => scratch.remove());

  const write = (name: string, code: string) =>
    writeFile(join(scratch.path, name), code);

  const run = async (): Promise<string> => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--require',
      loader,
      join(scratch.path, 'main.ts'),
    ]);
    return stdout.trim();
  };

  it('runs as it is now, also when what was compiled before is kept', async () => {
    await write(
      'main.ts',
      `import { greet } from './greet';
       const { name } = { name: 'Olha' } as { name: string };
       void import('./later').then(({ later }) => console.log(greet(name), later));`,
    );
    await write(
      'greet.ts',
      'export const greet = (name: string) => `Hello, ${name}`;',
    );
    await write(
      'later.ts',
      'export enum Word { Later = "later" }\nexport const later = Word.Later;',
    );
    expect(await run()).toBe('Hello, Olha later');
    expect(await run()).toBe('Hello, Olha later');

    await write(
      'greet.ts',
      'export const greet = (name: string) => `Bye, ${name}`;',
    );
    expect(await run()).toBe('Bye, Olha later');
  });

  it('says where it cannot be compiled', async () => {
    await write('main.ts', 'const = 1;');
    await expect(run()).rejects.toThrow(/main\.ts/);
  });

  it('is given its flags first, and then what is loaded before it', () => {
    const args = nodeProgram('/portal', 'packages/x/main.ts', {
      flags: ['--max-semi-space-size=2'],
    });
    expect(args[0]).toBe('--max-semi-space-size=2');
    expect(args.at(-1)).toBe('/portal/packages/x/main.ts');
    expect(args.filter(each => each === '--require')).toHaveLength(2);
  });
});
