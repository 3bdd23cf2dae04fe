import type { ChartFile } from '../chart-files.ts';
import { defineUses, type DefineUse } from './define-uses.ts';
import { applyMarks, lineEnds, markEdits, type MarkEdit } from './mark-template.ts';
import type { Marks } from './marks.ts';
import { wrapperTemplate } from './wrapper.ts';

/** A template of a chart, with what marks its lines. */
export interface MarkedTemplate {
  readonly file: ChartFile;
  readonly text: string;
  readonly lines: readonly string[];
  readonly edits: readonly MarkEdit[];
  /** No template itself: a file that templates read with `.Files`. */
  readonly isRead: boolean;
  /** The number of its first line among all lines of all templates. */
  readonly firstId: number;
}

/** A line of a template; one-based. */
export interface TemplateLine {
  readonly template: MarkedTemplate;
  readonly line: number;
}

/** What the template has there. */
export function textOf({ template, line }: TemplateLine): string {
  return template.lines[line - 1] ?? '';
}

const WRAPPER_FILE = 'templates/_bulwark-marks.tpl';

/** All templates of a chart, each line with a number of its own. */
export class MarkedChart {
  readonly templates: readonly MarkedTemplate[];
  readonly #marks: Marks;

  constructor(files: readonly ChartFile[], marks: Marks) {
    this.#marks = marks;
    const texts = files.filter(isTemplate).map((file) => ({ file, text: textOfFile(file), isRead: false }));
    const uses = defineUses(texts.map(({ text }) => text));
    const readsFiles = texts.some(({ text }) => text.includes('.Files'));
    const read = readsFiles ? files.filter(isReadable).map((file) => ({ file, text: textOfFile(file), isRead: true })) : [];
    let firstId = 0;
    this.templates = [...texts, ...read].map(({ file, text, isRead }) => {
      const isPlain = isRead && !text.includes('{{');
      const edits = isPlain ? lineEnds(text) : (markEdits(text, (name) => isMarked(uses.get(name))) ?? []);
      const lines = text.split('\n');
      const template = { file, text, lines, edits, isRead, firstId };
      firstId += lines.length;
      return template;
    });
  }

  /** The line that a mark's number stands for. */
  lineOf(id: number): TemplateLine | undefined {
    const template = this.templates.findLast(({ firstId }) => firstId <= id);
    return template && { template, line: id - template.firstId + 1 };
  }

  /** The templates with those marks that are `wanted`, as changes of the chart's files. */
  changes(wanted: (template: MarkedTemplate, edit: MarkEdit) => boolean): Map<string, string> {
    const changes = new Map([[WRAPPER_FILE, wrapperTemplate(this.#marks)]]);
    for (const template of this.templates) {
      const edits = template.edits.filter((edit) => wanted(template, edit));
      if (edits.length === 0) continue;
      changes.set(
        template.file.path,
        applyMarks(template.text, edits, (line) => this.#marks.of(template.firstId + line)),
      );
    }
    return changes;
  }
}

/**
 * Marks in a `define` that makes a name or a condition would change what the chart does; one that prints YAML, or several
 * lines that go straight into the output, can have them.
 */
function isMarked(use: DefineUse | undefined): boolean {
  return use !== undefined && (use.isYaml || (use.isPrinted && use.lines > 1));
}

function isTemplate({ path }: ChartFile): boolean {
  return /^(?:charts\/[^/]+\/)*templates\//.test(path) && !path.endsWith('/NOTES.txt');
}

/** What a template may read, and print as it is. */
function isReadable({ path, bytes }: ChartFile): boolean {
  const isOther = /^(?:charts\/[^/]+\/)*(?:Chart\.|values|README|LICENSE|NOTICE|\.|ci\/|crds\/|templates\/)/.test(path);
  return !isOther && !path.endsWith('.tgz') && bytes.length <= LARGEST_READ && !bytes.includes(0);
}

const LARGEST_READ = 2 ** 18;

function textOfFile({ bytes }: ChartFile): string {
  return Buffer.from(bytes).toString('utf8');
}
