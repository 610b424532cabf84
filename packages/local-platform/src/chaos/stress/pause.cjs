/* The program of a pod that fails: it lives, and does nothing. */
process.on('SIGTERM', () => process.exit(0));
setInterval(() => {}, 2 ** 30);
