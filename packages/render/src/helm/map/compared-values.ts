import { templateTokens } from './template-tokens.ts';

const COMPARES =
  /\b(?:eq|ne|lt|le|gt|ge|has|contains|hasKey|hasPrefix|hasSuffix|regexMatch|mustRegexMatch|semverCompare|ternary|int|int64|float64|atoi|add1?|sub|mul|div|mod|max|min|until|untilStep|fromYaml|fromJson|b64dec|kindIs|typeIs|include \(|index|trunc|fail)\b/;
const VALUES = /\.Values((?:\.\w+)+)/g;

/**
 * Paths of values, dotted, that templates compare or reckon with: another value there would change what the chart prints.
 * A guess that saves renders: what it overlooks is found by rendering.
 */
export function comparedValues(templates: readonly string[]): Set<string> {
  const paths = new Set<string>();
  for (const template of templates) {
    for (const { kind, inner } of templateTokens(template) ?? []) {
      const body = template.slice(inner.start, inner.end);
      if (kind === 'text' || !COMPARES.test(body)) continue;
      for (const [, path = ''] of body.matchAll(VALUES)) paths.add(path.slice(1));
    }
  }
  return paths;
}
