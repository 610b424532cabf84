import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImageSource } from '..';

/** Makes an image of a program. */
export function addImage(folder: string, name: string, program: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'main.js'), program);
}

/** Images by their names: each is a folder whose program is `main.js`. */
export function imagesIn(folder: string): ImageSource {
  return {
    find: async name => {
      const files = join(folder, name);
      return existsSync(files)
        ? {
            files,
            image: {
              name,
              tag: 'latest',
              digest: Buffer.from(name).toString('hex').padEnd(64, '0'),
              created: '2026-01-01T00:00:00Z',
              command: ['node', 'main.js'],
              env: {},
            },
          }
        : undefined;
    },
  };
}
