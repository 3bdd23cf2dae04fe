import { readJson } from './json/read-json.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { readYaml } from './yaml/read-yaml.ts';

/** Where a JSON text may begin, as apimachinery's IsJSONBuffer looks for it. */
const JSON_START = /^\ufeff?\s*\{/;

/**
 * The documents of a file's text, YAML or JSON, as kubectl reads them: a text that starts with `{` is tried as JSON first.
 * A document that cannot be read is in the list with its error. Never throws.
 */
export function readDocuments(text: string): ParsedDocument[] {
  if (!JSON_START.test(text)) return readYaml(text);
  const json = readJson(text);
  if (Array.isArray(json)) return json;
  const yaml = readYaml(text);
  // A text that is neither is worded by the JSON reader, unless YAML got past its first document.
  if (yaml.length !== 1 || yaml[0]?.error === undefined) return yaml;
  return [{ ...yaml[0], error: json.error }];
}
