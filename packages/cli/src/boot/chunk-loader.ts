import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

type Chunk = (exports: object, require: (id: string) => unknown, module: { exports: object }) => void;

/** Of V8 for this version of Node on this machine: another V8 would refuse it, and reads none of it. */
const FITTING = `${process.version}-${process.platform}-${process.arch}`;

/**
 * Loads the chunks of the built program, each once, as CommonJS modules that require one another. What V8 compiled of them when
 * the program was built lies in `code-cache` beside them and is taken where it fits; where there is none, or V8 does not want
 * it, a chunk is compiled as any other. The names of chunks hold the hash of their text: what was compiled of another text has
 * another name.
 */
export class ChunkLoader {
  readonly #folder: string;
  readonly #cache: string;
  readonly #hasCache: boolean;
  readonly #modules = new Map<string, { exports: object }>();
  readonly #scripts = new Map<string, Script>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#cache = join(folder, 'code-cache', FITTING);
    this.#hasCache = existsSync(this.#cache);
  }

  /** The names of the chunks that V8 compiled anew. */
  get compiled(): readonly string[] {
    return [...this.#scripts].flatMap(([name, script]) => (script.cachedDataRejected === false ? [] : [name]));
  }

  load(name: string): object {
    const known = this.#modules.get(name);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    this.#modules.set(name, module);
    const chunk = this.#compile(name).runInThisContext() as Chunk;
    chunk(module.exports, this.#require, module);
    return module.exports;
  }

  /** Keeps what V8 has compiled so far, in the folder of the program and nowhere else. What is there already stays. */
  save(): void {
    const unfinished = `${this.#cache}.${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    for (const [name, script] of this.#scripts) writeFileSync(join(unfinished, name), script.createCachedData());
    try {
      renameSync(unfinished, this.#cache);
    } catch {
      rmSync(unfinished, { recursive: true });
    }
  }

  readonly #require = (id: string): unknown => {
    return id.startsWith('./') ? this.load(id.slice(2)) : process.getBuiltinModule(id);
  };

  #compile(name: string): Script {
    const filename = join(this.#folder, name);
    // Chunks are in ASCII, which is read fastest as Latin 1.
    const source = `(function (exports, require, module) {${readFileSync(filename, 'latin1')}\n})`;
    const script = new Script(source, { filename, cachedData: this.#hasCache ? this.#cached(name) : undefined });
    this.#scripts.set(name, script);
    return script;
  }

  #cached(name: string): Buffer | undefined {
    try {
      return readFileSync(join(this.#cache, name));
    } catch {
      // It was not needed when the cache was made, or somebody has taken it away.
      return undefined;
    }
  }
}
