import { parseSelector } from './parseSelector';

const core = { app: 'core', tier: 'api', 'backstage.io/kubernetes-id': 'core' };

describe('parseSelector', () => {
  it.each([
    ['app=core', true],
    ['app==core', true],
    ['app = web', false],
    ['app!=core', false],
    ['owner!=core', true],
    ['backstage.io/kubernetes-id=core', true],
    ['app in (web, core),tier=api', true],
    ['app in (web)', false],
    ['owner in (core)', false],
    ['app notin (web,api)', true],
    ['app notin (core)', false],
    ['owner notin (core)', true],
    ['app', true],
    ['owner', false],
    ['!owner', true],
    ['!app', false],
    ['app=', false],
    ['toString', false],
    ['!toString', true],
  ])('%s', (selector, expected) => {
    expect(parseSelector(selector)(core)).toBe(expected);
  });

  it.each(['', 'app=core,', 'app in core', 'a b', '=core', 'app=(core)'])(
    'refuses %j',
    selector => {
      expect(() => parseSelector(selector)).toThrow(/is not a requirement/);
    },
  );
});
