import { type TimeWindow } from './types';
import { type Fold } from './visibleRows';

/** Which spans of a trace are shown. */
export type ShownSpans = 'all' | 'critical' | 'errors' | 'matches';

/** How a trace is looked at, as far as a link tells it. */
export type TraceView = {
  /** The key of the span with open details. */
  selected?: string;
  show: ShownSpans;
  levels: Fold['base'];
  find: string;
  zoom?: TimeWindow;
};

/** The words of a view in a link. */
export const viewParameters = ['span', 'show', 'levels', 'find', 'zoom'];

const SHOWN: ReadonlySet<string> = new Set(['critical', 'errors', 'matches']);
const LEVELS = /^[1-9]\d{0,3}$/;
const ZOOM = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/;

function isShown(text: string | null): text is ShownSpans {
  return text !== null && SHOWN.has(text);
}

function parseLevels(text: string | null): Fold['base'] {
  if (text === 'errors') {
    return text;
  }
  return text && LEVELS.test(text) ? Number(text) : 'none';
}

function parseZoom(text: string | null): TimeWindow | undefined {
  const [, from, to] = ZOOM.exec(text ?? '') ?? [];
  const zoom = { fromUs: Number(from), toUs: Number(to) };
  return zoom.toUs > zoom.fromUs ? zoom : undefined;
}

/** Reads a view from a link; what makes no sense there counts as not said. */
export function parseView(parameters: URLSearchParams): TraceView {
  const show = parameters.get('show');
  return {
    selected: parameters.get('span') || undefined,
    show: isShown(show) ? show : 'all',
    levels: parseLevels(parameters.get('levels')),
    find: parameters.get('find') ?? '',
    zoom: parseZoom(parameters.get('zoom')),
  };
}

/** Nanoseconds are the finest a trace knows. */
function micros(us: number): string {
  return String(Number(us.toFixed(3)));
}

/** Writes a view as the parameters of a link; what is usual is left out. */
export function formatView(view: TraceView): URLSearchParams {
  const { selected, show, levels, find, zoom } = view;
  return new URLSearchParams({
    ...(selected && { span: selected }),
    ...(show !== 'all' && { show }),
    ...(levels !== 'none' && { levels: String(levels) }),
    ...(find && { find }),
    ...(zoom && { zoom: `${micros(zoom.fromUs)}-${micros(zoom.toUs)}` }),
  });
}

/** Puts a view into the parameters of a link, and leaves the others alone. */
export function withView(
  parameters: URLSearchParams,
  view: TraceView,
): URLSearchParams {
  const merged = new URLSearchParams(parameters);
  viewParameters.forEach(name => merged.delete(name));
  formatView(view).forEach((value, name) => merged.set(name, value));
  return merged;
}
