import type { ParsedDocument } from './parsed-document.ts';
import { readYaml } from './yaml/read-yaml.ts';

/** The documents of a file's text, YAML or JSON, as kubectl reads them. Never throws. */
export function readDocuments(text: string): ParsedDocument[] {
  return readYaml(text);
}
