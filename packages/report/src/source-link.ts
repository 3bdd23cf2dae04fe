import type { Place } from '@bulwark/model';

/**
 * The address of a line on the web. The base is where the files are (`https://github.com/o/r/blob/main`), or an address with
 * `{file}` and `{line}` in it. Undefined where there is no base that a browser should follow, or the file is below no folder of it.
 */
export function sourceLink(base: string | undefined, place: Pick<Place, 'file' | 'line'> | undefined): string | undefined {
  if (base === undefined || place === undefined || !/^https?:\/\/[^\s<>"'()[\]\\`]+$/.test(base)) return undefined;
  const file = relativePath(place.file);
  if (file === undefined) return undefined;
  const path = file.toWellFormed().split('/').map(encodedSegment).join('/');
  if (!base.includes('{file}')) return `${base.replace(/\/+$/, '')}/${path}#L${place.line}`;
  return base.replaceAll('{file}', () => path).replaceAll('{line}', String(place.line));
}

/** A path below the folder in which the scan was started; undefined for standard input and what lies elsewhere. */
export function relativePath(file: string): string | undefined {
  if (file.startsWith('<') || file.startsWith('/') || /^[A-Za-z]:\//.test(file)) return undefined;
  const plain = file.replace(/^(?:\.\/+)+/, '');
  return plain.split('/').includes('..') ? undefined : plain;
}

/** Brackets too, which end a link in Markdown. */
function encodedSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/[()!'*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
