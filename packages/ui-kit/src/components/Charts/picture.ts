import { fileNameOf, saveFile } from './csv';

const SVG = 'http://www.w3.org/2000/svg';
const XHTML = 'http://www.w3.org/1999/xhtml';
/** Sharp on a dense screen and in a document. */
const SCALE = 2;
const PADDING = 16;
/** What is of use on the page only. */
const NOT_IN_PICTURES = '[data-picture="none"], [role="tooltip"]';

function copyStyle(from: Element, to: Element): void {
  const isStyled = to instanceof HTMLElement || to instanceof SVGElement;
  if (!isStyled) {
    return;
  }
  const computed = getComputedStyle(from);
  for (let index = 0; index < computed.length; index += 1) {
    const property = computed.item(index);
    to.style.setProperty(property, computed.getPropertyValue(property));
  }
}

/** A drawing in pixels is no part of a copy: it becomes an image. */
function imageOf(canvas: HTMLCanvasElement): HTMLImageElement {
  const image = document.createElement('img');
  image.src = canvas.toDataURL('image/png');
  return image;
}

function copyOf(element: Element): Element {
  const copy =
    element instanceof HTMLCanvasElement
      ? imageOf(element)
      : element.cloneNode(false);
  if (!(copy instanceof Element)) {
    return document.createElement('span');
  }
  copyStyle(element, copy);
  for (const child of element.childNodes) {
    if (!(child instanceof Element)) {
      copy.append(child.cloneNode(true));
    } else if (!child.matches(NOT_IN_PICTURES)) {
      copy.append(copyOf(child));
    }
  }
  return copy;
}

/** A part of the page as an SVG that needs nothing of the page. */
export function pictureOf(
  element: HTMLElement,
  size: { width: number; height: number },
): string {
  const frame = document.createElementNS(SVG, 'svg');
  frame.setAttribute('width', String(size.width));
  frame.setAttribute('height', String(size.height));
  const content = document.createElementNS(SVG, 'foreignObject');
  content.setAttribute('width', '100%');
  content.setAttribute('height', '100%');
  const body = document.createElementNS(XHTML, 'div');
  body.append(copyOf(element));
  content.append(body);
  frame.append(content);
  return new XMLSerializer().serializeToString(frame);
}

/** The ground that the element stands on: its own, or that of what is around it. */
function groundOf(element: Element): string {
  for (
    let around: Element | null = element;
    around;
    around = around.parentElement
  ) {
    const { backgroundColor } = getComputedStyle(around);
    if (backgroundColor && !/transparent|, 0\)$/.test(backgroundColor)) {
      return backgroundColor;
    }
  }
  return 'white';
}

async function paint(element: HTMLElement): Promise<Blob> {
  const { width, height } = element.getBoundingClientRect();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(
    pictureOf(element, { width, height }),
  )}`;
  await image.decode();

  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil((width + 2 * PADDING) * SCALE);
  canvas.height = Math.ceil((height + 2 * PADDING) * SCALE);
  const context = canvas.getContext('2d');
  if (!context) {
    throw new Error('The browser draws no pictures');
  }
  context.scale(SCALE, SCALE);
  context.fillStyle = groundOf(element);
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, PADDING, PADDING);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      blob => (blob ? resolve(blob) : reject(new Error('No picture came out'))),
      'image/png',
    );
  });
}

/** Hands a chart to the browser as a picture, as it stands on the page. */
export async function downloadPng(
  element: HTMLElement,
  title: string,
): Promise<void> {
  saveFile(await paint(element), fileNameOf(title, 'png'));
}
