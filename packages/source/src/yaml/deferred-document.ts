import type { Json, Locator } from '@bulwark/model';
import type { ParsedDocument, Remark } from '../parsed-document.ts';

/** A document that is read when somebody asks what is in it: one in a chart's templates never is. */
export class DeferredDocument implements ParsedDocument {
  readonly start: number;
  readonly end: number;
  readonly #read: () => ParsedDocument;
  #document: ParsedDocument | undefined;

  constructor(start: number, end: number, read: () => ParsedDocument) {
    this.start = start;
    this.end = end;
    this.#read = read;
  }

  get value(): Json | undefined {
    return this.#whole().value;
  }

  get locator(): Locator {
    return this.#whole().locator;
  }

  get error(): Remark | undefined {
    return this.#whole().error;
  }

  get warnings(): readonly Remark[] {
    return this.#whole().warnings;
  }

  #whole(): ParsedDocument {
    this.#document ??= this.#read();
    return this.#document;
  }
}
