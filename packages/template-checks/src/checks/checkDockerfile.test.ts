import { checkDockerfile } from './checkDockerfile';

/** What is wrong with a Dockerfile that copies, in a folder with these files. */
const check = (
  copies: string[],
  files: Record<string, string>,
  folder = 'services/core/',
) => {
  const dockerfile = ['FROM node:24-slim', ...copies, 'USER node'].join('\n');
  return checkDockerfile({
    files: Object.entries({ Dockerfile: dockerfile, ...files }).map(
      ([path, text]) => ({
        path: `${folder}${path}`,
        content: Buffer.from(text),
        executable: false,
      }),
    ),
  }).map(({ where, message }) => `${where}: ${message}`);
};

const files = { 'package.json': '', '.npmrc': '', 'src/main/main.ts': '' };

describe('what a Dockerfile copies', () => {
  it('is in its folder, by a path, a folder or a pattern', () => {
    const copies = [
      'COPY package.json .npmrc ./',
      'COPY --chown=1000:1000 src src',
      'COPY ./src/main/ /app/',
      'COPY *.json \\',
      '# Goes on.',
      '  src/*/main.ts ./',
      'COPY ["package.json", "./"]',
      'COPY . .',
      'COPY $ANY ./',
    ];
    expect(check(copies, files)).toEqual([]);
    expect(check(copies, files, '')).toEqual([]);
    expect(
      check(['', 'COPY package.json \\', '  gone.json dist/ ./'], files),
    ).toEqual([
      'services/core/Dockerfile:3: gone.json is copied and not rendered',
      'services/core/Dockerfile:3: dist/ is copied and not rendered',
    ]);
  });

  it('may be of another stage', () => {
    const copies = [
      'COPY --from=build /dist dist',
      'COPY --chown=1000 --from=build /dist dist',
    ];
    expect(check(copies, files)).toEqual([]);
  });

  it('is let in by what is ignored', () => {
    const ignoring = (...lines: string[]) =>
      check(['COPY package.json .npmrc ./', 'COPY src src'], {
        ...files,
        '.dockerignore': lines.join('\n'),
      });
    expect(ignoring('*', '!package.json', '!.npmrc', '!src')).toEqual([]);
    expect(ignoring('# src', '', '**/*.md', 'node_modules/')).toEqual([]);
    expect(ignoring('*', '!*.json', '!src', 'src/main')).toEqual([
      'services/core/Dockerfile:2: .npmrc is copied, and .dockerignore leaves it out',
      'services/core/Dockerfile:3: src is copied, and .dockerignore leaves it out',
    ]);
  });
});

describe('the user of an image', () => {
  const told = (...lines: string[]) =>
    checkDockerfile({
      files: [
        {
          path: 'Dockerfile',
          content: Buffer.from(lines.join('\n')),
          executable: false,
        },
      ],
    }).map(({ where, message }) => `${where}: ${message}`);

  it('is not root, which the last USER or FROM says', () => {
    const from = ['FROM node:24-slim AS build', 'USER node'];
    expect(told(...from)).toEqual([]);
    expect(told(...from, 'FROM build', 'RUN ls')).toEqual([]);
    expect(told(...from, 'FROM node:24-slim', 'RUN ls')).toEqual([
      'Dockerfile:3: The image runs as root',
    ]);
    expect(told(...from, 'RUN ls', 'USER root', 'RUN ls')).toEqual([
      'Dockerfile:4: The image runs as root',
    ]);
    expect(told('FROM node:24-slim AS build', 'FROM build', 'RUN ls')).toEqual([
      'Dockerfile:2: The image runs as root',
    ]);
  });
});
