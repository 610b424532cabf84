/*
 * The files of a container's volume, which is the folder of its process for
 * temporary ones: what a program calls of `fs` takes longer there, or fails.
 */
const fs = require('node:fs');
const { isAbsolute, relative, resolve, sep } = require('node:path');
const { fileURLToPath } = require('node:url');
const { getSystemErrorMap } = require('node:util');
const Replacements = require('./Replacements.cjs');

const { readlinkSync, realpathSync } = fs;
const { open } = fs.promises;
const { O_CREAT } = fs.constants;

const SET = ['setattr'];
const READ = ['read'];
const WRITE = ['write'];
const SYNC = ['fsync'];
const ATTRIBUTES = ['lookup', 'getattr'];
const WHOLE_WRITE = ['open', 'create', 'write'];

/** As the driver of a file system sees them, what functions of a path come to. */
const BY_PATH = {
  open: ['open', 'create'],
  readFile: ['open', 'read'],
  ...{ writeFile: WHOLE_WRITE, appendFile: WHOLE_WRITE },
  copyFile: ['open', 'create', 'read', 'write'],
  ...{ stat: ATTRIBUTES, lstat: ATTRIBUTES, access: ['lookup', 'access'] },
  statfs: ['statfs'],
  ...{ readdir: ['opendir', 'readdir'], opendir: ['opendir'] },
  ...{ mkdir: ['mkdir'], mkdtemp: ['mkdir'], rmdir: ['rmdir'] },
  ...{ unlink: ['unlink'], rm: ['unlink', 'rmdir'], rename: ['rename'] },
  ...{ link: ['link'], symlink: ['symlink'], readlink: ['readlink'] },
  ...{ truncate: SET, chmod: SET, chown: SET, lchown: SET },
  ...{ utimes: SET, lutimes: SET },
};
/** Which of their arguments are paths; the first one unless it is said. */
const PATHS = { rename: [0, 1], copyFile: [0, 1], link: [0, 1], symlink: [1] };
const BY_DESCRIPTOR = {
  ...{ read: READ, readv: READ, write: WRITE, writev: WRITE },
  ...{ fstat: ['getattr'], fsync: SYNC, fdatasync: SYNC },
  ...{ ftruncate: SET, fchmod: SET, fchown: SET, futimes: SET },
};
const OF_HANDLES = {
  ...{ read: READ, readv: READ, readFile: READ },
  ...{ write: WRITE, writev: WRITE, writeFile: WRITE, appendFile: WRITE },
  ...{ stat: ['getattr'], sync: SYNC, datasync: SYNC },
  ...{ truncate: SET, chmod: SET, chown: SET, utimes: SET },
};

/** What the system calls it that a function fails in, where that is another name. */
const SYSTEM_CALLS = {
  ...{ readFile: 'read', writeFile: 'write', appendFile: 'write' },
  ...{ copyFile: 'copyfile', readdir: 'scandir' },
};

const replacements = new Replacements();
let faults = [];
/** Those that wait, to be let go when their faults are lifted. */
const waiting = new Set();
/** One function of `fs` may call another, which is the same to its caller. */
let isInside = false;

/** As a container names it; undefined where it is not in its volume. */
function nameInVolume(file, volumePath) {
  const root = process.env.TMPDIR;
  if (!root || file === undefined) {
    return undefined;
  }
  for (const folder of [root, realpathSync(root)]) {
    const rest = relative(folder, file);
    if (rest === '') {
      return volumePath;
    }
    if (rest !== '..' && !rest.startsWith(`..${sep}`) && !isAbsolute(rest)) {
      return `${volumePath}/${rest}`;
    }
  }
  return undefined;
}

/** The file of a path, a descriptor or a handle. */
function fileOf(target) {
  try {
    const descriptor = typeof target === 'number' ? target : target?.fd;
    if (typeof descriptor === 'number') {
      return readlinkSync(`/proc/self/fd/${descriptor}`);
    }
    return resolve(
      target instanceof URL ? fileURLToPath(target) : String(target),
    );
  } catch {
    // What is none, the function itself refuses.
    return undefined;
  }
}

function toExpression(glob) {
  const source = glob
    .split(/(\*\*\/|\*+|\?)/)
    .map(part => {
      switch (part) {
        case '**/':
          return '(?:.*/)?';
        case '?':
          return '.';
        default:
          return /^\*+$/.test(part)
            ? '.*'
            : part.replace(/[\\^$.|+(){}[\]]/g, '\\$&');
      }
    })
    .join('');
  return new RegExp(`^${source}$`, 's');
}

/** What a call meets: how long it is to wait, and how it is to fail. */
function meet(methods, targets, name) {
  const met = { delayMs: 0, keys: [] };
  for (const fault of isInside ? [] : faults) {
    const isMeant =
      (fault.methods.length === 0 ||
        methods.some(method => fault.methods.includes(method))) &&
      targets.some(target => {
        const file = nameInVolume(fileOf(target), fault.volumePath);
        return file !== undefined && fault.expression.test(file);
      });
    if (isMeant && Math.random() * 100 < fault.percent) {
      met.keys.push(fault.key);
      met.delayMs += fault.delayMs ?? 0;
      met.error ??= fault.errno && errorOf(fault.errno, name, targets[0]);
    }
  }
  return met;
}

function errorOf(errno, name, target) {
  const syscall = SYSTEM_CALLS[name] ?? name;
  const [code, text] = getSystemErrorMap().get(-errno) ?? ['EIO', 'i/o error'];
  const path = typeof target === 'string' ? target : undefined;
  const where = path === undefined ? '' : ` '${path}'`;
  return Object.assign(new Error(`${code}: ${text}, ${syscall}${where}`), {
    ...{ errno: -errno, code, syscall },
    ...(path !== undefined && { path }),
  });
}

function later({ delayMs, keys }, go) {
  const one = {
    keys,
    go: () => {
      clearTimeout(one.timer);
      waiting.delete(one);
      go();
    },
  };
  one.timer = setTimeout(one.go, delayMs);
  waiting.add(one);
}

function pass(call) {
  const before = isInside;
  isInside = true;
  try {
    return call();
  } finally {
    isInside = before;
  }
}

function spoilCallback(object, name, look) {
  replacements.add(
    object,
    name,
    original =>
      function spoiled(...args) {
        const met = look(args);
        const callback = args.findLast(arg => typeof arg === 'function');
        const go = () =>
          met.error && callback
            ? process.nextTick(callback, met.error)
            : pass(() => original.apply(this, args));
        if (met.delayMs > 0) {
          later(met, go);
        } else {
          go();
        }
      },
  );
}

function spoilSync(object, name, look) {
  replacements.add(
    object,
    name,
    original =>
      function spoiled(...args) {
        const { delayMs, error } = look(args);
        if (delayMs > 0) {
          // As a program waits for a disk: with all that it does.
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delayMs);
        }
        if (error) {
          throw error;
        }
        return pass(() => original.apply(this, args));
      },
  );
}

function spoilPromise(object, name, look) {
  replacements.add(
    object,
    name,
    original =>
      async function spoiled(...args) {
        const met = look.call(this, args);
        if (met.delayMs > 0) {
          await new Promise(done => later(met, done));
        }
        if (met.error) {
          throw met.error;
        }
        return await pass(() => original.apply(this, args));
      },
  );
}

/** Only what may make a file is a `create`. */
function methodsOf(name, [, flags]) {
  const creates =
    typeof flags === 'number'
      ? flags & O_CREAT
      : typeof flags === 'string' && /[wa]/.test(flags);
  return name === 'open' && !creates ? ['open'] : BY_PATH[name];
}

function spoilFiles() {
  for (const name of Object.keys(BY_PATH)) {
    const look = args =>
      meet(
        methodsOf(name, args),
        (PATHS[name] ?? [0]).map(index => args[index]),
        name,
      );
    spoilCallback(fs, name, look);
    spoilSync(fs, `${name}Sync`, look);
    spoilPromise(fs.promises, name, look);
  }
  for (const [name, methods] of Object.entries(BY_DESCRIPTOR)) {
    const look = args => meet(methods, [args[0]], name);
    spoilCallback(fs, name, look);
    spoilSync(fs, `${name}Sync`, look);
  }
  // Nothing else leads to what all handles have in common.
  void open('/dev/null').then(async handle => {
    if (faults.length > 0) {
      const common = Object.getPrototypeOf(handle);
      for (const [name, methods] of Object.entries(OF_HANDLES)) {
        spoilPromise(common, name, function look() {
          return meet(methods, [this.fd], name);
        });
      }
    }
    await handle.close();
  });
}

/** These are the faults from now on. */
module.exports = function setFiles(given) {
  faults = given.map(fault => ({
    ...fault,
    key: JSON.stringify(fault),
    expression: toExpression(fault.path ?? `${fault.volumePath}/**/*`),
  }));
  replacements.use(faults.length > 0, spoilFiles);
  const isThere = key => faults.some(fault => fault.key === key);
  [...waiting]
    .filter(({ keys }) => !keys.every(isThere))
    .forEach(each => each.go());
};
