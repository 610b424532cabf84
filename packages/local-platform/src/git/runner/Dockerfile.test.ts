import { parseDockerfile } from './Dockerfile';

describe('parseDockerfile', () => {
  it('reads the last stage', () => {
    expect(
      parseDockerfile(`
# syntax=docker/dockerfile:1
FROM node:24 AS build
ENV SECRET=of-the-build
CMD ["npm", "test"]
FROM node:24-slim
ENV NODE_ENV=production \\
    GREETING="say \\"hi\\"" EMPTY=
ENV OLD form with spaces
EXPOSE 8080/tcp 9090
ENTRYPOINT ["node", "--enable-source-maps"]
CMD ["dist/main.js"]
`),
    ).toEqual({
      command: ['node', '--enable-source-maps', 'dist/main.js'],
      env: {
        NODE_ENV: 'production',
        GREETING: 'say "hi"',
        EMPTY: '',
        OLD: 'form with spaces',
      },
      port: 8080,
    });
  });

  it('gives a line for a shell to a shell', () => {
    expect(parseDockerfile('FROM a\nCMD node main.js && true')).toEqual({
      command: ['/bin/sh', '-c', 'node main.js && true'],
      env: {},
      port: undefined,
    });
  });
});
