import { YamlError } from '../yaml-error.ts';
import type { Token } from './token.ts';

const CORE = 'tag:yaml.org,2002:';

/** The tag handles of a document: the two of YAML, and those that its directives declare. */
export class Tags {
  readonly #prefixes = new Map<string, string>();
  #version = false;

  /** Takes a directive. Only YAML 1.1 is known to libyaml. */
  direct(directive: Token): void {
    if (directive.type === 'version-directive') {
      if (this.#version) throw new YamlError('found duplicate %YAML directive', directive.start);
      if (directive.value !== '1.1') throw new YamlError('found incompatible YAML document', directive.start);
      this.#version = true;
      return;
    }
    if (this.#prefixes.has(directive.value)) throw new YamlError('found duplicate %TAG directive', directive.start);
    this.#prefixes.set(directive.value, directive.suffix);
  }

  /** The full tag that a token stands for. */
  resolve(tag: Token): string {
    if (tag.value === '') return tag.suffix;
    const prefix = this.#prefixes.get(tag.value) ?? (tag.value === '!!' ? CORE : tag.value === '!' ? '!' : undefined);
    if (prefix === undefined) throw new YamlError('found undefined tag handle', tag.start);
    return prefix + tag.suffix;
  }
}
