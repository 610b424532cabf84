/*
 * Uses processor time and memory, until its standard input ends. Its argument:
 *
 *   { "workers": 2, "load": 50, "bytes": 268435456 }
 */
const { Worker, isMainThread, workerData } = require('node:worker_threads');

const PERIOD_MS = 100;
const STEP_BYTES = 16 * 1024 * 1024;
/** Slow enough for the kubelet to see a limit before the machine feels it. */
const STEP_MS = 50;

/** Works for a share of each period, and rests for what is left of it. */
function burn(load) {
  const rest = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    const end = performance.now() + (PERIOD_MS * load) / 100;
    while (performance.now() < end);
    const restMs = PERIOD_MS * (1 - load / 100);
    if (restMs > 0) {
      Atomics.wait(rest, 0, 0, restMs);
    }
  }
}

/** Takes memory a step at a time, and writes on all of it, so that it is really there. */
function take(bytes, taken) {
  const step = Math.min(STEP_BYTES, bytes);
  if (step > 0) {
    taken.push(Buffer.alloc(step, 1));
    setTimeout(take, STEP_MS, bytes - step, taken);
  }
}

if (isMainThread) {
  const { workers = 0, load = 100, bytes = 0 } = JSON.parse(process.argv[2]);
  const threads = [];
  while (load > 0 && threads.length < workers) {
    threads.push(new Worker(__filename, { workerData: { load } }));
  }
  take(bytes, []);
  process.stdin.on('end', () => process.exit(0)).resume();
} else {
  burn(workerData.load);
}
