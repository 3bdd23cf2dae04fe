import { plainValue, type Scalar } from '../plain-value.ts';
import { YamlError } from '../yaml-error.ts';
import type { ScalarNode } from './node.ts';

const CORE = 'tag:yaml.org,2002:';
const RESOLVABLE = new Set(['str', 'bool', 'int', 'float', 'null', 'timestamp'].map((name) => CORE + name));

/** The value of a scalar, as go-yaml v2's decoder settles it: by its tag, its text where it is plain, else the text itself. */
export function scalarValue(node: ScalarNode): Scalar {
  if (node.tag === '') return node.implicit ? plainValue(node.value) : node.value;
  if (node.tag === `${CORE}binary`) return fromBase64(node);
  if (!RESOLVABLE.has(node.tag) || node.tag === `${CORE}str`) return node.value;
  const value = node.tag === `${CORE}timestamp` && TIMESTAMP.test(node.value) ? node.value : plainValue(node.value);
  if (matches(node, value)) return value;
  // The value is not said: it may be a secret.
  throw new YamlError(`cannot decode this value as a !!${node.tag.slice(CORE.length)}`, node.start);
}

const TIMESTAMP =
  /^\d{4}-\d{1,2}-\d{1,2}([Tt]\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?(Z|[-+]\d\d:\d\d)| \d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?)?$/;

function matches(node: ScalarNode, value: Scalar): boolean {
  switch (node.tag.slice(CORE.length)) {
    case 'bool':
      return typeof value === 'boolean';
    case 'null':
      return value === null;
    case 'timestamp':
      return TIMESTAMP.test(node.value);
    case 'int':
      return (typeof value === 'number' && !isFloatText(node.value)) || typeof value === 'bigint';
    default:
      return typeof value === 'number' || (typeof value === 'bigint' && value < 2n ** 63n);
  }
}

function isFloatText(text: string): boolean {
  return !/^[-+]?0[xX]/.test(text) && /[.eE]|^[-+]?0\d*[89]/.test(text);
}

function fromBase64(node: ScalarNode): string {
  const compact = node.value.replaceAll(/[\r\n]/g, '');
  const wellFormed = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact);
  if (!wellFormed) throw new YamlError('!!binary value contains invalid base64 data', node.start);
  return Buffer.from(compact, 'base64').toString('utf8');
}
