export { Chip } from './Chip';
export { OutcomeChip, StateChip } from './RunChips';
