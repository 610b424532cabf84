/**
 * What the pages of the portal and of its plugins share.
 *
 * @packageDocumentation
 */

export * from './components/Charts';
export * from './components/PageStates';
export * from './components/PermissionButton';
export * from './components/Status';
export * from './components/Time';
export * from './components/TimeRangePicker';
export * from './components/TimeWindows';
export * from './components/TitledCard';
export * from './components/YamlField';
export {
  timeWindowsApiRef,
  type TimeWindow,
  type TimeWindows,
  type TimeWindowsApi,
} from './api/TimeWindowsApi';
export { useAsyncData, type AsyncData } from './hooks/useAsyncData';
export {
  useLiveRefresh,
  type LiveRefreshOptions,
} from './hooks/useLiveRefresh';
export { useErrorText } from './hooks/useErrorText';
export { useLocale } from './hooks/useLocale';
export { usePermissionAdvice } from './hooks/usePermissionAdvice';
export { useTimeRange } from './hooks/useTimeRange';
export { useChartWindows, useTimeWindows } from './hooks/useTimeWindows';
export { useTimeRangeLabel } from './hooks/useTimeRangeLabel';
export {
  errorMessage,
  isForbidden,
  isNotFound,
  isResponseError,
  isUnanswered,
} from './lib/errors';
export { keepText, keptText } from './lib/keptText';
export { type AsyncState } from './model/asyncState';
export {
  formatBytes,
  formatDuration,
  formatMoney,
  formatNumber,
  formatPercent,
} from './model/numbers';
export {
  formatQuantity,
  quantityNumber,
  type Quantity,
  type QuantityFormat,
  type QuantityUnit,
} from './model/quantity';
export {
  chartPalette,
  serviceColor,
  serviceColors,
} from './model/serviceColor';
export { worstStatus, type StatusLevel } from './model/status';
export {
  defaultTimeRange,
  formatTimeRange,
  parseTimeRange,
  resolveTimeRange,
  type TimeRange,
  type TimeRangePeriod,
} from './model/timeRange';
export { type UkrainianMessages } from './model/translations';
export { uiKitTranslationRef } from './translation';
