/* Functions of modules that others are in the place of for a while. */
const { syncBuiltinESMExports } = require('node:module');

module.exports = class Replacements {
  #replaced = [];

  /** Has the others in their place, which a function puts there, or takes them back. */
  use(isWanted, put) {
    if (isWanted && this.#replaced.length === 0) {
      put();
      syncBuiltinESMExports();
    } else if (!isWanted && this.#replaced.length > 0) {
      this.#takeBack();
      syncBuiltinESMExports();
    }
  }

  add(object, name, make) {
    const original = object[name];
    const instead = make(original);
    // Such as how it is made into a promise.
    for (const key of Object.getOwnPropertySymbols(original)) {
      instead[key] = original[key];
    }
    object[name] = instead;
    this.#replaced.push({ object, name, original, instead });
  }

  #takeBack() {
    for (const { object, name, original, instead } of this.#replaced) {
      // A program may have put in something of its own meanwhile.
      if (object[name] === instead) {
        object[name] = original;
      }
    }
    this.#replaced = [];
  }
};
