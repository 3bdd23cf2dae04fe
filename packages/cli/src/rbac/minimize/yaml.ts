import { isArray, isObject, type Json, type KubeObject } from '@bulwark/model';

/** Manifests as YAML. Texts are quoted where YAML could take them for something else. */
export function manifestsYaml(objects: readonly KubeObject[]): string {
  return objects.map(({ value }) => `${lines(value, '').join('\n')}\n`).join('---\n');
}

function lines(value: Json, indent: string): string[] {
  if (!isObject(value)) return [`${indent}${scalar(value)}`];
  return Object.entries(value).flatMap(([key, part]) => member(scalar(key), part ?? null, indent));
}

function member(key: string, part: Json, indent: string): string[] {
  if (isObject(part)) return [`${indent}${key}:`, ...lines(part, `${indent}  `)];
  if (!isArray(part)) return [`${indent}${key}: ${scalar(part)}`];
  if (part.every((item) => !isObject(item))) return [`${indent}${key}: [${part.map(scalar).join(', ')}]`];
  return [`${indent}${key}:`, ...part.flatMap((item) => listItem(lines(item, `${indent}  `), indent))];
}

function listItem(inside: readonly string[], indent: string): string[] {
  return inside.map((line, index) => (index === 0 ? `${indent}- ${line.slice(indent.length + 2)}` : line));
}

const PLAIN = /^[a-zA-Z][a-zA-Z0-9./-]*$/;
const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']);

function scalar(value: Json): string {
  return typeof value === 'string' && PLAIN.test(value) && !WORDS.has(value.toLowerCase()) ? value : JSON.stringify(value);
}
