/*
 * Loaded into a process when a fault of its container begins, and not before.
 * What it changes is as it was once no fault is in force.
 */
const dns = require('node:dns');
const { syncBuiltinESMExports } = require('node:module');
const { isIP } = require('node:net');

const RealDate = Date;
const realNow = Date.now;

/** How far the clock is wrong. */
let offsetMs = 0;
/** What names lead to. */
let names = [];

const shiftedNow = () => realNow() + offsetMs;
const ShiftedDate = new Proxy(RealDate, {
  construct(target, args, newTarget) {
    return Reflect.construct(
      target,
      args.length === 0 ? [RealDate.now()] : args,
      newTarget === ShiftedDate ? target : newTarget,
    );
  },
  apply: () => new ShiftedDate().toString(),
});

function setClock(ms) {
  offsetMs = ms;
  if (ms !== 0) {
    RealDate.now = shiftedNow;
    globalThis.Date = ShiftedDate;
    return;
  }
  // A program may have put in something of its own meanwhile.
  if (RealDate.now === shiftedNow) {
    RealDate.now = realNow;
  }
  if (globalThis.Date === ShiftedDate) {
    globalThis.Date = RealDate;
  }
}

function matches(pattern, name) {
  const source = pattern
    .toLowerCase()
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(name);
}

function nameFault(host) {
  if (typeof host !== 'string') {
    return undefined;
  }
  const name = host.toLowerCase().replace(/\.$/, '');
  const isAddress = isIP(name) !== 0;
  return isAddress || name === 'localhost'
    ? undefined
    : names.find(
        ({ patterns }) =>
          patterns.length === 0 ||
          patterns.some(pattern => matches(pattern, name)),
      )?.action;
}

/** Out of what is nobody's, so that no stranger is called. */
function randomAddress(family) {
  const byte = () => Math.floor(Math.random() * 256);
  return family === 6
    ? `100::${byte().toString(16)}${byte().toString(16)}`
    : `24${Math.floor(Math.random() * 10)}.${byte()}.${byte()}.${byte()}`;
}

function dnsError(code, syscall, hostname) {
  return Object.assign(new Error(`${syscall} ${code} ${hostname}`), {
    ...{ code, syscall, hostname },
    ...(code === 'EAI_AGAIN' && { errno: -3001 }),
  });
}

/** What `lookup` gives in place of the truth; undefined where that is to be found. */
function falseLookup(host, options) {
  const action = nameFault(host);
  if (action === 'error') {
    return { error: dnsError('EAI_AGAIN', 'getaddrinfo', host) };
  }
  const family = (options?.family ?? options) === 6 ? 6 : 4;
  return action && { found: { address: randomAddress(family), family } };
}

/** What a resolver gives in place of the truth. */
function falseAnswer(method, host, type) {
  const action = nameFault(host);
  const record =
    method === 'resolve'
      ? (typeof type === 'string' && type) || 'A'
      : { resolve4: 'A', resolve6: 'AAAA' }[method] ?? method.slice(7);
  if (action === 'error') {
    return { error: dnsError('ESERVFAIL', `query${record}`, host) };
  }
  const family = { A: 4, AAAA: 6 }[record];
  return action && family && { found: [randomAddress(family)] };
}

/** What is in the place of what, to be taken back. */
let replaced = [];

function replace(object, name, make) {
  const original = object[name];
  const instead = make(original);
  // Such as how it is made into a promise.
  for (const key of Object.getOwnPropertySymbols(original)) {
    instead[key] = original[key];
  }
  object[name] = instead;
  replaced.push({ object, name, original, instead });
}

function restore() {
  for (const { object, name, original, instead } of replaced) {
    if (object[name] === instead) {
      object[name] = original;
    }
  }
  replaced = [];
  syncBuiltinESMExports();
}

function spoilNames() {
  replace(dns, 'lookup', lookup => (host, ...rest) => {
    const outcome = falseLookup(host, rest[0]);
    if (!outcome) {
      return lookup(host, ...rest);
    }
    const { error = null, found } = outcome;
    const values =
      found && (rest[0]?.all ? [[found]] : [found.address, found.family]);
    process.nextTick(rest.at(-1), error, ...(values ?? []));
    return {};
  });
  replace(dns.promises, 'lookup', lookup => async (host, options) => {
    const outcome = falseLookup(host, options);
    if (!outcome) {
      return await lookup(host, options);
    }
    const { error, found } = outcome;
    if (error) {
      throw error;
    }
    return options?.all ? [found] : found;
  });
  for (const name of Object.keys(dns.promises)) {
    if (/^resolve/.test(name)) {
      spoilResolver(name);
    }
  }
  syncBuiltinESMExports();
}

function spoilResolver(name) {
  replace(dns, name, resolve => (host, ...rest) => {
    const outcome = falseAnswer(name, host, rest[0]);
    if (!outcome) {
      return resolve(host, ...rest);
    }
    process.nextTick(rest.at(-1), outcome.error ?? null, outcome.found);
    return {};
  });
  replace(dns.promises, name, resolve => async (host, ...rest) => {
    const outcome = falseAnswer(name, host, rest[0]);
    if (outcome?.error) {
      throw outcome.error;
    }
    return outcome ? outcome.found : await resolve(host, ...rest);
  });
}

/** All that is in force from now on. */
module.exports = function apply(faults) {
  setClock(faults.reduce((sum, { clock }) => sum + (clock?.offsetMs ?? 0), 0));
  names = faults.flatMap(fault => fault.names ?? []);
  if (names.length > 0 && replaced.length === 0) {
    spoilNames();
  } else if (names.length === 0) {
    restore();
  }
};
