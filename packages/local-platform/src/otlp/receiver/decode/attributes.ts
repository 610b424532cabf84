import { MapColumn } from '../columns/MapColumn';
import { findPair, valueText, writeValue } from './values';
import { WireReader } from './WireReader';

/** Ranges of a message: begin and end in turns. A plain list, because it is filled for every span. */
export type Ranges = number[];

/** Writes a row of attributes from the ranges of its KeyValues. */
export function writeAttributes(
  wire: WireReader,
  ranges: Ranges,
  map: MapColumn,
): void {
  map.beginRow();
  for (let index = 0; index < ranges.length; index += 2) {
    const end = ranges[index + 1];
    wire.position = ranges[index];
    const pair = findPair(wire, end);
    map.keys.writeRange(wire.bytes, pair.keyStart, pair.keyEnd);
    writeValue(wire, pair.valueStart, pair.valueEnd, map.values);
  }
  map.endRow();
}

/** Takes the field that begins here into the list. */
export function collect(wire: WireReader, limit: number, ranges: Ranges): void {
  const end = wire.enter(limit);
  ranges.push(wire.position, end);
  wire.position = end;
}

/** The text of the attribute `service.name`; empty where there is none, as the Collector has it. */
export function findServiceName(wire: WireReader, ranges: Ranges): string {
  for (let index = 0; index < ranges.length; index += 2) {
    wire.position = ranges[index];
    const pair = findPair(wire, ranges[index + 1]);
    if (wire.text(pair.keyStart, pair.keyEnd) === 'service.name') {
      return valueText(wire, pair.valueStart, pair.valueEnd);
    }
  }
  return '';
}
