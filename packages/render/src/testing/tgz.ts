import { gzipSync } from 'node:zlib';

/** A `.tgz` as chart packages are, of regular files unless a type says otherwise. */
export function tgz(files: Readonly<Record<string, string>>, type = '0'): Uint8Array {
  const blocks = Object.entries(files).flatMap(([path, content]) => [
    header(path, Buffer.byteLength(content), type),
    padded(content),
  ]);
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

function header(path: string, size: number, type: string): Buffer {
  const block = Buffer.alloc(512);
  block.write(path.slice(0, 100), 0);
  block.write('0000644\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write(type, 156);
  block.write('ustar\u000000', 257);
  block.write('        ', 148);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function padded(content: string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}
