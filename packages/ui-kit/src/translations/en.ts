/** The English texts, from which the keys and placeholders of all others follow. */
export const messages = {
  'state.loading': 'Loading {{subject}}',
  'state.staleTitle': 'Could not be renewed: {{missing}}',
  'state.staleSince': 'What you see is from {{since}}.',
  'state.refresh': 'Refresh now',
  'state.asOf': 'Data up to {{time}}',

  'error.title': 'Could not load {{subject}}',
  'error.unreachable': 'The server did not answer',
  'error.down': 'The back end of the portal does not answer',
  'error.wordless':
    'The answer came from something in front of the portal and only says {{status}}',
  'error.tryAgain': 'Try again',
  'error.details': 'Details',
  'error.retriesItself': 'It is tried again by itself.',
  'error.advice.signedOut': 'Your session has ended: sign in again.',
  'error.advice.notFound':
    'It may have been removed or renamed: check the address, or go back to the list.',
  'error.advice.invalid': 'Change the filters or the input, then try again.',
  'error.advice.conflict':
    'Somebody changed it meanwhile: try again to see what it is now.',
  'error.advice.busy': 'Too much is being asked at once: wait a moment.',
  'error.advice.slow':
    'It took longer than it may: ask for less, such as a shorter time, then try again.',
  'error.advice.unreachable': 'Check your connection to the portal.',
  'error.advice.down':
    'It may be starting again: wait a moment. If it goes on, tell the people who run the portal.',
  'error.advice.failed':
    'If it goes on, send the details below to the people who run the portal.',
  'error.advice.tell': 'If it goes on, tell the people who run the portal.',

  'forbidden.title': 'You may not see {{subject}}',
  'forbidden.advice': 'Ask an administrator of the portal for access.',
  'forbidden.checkAgain': 'Check again',
  'forbidden.see': 'see this',

  'permission.doThis': 'do this',
  'permission.owners': 'the owners',
  'permission.oneGroup': 'Only {{roles}} may {{deed}}: ask group {{groups}}',
  'permission.manyGroups':
    'Only {{roles}} may {{deed}}: ask one of the groups {{groups}}',
  'permission.nobody':
    'You may not {{deed}}: ask an administrator of the portal',
  'permission.unchecked':
    'Could not check whether you may {{deed}}: reload the page to try again',

  'status.healthy': 'Healthy',
  'status.degraded': 'Degraded',
  'status.down': 'Down',
  'status.unknown': 'Unknown',
  'status.since': 'since {{time}}',

  'chart.time': 'Time',
  'chart.outcome': 'Outcome',
  'chart.other': 'Other',
  'chart.timeSeries': '{{title}} over time: {{names}}',
  'chart.scatter_one': '{{title}}: {{count}} point, {{errors}} {{error}}',
  'chart.scatter_other': '{{title}}: {{count}} points, {{errors}} {{error}}',
  'chart.showTable': 'Show as a table: {{title}}',
  'chart.showChart': 'Show as a chart: {{title}}',
  'chart.downloadCsv': 'Download as CSV: {{title}}',
  'chart.downloadPng': 'Download as a picture: {{title}}',
  'chart.pictureFailed':
    'The picture could not be made. The CSV has the same numbers.',
  'chart.menu': 'More for {{title}}',
  'chart.about': 'About {{title}}',
  'chart.previous': '{{name}}, the period before',
  'chart.bars_one': '{{title}}: {{count}} bar of {{names}}',
  'chart.bars_other': '{{title}}: {{count}} bars of {{names}}',
  'chart.barsCut_one': '{{shown}} of {{count}} bar; the table has all of them.',
  'chart.barsCut_other':
    '{{shown}} of {{count}} bars; the table has all of them.',
  'chart.rank': 'Rank',
  'chart.ofFirst': 'Of the first step',
  'chart.ofPrevious': 'Of the step before',
  'chart.goOn': '↓ {{share}} go on',
  'chart.shareOfFirst': '({{share}} of the first step)',
  'chart.noValue': 'No data',
  'chart.previousPeriod': 'The period before',
  'chart.up': '{{share}} more',
  'chart.down': '{{share}} less',
  'chart.same': 'No change',
  'chart.upFromNothing': 'More than nothing',
  'chart.downFromNothing': 'Less than nothing',
  'chart.good': 'better',
  'chart.bad': 'worse',
  'chart.before': 'before: {{value}}',
  'chart.new': 'new',
  'chart.newWords': 'Not here in the period before',
  'chart.trend': '{{title}} over time',
  'chart.map_one': '{{title}}: {{count}} place on a map',
  'chart.map_other': '{{title}}: {{count}} places on a map',
  'chart.elsewhere': 'Not on the map: {{places}}',
  'chart.moreElsewhere_one': '{{count}} more, which is in the table',
  'chart.moreElsewhere_other': '{{count}} more, which are in the table',
  'chart.tableCut_one': '{{shown}} of {{count}} row; the CSV has all of them.',
  'chart.tableCut_other':
    '{{shown}} of {{count}} rows; the CSV has all of them.',
  'chart.failed':
    'The chart could not be loaded; its table has the same numbers.',

  'windows.title': 'Done on purpose meanwhile:',
  'windows.since': 'since {{time}}',
  'windows.more': 'and earlier ones',
  'windows.failed':
    'Whether anything was done on purpose meanwhile is not known: {{reason}}',

  'timeRange.label': 'Time range: {{range}}',
  'timeRange.lastMinutes_one': 'Last {{count}} minute',
  'timeRange.lastMinutes_other': 'Last {{count}} minutes',
  'timeRange.lastHours_one': 'Last {{count}} hour',
  'timeRange.lastHours_other': 'Last {{count}} hours',
  'timeRange.lastDays_one': 'Last {{count}} day',
  'timeRange.lastDays_other': 'Last {{count}} days',
  'timeRange.live': 'Live',
  'timeRange.presets': 'Up to now',
  'timeRange.absolute': 'From and to, in {{zone}}',
  'timeRange.from': 'From',
  'timeRange.to': 'To',
  'timeRange.utc': 'In UTC: {{range}}',
  'timeRange.incomplete': 'Enter both a start and an end.',
  'timeRange.reversed': 'The end must be after the start.',
  'timeRange.apply': 'Apply',

  'yaml.line': 'Line {{line}}',
} as const;
