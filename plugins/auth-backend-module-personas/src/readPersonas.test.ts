import { ConfigReader } from '@backstage/config';
import { type JsonObject } from '@backstage/types';
import { readPersonas } from './readPersonas';

const developer = {
  id: 'developer',
  userEntityRef: 'user:default/andrii.shevchenko',
};

function read(personas: JsonObject) {
  return readPersonas(new ConfigReader({ auth: { providers: { personas } } }));
}

describe('readPersonas', () => {
  it.each<[string, JsonObject, RegExp]>([
    ['nobody', { people: [] }, /personas\.people: list at least one person/],
    [
      'an unknown key',
      { people: [developer], everyone: true },
      /auth\.providers\.personas: Unrecognized key: "everyone"/,
    ],
    [
      'an id twice',
      { people: [developer, developer] },
      /personas\.people\[1\]\.id: 'developer' is there twice/,
    ],
    [
      'an id with a space',
      { people: [{ ...developer, id: 'a developer' }] },
      /people\[0\]\.id: write lower-case letters/,
    ],
    [
      'a group',
      { people: [{ id: 'x', userEntityRef: 'group:default/developers' }] },
      /people\[0\]\.userEntityRef: 'group:default\/developers' is not the ref of a user.*kind 'group'/,
    ],
    [
      'a ref without its kind',
      { people: [{ id: 'x', userEntityRef: 'olena' }] },
      /people\[0\]\.userEntityRef: 'olena' is not the ref of a user/,
    ],
  ])('refuses %s and names the key', (_, personas, message) => {
    expect(() => read(personas)).toThrow(message);
  });
});
