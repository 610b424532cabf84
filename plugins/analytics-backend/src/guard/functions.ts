/**
 * The functions that queries may call, by how their names begin: those that
 * calculate, and nothing that reaches files, other machines, other tables, the
 * server's state or its time to sleep.
 */
const ALLOWED = new RegExp(
  `^(?:${[
    // Operators, conditions and casts.
    'plus|minus|multiply|divide|intDiv|modulo|positiveModulo|negate|abs|gcd|lcm',
    'equals|notEquals|less|greater|and|or|xor|not|isNull|isNotNull|isNaN|isFinite|isInfinite|isZeroOrNull|isNotDistinctFrom|isDistinctFrom',
    'if|multiIf|ifNull|nullIf|coalesce|assumeNotNull|caseWith|transform|_?cast|accurateCast|reinterpret',
    'in(?:IgnoreSet)?$|notIn|globalIn|globalNotIn|nullIn|notNullIn|exists|lambda|between|least|greatest|bit[A-Z]',
    'tuple|untuple|identity|materialize|ignore|bar|toBool',
    // Numbers.
    'round|floor|ceil|trunc|sign|sqrt|cbrt|exp|log|ln|pow|sin|cos|tan|asin|acos|atan|hypot|degrees|radians|pi$|e$|width_?bucket|clamp',
    // Text.
    'length|char|lower|upper|concat|substr|left|right|trim|replace|position|locate|like|ilike|notLike|notILike|match|multiSearch|multiMatch|countSubstrings|extract|split|starts|ends|format(?:DateTime|ReadableSize|ReadableQuantity|ReadableTimeDelta|ReadableDecimalSize)?|empty|notEmpty|reverse|repeat|leftPad|rightPad|pad|has|domain|path|cutToFirst|cutURL|url(?:Path)|initcap|lcase|ucase|ltrim|rtrim|lpad|rpad|mid$|translate|ngram|tokens|soundex|ascii|base58|base64|hex|unhex|encodeURL|decodeURL|normalize|levenshtein|editDistance|damerau|jaro|stringJaccard',
    // Times.
    'to[A-Z]|date|time|now|today|yesterday|add(?:Date|Interval|Tuple|Years|Quarters|Months|Weeks|Days|Hours|Minutes|Seconds|Milliseconds|Microseconds|Nanoseconds)|subtract[A-Z]|age$|year|month|week|quarter|day|hour|minute|second|from(?:UnixTimestamp|DaysSince|_UnixTime)|curdate|current_(?:date|timestamp)|parseDateTime|makeDate|snowflake|interval|tumble|hop|monthName|make',
    // Arrays, maps and JSON.
    'array|map|range|empty|index|countEqual|flatten|JSON|simpleJSON|visitParam|tupleElement|tupleConcat|bitmap|nested|zip|element_at',
    // Hashes and places, for grouping and maps.
    'cityHash64|sipHash|xxHash|farmHash|MD5|SHA\\d|murmur|geohash|greatCircle|geoDistance|pointIn|h3|hilbert|uuid|generateUUID',
    // Aggregates and windows.
    'count|sum|avg|min|max|any|arg(?:Min|Max)|uniq|quantile|median|stddev|var|std|covar|corr|top[KL]|group(?:Array|Uniq|Bit|_?Concat|By)|string_agg|initializeAggregation|approx_top|first_value|last_value|nth_value|lag|lead|row_?number|rank|dense_?rank|percent_?rank|cume_?dist|ntile|lagInFrame|leadInFrame|windowFunnel|retention|sequence|histogram|skew|kurt|entropy|simpleLinear|linearRegression|exponential|kolmogorov|mannWhitney|studentT|welch|rate|delta|boundingRatio|largestTriangle|sparkbar|bool_?(?:and|or)|single_?value|contingency|cramers|theils|intervalLength|maxIntersections|finalizeAggregation|runningDifference|grouping|distinct',
  ].join('|')})`,
  'i',
);

/** What begins like a harmless one, and tells of the server, its people or its tables. */
const REFUSED =
  /server|setting|sleep|table|fuzzer|trace|query|profile|role|address|shard|serial|timeSeries/i;

/** Whether queries may call a function. */
export function isAllowedFunction(
  name: string,
  more: ReadonlySet<string>,
): boolean {
  return more.has(name) || (ALLOWED.test(name) && !REFUSED.test(name));
}

/** The tables that functions make: of numbers alone. */
export const TABLE_FUNCTIONS = new Set([
  'numbers',
  'generate_series',
  'generateSeries',
]);
