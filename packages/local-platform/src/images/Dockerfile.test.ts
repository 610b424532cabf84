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

  it('puts arguments of the build into the environment', () => {
    const text = `
FROM a AS build
ARG LOST=1
FROM a
ARG SERVICE_VERSION=dev
ARG REGION
ENV SERVICE_VERSION=\${SERVICE_VERSION} REGION=$REGION LITERAL='$REGION'
ENV NAME="shop $SERVICE_VERSION" LOST=$LOST
CMD ["node"]`;
    expect(parseDockerfile(text).env).toEqual({
      SERVICE_VERSION: 'dev',
      REGION: '',
      LITERAL: '$REGION',
      NAME: 'shop dev',
      LOST: '',
    });
    expect(
      parseDockerfile(text, { SERVICE_VERSION: '1.2.0', REGION: 'be' }).env,
    ).toMatchObject({
      SERVICE_VERSION: '1.2.0',
      REGION: 'be',
      NAME: 'shop 1.2.0',
    });
  });
});
