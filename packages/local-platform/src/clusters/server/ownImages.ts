import { dirname } from 'node:path';
import { FoundImage } from '../../kubelet';
import { GATEWAY_IMAGE } from './shopManifests';

const gateway = require.resolve('../../ingress/proxy.cjs');
/** Of pods that an experiment lets fail. */
const PAUSE_IMAGE = 'pause';
const pause = require.resolve('../../chaos/stress/pause.cjs');

/** The images that come with the platform and need no build. */
export const ownImages = new Map<string, FoundImage>([
  [
    GATEWAY_IMAGE,
    {
      image: {
        name: GATEWAY_IMAGE,
        tag: 'latest',
        digest: '0'.repeat(64),
        created: new Date(0).toISOString(),
        command: ['node', gateway],
        env: {},
        port: 8080,
      },
      files: dirname(gateway),
    },
  ],
  [
    PAUSE_IMAGE,
    {
      image: {
        name: PAUSE_IMAGE,
        tag: 'latest',
        digest: '0'.repeat(64),
        created: new Date(0).toISOString(),
        command: ['node', pause],
        env: {},
      },
      files: dirname(pause),
    },
  ],
]);
