/** The texts of the trace page. */
export const tracePageMessages = {
  'tracePage.subject': 'the trace',
  'tracePage.title': 'Trace',
  'tracePage.allTraces': 'All traces',
  'tracePage.restrictedService': 'Restricted service',
  'tracePage.unknownService': 'Unknown service',
  'tracePage.close': 'Close',

  'tracePage.story.failed':
    '{{operation}} failed in {{service}} after {{duration}}',
  'tracePage.story.failedBecause':
    '{{operation}} failed in {{service}} after {{duration}}: {{reason}}',
  'tracePage.story.recovered_one':
    '{{operation}} succeeded after {{duration}} despite {{count}} error, in {{service}}',
  'tracePage.story.recovered_other':
    '{{operation}} succeeded after {{duration}} despite {{count}} errors, one of them in {{service}}',
  'tracePage.story.took': '{{operation}} took {{duration}}',
  'tracePage.story.tookMostly':
    '{{operation}} took {{duration}}, {{share}} of it in {{service}}',
  'tracePage.story.restricted':
    'A request to a service that you may not read took {{duration}}',
  'tracePage.story.rootless':
    'The beginning of this trace has not arrived: the rest, from {{operation}} on, took {{duration}}',

  'tracePage.facts.start': 'Start',
  'tracePage.facts.duration': 'Duration',
  'tracePage.facts.spans': 'Spans',
  'tracePage.facts.errors': 'Errors',
  'tracePage.facts.services': 'Services',
  'tracePage.facts.depth': 'Depth',
  'tracePage.facts.source': 'Source',
  'tracePage.facts.traceId': 'Trace ID',

  'tracePage.actions.copyLink': 'Copy link',
  'tracePage.actions.copyId': 'Copy trace ID',
  'tracePage.actions.copySpanId': 'Copy span ID',
  'tracePage.actions.copyValue': 'Copy the value of {{key}}',
  'tracePage.actions.copyText': 'Copy the text',
  'tracePage.actions.download': 'Download as JSON',
  'tracePage.actions.reload': 'Load again',
  'tracePage.actions.more': 'More actions',
  'tracePage.actions.copied': 'Copied: {{what}}',
  'tracePage.actions.notCopied': 'The browser did not allow to copy',

  'tracePage.notFound.title': 'No trace with this ID',
  'tracePage.notFound.description':
    'No source knows {{traceId}}. It may still be on its way (spans take some seconds), be older than the sources keep traces, or never have been sampled.',
  'tracePage.notFound.again': 'Look again',
  'tracePage.notFound.search': 'Search traces',
  'tracePage.badId.title': 'This is not the ID of a trace',
  'tracePage.badId.description':
    '{{traceId}} should be 32 (from older senders, 16) hexadecimal digits. Was it cut off when it was copied?',
  'tracePage.noSpans.title': 'The trace has no spans yet',
  'tracePage.noSpans.description':
    'The spans that arrived under this ID will be here.',

  'tracePage.notice.truncated':
    'Only {{shown}} of {{total}} spans are shown: the trace is too large to be read whole',
  'tracePage.notice.truncatedAdvice':
    'Numbers and the critical path count only these.',
  'tracePage.notice.sources':
    'Spans may be missing: {{sources}} did not answer',
  'tracePage.notice.restricted_one':
    '{{count}} span is of a service that you may not read: only its times are shown.',
  'tracePage.notice.restricted_other':
    '{{count}} spans are of services that you may not read: only their times are shown.',
  'tracePage.notice.odd_one':
    '{{count}} span has data that does not fit (marked ⚠) and is shown as it was sent.',
  'tracePage.notice.odd_other':
    '{{count}} spans have data that does not fit (marked ⚠) and are shown as they were sent.',

  'tracePage.odd.missingParent':
    'Its parent, {{parent}}, is not among the spans',
  'tracePage.odd.cycle': 'By the IDs, it is its own ancestor',
  'tracePage.odd.duplicateId': 'Another span has the same ID',
  'tracePage.odd.beforeParent':
    'It begins before its parent: the clocks of their machines differ',
  'tracePage.odd.badTime': 'Its start or duration is not a valid time',

  'tracePage.services.title': 'Services of the trace',
  'tracePage.services.find_one': '{{service}}: {{count}} span, find it',
  'tracePage.services.find_other': '{{service}}: {{count}} spans, find them',
  'tracePage.services.share':
    '{{share}} of the critical path, {{self}} of own time',
  'tracePage.services.errors_one': '{{count}} error',
  'tracePage.services.errors_other': '{{count}} errors',
  'tracePage.services.more': '{{hidden}} more',

  'tracePage.overview.title': 'Overview of the trace',
  'tracePage.overview.from': 'Begin of the time shown',
  'tracePage.overview.to': 'End of the time shown',
  'tracePage.overview.hint':
    'Drag to zoom to a stretch of time; double click shows all',
  'tracePage.overview.reset': 'Show all of the time',

  'tracePage.find.label': 'Find in trace',
  'tracePage.find.placeholder': 'Find text, key=value, ID',
  'tracePage.find.position': '{{position}} of {{total}}',
  'tracePage.find.count_one': '{{count}} match',
  'tracePage.find.count_other': '{{count}} matches',
  'tracePage.find.none': 'Nothing found',
  'tracePage.find.next': 'Next match',
  'tracePage.find.previous': 'Previous match',

  'tracePage.show.label': 'Show',
  'tracePage.show.all': 'All spans',
  'tracePage.show.critical': 'Critical path',
  'tracePage.show.errors': 'Errors',
  'tracePage.show.matches': 'Matches',
  'tracePage.show.nothing.critical': 'No span is on the critical path',
  'tracePage.show.nothing.errors': 'No span failed',
  'tracePage.show.nothing.matches': 'No span matches the search',
  'tracePage.show.showAll': 'Show all spans',

  'tracePage.fold.label': 'Levels',
  'tracePage.fold.all': 'Expand all',
  'tracePage.fold.none': 'Collapse all',
  'tracePage.fold.errors': 'Expand what leads to errors',
  'tracePage.fold.levels': 'Expand {{levels}} levels',

  'tracePage.keys.title': 'Keys',
  'tracePage.keys.move': 'Previous and next span',
  'tracePage.keys.fold': 'Collapse and expand',
  'tracePage.keys.open': 'Open the details',
  'tracePage.keys.close': 'Close the details',
  'tracePage.keys.ends': 'First and last span',
  'tracePage.keys.match': 'Next and previous match',
  'tracePage.keys.error': 'Next and previous error',
  'tracePage.keys.find': 'Find in trace',
  'tracePage.keys.zoom': 'Zoom to the span, and back',

  'tracePage.waterfall.title': 'Spans of the trace',
  'tracePage.waterfall.span': 'Service and operation',
  'tracePage.waterfall.timeline': 'Time',
  'tracePage.waterfall.resize': 'Width of the column of names',
  'tracePage.waterfall.criticalLegend':
    'Critical path: what the end waited for',
  'tracePage.waterfall.bar': 'starts at {{start}}, takes {{duration}}',
  'tracePage.waterfall.critical': 'on the critical path',
  'tracePage.waterfall.failed': 'failed',
  'tracePage.waterfall.odd': 'data does not fit',
  'tracePage.waterfall.restricted': 'Restricted',
  'tracePage.waterfall.hidden_one': '{{count}} span below',
  'tracePage.waterfall.hidden_other': '{{count}} spans below',
  'tracePage.waterfall.links_one': '{{count}} link',
  'tracePage.waterfall.links_other': '{{count}} links',
  'tracePage.waterfall.events_one': '{{count}} event',
  'tracePage.waterfall.events_other': '{{count}} events',

  'tracePage.span.title': 'Span details',
  'tracePage.span.restricted':
    'You may not read this service: only the times of its spans are shown.',
  'tracePage.span.start': 'Start',
  'tracePage.span.duration': 'Duration',
  'tracePage.span.self': 'Own time',
  'tracePage.span.selfHelp': 'when none of its children ran',
  'tracePage.span.critical': 'On the critical path',
  'tracePage.span.kind': 'Kind',
  'tracePage.span.status': 'Status',
  'tracePage.span.scope': 'Instrumentation',
  'tracePage.span.spanId': 'Span ID',
  'tracePage.span.parentId': 'Parent',
  'tracePage.span.children': 'Children',
  'tracePage.span.zoom': 'Zoom to this span',
  'tracePage.span.failed': 'Failed',
  'tracePage.span.filter': 'Filter attributes',
  'tracePage.span.attributes': 'Attributes',
  'tracePage.span.resource': 'Resource',
  'tracePage.span.noAttributes': 'None',
  'tracePage.span.noneMatch': 'None of {{total}} matches the filter',
  'tracePage.span.searchBy': 'Search traces by this value of {{key}}',
  'tracePage.span.events': 'Events',
  'tracePage.span.eventAt': 'at {{offset}} in the span',
  'tracePage.span.links': 'Links',
  'tracePage.span.openTrace': 'Open trace {{traceId}}',
  'tracePage.span.openSpan': 'Go to span {{spanId}}',
  'tracePage.span.unknown': 'not known',

  'tracePage.kind.unspecified': 'unspecified',
  'tracePage.kind.internal': 'internal',
  'tracePage.kind.server': 'server',
  'tracePage.kind.client': 'client',
  'tracePage.kind.producer': 'producer',
  'tracePage.kind.consumer': 'consumer',
  'tracePage.status.unset': 'not set',
  'tracePage.status.ok': 'ok',
  'tracePage.status.error': 'error',

  'tracePage.value.showAll': 'Show all ({{length}} characters)',
  'tracePage.value.showMore':
    'Show the first {{shown}} of {{length}} characters',
  'tracePage.value.showLess': 'Show less',
  'tracePage.value.rest':
    'The rest is too long to show: copy it, or download the trace.',
} as const;
