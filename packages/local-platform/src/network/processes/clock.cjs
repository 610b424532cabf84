/* The time of day of a process. */
const RealDate = Date;
const realNow = Date.now;

/** How far the clock is wrong. */
let offsetMs = 0;
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

/** Moves it by so much; by nothing, it is right again. */
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

module.exports = setClock;
