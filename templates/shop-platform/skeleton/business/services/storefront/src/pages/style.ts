/** One small sheet, sent with each page: no second request before the first paint. */
export const style = `
:root { color-scheme: light dark; --ink: #1d2733; --paper: #faf8f4; --card: #fff; --line: #e3ddd2; --accent: #0b5f52; --on-accent: #fff; --quiet: #5d6875; --bad: #a3261b; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9e6e0; --paper: #171a1e; --card: #20252b; --line: #39414a; --accent: #6fd3bf; --on-accent: #10211e; --quiet: #a3adb8; --bad: #ff9d92; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
a { color: inherit; }
a:hover { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
header, main, footer { max-width: 68rem; margin: 0 auto; padding: 1rem 1.25rem; }
header { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: center; border-bottom: 1px solid var(--line); }
.brand { font-size: 1.35rem; font-weight: 700; text-decoration: none; letter-spacing: -.01em; }
header form { flex: 1 1 16rem; display: flex; gap: .5rem; }
nav { display: flex; gap: 1rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1rem 0; letter-spacing: -.02em; }
h2 { font-size: 1.15rem; margin: 1.75rem 0 .75rem; }
input, select, button { font: inherit; color: inherit; padding: .55rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); max-width: 100%; }
input[type=search] { flex: 1; min-width: 8rem; }
input[type=number] { width: 5.5rem; }
input[type=radio] { width: auto; }
button, .button { background: var(--accent); color: var(--on-accent); border-color: var(--accent); font-weight: 600; cursor: pointer; text-decoration: none; display: inline-block; padding: .55rem 1rem; border-radius: .5rem; }
.button:hover { color: var(--on-accent); }
button.plain { background: transparent; color: var(--ink); border-color: var(--line); font-weight: 400; }
.chips { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; list-style: none; }
.chips a { display: block; padding: .35rem .8rem; border: 1px solid var(--line); border-radius: 2rem; background: var(--card); text-decoration: none; }
.chips a[aria-current] { border-color: var(--accent); color: var(--accent); font-weight: 600; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1rem; padding: 0; list-style: none; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; height: 100%; display: block; text-decoration: none; }
.card svg { display: block; width: 100%; height: auto; }
.card div { padding: .75rem 1rem 1rem; }
.price { font-weight: 700; font-variant-numeric: tabular-nums; }
.quiet { color: var(--quiet); }
.notice { border: 1px solid var(--line); border-left: 4px solid var(--accent); background: var(--card); padding: .75rem 1rem; border-radius: .5rem; }
.notice.bad { border-left-color: var(--bad); }
.product { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); gap: 2rem; }
.product svg { width: 100%; height: auto; border-radius: .75rem; }
@media (max-width: 40rem) { .product { grid-template-columns: 1fr; } }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; padding: .6rem .5rem; border-bottom: 1px solid var(--line); vertical-align: middle; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
fieldset { border: 1px solid var(--line); border-radius: .75rem; margin: 0 0 1rem; padding: 1rem; background: var(--card); }
legend { font-weight: 700; padding: 0 .4rem; }
label { display: block; margin: .5rem 0; }
label input:not([type=radio]) { display: block; width: 100%; max-width: 26rem; }
footer { color: var(--quiet); border-top: 1px solid var(--line); margin-top: 3rem; font-size: .9rem; }
`;

/**
 * Tells the shop what is looked at, in one request when the page is left or
 * after two seconds. A browser that asks not to be tracked sends nothing.
 */
export const script = `
(() => {
  if (navigator.globalPrivacyControl || navigator.doNotTrack === '1') return;
  const seen = JSON.parse(document.body.dataset.seen);
  const events = [];
  const note = event => events.push({
    eventId: crypto.randomUUID ? crypto.randomUUID() : ([1e7] + -1e3 + -4e3 + -8e3 + -1e11).replace(/[018]/g, c => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16)),
    occurredAt: new Date().toISOString(),
    page: location.pathname.slice(0, 200),
    ...event,
  });
  const send = () => {
    if (events.length === 0) return;
    const body = JSON.stringify({ events: events.splice(0, 100) });
    fetch('/api/events', { method: 'POST', keepalive: true, headers: { 'content-type': 'application/json' }, body }).catch(() => {});
  };
  seen.forEach(note);
  addEventListener('click', event => {
    const target = event.target.closest('[data-product]');
    if (target) note({ type: 'click', productId: target.dataset.product });
  });
  setTimeout(send, 2000);
  addEventListener('pagehide', send);
})();
`;
