/** The texts on the processes of a service. */
export const runtimeMessages = {
  'runtime.title': 'Runtime',
  'runtime.label': 'Runtime of {{service}}',
  'runtime.subject': 'the runtime of the service',
  'runtime.most': 'at most in the last hour',
  'runtime.mostOf': 'of {{limit}} at most in the last hour',

  'runtime.delay': 'Event-loop delay, p99',
  'runtime.busy': 'busy up to {{value}}',
  'runtime.delayAlarm': 'Late by {{value}} in {{process}}, {{time}}',

  'runtime.memory': 'Heap in use',
  'runtime.resident': '{{value}} of memory in all (RSS)',
  'runtime.memoryAlarm': '{{value}} of the heap full in {{process}}, {{time}}',

  'runtime.pool': 'Database connections in use',
  'runtime.waiting': 'waiting: {{value}}',
  'runtime.poolAlarm':
    'Requests that waited for a connection: {{value}} in {{process}}, {{time}}',

  'runtime.limit': 'Limit',
  'runtime.unnamed': 'unnamed process',
  'runtime.ofSource': '{{name}}, {{source}}',
  'runtime.others_one': '{{count}} more process',
  'runtime.others_other': 'worst of {{count}} more',
  'runtime.othersNote':
    'Each process is a line; those with the longest delay come first, and of the rest the worst is shown.',
  'runtime.without': 'Without {{names}}: no metrics are kept there.',

  'runtime.noMetricsTitle': 'No source keeps metrics of services',
  'runtime.noMetricsDescription':
    'The event loop, the memory and the database connections of {{service}} would be here where a source has the metric tables of the OpenTelemetry Collector.',
  'runtime.emptyTitle': '{{service}} sends no runtime metrics',
  'runtime.emptyDescription':
    'The event loop, the memory and the database connections of its processes would be here. Services made from the traced-service template send them; others do with OpenTelemetry’s instrumentation of Node’s runtime.',
} as const;
