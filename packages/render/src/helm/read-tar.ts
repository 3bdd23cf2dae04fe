import { gunzipSync } from 'node:zlib';

const BLOCK = 512;
const LARGEST = 2 ** 28;

/** One file of an archive: the way to it, with forward slashes, and what it holds. */
export interface TarFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * The regular files of a `.tgz`, as chart packages are: ustar, with the long names of GNU and pax. Links and devices are left
 * out, and so is every name that leads out of the archive. Throws where it is no such archive, or one that grows beyond measure.
 */
export function readTgz(packed: Uint8Array): TarFile[] {
  const bytes = gunzipSync(packed, { maxOutputLength: LARGEST });
  const files: TarFile[] = [];
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= bytes.length;) {
    const header = bytes.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const size = sizeOf(header);
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'L') longName = text(content);
    else if (type === 'x') longName = paxPath(content) ?? longName;
    else if (type !== 'g') {
      const path = longName ?? nameOf(header);
      longName = undefined;
      if ((type === '0' || type === '\0') && isInside(path)) files.push({ path: path.replace(/^\.\//, ''), bytes: content });
    }
  }
  return files;
}

function sizeOf(header: Uint8Array): number {
  const size = Number.parseInt(text(header.subarray(124, 136)).trim() || '0', 8);
  if (!Number.isSafeInteger(size) || size < 0) throw new Error('the archive has a header that cannot be read');
  return size;
}

function nameOf(header: Uint8Array): string {
  const prefix = text(header.subarray(257, 262)) === 'ustar' ? text(header.subarray(345, 500)) : '';
  const name = text(header.subarray(0, 100));
  return prefix === '' ? name : `${prefix}/${name}`;
}

function paxPath(content: Uint8Array): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text(content))?.[1];
}

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString('utf8');
}

function isInside(path: string): boolean {
  return path !== '' && !/^[/\\]|^[A-Za-z]:|\\/.test(path) && !path.split('/').includes('..');
}
