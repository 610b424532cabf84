import { readFileSync } from 'node:fs';
import { type Page } from '@playwright/test';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** After the signature, and the length and the name of the first chunk. */
const SIZE_AT = 16;

/** What a file says of itself as a PNG, and what a browser sees in it. */
export async function readPng(page: Page, path: string) {
  const bytes = readFileSync(path);
  return {
    isPng: bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE),
    width: bytes.readUInt32BE(SIZE_AT),
    height: bytes.readUInt32BE(SIZE_AT + 4),
    ...(await page.evaluate(countColours, bytes.toString('base64'))),
  };
}

/** Of the upper half, with a chart's title, and of the lower one, which is drawn. */
async function countColours(base64: string) {
  const image = new Image();
  image.src = `data:image/png;base64,${base64}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  const { naturalWidth: width, naturalHeight: height } = image;
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) {
    throw new Error('The browser draws no pictures');
  }
  context.drawImage(image, 0, 0);
  const half = Math.floor(height / 2);
  const coloursFrom = (top: number) =>
    new Set(
      new Uint32Array(context.getImageData(0, top, width, half).data.buffer),
    ).size;
  return { coloursAbove: coloursFrom(0), coloursBelow: coloursFrom(half) };
}
