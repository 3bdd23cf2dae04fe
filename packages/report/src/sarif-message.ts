/**
 * SARIF 2.1.0 §3.11: in a message braces are doubled, because `{0}` is a placeholder, and `[text](address)` is a link, which
 * no name in a manifest may make.
 */
export function message(text: string): { readonly text: string } {
  return { text: text.replace(/[{}]/g, '$&$&').replaceAll('](', '] (') };
}
