/* What the names that a process asks for itself lead to. */
const dns = require('node:dns');
const { isIP } = require('node:net');
const Replacements = require('./Replacements.cjs');

const replacements = new Replacements();
let names = [];

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

function spoilNames() {
  replacements.add(dns, 'lookup', lookup => (host, ...rest) => {
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
  replacements.add(dns.promises, 'lookup', lookup => async (host, options) => {
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
}

function spoilResolver(name) {
  replacements.add(dns, name, resolve => (host, ...rest) => {
    const outcome = falseAnswer(name, host, rest[0]);
    if (!outcome) {
      return resolve(host, ...rest);
    }
    process.nextTick(rest.at(-1), outcome.error ?? null, outcome.found);
    return {};
  });
  replacements.add(dns.promises, name, resolve => async (host, ...rest) => {
    const outcome = falseAnswer(name, host, rest[0]);
    if (outcome?.error) {
      throw outcome.error;
    }
    return outcome ? outcome.found : await resolve(host, ...rest);
  });
}

/** These are the faults from now on. */
module.exports = function setNames(faults) {
  names = faults;
  replacements.use(faults.length > 0, spoilNames);
};
