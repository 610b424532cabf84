export { DatabaseValue } from './DatabaseValue';
export { GatewayValue } from './GatewayValue';
export { PodsValue, RestartsValue } from './PodsValue';
export { ReadingCell, ReadingView } from './ReadingView';
