/** The texts of the search, of the entity tab and of the card. */
export const searchMessages = {
  'search.title': 'Traces',
  'search.description': 'Which requests were bad, and where did they go wrong?',
  'search.subject': 'the traces',
  'search.keys': 'j and k walk through the list, Enter opens a trace.',

  'filter.label': 'Filter traces',
  'filter.service': 'Service',
  'filter.anyService': 'Any service',
  'filter.operation': 'Operation',
  'filter.anyOperation': 'Any operation',
  'filter.onlyErrors': 'Only errors',
  'filter.minDuration': 'At least',
  'filter.maxDuration': 'At most',
  'filter.minDurationExample': '250ms',
  'filter.maxDurationExample': '1.5s',
  'filter.attribute': 'Attribute',
  'filter.attributeExample': 'http.route=/orders',
  'filter.addAttribute': 'Add the attribute to the filter',
  'filter.attributes': 'Attributes that all have to match',
  'filter.traceId': 'Open a trace',
  'filter.traceIdExample': 'Trace ID',
  'filter.traceIdWrong':
    'Not a trace ID: 32 or 16 hexadecimal digits, a traceparent header or a link to a trace.',
  'filter.clear': 'Clear filters',
  'filter.matching':
    'A trace matches when one of its spans meets all conditions.',

  'unusable.title_one': 'The link asks for something that makes no sense',
  'unusable.title_other':
    'The link asks for {{count}} things that make no sense',
  'unusable.duration':
    '{{parameter}}={{value}} is not a duration: write 250ms, 1.5s or 2min.',
  'unusable.order':
    '{{parameter}}={{value}} is shorter than the shortest duration asked for.',
  'unusable.flag': '{{parameter}}={{value}} is neither true nor false.',
  'unusable.attribute':
    '{{parameter}}={{value}} is not an attribute: write key=value.',
  'unusable.count':
    '{{parameter}}={{value}} is one attribute too many: 20 can be asked for.',
  'unusable.range':
    '{{parameter}}={{value}} is not a time range: the last hour is shown.',
  'unusable.drop': 'Take it out: {{parameter}}={{value}}',
  'unusable.rest': 'All else in the link holds.',

  'chart.title': 'Duration over time',
  'chart.hint': 'Drag to select, click to open.',
  'chart.trace': 'Trace',
  'chart.duration': 'Duration',
  'chart.good': 'Without errors',
  'chart.error': 'With errors',
  'chart.notLoaded': 'Not loaded yet',
  'chart.undo': 'Back from the selection',

  'list.label': 'Traces found',
  'list.root': 'Request',
  'list.services': 'Services',
  'list.duration': 'Duration',
  'list.spans': 'Spans',
  'list.errors': 'Errors',
  'list.start': 'Start',
  'list.noRoot': 'First span not there',
  'list.noRootReason':
    'The first span has not arrived, or is of a service that you may not read.',
  'list.serviceSpans_one': '{{service}}: {{count}} span',
  'list.serviceSpans_other': '{{service}}: {{count}} spans',
  'list.serviceErrors_one': '{{count}} with an error',
  'list.serviceErrors_other': '{{count}} with errors',
  'list.moreServices_one': '{{count}} more service',
  'list.moreServices_other': '{{count}} more services',
  'list.restricted_one': '{{count}} hidden',
  'list.restricted_other': '{{count}} hidden',
  'list.restrictedReason':
    'Spans of services that you may not read are counted, not shown.',
  'list.summary_one': '{{count}} trace, {{errors}} with errors',
  'list.summary_other': '{{count}} traces, {{errors}} with errors',
  'list.sortedLoaded': 'Sorted among what is loaded.',
  'list.more': 'Load more',
  'list.moreExist': 'More traces match than are shown.',
  'list.narrow':
    'More traces match than are shown, and no source can give the rest: narrow the search.',
  'list.moreFailed': 'Could not load more: {{message}}',

  'empty.noSourceTitle': 'No source of traces is configured',
  'empty.noSourceDescription':
    'Requests of your services would be here as soon as the people who run the portal name a source under traces.sources.',
  'empty.noMatchTitle': 'No trace matches',
  'empty.noMatchDescription': '{{range}}: nothing meets all of these filters.',
  'empty.noTraceTitle': 'No traces there',
  'empty.noTraceDescription':
    '{{range}}: no service has sent spans. Requests would be here as soon as one does.',
  'empty.wider': 'Look at the last 24 hours',
  'empty.widest': 'Look at the last 7 days',

  'sources.failedTitle': 'No answer from {{names}}',
  'sources.failedDescription':
    'What you see is what the others know, without {{names}}.',
  'sources.unsupportedTitle': 'Not asked: {{names}}',
  'sources.unsupportedDescription': 'This question is more than it can answer.',
  'sources.reason': '{{name}}: {{message}}',
  'sources.retry': 'Ask again',

  'red.label': 'Requests of {{service}}',
  'red.subject': 'the numbers of the service',
  'red.window': 'Last hour',
  'red.rate': 'Requests',
  'red.errors': 'Errors',
  'red.p95': 'p95 duration',
  'red.perSecond': '{{value}}/s',
  'red.sparkline': '{{title}} in the last hour: {{value}}',
  'red.several':
    'Requests and errors of all sources added up; p95 is the highest of them.',
  'red.emptyTitle': 'No requests in the last hour',
  'red.emptyDescription':
    'The rate, the errors and the duration of requests to {{service}} would be here.',

  'entity.traces': 'Traces of {{service}}',
  'entity.noService':
    'This entity names no service: add the annotation {{annotation}}.',
  'card.title': 'Requests',
  'card.link': 'See the traces',
} as const;
