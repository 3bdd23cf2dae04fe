import { isArray, isObject, type Json } from '@bulwark/model';
import { jsonText } from '@bulwark/report';

/** Texts that YAML reads as nothing but themselves. */
const PLAIN = /^[A-Za-z][A-Za-z0-9./_-]*$/;
const WORDS = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

/** A value as YAML, in blocks; every text that could be read otherwise is in quotes. */
export function yamlText(value: Json, indent = ''): string {
  if (isArray(value)) {
    if (value.length === 0) return `${indent}[]\n`;
    return value.map((item) => `${indent}- ${inItem(item, `${indent}  `)}`).join('');
  }
  if (!isObject(value)) return `${indent}${scalar(value)}\n`;
  const entries = Object.entries(value);
  if (entries.length === 0) return `${indent}{}\n`;
  return entries.map(([key, item]) => (item === undefined ? '' : `${indent}${scalar(key)}:${below(item, indent)}`)).join('');
}

function below(item: Json, indent: string): string {
  const isBlock = isArray(item) ? item.length > 0 : isObject(item) && Object.keys(item).length > 0;
  return isBlock ? `\n${yamlText(item, `${indent}  `)}` : ` ${yamlText(item)}`;
}

/** The first line of an item stands behind its dash. */
function inItem(item: Json, indent: string): string {
  return yamlText(item, indent).slice(indent.length);
}

function scalar(value: Json): string {
  return typeof value === 'string' && PLAIN.test(value) && !WORDS.test(value) ? value : jsonText(value);
}
